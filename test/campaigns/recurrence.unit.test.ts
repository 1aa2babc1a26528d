import { expect, test } from 'vitest'
import {
  nextTime,
  type Recurrence,
  readRecurrence,
  recurrenceRow,
  timesWithin,
} from '../../src/campaigns/recurring/recurrence.ts'

const oslo = { minutes: 9 * 60, timeZone: 'Europe/Oslo', until: null }
const at = (text: string) => new Date(`${text}:00Z`)

test('a rule names each day, some days of the week or a day of the month, at an hour of its own clock', () => {
  expect(nextTime({ every: 'day', ...oslo }, at('2026-11-24T07:59'))).toEqual(at('2026-11-24T08:00'))
  expect(nextTime({ every: 'day', ...oslo }, at('2026-11-24T08:00'))).toEqual(at('2026-11-25T08:00'))
  // 24 November 2026 is a Tuesday.
  const weekly: Recurrence = { every: 'week', weekdays: [1, 7], ...oslo }
  expect(timesWithin(weekly, at('2026-11-24T00:00'), at('2026-12-08T00:00'), 10)).toEqual(
    ['2026-11-29T08:00', '2026-11-30T08:00', '2026-12-06T08:00', '2026-12-07T08:00'].map(at),
  )
  // The last day of a shorter month, and the hour on the wall when clocks change.
  const monthly: Recurrence = { every: 'month', day: 31, ...oslo }
  expect(timesWithin(monthly, at('2027-02-01T00:00'), at('2027-05-01T00:00'), 10)).toEqual(
    ['2027-02-28T08:00', '2027-03-31T07:00', '2027-04-30T07:00'].map(at),
  )
})

test('a rule ends after its last day, and is read back from its row as it was said', () => {
  const rule: Recurrence = { every: 'week', weekdays: [2], ...oslo, until: '2026-12-01' }
  expect(timesWithin(rule, at('2026-11-24T00:00'), at('2027-11-24T00:00'), 10)).toHaveLength(2)
  expect(nextTime(rule, at('2026-12-01T08:00'))).toBeUndefined()
  for (const one of [rule, { every: 'day', ...oslo }, { every: 'month', day: 31, ...oslo }] as const)
    expect(readRecurrence(recurrenceRow(one))).toEqual(one)
})
