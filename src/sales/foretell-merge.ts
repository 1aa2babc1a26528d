// What a merge means for sales: an open lead stays with its seller, who meets the one person that both are.
import type { MergeForeteller } from '../consent/index.ts'

export const foretellLeads: MergeForeteller = async (db, _keepId, otherId) => {
  const open = await db.lead.findMany({ where: { contactId: otherId, status: { in: ['assigned', 'accepted'] } } })
  const sellers = await db.appUser.findMany({ where: { id: { in: open.map((lead) => lead.sellerId) } } })
  return open.map((lead) => ({
    kind: 'lead',
    name: sellers.find((seller) => seller.id === lead.sellerId)?.name ?? null,
    outcome: 'stays',
  }))
}
