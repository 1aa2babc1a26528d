// Whose answer it is where the person is somebody's lead: the seller's who has it.
import type { OwnerFinder } from '../delivery/index.ts'

/** The seller of the newest lead that is open. */
export const sellerOf: OwnerFinder = async (db, { contactIds }) => {
  const lead = await db.lead.findFirst({
    where: { contactId: { in: [...contactIds] }, status: { in: ['assigned', 'accepted'] } },
    orderBy: { createdAt: 'desc' },
    select: { sellerId: true },
  })
  return lead?.sellerId
}
