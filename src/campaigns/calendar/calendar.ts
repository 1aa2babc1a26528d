// Everything that goes out, by day: what went, what is planned, and the times that rules foretell.

import { findSendingRules, NO_RULES } from '../../delivery/index.ts'
import { type Db, inTransaction, Prisma } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { wake } from '../../platform/jobs.ts'
import { momentOn, wallAt } from '../../platform/time-zones.ts'
import { isApprovedSql } from '../approval/approve-campaign.ts'
import { type CampaignState, START_JOB } from '../campaign-states.ts'
import { paceRule } from '../feed/save-feed.ts'
import { readWall } from '../plan/plan.ts'
import { readRecurrence, timesWithin } from '../recurring/recurrence.ts'
import { lockCampaign } from '../save-campaign.ts'

export type CalendarItem = {
  campaignId: string
  name: string
  status: CampaignState
  at: Date
  /** Not there yet: what a rule will make. */
  isForetold: boolean
  /** A second person has not approved it. */
  isWaiting: boolean
  /** It can be moved to another day. */
  mayMove: boolean
}

/** Campaigns and times that a page of the calendar shows at most. */
const MOST = 500
const DAY_MS = 86_400_000
/** How much later than it begins a campaign by the clock of each person may stand. */
const WALL_MS = 2 * DAY_MS

type Row = {
  id: string
  name: string
  status: CampaignState
  at: Date
  is_approved: boolean
  repeats: boolean
  wall: string | null
  time_zone: string | null
}

/** What goes out, or went, in [from, to), in the order of time. */
export async function findCalendar(db: Db, from: Date, to: Date): Promise<CalendarItem[]> {
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    select campaign.id, name, status, coalesce(started_at, starts_at) as at,
      (recurrence.campaign_id is not null or feed.campaign_id is not null) as repeats,
      plan.wall, (select time_zone from purpose join sending_rules rules on rules.brand_id = purpose.brand_id
        where purpose.id = campaign.purpose_id) as time_zone,
      version.content_id is null or ${isApprovedSql(Prisma.sql`version.content_id`)} as is_approved
    from campaign left join campaign_recurrence recurrence on recurrence.campaign_id = campaign.id
    left join campaign_plan plan on plan.campaign_id = campaign.id
    left join campaign_feed feed on feed.campaign_id = campaign.id and feed.following_since is not null
    left join lateral (select content_id from campaign_version where campaign_id = campaign.id
      order by version desc limit 1) version on true
    where status in ('scheduled', 'sending', 'paused', 'sent', 'cancelled')
      and (coalesce(started_at, starts_at) >= ${new Date(+from - WALL_MS)}::timestamptz and coalesce(started_at, starts_at) < ${to}::timestamptz
        and (coalesce(recurrence.campaign_id, feed.campaign_id) is null or status <> 'sent')
        or coalesce(recurrence.campaign_id, feed.campaign_id) is not null and status = 'scheduled' and starts_at < ${to}::timestamptz)
    order by 4, 1 limit ${MOST}`)
  const where = { campaignId: { in: rows.map(({ id }) => id) } }
  const rules = new Map([
    ...(await db.campaignRecurrence.findMany({ where })).map((row) => [row.campaignId, readRecurrence(row)] as const),
    ...(await db.campaignFeed.findMany({ where })).map((row) => [row.campaignId, paceRule(row)] as const),
  ])
  const items = rows.flatMap(({ id, name, status, at, is_approved, repeats, ...row }): CalendarItem[] => {
    const item = { campaignId: id, name, status, isWaiting: status === 'scheduled' && !is_approved }
    const rule = rules.get(id)
    if (!repeats || !rule || status !== 'scheduled')
      return [{ ...item, at: shownAt(at, row), isForetold: false, mayMove: status === 'scheduled' && !repeats }]
    const since = at > from ? at : from
    return timesWithin(rule, since, to, MOST).map((time) => ({ ...item, at: time, isForetold: true, mayMove: false }))
  })
  return items
    .filter(({ at }) => at >= from && at < to)
    .sort((one, other) => +one.at - +other.at)
    .slice(0, MOST)
}

/** A campaign by the clock of each person stands where that clock stands for its sender, not where a day begins first. */
function shownAt(at: Date, { wall, time_zone }: Pick<Row, 'wall' | 'time_zone'>): Date {
  if (wall === null) return at
  const { date, minutes } = readWall(wall)
  return momentOn(date, minutes, time_zone ?? NO_RULES.timeZone)
}

/**
 * Moves a scheduled campaign by so many days; the time of day stays, on the clock of its sender. The words stay the same,
 * so an approval does too. Throws `conflict` where it is not scheduled or repeats, `invalid` for a day that has passed.
 */
export async function moveCampaign(db: Db, id: string, days: number, now: Date): Promise<{ startsAt: Date }> {
  return inTransaction(db, async (tx) => {
    await lockCampaign(tx, id, 'move')
    const campaign = found(
      await tx.campaign.findUnique({
        where: { id },
        include: { plan: true, purpose: true, recurrence: true, feed: true },
      }),
      'campaign',
    )
    if (campaign.recurrence || campaign.feed?.followingSince || !campaign.startsAt)
      throw new DomainError('conflict', 'It goes out by a rule. Take it back to change the rule.')
    const { rules } = await findSendingRules(tx, campaign.purpose.brandId)
    const { date, minutes } = wallAt(campaign.startsAt, rules.timeZone)
    const startsAt = momentOn(shift(date, days), minutes, rules.timeZone)
    if (startsAt < now)
      throw new DomainError('invalid', 'That day has passed. Move it to a later one.', {
        faults: [{ path: 'days', message: 'Choose a day that has not passed.' }],
      })
    await tx.campaign.update({ where: { id }, data: { startsAt, updatedAt: now } })
    const wall = campaign.plan?.wall
    if (wall)
      await tx.campaignPlan.update({
        where: { campaignId: id },
        data: { wall: `${shift(wall.slice(0, 10), days)}${wall.slice(10)}` },
      })
    await wake(tx, START_JOB)
    return { startsAt }
  })
}

const shift = (date: string, days: number) => new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)
