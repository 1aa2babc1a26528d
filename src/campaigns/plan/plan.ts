// How the mails of a campaign are spread over time: at once, at an hour where each person is, at the hour at which each
// usually reads, or evenly over a window; and how late they may still go out.
import { z } from 'zod'
import type { Db, Transaction } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { momentOn } from '../../platform/time-zones.ts'

/** In minutes: thirty days. */
const LONGEST = 30 * 24 * 60
/** Where a day begins first, and so where a campaign for the clock of each person begins. */
const FIRST_ZONE = 'Pacific/Kiritimati'

const minutes = z.int().min(1).max(LONGEST)
const wall = z.iso.datetime({ local: true, precision: -1 }).meta({
  description: 'Date and time as the wall shows it where the person is, such as 2026-12-01T09:00.',
})
const passed = z
  .enum(['next_day', 'now'])
  .default('next_day')
  .meta({ description: 'Of whom the hour has passed: the same hour the next day, or now.' })
const expiresAfterMinutes = minutes.nullable().default(null).meta({
  description: 'What has not begun so long after its time does not go out; null: however late.',
})

export const planBody = z
  .discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('at'), expiresAfterMinutes }),
    z.strictObject({ mode: z.literal('local'), wall, passed, expiresAfterMinutes }),
    z.strictObject({ mode: z.literal('usual'), wall, passed, expiresAfterMinutes }),
    z.strictObject({ mode: z.literal('spread'), minutes, expiresAfterMinutes }),
  ])
  .meta({ id: 'CampaignPlan' })
export type Plan = z.output<typeof planBody>

export const AT_ONCE: Plan = { mode: 'at', expiresAfterMinutes: null }

/** When a campaign with this plan begins: `startsAt`, or when the first person on earth has reached the hour or the day. */
export function beginsAt(plan: Plan, startsAt: Date | null, now: Date): Date {
  const at = plan.mode === 'local' || plan.mode === 'usual' ? firstMoment(plan) : startsAt
  return at && at > now ? at : now
}

function firstMoment({ mode, wall }: { mode: 'local' | 'usual'; wall: string }): Date {
  const { date, minutes } = readWall(wall)
  return momentOn(date, mode === 'usual' ? 0 : minutes, FIRST_ZONE)
}

/** The parts of a wall time. */
export function readWall(wall: string): { date: string; minutes: number } {
  return { date: wall.slice(0, 10), minutes: Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16)) }
}

/** Keeps the plan of a campaign, which must be locked. Throws `invalid` beside an experiment, whose parts have times of their own. */
export async function savePlan(tx: Transaction, campaignId: string, plan: Plan): Promise<void> {
  if (plan.mode !== 'at') await refuseExperiment(tx, campaignId)
  const data = {
    mode: plan.mode,
    wall: 'wall' in plan ? plan.wall : null,
    passed: 'passed' in plan ? plan.passed : 'next_day',
    spreadMinutes: plan.mode === 'spread' ? plan.minutes : null,
    expiresAfterMinutes: plan.expiresAfterMinutes,
  }
  await tx.campaignPlan.upsert({ where: { campaignId }, create: { campaignId, ...data }, update: data })
}

/** Throws `invalid` where the campaign compares several ways. */
export async function refuseExperiment(tx: Transaction, campaignId: string): Promise<void> {
  if ((await tx.experiment.count({ where: { campaignId } })) > 0)
    throw new DomainError(
      'invalid',
      'An experiment goes out at one time. Send it now or at a time, or remove it first.',
      {
        faults: [{ path: 'plan', message: 'Choose now, or a time.' }],
      },
    )
}

/** The plan of a campaign. */
export async function findPlan(db: Db, campaignId: string): Promise<Plan> {
  const row = await db.campaignPlan.findUnique({ where: { campaignId } })
  if (!row) return AT_ONCE
  const { mode, wall, passed, spreadMinutes, expiresAfterMinutes } = row
  if (mode === 'spread') return planBody.parse({ mode, minutes: spreadMinutes, expiresAfterMinutes })
  return planBody.parse(mode === 'at' ? { mode, expiresAfterMinutes } : { mode, wall, passed, expiresAfterMinutes })
}
