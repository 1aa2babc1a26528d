// A campaign that follows a feed. Its mail is frozen; each issue is a campaign of its own, made of that mail and of the
// entries that nobody has been told of. What was there when it began is old, and goes to nobody.
import type { Reach } from '../../consent/index.ts'
import { notStoppedSql } from '../../delivery/index.ts'
import { type Db, inTransaction, Prisma, type Transaction } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { wake } from '../../platform/jobs.ts'
import { isApprovedSql } from '../approval/approve-campaign.ts'
import { START_JOB } from '../campaign-states.ts'
import { CANARY_JOB } from '../canary/check-live-mails.ts'
import { AT_ONCE, refuseExperiment, savePlan } from '../plan/plan.ts'
import { publishVersion } from '../publish-campaign.ts'
import { lockCampaign } from '../save-campaign.ts'
import { expandWords } from './expand-feed.ts'
import { FOLLOWS_FEED } from './follows-feed.ts'
import type { Feed } from './parse-feed.ts'
import { findItems, keepRead, nextTelling, readNow } from './save-feed.ts'

/** In ms. An issue that could not be made is tried again after this, since its mail or the feed may be mended by then. */
const TRY_AGAIN_AFTER = 3_600_000

/** What the feed says before it is followed. Asks its server, so not within a transaction. Throws `invalid`. */
export async function readBefore(db: Db, id: string, reach: Reach) {
  const { url } = found(await db.campaignFeed.findUnique({ where: { campaignId: id } }), 'feed')
  return readNow(url, { etag: null, lastModified: null }, reach)
}

/** Freezes the mail and begins to follow: `fetched` is old, and goes to nobody. Throws `invalid` where something is missing. */
export async function followFeed(
  db: Db,
  id: string,
  fetched: Awaited<ReturnType<typeof readBefore>>,
  now: Date,
): Promise<{ startsAt: Date }> {
  return inTransaction(db, async (tx) => {
    const { segmentId } = await lockCampaign(tx, id, 'schedule')
    const feed = found(await tx.campaignFeed.findUnique({ where: { campaignId: id } }), 'feed')
    if (segmentId === null)
      throw new DomainError('invalid', 'The campaign has no audience. Choose a segment, then schedule it.', {
        faults: [{ path: 'segmentId', message: 'Choose who it is for.' }],
      })
    const { mjml } = await tx.campaign.findUniqueOrThrow({ where: { id }, select: { mjml: true } })
    if (!/\bfeed\.items\b/.test(mjml))
      throw new DomainError('invalid', 'The mail says nothing of the feed.', {
        faults: [{ path: 'mjml', message: 'Put the entries of the feed into the mail, then begin.' }],
      })
    await refuseExperiment(tx, id)
    await keepRead(tx, id, fetched, { now, isNew: false })
    await tx.feedItem.updateMany({ where: { campaignId: id, toldAt: null }, data: { toldAt: now } })
    await publishVersion(tx, id, now)
    await savePlan(tx, id, AT_ONCE)
    await tx.campaignRecurrence.deleteMany({ where: { campaignId: id } })
    const startsAt = nextTelling(feed, now) ?? now
    const begun = { followingSince: now, nextReadAt: now, tellAfter: null }
    await tx.campaignFeed.update({ where: { campaignId: id }, data: begun })
    await tx.campaign.update({ where: { id }, data: { status: 'scheduled', startsAt, fault: null } })
    await wake(tx, CANARY_JOB)
    return { startsAt }
  })
}

type Due = { id: string; has_news: boolean }

/** Makes the next issue that is due, or lets its time pass where nothing is new. Answers whether there was one. */
export async function tellNext(db: Db, now: Date): Promise<boolean> {
  let taken: string | undefined
  try {
    return await inTransaction(db, async (tx) => {
      const [due] = await tx.$queryRaw<Due[]>(Prisma.sql`
        select campaign.id, news.is_there as has_news from campaign
        join campaign_feed feed on feed.campaign_id = campaign.id
        join lateral (select content_id from campaign_version where campaign_id = campaign.id
          order by version desc limit 1) version on true
        cross join lateral (select exists (select from feed_item
          where feed_item.campaign_id = campaign.id and told_at is null) as is_there) news
        where status = 'scheduled' and ${FOLLOWS_FEED} and (feed.tell_after is null or feed.tell_after <= ${now}::timestamptz)
          and case when feed.pace = 'each' then news.is_there else starts_at <= ${now}::timestamptz end
          and ${notStoppedSql(Prisma.sql`false`)} and ${isApprovedSql(Prisma.sql`version.content_id`)}
        order by starts_at, campaign.id for update of campaign skip locked limit 1`)
      if (!due) return false
      taken = due.id
      const feed = await tx.campaignFeed.findUniqueOrThrow({ where: { campaignId: due.id } })
      if (due.has_news) {
        const items = await findItems(tx, due.id, feed.maxItems, true)
        await makeIssue(tx, due.id, { title: feed.title, link: feed.link, items }, now)
      }
      await tx.campaign.update({
        where: { id: due.id },
        data: { startsAt: nextTelling(feed, now) ?? feed.followingSince },
      })
      return true
    })
  } catch (error) {
    if (taken === undefined || !(error instanceof DomainError)) throw error
    // Nobody was put in line. The entries wait; whoever looks sees why.
    const detail = [error.message, ...error.faults.map(({ message }) => message)].join(' ').slice(0, 1000)
    const { faultSince } = await db.campaignFeed.findUniqueOrThrow({ where: { campaignId: taken } })
    const tellAfter = new Date(+now + TRY_AGAIN_AFTER)
    await db.campaignFeed.update({
      where: { campaignId: taken },
      data: { tellAfter, fault: 'mail', faultDetail: detail, faultSince: faultSince ?? now },
    })
    return true
  }
}

/** An issue: what the mail says with these entries in their places, to the audience of now. All that waited is told of. */
async function makeIssue(tx: Transaction, campaignId: string, feed: Feed, now: Date): Promise<void> {
  const campaign = await tx.campaign.findUniqueOrThrow({
    where: { id: campaignId },
    include: { translations: { omit: { campaignId: true } }, segments: true, plan: true },
  })
  const { name, purposeId, topicId, channel, language, segmentId } = campaign
  const { subject, preheader, mjml, plainText } = campaign
  const child = await tx.campaign.create({
    data: {
      ...{ name: `${name}, ${now.toISOString().slice(0, 10)}`, purposeId, topicId, channel, language, segmentId },
      ...expandWords({ subject, preheader, mjml, plainText }, feed),
      ...{ status: 'scheduled', startsAt: now, createdAt: now, updatedAt: now },
      translations: { create: campaign.translations.map((words) => expandWords(words, feed)) },
    },
    select: { id: true },
  })
  const segments = campaign.segments.map((one) => ({ ...one, campaignId: child.id }))
  await tx.campaignSegment.createMany({ data: segments })
  if (campaign.plan) await tx.campaignPlan.create({ data: { ...campaign.plan, campaignId: child.id } })
  await publishVersion(tx, child.id, now)
  await tx.campaignOccurrence.create({ data: { campaignId, occursAt: now, childId: child.id } })
  await tx.feedItem.updateMany({ where: { campaignId, toldAt: null }, data: { toldAt: now, childId: child.id } })
  const well = { tellAfter: null, fault: null, faultDetail: null, faultSince: null }
  await tx.campaignFeed.update({ where: { campaignId }, data: well })
  await wake(tx, START_JOB)
}
