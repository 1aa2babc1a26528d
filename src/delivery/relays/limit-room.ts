// How much of a limit is left at a moment. Rates fill by themselves: a second's worth can go at once, and of an hour's a
// twentieth, the rest evenly, so that no sixty minutes ever see more than was allowed. A day (UTC) is counted.

export type LimitState = {
  id: string
  /** In small letters; empty: mail to everybody. */
  domains: readonly string[]
  perSecond: number | null
  perHour: number | null
  perDay: number | null
  /** Warm-up: the ceiling of the first day, and its growth in percent. */
  warmFirst: number | null
  warmGrowth: number | null
  /** As it was left; null: full. */
  secondRoom: number | null
  hourRoom: number | null
  /** Seconds since. */
  idle: number
  usedToday: number
  /** Of the days before, since the warm-up began, the first one first. */
  usedBefore: readonly number[]
  /** Seconds until the next day. */
  dayEnds: number
}
export type Room = {
  second: number
  hour: number
  day: number
}

/** What of an hour may go at once. */
const HOUR_AT_ONCE = 1 / 20
const HOUR_SECONDS = 3600
/** Which part of what can go at once is waited for where nothing is left: less would send in single mails. */
const WORTHWHILE = 1 / 4
/** ms. The shortest and the longest wait before somebody looks again: a limit may have been raised meanwhile. */
const WAIT_MS = [100, 60_000] as const

/**
 * The ceiling of a warm-up on the day after these: it grows after each day that used at least half of what it could. A day
 * of silence earns no trust with those who receive, so it earns no growth.
 */
export function warmUpCeiling(first: number, growth: number, usedBefore: readonly number[]): number {
  let ceiling = first
  for (const used of usedBefore)
    if (used * 2 >= ceiling) ceiling = Math.max(ceiling + 1, Math.floor(ceiling * (1 + growth / 100)))
  return ceiling
}

/** The most of this day; undefined where no day is counted. */
export function ceilingOf({ perDay, warmFirst, warmGrowth, usedBefore }: LimitState): number | undefined {
  const warm = warmFirst === null ? undefined : warmUpCeiling(warmFirst, warmGrowth ?? 0, usedBefore)
  return perDay === null ? warm : Math.min(perDay, warm ?? perDay)
}

const hourAtOnce = (perHour: number) => Math.max(1, Math.floor(perHour * HOUR_AT_ONCE))
const hourRate = (perHour: number) => (perHour - hourAtOnce(perHour)) / HOUR_SECONDS

export function roomOf(limit: LimitState): Room {
  const { perSecond, perHour, secondRoom, hourRoom, idle, usedToday } = limit
  const fill = (most: number, left: number | null, rate: number) => Math.min(most, (left ?? most) + rate * idle)
  return {
    second: perSecond === null ? Number.POSITIVE_INFINITY : fill(perSecond, secondRoom, perSecond),
    hour: perHour === null ? Number.POSITIVE_INFINITY : fill(hourAtOnce(perHour), hourRoom, hourRate(perHour)),
    day: (ceilingOf(limit) ?? Number.POSITIVE_INFINITY) - usedToday,
  }
}

/** Whole messages. Below one, and after mail that does not wait also below zero, nothing may go. */
export const messagesIn = ({ second, hour, day }: Room): number => Math.floor(Math.min(second, hour, day))

/** ms until it is worth looking again; 0 where there is room. */
export function waitFor(limit: LimitState, room: Room): number {
  if (messagesIn(room) >= 1) return 0
  const until = (most: number, left: number, rate: number) =>
    left >= 1 ? 0 : (Math.max(1, most * WORTHWHILE) - left) / rate
  const seconds = Math.max(
    limit.perSecond === null ? 0 : until(limit.perSecond, room.second, limit.perSecond),
    limit.perHour === null ? 0 : until(hourAtOnce(limit.perHour), room.hour, hourRate(limit.perHour)),
    room.day >= 1 ? 0 : limit.dayEnds,
  )
  return Math.min(WAIT_MS[1], Math.max(WAIT_MS[0], Math.ceil(seconds * 1000)))
}
