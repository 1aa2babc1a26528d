// The rule of a campaign that goes out again and again: each day, some days of the week, or a day of the month, at an hour
// of the sender's clock.
import { z } from 'zod'
import { isTimeZone, momentOn, wallAt } from '../../platform/time-zones.ts'

const common = {
  minutes: z.int().min(0).max(1439).meta({ description: 'Minutes after midnight in the zone.' }),
  timeZone: z.string().refine(isTimeZone, 'Write a time zone, such as Europe/Oslo.'),
  until: z.iso.date().nullable().default(null).meta({ description: 'None begins after this day.' }),
}
export const recurrenceBody = z
  .discriminatedUnion('every', [
    z.strictObject({ every: z.literal('day'), ...common }),
    z.strictObject({
      every: z.literal('week'),
      weekdays: z.array(z.int().min(1).max(7)).min(1).max(7).meta({ description: '1 is Monday.' }),
      ...common,
    }),
    z.strictObject({
      every: z.literal('month'),
      day: z.int().min(1).max(31).meta({ description: 'The last day of the month where it is shorter.' }),
      ...common,
    }),
  ])
  .meta({ id: 'Recurrence' })
export type Recurrence = z.output<typeof recurrenceBody>

const DAY_MS = 86_400_000
/** Two months: no rule leaves out more. */
const DAYS_AHEAD = 62

/** The first time after a moment; undefined where the rule has ended. */
export function nextTime(rule: Recurrence, after: Date): Date | undefined {
  const { date: first } = wallAt(after, rule.timeZone)
  for (let days = 0; days <= DAYS_AHEAD; days++) {
    const date = new Date(Date.parse(first) + days * DAY_MS).toISOString().slice(0, 10)
    if (rule.until !== null && date > rule.until) return undefined
    if (!fits(rule, date)) continue
    const at = momentOn(date, rule.minutes, rule.timeZone)
    if (at > after) return at
  }
  return undefined
}

/** The times in [from, to), at most so many. */
export function timesWithin(rule: Recurrence, from: Date, to: Date, most: number): Date[] {
  const times: Date[] = []
  for (let at = nextTime(rule, new Date(+from - 1)); at && at < to && times.length < most; at = nextTime(rule, at))
    times.push(at)
  return times
}

function fits(rule: Recurrence, date: string): boolean {
  if (rule.every === 'day') return true
  const day = new Date(date)
  if (rule.every === 'week') return rule.weekdays.includes(day.getUTCDay() === 0 ? 7 : day.getUTCDay())
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate()
  return day.getUTCDate() === Math.min(rule.day, last)
}

type Row = {
  every: string
  weekdays: number[]
  day: number | null
  minutes: number
  timeZone: string
  until: Date | null
}

/** A rule as it lies in its row. */
export function readRecurrence({ every, weekdays, day, minutes, timeZone, until }: Row): Recurrence {
  const rest = { minutes, timeZone, until: until?.toISOString().slice(0, 10) ?? null }
  return recurrenceBody.parse({
    every,
    ...(every === 'week' && { weekdays }),
    ...(every === 'month' && { day }),
    ...rest,
  })
}

export const recurrenceRow = (rule: Recurrence): Row => ({
  ...{ every: rule.every, minutes: rule.minutes, timeZone: rule.timeZone },
  weekdays: rule.every === 'week' ? rule.weekdays : [],
  day: rule.every === 'month' ? rule.day : null,
  until: rule.until === null ? null : new Date(rule.until),
})
