// What came too late: a message that has not begun when its batch expires does not go out, and says why it was late.
import { type Db, Prisma } from '../../platform/database.ts'
import { standingReasonSql } from './later.ts'

/** For claims and leases, over `message_batch`: it may still begin. */
export const NOT_EXPIRED = Prisma.sql`(message_batch.expires_at is null or message_batch.expires_at > clock_timestamp())`

/** Messages ended in one statement. More holds their rows longer; fewer takes more statements. */
const EXPIRE_SIZE = 20_000

/**
 * Ends what waits in batches that have expired, and those batches; answers how many messages it ended. What has begun goes
 * out. Run it until it answers nothing.
 */
export async function expireMessages(db: Db, now: Date): Promise<number> {
  const ended = await db.$executeRaw(Prisma.sql`
    with late as materialized (
      select message.contact_id, message.id, message_batch.status
      from message_batch join message on message.batch_id = message_batch.id and message.status = 'queued'
      where message_batch.expires_at <= clock_timestamp() and message_batch.status not in ('done', 'waiting')
      order by message.contact_id, message.id limit ${EXPIRE_SIZE} for update of message skip locked
    )
    update message set status = 'expired', finished_at = ${now}::timestamptz,
      reason = coalesce(${standingReasonSql}, case when late.status = 'paused' then 'campaign_paused'
        when exists (select from sending_stop where coalesce(resumed_at, clock_timestamp()) > (
          select not_before from message_batch where id = message.batch_id)) then 'stopped' else 'late' end)
    from late where message.contact_id = late.contact_id and message.id = late.id`)
  await db.$executeRaw(Prisma.sql`
    update message_batch set status = 'done', finished_at = ${now}::timestamptz
    where expires_at <= clock_timestamp() and status not in ('done', 'waiting') and leased_by is null and not exists (
      select from message where batch_id = message_batch.id and message.status in ('queued', 'started'))`)
  return ended
}
