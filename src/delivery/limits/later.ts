// Now or later? What a sender's rules say of one message to one contact. Consent says yes or no; this only ever waits.
import { holidaysOf } from '../../consent/index.ts'
import { Prisma } from '../../platform/database.ts'
import { momentOn, TIME_ZONES, wallAt, zoneOf } from '../../platform/time-zones.ts'
import type { SendingRules } from './sending-rules.ts'

export const LATER_REASONS = ['quiet_hours', 'frequency_cap'] as const
/** Why a message is too late: what it waited for, or that it waited at all. */
export const LATE_REASONS = [...LATER_REASONS, 'campaign_paused', 'stopped', 'late'] as const
/** Over `message`: why it ended, or what it waits for; null where it arrived or waits for its turn alone. */
export const standingReasonSql = Prisma.sql`case when message.status in ('blocked', 'cancelled', 'failed', 'expired')
  or message.status = 'queued' and message.reason in (${Prisma.join([...LATER_REASONS])}) then message.reason end`
export type LaterReason = (typeof LATER_REASONS)[number]
export type LateReason = (typeof LATE_REASONS)[number]
export type Later = { until: Date; reason: LaterReason }

export type Whereabouts = { country: string | null; timeZone: string | null }
/** What was begun to the contact lately, the message itself left out. */
export type Asked = Whereabouts & { messageId: string; begunAt: readonly Date[] }

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const MINUTE_MS = 60_000
/** Days looked ahead for an hour that is not quiet: longer than the longest row of holidays and weekends. */
const DAYS_AHEAD = 14
/** When a day begins after quiet ones, in minutes after midnight, where no hours are set: nobody writes at midnight. */
const DAY_BEGINS = 8 * 60
/** How long an answer about a place may be used, in ms: quiet hours begin and end on a minute. */
const MINUTE_KEPT = MINUTE_MS

/** What the rules say now; undefined: nothing stands in its way. Of two reasons the one that lasts longer. */
export function laterOf(rules: SendingRules, asked: Asked, now: Date): Later | undefined {
  const quiet = quietUntil(rules, asked, now)
  const capped = cappedUntil(rules, asked.begunAt, now)
  if (quiet && (!capped || quiet >= capped))
    return { until: ramped(quiet, rules.rampMinutes, asked.messageId), reason: 'quiet_hours' }
  return capped && { until: capped, reason: 'frequency_cap' }
}

/** When the next message fits: the moment at which the oldest that is too many leaves its period. */
export function cappedUntil(rules: SendingRules, begunAt: readonly Date[], now: Date): Date | undefined {
  const newestFirst = begunAt.map(Number).sort((a, b) => b - a)
  const periods = [
    [rules.dayCap, DAY_MS],
    [rules.weekCap, 7 * DAY_MS],
    [rules.monthCap, 30 * DAY_MS],
  ] as const
  const fits = periods.flatMap(([cap, ms]) => {
    const last = cap === null ? undefined : newestFirst[cap - 1]
    return last !== undefined && last + ms > +now ? [last + ms] : []
  })
  return fits.length === 0 ? undefined : new Date(Math.max(...fits))
}

let kept: { minute: number; rules: SendingRules | undefined; until: Map<string, Date | undefined> } = {
  ...{ minute: Number.NaN, rules: undefined, until: new Map() },
}

/** When quiet hours end where the contact is; undefined: they are not on. Kept by place for a minute. */
export function quietUntil(rules: SendingRules, { country, timeZone }: Whereabouts, now: Date): Date | undefined {
  const minute = Math.floor(+now / MINUTE_KEPT)
  if (kept.minute !== minute || kept.rules !== rules) kept = { minute, rules, until: new Map() }
  const place = `${country} ${timeZone}`
  if (!kept.until.has(place)) kept.until.set(place, findQuietEnd(rules, country, timeZone, now))
  return kept.until.get(place)
}

function findQuietEnd(rules: SendingRules, country: string | null, own: string | null, now: Date): Date | undefined {
  const zone = zoneOf(own, country) ?? rules.timeZone
  const where = country ?? countryOfZone(zone)
  let { date, minutes } = wallAt(now, zone)
  for (let days = 0; days <= DAYS_AHEAD; days++, date = dayAfter(date), minutes = 0) {
    if (isQuietDate(rules, where, date)) continue
    const opens = opensAt(rules, days > 0 && rules.quietFrom === null ? DAY_BEGINS : minutes)
    if (opens === undefined) continue
    return days === 0 && opens === minutes ? undefined : momentOn(date, opens, zone)
  }
  // Every day is quiet: a mistake in the rules, and a wait that is looked at again tomorrow.
  return new Date(+now + DAY_MS)
}

/** The first minute of a day from `minutes` on that is not quiet; undefined: there is none. */
function opensAt({ quietFrom, quietUntil: ends }: SendingRules, minutes: number): number | undefined {
  if (quietFrom === null || ends === null) return minutes
  if (quietFrom < ends) return minutes >= quietFrom && minutes < ends ? ends : minutes
  // Over midnight, such as 21 to 8.
  if (minutes < ends) return ends
  return minutes < quietFrom ? minutes : undefined
}

const isQuietDate = (rules: SendingRules, country: string, date: string) => {
  const weekday = new Date(date).getUTCDay()
  return (
    (rules.quietWeekends && (weekday === 0 || weekday === 6)) ||
    (rules.quietHolidays && holidaysOf(country, Number(date.slice(0, 4))).has(date))
  )
}

const dayAfter = (date: string) => new Date(Date.parse(date) + DAY_MS).toISOString().slice(0, 10)
const countryOfZone = (zone: string) => Object.entries(TIME_ZONES).find(([, one]) => one === zone)?.[0] ?? ''

/**
 * Spreads what waited over the ramp, fewer at first: a message's own id says where, so that it is the same in each
 * process. Whole minutes, so that the batch is taken once a minute and not once for each message.
 */
function ramped(until: Date, rampMinutes: number, messageId: string): Date {
  const share = Number.parseInt(messageId.slice(-6), 16) / 0xffffff
  return new Date(+until + Math.floor(Math.sqrt(share) * rampMinutes) * MINUTE_MS)
}
