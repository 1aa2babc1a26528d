// An address that bounced, opened again by hand: somebody has asked the person, or knows that the mailbox works again. Who did
// it and why is kept. What the person has told their provider is not theirs to lift.
import { liftHold } from '../../consent/index.ts'
import { lockPeople, recordLocked } from '../../contacts/index.ts'
import { type Db, inTransaction, Prisma } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { newId } from '../../platform/id.ts'

export type BouncedAddress = {
  /** The hold that stands now: since when, until when (null: until the address is another), and a code for why. */
  hold: { since: Date; until: Date | null; reason: string } | null
  /** A complaint or a suppression stops the address too, and stays. */
  isStoppedElse: boolean
  /** By whom it was opened before, the newest first; a colleague who is gone has no name. */
  reopened: { at: Date; by: string | null; reason: string }[]
}

const standing = (contactId: string, kinds: string[], now: Date) => ({
  ...{ contactId, kind: { in: kinds }, liftedAt: null },
  OR: [{ until: null }, { until: { gt: now } }],
})

export async function findBouncedAddress(db: Db, contactId: string, now: Date): Promise<BouncedAddress> {
  const hold = await db.consentHold.findFirst({
    where: standing(contactId, ['bounce'], now),
    orderBy: { since: 'desc' },
    select: { since: true, until: true, reason: true },
  })
  const others = await db.consentHold.count({ where: standing(contactId, ['complaint', 'suppression'], now) })
  return { hold, isStoppedElse: others > 0, reopened: await findReopened(db, contactId) }
}

function findReopened(db: Db, contactId: string): Promise<BouncedAddress['reopened']> {
  return db.$queryRaw<BouncedAddress['reopened']>(Prisma.sql`
    select event.occurred_at as at, app_user.name as by, event.properties ->> 'reason' as reason from event
    left join app_user on app_user.id::text = event.properties ->> 'userId'
    where event.contact_id = ${contactId}::uuid and event.type = 'mail.reopened' order by event.occurred_at desc limit 10`)
}

/**
 * Mail may go there again, as far as consent allows. If it comes back once more it is held again. Throws `conflict` where no
 * bounce stops the address, or where opening it would open nothing.
 */
export async function reopenAddress(
  db: Db,
  { contactId, reason, userId }: { contactId: string; reason: string; userId: string },
  now: Date,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockPeople(tx, [contactId])
    const { hold, isStoppedElse } = await findBouncedAddress(tx, contactId, now)
    if (!hold) throw new DomainError('conflict', 'No bounce stops this address. Load the page again.')
    if (isStoppedElse)
      throw new DomainError(
        'conflict',
        'A complaint or a suppression stops this address too, and nobody here lifts that.',
      )
    await liftHold(tx, contactId, 'bounce', now)
    const event = { type: 'mail.reopened', occurredAt: now, source: 'staff', properties: { reason, userId } }
    await recordLocked(tx, [{ ...event, contactId, id: newId(now) }], now)
  })
}
