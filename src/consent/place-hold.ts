// A reason for silence, placed by whoever knows it: sales in negotiation, a bounce, a complaint, a pause.
// A hold can only lower permission; lifting it brings back no more than the ledger says.

import { lockContacts } from '../contacts/index.ts'
import { type Db, inTransaction } from '../platform/database.ts'

/** Objection and restriction are words of the ledger (`recordConsent`), which places their holds itself. */
export type HoldKind =
  | 'pause'
  | 'complaint'
  | 'bounce'
  | 'suppression'
  | 'negotiation'
  | 'erasure'
  | 'weekly'
  | 'monthly'
export type Hold = {
  contactId: string
  kind: HoldKind
  channel: string | null
  /** Whose messages it is about: of weekly and monthly, and of no other. */
  brandId?: string | null
  reason: string
  until?: Date | null
}

/**
 * Places a hold from now on. One of a kind stands on a channel, and placing it again never shortens it: a longer one
 * takes the place of the standing one, which is kept as lifted, so that what stood at any moment can be told later (C2).
 */
export async function placeHold(db: Db, hold: Hold, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    const live = await lockContacts(tx, [hold.contactId])
    if (!live.has(hold.contactId)) return
    const { contactId, kind, channel, brandId = null, reason } = hold
    const standing = await tx.consentHold.findFirst({
      where: { contactId, kind, channel, brandId, liftedAt: null, OR: [{ until: null }, { until: { gt: now } }] },
    })
    const until = hold.until ?? null
    if (standing && (standing.until === null || (until !== null && until <= standing.until))) return
    if (standing)
      await tx.consentHold.update({ where: { contactId_id: { contactId, id: standing.id } }, data: { liftedAt: now } })
    await tx.consentHold.create({ data: { contactId, kind, channel, brandId, reason, until, since: now } })
  })
}

/** Lifts holds of a kind. Complaints are the person's own word to the mailbox provider: nobody here lifts them (B4). */
export async function liftHold(
  db: Db,
  contactId: string,
  kind: Exclude<HoldKind, 'complaint' | 'erasure'>,
  now: Date,
  brandId?: string,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockContacts(tx, [contactId])
    await tx.consentHold.updateMany({
      where: { contactId, kind, liftedAt: null, ...(brandId === undefined ? {} : { brandId }) },
      data: { liftedAt: now },
    })
  })
}
