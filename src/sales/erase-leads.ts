// Leads of an erased person go, facts, notes and all, and their place on lists of calls. Whoever had them is told
// (find-recipients.ts).
import type { Eraser } from '../consent/index.ts'

export const eraseLeads: Eraser = async (tx, contactIds) => {
  const where = { contactId: { in: [...contactIds] } }
  await tx.lead.deleteMany({ where })
  await tx.callListRow.deleteMany({ where })
}
