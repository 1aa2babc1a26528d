// The public face of sales: handing over, and the inbox.
export { type HandOff, type HandOffOutcome, handToSales } from './hand-to-sales.ts'
export { salesRoutes } from './routes.ts'
export type { Fact } from './words.ts'
export { timeZoneOf } from './working-hours.ts'
