// Names of weekdays and hours, for the rule of a campaign that goes out again and again.
import type { Language } from '../../words/formats.ts'

/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1)
const DAY_MS = 86_400_000

/** From Monday to Sunday. */
export function weekdayNames(language: Language, weekday: 'short' | 'long'): string[] {
  const format = new Intl.DateTimeFormat(language === 'nb' ? 'nb-NO' : 'en-GB', { weekday, timeZone: 'UTC' })
  return Array.from({ length: 7 }, (_, index) => format.format(new Date(MONDAY + index * DAY_MS)))
}

/** Minutes after midnight as a time field writes them. */
export const asClock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
