// One worker holds a batch at a time, under a lease that it renews while it lives. When it dies, the next worker takes
// the batch over: what had begun and was never answered for is queued again, marked uncertain (lost is worse than twice).
import { type Db, inTransaction, Prisma } from '../platform/database.ts'
import { NOT_EXPIRED } from './limits/expire-messages.ts'
import { rulesOfContentSql, type SendingRules } from './limits/sending-rules.ts'
import { notStoppedSql } from './stop/stop-sending.ts'

export type Batch = {
  id: string
  contentId: string
  campaignId: string | null
  /** After it nothing of the batch begins any more. */
  expiresAt?: Date | null
  /** What the sender has set of how often and at which hours; null: nothing, and it costs nothing. */
  rules?: (SendingRules & { brandId: string }) | null
}

type Row = {
  id: string
  content_id: string
  campaign_id: string | null
  expires_at: Date | null
  rules: (SendingRules & { brandId: string }) | null
}

/** Seconds that a lease lasts without a sign of life. Shorter risks two senders on a slow machine; longer delays recovery. */
export const LEASE_SECONDS = 15

/** Asked of a batch only while all sending is stopped. */
const IS_SERVICE = Prisma.sql`(select kind <> 'marketing' from message_content where id = message_batch.content_id)`

/** Takes the oldest batch of a channel that is due and that nobody holds, or answers undefined. */
export async function leaseBatch(db: Db, workerId: string, channel = 'email'): Promise<Batch | undefined> {
  return inTransaction(db, async (tx) => {
    const [batch] = await tx.$queryRaw<(Row & { was_held: boolean })[]>(
      Prisma.sql`
      with due as (
        select id, leased_by from message_batch
        where status = 'open' and channel = ${channel} and not_before <= clock_timestamp() and ${NOT_EXPIRED}
          and (leased_until is null or leased_until < clock_timestamp())
          and ${notStoppedSql(IS_SERVICE)}
        order by not_before, id for update skip locked limit 1
      )
      update message_batch batch set leased_by = ${workerId}::uuid,
        leased_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
      from due where batch.id = due.id
      returning batch.id, batch.content_id, batch.campaign_id, batch.expires_at,
        ${rulesOfContentSql(Prisma.sql`batch.content_id`)} as rules, due.leased_by is not null as was_held`,
    )
    if (!batch) return undefined
    if (batch.was_held)
      await tx.$executeRaw(Prisma.sql`
        update message set status = 'queued', is_uncertain = true, token = null, start_by = null
        where batch_id = ${batch.id}::uuid and status = 'started' and start_by < clock_timestamp()`)
    const { id, content_id: contentId, campaign_id: campaignId, expires_at: expiresAt, rules } = batch
    return { id, contentId, campaignId, expiresAt, rules }
  })
}

/** Keeps the lease. False when another worker has taken the batch: stop claiming from it. */
export async function renewLease(db: Db, batchId: string, workerId: string): Promise<boolean> {
  const renewed = await db.$executeRaw(Prisma.sql`
    update message_batch set leased_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
    where id = ${batchId}::uuid and leased_by = ${workerId}::uuid and status = 'open'`)
  return renewed === 1
}

/**
 * Lets go of a batch in which something went wrong, so that nobody knows what became of all that was claimed: whoever takes
 * it next, `afterMs` from now, treats it as that of a worker that died.
 */
export async function leaveBatch(db: Db, batchId: string, workerId: string, afterMs: number): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    update message_batch set leased_until = clock_timestamp() + make_interval(secs => ${afterMs / 1000})
    where id = ${batchId}::uuid and leased_by = ${workerId}::uuid`)
}

/** Lets go of a batch: done when nothing is left in it, otherwise free again for whoever comes when the next one is due. */
export async function releaseBatch(db: Db, batchId: string, workerId: string, retryAfterMs = 0): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    with rest as (
      select count(*) as messages, min(coalesce(not_before, clock_timestamp())) as next from message
      where batch_id = ${batchId}::uuid and status in ('queued', 'started')
    )
    update message_batch set leased_by = null, leased_until = null,
      status = case when rest.messages = 0 and message_batch.status = 'open' then 'done' else message_batch.status end,
      finished_at = case when rest.messages = 0 then clock_timestamp() end,
      not_before = case when rest.messages = 0 then not_before
        else greatest(rest.next, clock_timestamp() + make_interval(secs => ${retryAfterMs / 1000})) end
    from rest where id = ${batchId}::uuid and leased_by = ${workerId}::uuid`)
}
