// A reason for silence, placed by whoever knows it: sales in negotiation, a bounce, a complaint, a pause.
// A hold can only lower permission; lifting it brings back no more than the ledger says.

import { lockContacts } from '../contacts/index.ts'
import { type Db, inTransaction } from '../platform/database.ts'

export type HoldKind =
  | 'objection'
  | 'restriction'
  | 'pause'
  | 'complaint'
  | 'bounce'
  | 'suppression'
  | 'negotiation'
  | 'erasure'
export type Hold = { contactId: string; kind: HoldKind; channel: string | null; reason: string; until?: Date | null }

/** Places a hold from now on. The same kind on the same channel is placed once. */
export async function placeHold(db: Db, hold: Hold, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockContacts(tx, [hold.contactId])
    const where = { contactId: hold.contactId, kind: hold.kind, channel: hold.channel, liftedAt: null }
    const standing = await tx.consentHold.findFirst({ where })
    const until = hold.until ?? null
    if (standing)
      await tx.consentHold.update({
        where: { contactId_id: { contactId: hold.contactId, id: standing.id } },
        data: { until, reason: hold.reason },
      })
    else await tx.consentHold.create({ data: { ...hold, until, since: now } })
  })
}

/** Lifts holds of a kind. Complaints are the person's own word to the mailbox provider: nobody here lifts them (B4). */
export async function liftHold(
  db: Db,
  contactId: string,
  kind: Exclude<HoldKind, 'complaint' | 'erasure'>,
  now: Date,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockContacts(tx, [contactId])
    await tx.consentHold.updateMany({ where: { contactId, kind, liftedAt: null }, data: { liftedAt: now } })
  })
}
