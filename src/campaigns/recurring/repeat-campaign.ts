// A campaign that goes out again and again. It keeps the words that were frozen when it was set; each time is a campaign
// of its own, made from them, with its own audience, results and evidence.
import { notStoppedSql } from '../../delivery/index.ts'
import { type Db, inTransaction, Prisma, type Transaction } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { wake } from '../../platform/jobs.ts'
import { isApprovedSql } from '../approval/approve-campaign.ts'
import { START_JOB } from '../campaign-states.ts'
import { CANARY_JOB } from '../canary/check-live-mails.ts'
import { AT_ONCE, refuseExperiment, savePlan } from '../plan/plan.ts'
import { publishVersion } from '../publish-campaign.ts'
import { lockCampaign } from '../save-campaign.ts'
import { makeOccurrence } from './make-occurrence.ts'
import { nextTime, type Recurrence, readRecurrence, recurrenceRow } from './recurrence.ts'

/** A condition on `campaign`: it goes out again and again, so it is never sent itself. */
export const REPEATS = Prisma.sql`exists (select from campaign_recurrence where campaign_recurrence.campaign_id = campaign.id)`

/** Publishes the mail and sets its first time. Throws `invalid` where something is missing, or where no time is left. */
export async function repeatCampaign(db: Db, id: string, rule: Recurrence, now: Date): Promise<{ startsAt: Date }> {
  const startsAt = nextTime(rule, now)
  if (!startsAt)
    throw new DomainError('invalid', 'The rule ends before its first time. Choose a later last day.', {
      faults: [{ path: 'rule.until', message: 'Choose a later day, or none.' }],
    })
  return inTransaction(db, async (tx) => {
    const { segmentId } = await lockCampaign(tx, id, 'schedule')
    if (segmentId === null)
      throw new DomainError('invalid', 'The campaign has no audience. Choose a segment, then schedule it.', {
        faults: [{ path: 'segmentId', message: 'Choose who it is for.' }],
      })
    await refuseExperiment(tx, id)
    if ((await tx.campaignFeed.count({ where: { campaignId: id } })) > 0)
      throw new DomainError(
        'conflict',
        'It has a feed: it would tell the same again and again. Follow the feed instead.',
      )
    await publishVersion(tx, id, now)
    await savePlan(tx, id, AT_ONCE)
    const data = recurrenceRow(rule)
    await tx.campaignRecurrence.upsert({ where: { campaignId: id }, create: { campaignId: id, ...data }, update: data })
    await tx.campaign.update({ where: { id }, data: { status: 'scheduled', startsAt, fault: null } })
    await wake(tx, CANARY_JOB)
    return { startsAt }
  })
}

type Due = { id: string; starts_at: Date; content_id: string }

/**
 * Makes the campaign of the next time that is due, and sets the one after. A time that nobody was there for is made up
 * for once, not as often as it was missed. Answers whether there was one.
 */
export async function repeatNext(db: Db, now: Date): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const [due] = await tx.$queryRaw<Due[]>(Prisma.sql`
      select campaign.id, starts_at, version.content_id from campaign
      join lateral (select content_id from campaign_version where campaign_id = campaign.id
        order by version desc limit 1) version on true
      where status = 'scheduled' and starts_at <= ${now}::timestamptz and ${REPEATS}
        and ${notStoppedSql(Prisma.sql`false`)} and ${isApprovedSql(Prisma.sql`version.content_id`)}
      order by starts_at, campaign.id for update of campaign skip locked limit 1`)
    if (!due) return false
    await makeOccurrence(tx, { campaignId: due.id, contentId: due.content_id, occursAt: due.starts_at }, now)
    await setNext(tx, due.id, now)
    await wake(tx, START_JOB)
    return true
  })
}

async function setNext(tx: Transaction, id: string, now: Date): Promise<void> {
  const row = await tx.campaignRecurrence.findUniqueOrThrow({ where: { campaignId: id } })
  const next = nextTime(readRecurrence(row), now)
  const data = next ? { startsAt: next } : { status: 'sent', finishedAt: now }
  await tx.campaign.update({ where: { id }, data })
}
