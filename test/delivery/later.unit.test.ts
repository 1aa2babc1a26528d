import { expect, test } from 'vitest'
import { holidaysOf } from '../../src/consent/index.ts'
import { cappedUntil, laterOf, quietUntil } from '../../src/delivery/limits/later.ts'
import { NO_RULES } from '../../src/delivery/limits/sending-rules.ts'

const at = (text: string) => new Date(`${text}:00Z`)
const norway = { country: 'NO', timeZone: null }
const nights = { ...NO_RULES, quietFrom: 21 * 60, quietUntil: 8 * 60, rampMinutes: 0 }

test('quiet hours end where the contact is: by their own zone, by their country, else by the zone of the sender', () => {
  const quiet = (country: string | null, timeZone: string | null, now: string) =>
    quietUntil(nights, { country, timeZone }, at(now))
  expect(quiet('NO', null, '2026-11-24T21:00')).toEqual(at('2026-11-25T07:00'))
  expect(quiet('FI', null, '2026-11-25T05:30')).toEqual(at('2026-11-25T06:00'))
  expect(quiet('US', 'America/New_York', '2026-11-24T21:00')).toBeUndefined()
  expect(quiet('US', null, '2026-11-24T21:00')).toEqual(at('2026-11-25T07:00'))
  expect(quiet(null, null, '2026-11-24T12:00')).toBeUndefined()
  // Within a day, and over the night in which clocks go back.
  const midday = { ...nights, quietFrom: 12 * 60, quietUntil: 13 * 60 }
  expect(quietUntil(midday, norway, at('2026-11-24T11:30'))).toEqual(at('2026-11-24T12:00'))
  expect(quiet('NO', null, '2026-10-24T20:00')).toEqual(at('2026-10-25T07:00'))
})

test('weekends and public holidays are quiet where they are set to be, each country by its own days', () => {
  const rules = { ...nights, quietWeekends: true, quietHolidays: true }
  // 17 May 2027 is a Monday: in Norway nothing before Tuesday, in Sweden on Monday.
  expect(quietUntil(rules, norway, at('2027-05-15T10:00'))).toEqual(at('2027-05-18T06:00'))
  expect(quietUntil(rules, { country: 'SE', timeZone: null }, at('2027-05-15T10:00'))).toBeDefined()
  expect(quietUntil({ ...rules, quietWeekends: false }, norway, at('2027-05-15T10:00'))).toBeUndefined()
  // Without hours a day begins at 8 after a quiet one, not at midnight.
  const free = { ...NO_RULES, quietWeekends: true, rampMinutes: 0 }
  expect(quietUntil(free, norway, at('2026-11-28T10:00'))).toEqual(at('2026-11-30T07:00'))
})

test('the holidays of further countries are the real ones', () => {
  expect([...holidaysOf('IS', 2027)]).toEqual(expect.arrayContaining(['2027-04-22', '2027-06-17', '2027-08-02']))
  // Christmas Day 2027 is a Saturday, so Monday and Tuesday are free in Great Britain.
  expect([...holidaysOf('GB', 2027)]).toEqual(
    expect.arrayContaining(['2027-05-03', '2027-05-31', '2027-08-30', '2027-12-27', '2027-12-28']),
  )
  expect(holidaysOf('FR', 2027).has('2027-07-14')).toBe(true)
})

test('a cap ends when the oldest message that is too many leaves its period, the longest wait of all periods', () => {
  const rules = { ...NO_RULES, dayCap: 1, weekCap: 2 }
  const now = at('2026-11-24T12:00')
  const begun = (...days: string[]) => days.map((day) => at(`2026-11-${day}`))
  expect(cappedUntil(rules, [], now)).toBeUndefined()
  expect(cappedUntil(rules, begun('24T09:00'), now)).toEqual(at('2026-11-25T09:00'))
  expect(cappedUntil(rules, begun('24T09:00', '20T09:00'), now)).toEqual(at('2026-11-27T09:00'))
  expect(cappedUntil(rules, begun('20T09:00', '10T09:00'), now)).toBeUndefined()
})

test('of two reasons the one that lasts longer is told, and the ramp begins with few', () => {
  const rules = { ...nights, dayCap: 1, rampMinutes: 60 }
  const asked = (last: string, messageId = '0'.repeat(36)) => ({ ...norway, messageId, begunAt: [at(last)] })
  expect(laterOf(rules, asked('2026-11-23T22:00'), at('2026-11-24T21:00'))?.reason).toBe('quiet_hours')
  expect(laterOf(rules, asked('2026-11-24T20:00'), at('2026-11-24T21:00'))?.reason).toBe('frequency_cap')
  const minutes = Array.from({ length: 1000 }, (_, index) => {
    const id = Math.floor((index / 1000) * 0xffffff).toString(16)
    const until = laterOf(rules, asked('2026-11-01T00:00', id.padStart(36, '0')), at('2026-11-24T21:00'))?.until
    return (+(until ?? 0) - +at('2026-11-25T07:00')) / 60_000
  })
  const within = (from: number, to: number) => minutes.filter((minute) => minute >= from && minute < to).length
  expect(within(0, 60)).toBe(1000)
  expect(within(0, 15)).toBeLessThan(100)
  expect(within(45, 60)).toBeGreaterThan(400)
})
