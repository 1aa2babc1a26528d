// The clock of feeds: reads those that are due, one after the other, and makes the issues that follow. What fails is read
// again after a while that grows, and says since when and why.
import { type Reach, reachOf } from '../../consent/index.ts'
import { type Db, inTransaction, Prisma } from '../../platform/database.ts'
import { defineJob, type Job } from '../../platform/jobs.ts'
import type { Services } from '../../platform/services.ts'
import { fetchFeed } from './fetch-feed.ts'
import { tellNext } from './follow-feed.ts'
import { FOLLOWS_FEED } from './follows-feed.ts'
import { keepRead } from './save-feed.ts'

/** Minutes between readings: of what is told of at once, and of what is told of at an hour. A server sees no more than that. */
const READ_EVERY = { each: 10, digest: 60 }
/** Minutes before the hour at which it is read once more. */
const BEFORE_THE_HOUR = 3
/** Minutes after which what fails is read again at the latest. */
const SLOWEST = 6 * 60
const MINUTE_MS = 60_000

type Due = {
  campaign_id: string
  url: string
  etag: string | null
  last_modified: string | null
  failures: number
  pace: string
  starts_at: Date | null
}

/** Reads the next feed that is due. Answers whether there was one. */
export async function readNext(db: Db, reach: Reach, now: Date): Promise<boolean> {
  // Taken by setting its next reading: whoever dies in between leaves it for then.
  const [due] = await db.$queryRaw<Due[]>(Prisma.sql`
    update campaign_feed set next_read_at = ${new Date(+now + READ_EVERY.each * MINUTE_MS)}::timestamptz
    from campaign where campaign.id = campaign_feed.campaign_id and campaign_feed.campaign_id = (
      select feed.campaign_id from campaign_feed feed join campaign on campaign.id = feed.campaign_id
      where campaign.status = 'scheduled' and ${FOLLOWS_FEED} and feed.next_read_at <= ${now}::timestamptz
      order by feed.next_read_at for update of feed skip locked limit 1)
    returning campaign_feed.campaign_id, url, etag, last_modified, failures, pace, campaign.starts_at`)
  if (!due) return false
  const { campaign_id: campaignId, url, etag, last_modified: lastModified } = due
  const fetched = await fetchFeed(url, { etag, lastModified }, reach)
  await inTransaction(db, async (tx) => {
    // It may have been taken back, or given another feed, while the server answered.
    const [still] = await tx.$queryRaw<{ fault_since: Date | null }[]>(Prisma.sql`
      select fault_since from campaign_feed where campaign_id = ${campaignId}::uuid and url = ${url}
        and following_since is not null for update`)
    if (!still) return
    const failures = fetched.outcome === 'failed' ? due.failures + 1 : 0
    await tx.campaignFeed.update({
      where: { campaignId },
      data: { nextReadAt: nextReading(due, failures, now), failures },
    })
    if (fetched.outcome !== 'failed') return keepRead(tx, campaignId, fetched, { now, isNew: true })
    const { fault, detail } = fetched
    const data = { readAt: now, fault, faultDetail: detail, faultSince: still.fault_since ?? now }
    await tx.campaignFeed.update({ where: { campaignId }, data })
  })
  return true
}

function nextReading({ pace, starts_at: startsAt }: Due, failures: number, now: Date): Date {
  const usual = pace === 'each' ? READ_EVERY.each : READ_EVERY.digest
  const minutes = failures === 0 ? usual : Math.min(READ_EVERY.each * 2 ** Math.min(failures, 10), SLOWEST)
  const next = new Date(+now + minutes * MINUTE_MS)
  const before = startsAt && new Date(+startsAt - BEFORE_THE_HOUR * MINUTE_MS)
  return before && before > now && before < next ? before : next
}

/** Reads what is due, and makes every issue that is. */
export async function readFeeds({ db, now, config }: Services, stopping?: AbortSignal): Promise<void> {
  const reach = reachOf(config)
  while (!stopping?.aborted && (await readNext(db, reach, now())));
  while (!stopping?.aborted && (await tellNext(db, now())));
}

export const feedJob: Job = defineJob({
  name: 'campaigns.read-feeds',
  every: '1 minute',
  run: (services, _data, stopping) => readFeeds(services, stopping),
})
