// Looks at experiments that are being tried, decides those that can be decided or whose time is over, and sends the rest of
// the audience the better way, one batch in a transaction. May be stopped anywhere and run twice.
import { giveContent } from '../../delivery/index.ts'
import { type Db, inTransaction, Prisma } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { wake } from '../../platform/jobs.ts'
import { countArms } from './count-arms.ts'
import { judgeArms } from './sequential.ts'

/** In ms. What comes of a mail comes over hours; asking oftener costs more than it tells. */
const LOOK_EVERY_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const MINUTE_MS = 60_000

export type DecidedBy = 'evidence' | 'deadline' | 'person'

/** Decides what can be decided now. Each experiment is looked at once a minute at most. */
export async function decideExperiments(db: Db, now: Date): Promise<void> {
  const due = await db.$queryRaw<{ campaign_id: string; began_at: Date }[]>(Prisma.sql`
    select experiment.campaign_id, campaign.started_at as began_at from experiment
    join campaign on campaign.id = experiment.campaign_id and campaign.status in ('sending', 'sent')
      and campaign.parts_queued = campaign.parts and campaign.started_at is not null
    where experiment.state = 'testing' and (checked_at is null or checked_at <= ${new Date(+now - LOOK_EVERY_MS)}::timestamptz)
    order by experiment.campaign_id`)
  for (const { campaign_id: campaignId, began_at: beganAt } of due) {
    const experiment = await db.experiment.findUniqueOrThrow({
      where: { campaignId },
      include: { variants: { orderBy: { position: 'asc' } } },
    })
    const isOver = +now >= +beganAt + experiment.deadlineHours * HOUR_MS
    const verdict = judgeArms(await countArms(db, experiment))
    const isAlone = experiment.variants.length < 2
    await db.experiment.updateMany({ where: { campaignId, state: 'testing' }, data: { checkedAt: now } })
    if (verdict.winner !== undefined) await saveDecision(db, campaignId, verdict.winner, 'evidence', now)
    else if (isOver) await saveDecision(db, campaignId, isAlone ? null : verdict.leader, 'deadline', now)
  }
}

/** A person decides, whatever the numbers say. Throws `conflict` where it is not being tried. */
export async function chooseVariant(db: Db, campaignId: string, position: number, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    found(
      await tx.experimentVariant.findUnique({ where: { campaignId_position: { campaignId, position } } }),
      'variant',
    )
    if (!(await saveDecision(tx, campaignId, position, 'person', now)))
      throw new DomainError('conflict', 'This experiment is not being tried now, so there is nothing to decide.')
    await wake(tx, 'campaigns.start-due')
  })
}

async function saveDecision(db: Db, campaignId: string, winner: number | null, decidedBy: DecidedBy, now: Date) {
  const { count } = await db.experiment.updateMany({
    where: { campaignId, state: 'testing' },
    data: { state: 'decided', winner, decidedBy, decidedAt: now },
  })
  return count === 1
}

type Waiting = { batch_id: string; content_id: string; delay_minutes: number; began_at: Date; kind: string }

/** Lets one batch go that waited for a decision. Answers whether there was one. A paused campaign waits on. */
export async function releaseRest(db: Db, now: Date): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const [next] = await tx.$queryRaw<Waiting[]>(Prisma.sql`
      select batch.id as batch_id, variant.content_id, variant.delay_minutes, campaign.started_at as began_at, experiment.kind
      from message_batch batch
      join campaign on campaign.id = batch.campaign_id and campaign.status = 'sending'
      join experiment on experiment.campaign_id = campaign.id and experiment.state = 'decided'
      join experiment_variant variant on variant.campaign_id = campaign.id and variant.position = experiment.winner
      where batch.status = 'waiting' order by batch.id for update of batch skip locked limit 1`)
    if (!next) return false
    const notBefore = next.kind === 'time' ? sameHourLater(next.began_at, next.delay_minutes, now) : now
    await giveContent(tx, { batchId: next.batch_id, contentId: next.content_id, notBefore })
    return true
  })
}

/** The next time that it is the hour at which the better way was sent. */
export function sameHourLater(beganAt: Date, delayMinutes: number, now: Date): Date {
  const first = +beganAt + delayMinutes * MINUTE_MS
  return new Date(first + Math.max(0, Math.ceil((+now - first) / DAY_MS)) * DAY_MS)
}
