// What the clock does with campaigns: begin those that are due, put their people in line, end those that are through.
// May be stopped anywhere and run twice: each part of the audience is one transaction, and an occasion queues once.
import { enqueueMessages, expireMessages, notStoppedSql } from '../delivery/index.ts'
import { type Db, inTransaction, listSql, Prisma, type Transaction } from '../platform/database.ts'
import { DomainError } from '../platform/errors.ts'
import { findAudience } from '../segments/index.ts'
import { isApprovedSql } from './approval/approve-campaign.ts'
import { segmentsOf } from './audience/segments-of.ts'
import { SAME_MAILBOX, sharingSql } from './audience/shared-mailboxes.ts'
import { decideExperiments, releaseRest } from './experiments/decide-experiments.ts'
import { divideAudience } from './experiments/divide-audience.ts'
import { FOLLOWS_FEED } from './feed/follows-feed.ts'
import { dueTimes } from './plan/due-times.ts'
import { findPlan } from './plan/plan.ts'
import { REPEATS, repeatNext } from './recurring/repeat-campaign.ts'

/** People put in line in one transaction. More holds the campaign longer against a pause; fewer asks the segment more often. */
const PART_SIZE = 50_000
const MINUTE_MS = 60_000

/** Begins, queues and ends what is due. Answers whether there is more to do at once. */
export async function startCampaigns(db: Db, now: Date, partSize = PART_SIZE): Promise<boolean> {
  while ((await expireMessages(db, now)) > 0);
  await decideExperiments(db, now)
  const released = await releaseRest(db, now)
  await endCampaigns(db, now)
  const repeated = await repeatNext(db, now)
  const started = await startNext(db, now, partSize)
  const queued = await queueNext(db, now)
  return released || repeated || started || queued
}

const NEWEST_CONTENT = Prisma.sql`(select content_id from campaign_version where campaign_id = campaign.id
  order by version desc limit 1)`

/** Takes the next scheduled campaign that is due and divides its audience into parts, in the order of contacts. */
async function startNext(db: Db, now: Date, partSize: number): Promise<boolean> {
  let taken: string | undefined
  try {
    return await inTransaction(db, async (tx) => {
      const [due] = await tx.$queryRaw<{ id: string; segment_id: string }[]>(Prisma.sql`
        select id, segment_id from campaign where status = 'scheduled' and starts_at <= ${now}::timestamptz
          and ${notStoppedSql(Prisma.sql`false`)} and ${isApprovedSql(NEWEST_CONTENT)}
          and not ${REPEATS} and not ${FOLLOWS_FEED}
        order by starts_at, id for update skip locked limit 1`)
      if (!due) return false
      taken = due.id
      const { people } = await findAudience(tx, await segmentsOf(tx, { id: due.id, segmentId: due.segment_id }), now)
      const starts = await tx.$queryRaw<{ contact_id: string }[]>(Prisma.sql`
        select contact_id from (
          select contact_id, row_number() over (order by contact_id) as place from (${people()}) people) placed
        where place > 1 and mod(place - 1, ${partSize}::int) = 0 order by contact_id`)
      const partStarts = starts.map((row) => row.contact_id)
      await tx.campaign.update({
        where: { id: due.id },
        data: { status: 'sending', startedAt: now, parts: partStarts.length + 1, partsQueued: 0, partStarts },
      })
      return true
    })
  } catch (error) {
    if (taken === undefined || !(error instanceof DomainError)) throw error
    // Its segment asks for something that is gone. Nobody was put in line; the others must not wait for it.
    await db.campaign.updateMany({
      where: { id: taken, status: 'scheduled' },
      data: { status: 'draft', startsAt: null, fault: error.message },
    })
    return true
  }
}

type Queuing = {
  id: string
  purpose_id: string
  topic_id: string | null
  channel: string
  segment_id: string
  part: number
  part_starts: string[]
  content_id: string
  started_at: Date
  brand_id: string
}

/** Puts the next part of an audience in line. Who may get it is decided for each person at sending. */
async function queueNext(db: Db, now: Date): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const [next] = await tx.$queryRaw<Queuing[]>(Prisma.sql`
      select campaign.id, purpose_id, topic_id, channel, segment_id, parts_queued as part, part_starts, started_at,
        ${NEWEST_CONTENT} as content_id,
        (select brand_id from purpose where id = campaign.purpose_id) as brand_id
      from campaign where status = 'sending' and parts_queued < parts
      order by started_at, id for update of campaign skip locked limit 1`)
    if (!next) return false
    const segments = await segmentsOf(tx, { id: next.id, segmentId: next.segment_id })
    const { people, among } = await findAudience(tx, segments, next.started_at)
    const occasion = campaignOccasion(next.id)
    const range = { from: next.part_starts[next.part - 1] ?? null, to: next.part_starts[next.part] ?? null }
    const question = { purposeId: next.purpose_id, topicId: next.topic_id, channel: next.channel, at: now }
    const sharing = await tx.$queryRaw<{ contact_id: string }[]>(sharingSql(among, question, occasion))
    const audience = {
      contentId: next.content_id,
      campaignId: next.id,
      notBefore: now,
      people: Prisma.sql`select people.contact_id, ${occasion}::text as occasion from (${people(range)}) people`,
    }
    const plan = await findPlan(tx, next.id)
    for (const group of await divideAudience(tx, audience, now)) {
      const timed = await dueTimes(tx, group.people, { plan, brandId: next.brand_id, from: next.started_at })
      const expiresAfterMs =
        plan.expiresAfterMinutes === null || group.isWaiting ? undefined : plan.expiresAfterMinutes * MINUTE_MS
      const line = { campaignId: next.id, ...group, expiresAfterMs }
      await enqueueMessages(tx, timed ? { ...line, people: timed, isTimed: true } : line, now)
    }
    await leaveOut(tx, occasion, sharing, now)
    await tx.campaign.update({ where: { id: next.id }, data: { partsQueued: next.part + 1 } })
    return true
  })
}

/** Takes out of the line whoever shares a mailbox with somebody who stands there, in the transaction that put them in. */
async function leaveOut(tx: Transaction, occasion: string, people: { contact_id: string }[], now: Date): Promise<void> {
  if (people.length === 0) return
  const ids = people.map((row) => row.contact_id)
  await tx.$executeRaw(Prisma.sql`
    update message set status = 'cancelled', reason = ${SAME_MAILBOX}, finished_at = ${now}::timestamptz
    where contact_id = any(${listSql(ids, 'uuid')}) and occasion = ${occasion} and status = 'queued'`)
}

/** One mail of a campaign to a person, once. */
export const campaignOccasion = (campaignId: string): string => `campaign:${campaignId}`

/** A campaign is sent when everybody is in line and no batch has anything left. */
async function endCampaigns(db: Db, now: Date): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    update campaign set status = 'sent', finished_at = ${now}::timestamptz
    where status = 'sending' and parts > 0 and parts_queued = parts and not exists (
      select 1 from message_batch where campaign_id = campaign.id and status <> 'done')`)
}
