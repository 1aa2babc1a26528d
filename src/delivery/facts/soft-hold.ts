// When an address that fails again and again is left alone for a while, and for how long.

import { addressKindOf } from '../../consent/index.ts'
import { Prisma, type Transaction } from '../../platform/database.ts'
import { bounceJoin } from './bounce-sql.ts'

/**
 * Days on which mail to an address failed, one after another without a delivery between, after which it is held. Fewer stop
 * people whose mailbox was full over a holiday; more teach providers that we write to mailboxes nobody empties.
 */
export const SOFT_DAYS = 5
/** Days of the first hold, the second without a delivery between, and so on; the last is repeated. Too short costs reputation. */
export const HOLD_DAYS = [7, 14, 30, 180] as const
/**
 * Days without a report after which a mail has arrived. A server tries for four or five (RFC 5321 4.5.4.1); sooner would take
 * a mail that still waits for a delivery, and so forget the failures before it.
 */
export const SETTLED_DAYS = 6
const DAY_MS = 86_400_000

type Streak = { days: number; holds: number; is_held: boolean }

/** Until when the address is held now; undefined where it is not, or stands held already. In a transaction that has the lock. */
export async function softHoldUntil(
  tx: Transaction,
  contactId: string,
  channel: string,
  now: Date,
): Promise<Date | undefined> {
  const settledBefore = new Date(+now - SETTLED_DAYS * DAY_MS)
  const [streak] = await tx.$queryRaw<Streak[]>(Prisma.sql`
    with own as materialized (
      select message.finished_at, bounce.outcome, bounce.at from message ${bounceJoin}
      where message.contact_id = ${contactId}::uuid and message.channel = ${channel} and message.finished_at is not null
        and (message.status = 'sent' or bounce.outcome is not null)
    ), began as (
      select greatest(
        (select max(finished_at) from own where outcome is null and finished_at < ${settledBefore}::timestamptz),
        (select max(created_at) from identity where contact_id = ${contactId}::uuid
          and kind = ${addressKindOf(channel) ?? 'email'} and is_primary),
        '-infinity'::timestamptz) as at
    )
    select (select count(distinct (own.at at time zone 'UTC')::date)::int from own
        where outcome = 'soft' and finished_at > began.at) as days,
      (select count(*)::int from consent_hold where contact_id = ${contactId}::uuid and kind = 'bounce'
        and channel = ${channel} and until is not null and since > began.at) as holds,
      exists (select from consent_hold where contact_id = ${contactId}::uuid and kind = 'bounce' and lifted_at is null
        and (channel is null or channel = ${channel}) and (until is null or until > ${now}::timestamptz)) as is_held
    from began`)
  if (!streak || streak.is_held || (streak.holds === 0 && streak.days < SOFT_DAYS)) return undefined
  const days = HOLD_DAYS[Math.min(streak.holds, HOLD_DAYS.length - 1)] ?? HOLD_DAYS[0]
  return new Date(+now + days * DAY_MS)
}
