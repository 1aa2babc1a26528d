// The public face of sales: handing over, and the inbox.
export { acceptLead, rejectLead } from './answer-lead.ts'
export { eraseLeads } from './erase-leads.ts'
export { findLeadsOf } from './find-leads-of.ts'
export { foretellLeads } from './foretell-merge.ts'
export { type HandOff, type HandOffOutcome, handToSales } from './hand-to-sales.ts'
export { salesRoutes } from './routes.ts'
export type { Fact, RejectReason } from './words.ts'
export { timeZoneOf } from './working-hours.ts'
