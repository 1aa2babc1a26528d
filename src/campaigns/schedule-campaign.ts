// When a campaign goes out, and stopping it: schedule, take back, pause, resume, cancel.
import { cancelMessages, pauseMessages, resumeMessages } from '../delivery/index.ts'
import { type Db, inTransaction, Prisma } from '../platform/database.ts'
import { DomainError } from '../platform/errors.ts'
import { wake } from '../platform/jobs.ts'
import { publishVersion } from './publish-campaign.ts'
import { lockCampaign } from './save-campaign.ts'

export const START_JOB = 'campaigns.start-due'

/** Publishes the mail and sets its time; null or a past time is now. Throws `invalid` where something is missing. */
export async function scheduleCampaign(
  db: Db,
  id: string,
  startsAt: Date | null,
  now: Date,
): Promise<{ startsAt: Date }> {
  return inTransaction(db, async (tx) => {
    const { segmentId } = await lockCampaign(tx, id, 'schedule')
    if (segmentId === null)
      throw new DomainError('invalid', 'The campaign has no audience. Choose a segment, then schedule it.', {
        faults: [{ path: 'segmentId', message: 'Choose who it is for.' }],
      })
    await publishVersion(tx, id, now)
    const at = startsAt && startsAt > now ? startsAt : now
    await tx.campaign.update({ where: { id }, data: { status: 'scheduled', startsAt: at, fault: null } })
    await wake(tx, START_JOB)
    return { startsAt: at }
  })
}

/** Makes a campaign that has not begun a draft again. */
export async function takeBackCampaign(db: Db, id: string, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockCampaign(tx, id, 'take_back')
    await tx.campaign.update({ where: { id }, data: { status: 'draft', startsAt: null, updatedAt: now } })
  })
}

/** Nothing more begins until it is resumed. What a worker had taken up may still go out, for about a second. */
export async function pauseCampaign(db: Db, id: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockCampaign(tx, id, 'pause')
    await tx.campaign.update({ where: { id }, data: { status: 'paused' } })
    await pauseMessages(tx, id)
  })
}

export async function resumeCampaign(db: Db, id: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockCampaign(tx, id, 'resume')
    await tx.campaign.update({ where: { id }, data: { status: 'sending' } })
    await resumeMessages(tx, id)
    await wake(tx, START_JOB)
  })
}

/** Ends a campaign. `removed` were in line and are no more; `onTheirWay` had begun and may still arrive. */
export async function cancelCampaign(db: Db, id: string, now: Date): Promise<{ removed: number; onTheirWay: number }> {
  return inTransaction(db, async (tx) => {
    await lockCampaign(tx, id, 'cancel')
    await tx.campaign.update({ where: { id }, data: { status: 'cancelled', finishedAt: now } })
    const removed = await cancelMessages(tx, id, now)
    const [row] = await tx.$queryRaw<[{ started: number }]>(Prisma.sql`
      select count(*)::int as started from message where campaign_id = ${id}::uuid and status = 'started'`)
    return { removed, onTheirWay: row.started }
  })
}
