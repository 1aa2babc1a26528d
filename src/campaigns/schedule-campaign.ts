// When a campaign goes out, and stopping it: schedule, take back, pause, resume, cancel.
import { cancelMessages, pauseMessages, resumeMessages } from '../delivery/index.ts'
import { type Db, inTransaction, Prisma } from '../platform/database.ts'
import { DomainError } from '../platform/errors.ts'
import { wake } from '../platform/jobs.ts'
import { REFUSAL, START_JOB } from './campaign-states.ts'
import { CANARY_JOB } from './canary/check-live-mails.ts'
import { publishVariants } from './experiments/publish-variants.ts'
import { AT_ONCE, beginsAt, type Plan, savePlan } from './plan/plan.ts'
import { publishVersion } from './publish-campaign.ts'
import { lockCampaign } from './save-campaign.ts'

/**
 * Publishes the mail and sets its time; null or a past time is now. `plan` says how it is spread over time. Throws `invalid`
 * where something is missing.
 */
export async function scheduleCampaign(
  db: Db,
  id: string,
  startsAt: Date | null,
  now: Date,
  plan: Plan = AT_ONCE,
): Promise<{ startsAt: Date }> {
  return inTransaction(db, async (tx) => {
    const { segmentId } = await lockCampaign(tx, id, 'schedule')
    if (segmentId === null)
      throw new DomainError('invalid', 'The campaign has no audience. Choose a segment, then schedule it.', {
        faults: [{ path: 'segmentId', message: 'Choose who it is for.' }],
      })
    await publishVersion(tx, id, now)
    await publishVariants(tx, id)
    await savePlan(tx, id, plan)
    await tx.campaignRecurrence.deleteMany({ where: { campaignId: id } })
    // Once, with what the feed says now: it is not followed.
    await tx.campaignFeed.updateMany({ where: { campaignId: id }, data: { followingSince: null } })
    const at = beginsAt(plan, startsAt, now)
    await tx.campaign.update({ where: { id }, data: { status: 'scheduled', startsAt: at, fault: null } })
    await wake(tx, START_JOB)
    await wake(tx, CANARY_JOB)
    return { startsAt: at }
  })
}

/** Makes a campaign that has not begun a draft again. */
export async function takeBackCampaign(db: Db, id: string, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { status, pausedFrom } = await lockCampaign(tx, id, 'take_back')
    if (status === 'paused' && pausedFrom === null) throw new DomainError('conflict', REFUSAL.take_back)
    await tx.campaign.update({
      where: { id },
      data: { status: 'draft', startsAt: null, pausedFrom: null, updatedAt: now },
    })
    if (pausedFrom !== null) await resumeMessages(tx, id)
  })
}

/** Nothing more begins until it is resumed. What a worker had taken up may still go out, for about a second. */
export async function pauseCampaign(db: Db, id: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { status } = await lockCampaign(tx, id, 'pause')
    const pausedFrom = status === 'sending' ? null : status
    await tx.campaign.update({ where: { id }, data: { status: 'paused', pausedFrom } })
    await pauseMessages(tx, id)
  })
}

/** Goes on where it was. Throws `conflict` while its unsubscribe link failed when somebody last looked. */
export async function resumeCampaign(db: Db, id: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { pausedFrom } = await lockCampaign(tx, id, 'resume')
    const check = await tx.linkCheck.findUnique({ where: { campaignId: id } })
    if (check && check.fault !== null)
      throw new DomainError(
        'conflict',
        'Its mail could not be stopped when the links were last followed. Mend that, check the links again, then go on.',
      )
    await tx.campaign.update({ where: { id }, data: { status: pausedFrom ?? 'sending', pausedFrom: null } })
    await resumeMessages(tx, id)
    await wake(tx, START_JOB)
  })
}

/** Ends a campaign. `removed` were in line and are no more; `onTheirWay` had begun and may still arrive. */
export async function cancelCampaign(db: Db, id: string, now: Date): Promise<{ removed: number; onTheirWay: number }> {
  return inTransaction(db, async (tx) => {
    await lockCampaign(tx, id, 'cancel')
    await tx.campaign.update({ where: { id }, data: { status: 'cancelled', pausedFrom: null, finishedAt: now } })
    const removed = await cancelMessages(tx, id, now)
    const [row] = await tx.$queryRaw<[{ started: number }]>(Prisma.sql`
      select count(*)::int as started from message where campaign_id = ${id}::uuid and status = 'started'`)
    return { removed, onTheirWay: row.started }
  })
}
