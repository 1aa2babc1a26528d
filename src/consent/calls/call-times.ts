// May this person be called at this hour, until when, and if not, when next? For the people who ask; the decision answers
// the same in SQL.

import { momentOn, wallAt, zoneOf } from '../../platform/time-zones.ts'
import { callRulesOf } from './call-rules.ts'
import { isQuietDay } from './holidays.ts'

export type Whereabouts = { country: string | null; timeZone: string | null }
export type CallTime =
  | { isOpen: true; until: Date }
  /** `next` is null where nobody knows what time it is there. */
  | { isOpen: false; next: Date | null }

/** Days looked ahead: longer than the longest row of holidays and weekends. */
const DAYS_AHEAD = 14
const DAY_MS = 86_400_000

/** Whether the clock allows a call to this person at `at`. Only for natural persons: companies have no such hours. */
export function callTimeOf({ country, timeZone }: Whereabouts, at: Date): CallTime {
  const zone = zoneOf(timeZone, country)
  if (zone === undefined) return { isOpen: false, next: null }
  const rules = callRulesOf(country, at)
  const { date, minutes } = wallAt(at, zone)
  const isQuiet = isQuietDay(rules.country, date)
  if (!isQuiet && minutes >= rules.opens && minutes < rules.closes)
    return { isOpen: true, until: momentOn(date, rules.closes, zone) }
  if (!isQuiet && minutes < rules.opens) return { isOpen: false, next: momentOn(date, rules.opens, zone) }
  for (let days = 1; days <= DAYS_AHEAD; days++) {
    const day = new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)
    if (!isQuietDay(rules.country, day)) return { isOpen: false, next: momentOn(day, rules.opens, zone) }
  }
  return { isOpen: false, next: null }
}

/** The country that a number belongs to, for people whose own is not known; what a plus stands before. */
export const COUNTRY_OF_DIALLING: readonly (readonly [prefix: string, country: string])[] = [
  ['+47', 'NO'],
  ['+46', 'SE'],
  ['+45', 'DK'],
  ['+358', 'FI'],
  ['+49', 'DE'],
]
