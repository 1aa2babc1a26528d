// The clock of sales: Monday to Friday, 08 to 16, where the sender is. Public holidays are not known here: on one of
// them a seller sees a deadline that is too early, which is the better failure.

import { TIME_ZONES } from '../platform/time-zones.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const OPENS_MS = 8 * HOUR_MS
const CLOSES_MS = 16 * HOUR_MS

/** The time zone of a country (ISO 3166-1 alpha-2); central European time where it is not listed. */
export const timeZoneOf = (country: string): string => TIME_ZONES[country.toUpperCase()] ?? 'Europe/Oslo'

/** The moment at which `ms` of working time have passed since `from`. */
export function addWorkingTime(from: Date, ms: number, timeZone: string): Date {
  let at = nextOpening(from, timeZone)
  for (let left = ms; ; ) {
    const free = CLOSES_MS - localTime(at, timeZone).sinceMidnight
    if (left <= free) return new Date(+at + left)
    left -= free
    at = nextOpening(new Date(+at + free), timeZone)
  }
}

/** Working time in ms between two moments; 0 where `to` is not later. */
export function workingTimeBetween(from: Date, to: Date, timeZone: string): number {
  let total = 0
  for (let at = nextOpening(from, timeZone); at < to; ) {
    const free = CLOSES_MS - localTime(at, timeZone).sinceMidnight
    const until = Math.min(+at + free, +to)
    total += until - +at
    at = nextOpening(new Date(until), timeZone)
  }
  return total
}

/** `at` itself while the clock runs, else when it starts again. */
function nextOpening(at: Date, timeZone: string): Date {
  const local = localTime(at, timeZone)
  const isWorkday = local.weekday >= 1 && local.weekday <= 5
  if (isWorkday && local.sinceMidnight >= OPENS_MS && local.sinceMidnight < CLOSES_MS) return at
  const isBeforeWork = isWorkday && local.sinceMidnight < OPENS_MS
  const days = isBeforeWork ? 0 : local.weekday === 5 ? 3 : local.weekday === 6 ? 2 : 1
  const moved = new Date(+at + days * DAY_MS + OPENS_MS - local.sinceMidnight)
  // Clocks may have been changed in between: come back to eight as the wall says it.
  return new Date(+moved + local.offset - localTime(moved, timeZone).offset)
}

const formats = new Map<string, Intl.DateTimeFormat>()

function localTime(at: Date, timeZone: string): { weekday: number; sinceMidnight: number; offset: number } {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
    })
  formats.set(timeZone, format)
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  const wall = Date.UTC(year, month - 1, day, hour, minute, second) + at.getUTCMilliseconds()
  const midnight = Date.UTC(year, month - 1, day)
  return { weekday: new Date(midnight).getUTCDay(), sinceMidnight: wall - midnight, offset: wall - +at }
}
