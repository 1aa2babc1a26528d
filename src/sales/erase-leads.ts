// Leads of an erased person go, facts, notes and all, and their place on lists of calls. The sellers who had them are named, for they must be told.
import type { Eraser } from '../consent/index.ts'

export const eraseLeads: Eraser = async (tx, contactIds) => {
  const where = { contactId: { in: [...contactIds] } }
  const leads = await tx.lead.findMany({ where, select: { sellerId: true } })
  const sellers = await tx.appUser.findMany({ where: { id: { in: leads.map((lead) => lead.sellerId) } } })
  await tx.lead.deleteMany({ where })
  await tx.callListRow.deleteMany({ where })
  return sellers.map((seller) => seller.name)
}
