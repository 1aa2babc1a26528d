// What the clock on the wall shows where somebody is. No library: the rules of all time zones are in Node.

/** Countries with one time zone, or one in which nearly everybody lives. Elsewhere the contact's own has to be known. */
export const TIME_ZONES: Readonly<Record<string, string>> = {
  NO: 'Europe/Oslo',
  SE: 'Europe/Stockholm',
  DK: 'Europe/Copenhagen',
  FI: 'Europe/Helsinki',
  IS: 'Atlantic/Reykjavik',
  EE: 'Europe/Tallinn',
  LV: 'Europe/Riga',
  LT: 'Europe/Vilnius',
  DE: 'Europe/Berlin',
  NL: 'Europe/Amsterdam',
  GB: 'Europe/London',
  IE: 'Europe/Dublin',
}

const MINUTE_MS = 60_000
/** ms for which offsets are kept: clocks are changed on the quarter of an hour, nowhere in between. */
const QUARTER_MS = 15 * MINUTE_MS

let kept: { quarter: number; offsets: Map<string, number> } = { quarter: Number.NaN, offsets: new Map() }

const zoneNames = () => [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', ...Object.values(TIME_ZONES)])]

/** Minutes by which each known time zone is ahead of UTC at a moment. Costs 50 ms, once in a quarter of an hour. */
export function offsetsAt(at: Date): ReadonlyMap<string, number> {
  const quarter = Math.floor(+at / QUARTER_MS)
  if (kept.quarter !== quarter) {
    kept = { quarter, offsets: new Map(zoneNames().map((zone) => [zone, offsetOf(zone, at)])) }
  }
  return kept.offsets
}

/** Whether this is the name of a time zone, such as Europe/Oslo. */
export function isTimeZone(zone: string): boolean {
  names ??= new Set(zoneNames())
  return names.has(zone)
}
let names: Set<string> | undefined
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' },
  })
}

function offsetOf(timeZone: string, at: Date, format = formatOf(timeZone)): number {
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = part
  const wall = Date.UTC(year, month - 1, day, hour, minute)
  return Math.round((wall - Math.floor(+at / MINUTE_MS) * MINUTE_MS) / MINUTE_MS)
}

/** Minutes ahead of UTC at a moment in one zone of the list above. */
export function offsetAt(timeZone: string, at: Date): number {
  const format = formats.get(timeZone) ?? formatOf(timeZone)
  formats.set(timeZone, format)
  return offsetOf(timeZone, at, format)
}

/** The zone in which somebody lives: their own where it is a real one, else that of the country; undefined: not known. */
export function zoneOf(own: string | null, country: string | null): string | undefined {
  if (own !== null) return isTimeZone(own) ? own : undefined
  return country === null ? undefined : TIME_ZONES[country]
}

/** The moment at which the wall shows `minutes` after midnight of a date (YYYY-MM-DD). */
export function momentOn(date: string, minutes: number, timeZone: string): Date {
  const wall = Date.parse(date) + minutes * MINUTE_MS
  const guess = new Date(wall - offsetAt(timeZone, new Date(wall)) * MINUTE_MS)
  // Clocks may be changed between the guess and the moment itself.
  return new Date(wall - offsetAt(timeZone, guess) * MINUTE_MS)
}

/** When the calendar period of so many months began that `at` lies in, or one so many `later`: midnight where `timeZone` is. */
export function monthsBegin(at: Date, months: number, timeZone: string, later = 0): Date {
  const wall = new Date(+at + offsetAt(timeZone, at) * MINUTE_MS)
  const month = (Math.floor(wall.getUTCMonth() / months) + later) * months
  const first = new Date(Date.UTC(wall.getUTCFullYear(), month, 1)).toISOString().slice(0, 10)
  return momentOn(first, 0, timeZone)
}

/** Date (YYYY-MM-DD) and minutes since midnight, as the wall shows them. */
export function wallAt(at: Date, timeZone: string): { date: string; minutes: number } {
  const wall = new Date(+at + offsetAt(timeZone, at) * MINUTE_MS)
  return { date: wall.toISOString().slice(0, 10), minutes: wall.getUTCHours() * 60 + wall.getUTCMinutes() }
}
