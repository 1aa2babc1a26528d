// A reason for silence, placed by whoever knows it: sales in negotiation, a bounce, a complaint, a pause.
// A hold can only lower permission; lifting it brings back no more than the ledger says.

import { lockContacts } from '../contacts/index.ts'
import { type Db, inTransaction, type Transaction } from '../platform/database.ts'
import { keepHeldOutside } from './journal.ts'
import type { HeldLine } from './journal-lines.ts'
import type { HoldKind } from './words.ts'

export type { HoldKind } from './words.ts'
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
 * It is in the journal outside the database when this returns; where the journal fails, it throws although it is placed,
 * unless that is in a transaction of the caller.
 */
export async function placeHold(db: Db, hold: Hold, now: Date): Promise<void> {
  const held = await inTransaction(db, (tx) => placeWithin(tx, hold, now))
  await keepHeldOutside(held)
}

/** As `placeHold`, in a transaction; the caller keeps outside what this answers (`keepHeldOutside`) once it is committed. */
export async function placeWithin(tx: Transaction, hold: Hold, now: Date): Promise<HeldLine[]> {
  const live = await lockContacts(tx, [hold.contactId])
  if (!live.has(hold.contactId)) return []
  const { contactId, kind, channel, brandId = null, reason } = hold
  // What stood when somebody was merged into this contact may be that one's word, and goes when the merge is taken back.
  const since = { gt: (await findLastMerge(tx, contactId)) ?? new Date(0) }
  const standing = await tx.consentHold.findFirst({
    where: { contactId, kind, channel, brandId, since, liftedAt: null, OR: [{ until: null }, { until: { gt: now } }] },
  })
  const until = hold.until ?? null
  // Whoever says it again may do so because the journal could not be written.
  if (standing && (standing.until === null || (until !== null && until <= standing.until)))
    return [asLine({ ...standing, kind })]
  if (standing)
    await tx.consentHold.update({ where: { contactId_id: { contactId, id: standing.id } }, data: { liftedAt: now } })
  const placed = { contactId, kind, channel, brandId, until, since: now }
  await tx.consentHold.create({ data: { ...placed, reason } })
  return [asLine(placed)]
}

/** When somebody was last merged into this contact, of the merges that stand. */
export async function findLastMerge(tx: Transaction, contactId: string): Promise<Date | undefined> {
  const { _max: last } = await tx.contactMerge.aggregate({
    where: { contactId, undoneAt: null },
    _max: { mergedAt: true },
  })
  return last.mergedAt ?? undefined
}

type Placed = Omit<HeldLine, 'type' | 'since' | 'until'> & { since: Date; until: Date | null }

/** What the journal says of a hold. */
export const asLine = ({ contactId, kind, brandId, channel, since, until }: Placed): HeldLine => ({
  ...{ type: 'held', contactId, kind, brandId, channel },
  ...{ since: since.toISOString(), until: until?.toISOString() ?? null },
})

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
