// Campaigns as lists show them, and how far each reaches: a forecast before it begins, the message rows after.
import { isYes, YES_REASONS } from '../consent/index.ts'
import { LATE_REASONS } from '../delivery/index.ts'
import { type Db, Prisma } from '../platform/database.ts'
import { found } from '../platform/errors.ts'
import { SAME_MAILBOX } from './audience/shared-mailboxes.ts'
import type { CampaignState } from './campaign-states.ts'
import { findForecastPeople, forecastCampaign, type PageAsked, type PeoplePage } from './forecast-campaign.ts'
import { CAMPAIGN_REASONS, type CampaignReason } from './reason-words.ts'
import { findResultPeople } from './results-campaign.ts'

export type CampaignLine = {
  id: string
  name: string
  channel: string
  status: CampaignState
  purpose: { id: string; name: string }
  segment: { id: string; name: string } | null
  startsAt: Date | null
  startedAt: Date | null
  finishedAt: Date | null
  updatedAt: Date
  fault: string | null
}

/** All campaigns: what goes out first, then drafts, then what is over; within each the newest first. */
export async function listCampaigns(db: Db): Promise<CampaignLine[]> {
  const rows = await db.campaign.findMany({
    select: {
      ...{ id: true, name: true, status: true, startsAt: true, startedAt: true, finishedAt: true, updatedAt: true },
      ...{ fault: true, channel: true },
      purpose: { select: { id: true, name: true } },
      segment: { select: { id: true, name: true } },
    },
    orderBy: [{ updatedAt: 'desc' }, { id: 'asc' }],
  })
  const order: CampaignState[] = ['sending', 'paused', 'scheduled', 'draft', 'ready', 'sent', 'cancelled']
  return rows
    .map((row) => ({ ...row, status: row.status as CampaignState }))
    .sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status))
}

/** Everybody once: gets it, may get it later, was never asked, or another no. */
export type Reach = { gets: number; later: number; never: number; no: number }

/** How far a campaign reaches; undefined where it has no audience and nothing was sent. */
export async function findReach(db: Db, id: string, now: Date): Promise<Reach | undefined> {
  const { status, segmentId } = found(await db.campaign.findUnique({ where: { id } }), 'campaign')
  if (status === 'draft' || status === 'scheduled') {
    if (segmentId === null) return undefined
    const { gets, not } = await forecastCampaign(db, id, now)
    return { gets, later: 0, ...sumNo(not) }
  }
  const rows = await db.$queryRaw<{ status: string; reason: CampaignReason; count: number }[]>(Prisma.sql`
    select status, reason, count(*)::int as count from message where campaign_id = ${id}::uuid group by 1, 2`)
  const sum = (states: string[]) =>
    rows.filter((row) => states.includes(row.status)).reduce((total, row) => total + row.count, 0)
  const no = sumNo(rows.filter((row) => ['blocked', 'cancelled', 'failed', 'expired'].includes(row.status)))
  return { gets: sum(['sent']), later: sum(['queued', 'started']), ...no }
}

export const REACH_PARTS = ['gets', 'later', 'never', 'no'] as const
export type ReachPart = (typeof REACH_PARTS)[number]

/** The people of one part of the bar, or of all of it: from the forecast before it begins, from the messages after. */
export async function findReachPeople(
  db: Db,
  id: string,
  part: ReachPart | undefined,
  asked: PageAsked,
  now: Date,
): Promise<PeoplePage> {
  const { status } = found(await db.campaign.findUnique({ where: { id } }), 'campaign')
  const others = CAMPAIGN_REASONS.filter(
    (reason) => reason === SAME_MAILBOX || (!isYes(reason) && reason !== 'never_asked'),
  )
  if (status === 'draft' || status === 'scheduled') {
    const reasons = { gets: YES_REASONS, later: YES_REASONS, never: ['never_asked'], no: others } as const
    return findForecastPeople(db, id, part ? reasons[part] : [], asked, now)
  }
  const wanted = {
    gets: { statuses: ['sent'], reasons: [] },
    later: { statuses: ['queued', 'started'], reasons: [] },
    never: { statuses: ['blocked', 'cancelled', 'failed', 'expired'], reasons: ['never_asked'] },
    no: { statuses: ['blocked', 'cancelled', 'failed', 'expired'], reasons: [...others, ...DELIVERY_REASONS] },
  } as const
  return findResultPeople(db, id, part ? wanted[part] : { statuses: [], reasons: [] }, asked)
}

/** Why delivery did not send what consent had allowed. */
const DELIVERY_REASONS = ['campaign_cancelled', 'held_out', 'render_failed', 'rejected', ...LATE_REASONS] as const

function sumNo(rows: { reason: CampaignReason; count: number }[]): { never: number; no: number } {
  const never = rows.filter((row) => row.reason === 'never_asked').reduce((sum, row) => sum + row.count, 0)
  return { never, no: rows.reduce((sum, row) => sum + row.count, 0) - never }
}
