// Pause, resume and cancel what a campaign still has in line. What has begun goes out.
import { type Db, Prisma } from '../platform/database.ts'

/** Stops new claims from these batches. */
export const pauseMessages = (db: Db, campaignId: string): Promise<number> =>
  db.$executeRaw(Prisma.sql`
    update message_batch set status = 'paused' where campaign_id = ${campaignId}::uuid and status = 'open'`)

/** Puts paused batches back in line. */
export const resumeMessages = (db: Db, campaignId: string): Promise<number> =>
  db.$executeRaw(Prisma.sql`
    update message_batch set status = 'open' where campaign_id = ${campaignId}::uuid and status = 'paused'`)

/** Removes what is still queued. Answers how many messages that were. */
export const cancelMessages = (db: Db, campaignId: string, now: Date): Promise<number> =>
  db.$executeRaw(Prisma.sql`
    with stopped as (update message_batch set status = 'open' where campaign_id = ${campaignId}::uuid and status in ('paused', 'waiting'))
    update message set status = 'cancelled', reason = 'campaign_cancelled', finished_at = ${now}::timestamptz
    where campaign_id = ${campaignId}::uuid and status = 'queued'`)
