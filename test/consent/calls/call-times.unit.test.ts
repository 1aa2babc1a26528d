// Holidays against a list that others keep, and the hours at which people may be called.
import { describe, expect, it, test } from 'vitest'
import { CALL_RULES, STRICT_CALLS } from '../../../src/consent/calls/call-rules.ts'
import { callTimeOf } from '../../../src/consent/calls/call-times.ts'
import { holidaysOf, isQuietDay } from '../../../src/consent/calls/holidays.ts'
import { REGISTERS, washedSince } from '../../../src/consent/calls/registers/index.ts'

/** Public holidays from the Python package holidays 0.109 (MIT, vacanza/holidays); of Germany those of all states. */
const PUBLISHED: [string, number, string][] = [
  ['NO', 2026, '01-01 04-02 04-03 04-05 04-06 05-01 05-14 05-17 05-24 05-25 12-25 12-26'],
  ['NO', 2027, '01-01 03-25 03-26 03-28 03-29 05-01 05-06 05-16 05-17 12-25 12-26'],
  ['NO', 2028, '01-01 04-13 04-14 04-16 04-17 05-01 05-17 05-25 06-04 06-05 12-25 12-26'],
  ['NO', 2029, '01-01 03-29 03-30 04-01 04-02 05-01 05-10 05-17 05-20 05-21 12-25 12-26'],
  ['NO', 2030, '01-01 04-18 04-19 04-21 04-22 05-01 05-17 05-30 06-09 06-10 12-25 12-26'],
  ['SE', 2026, '01-01 01-06 04-03 04-05 04-06 05-01 05-14 05-24 06-06 06-20 10-31 12-25 12-26'],
  ['SE', 2027, '01-01 01-06 03-26 03-28 03-29 05-01 05-06 05-16 06-06 06-26 11-06 12-25 12-26'],
  ['SE', 2028, '01-01 01-06 04-14 04-16 04-17 05-01 05-25 06-04 06-06 06-24 11-04 12-25 12-26'],
  ['SE', 2029, '01-01 01-06 03-30 04-01 04-02 05-01 05-10 05-20 06-06 06-23 11-03 12-25 12-26'],
  ['SE', 2030, '01-01 01-06 04-19 04-21 04-22 05-01 05-30 06-06 06-09 06-22 11-02 12-25 12-26'],
  ['DK', 2026, '01-01 04-02 04-03 04-05 04-06 05-14 05-24 05-25 12-25 12-26'],
  ['DK', 2027, '01-01 03-25 03-26 03-28 03-29 05-06 05-16 05-17 12-25 12-26'],
  ['DK', 2028, '01-01 04-13 04-14 04-16 04-17 05-25 06-04 06-05 12-25 12-26'],
  ['DK', 2029, '01-01 03-29 03-30 04-01 04-02 05-10 05-20 05-21 12-25 12-26'],
  ['DK', 2030, '01-01 04-18 04-19 04-21 04-22 05-30 06-09 06-10 12-25 12-26'],
  ['FI', 2026, '01-01 01-06 04-03 04-05 04-06 05-01 05-14 05-24 06-19 06-20 10-31 12-06 12-24 12-25 12-26'],
  ['FI', 2027, '01-01 01-06 03-26 03-28 03-29 05-01 05-06 05-16 06-25 06-26 11-06 12-06 12-24 12-25 12-26'],
  ['FI', 2028, '01-01 01-06 04-14 04-16 04-17 05-01 05-25 06-04 06-23 06-24 11-04 12-06 12-24 12-25 12-26'],
  ['FI', 2029, '01-01 01-06 03-30 04-01 04-02 05-01 05-10 05-20 06-22 06-23 11-03 12-06 12-24 12-25 12-26'],
  ['FI', 2030, '01-01 01-06 04-19 04-21 04-22 05-01 05-30 06-09 06-21 06-22 11-02 12-06 12-24 12-25 12-26'],
  [
    'DE',
    2026,
    '01-01 01-06 03-08 04-03 04-05 04-06 05-01 05-14 05-24 05-25 06-04 08-08 08-15 09-20 10-03 10-31 11-01 11-18 12-25 12-26',
  ],
  [
    'DE',
    2027,
    '01-01 01-06 03-08 03-26 03-28 03-29 05-01 05-06 05-16 05-17 05-27 08-08 08-15 09-20 10-03 10-31 11-01 11-17 12-25 12-26',
  ],
  [
    'DE',
    2028,
    '01-01 01-06 03-08 04-14 04-16 04-17 05-01 05-25 06-04 06-05 06-15 06-17 08-08 08-15 09-20 10-03 10-31 11-01 11-22 12-25 12-26',
  ],
  [
    'DE',
    2029,
    '01-01 01-06 03-08 03-30 04-01 04-02 05-01 05-10 05-20 05-21 05-31 08-08 08-15 09-20 10-03 10-31 11-01 11-21 12-25 12-26',
  ],
  [
    'DE',
    2030,
    '01-01 01-06 03-08 04-19 04-21 04-22 05-01 05-30 06-09 06-10 06-20 08-08 08-15 09-20 10-03 10-31 11-01 11-20 12-25 12-26',
  ],
]

test.each(PUBLISHED)('the public holidays of %s in %i are those of a published list (N8)', (country, year, days) => {
  expect([...holidaysOf(country, year)].sort()).toEqual(days.split(' ').map((day) => `${year}-${day}`))
})

const OSLO = { country: 'NO', timeZone: null }
const at = (text: string) => new Date(text)

describe('a person in Norway', () => {
  it('may be called from nine in the morning until nine in the evening, on their own clock (N8)', () => {
    expect(callTimeOf(OSLO, at('2026-11-24T07:59:59Z'))).toEqual({ isOpen: false, next: at('2026-11-24T08:00:00Z') })
    expect(callTimeOf(OSLO, at('2026-11-24T08:00:00Z'))).toEqual({ isOpen: true, until: at('2026-11-24T20:00:00Z') })
    expect(callTimeOf(OSLO, at('2026-11-24T19:59:59Z'))).toEqual({ isOpen: true, until: at('2026-11-24T20:00:00Z') })
    expect(callTimeOf(OSLO, at('2026-11-24T20:00:00Z'))).toEqual({ isOpen: false, next: at('2026-11-25T08:00:00Z') })
  })

  it('is not called on Saturdays, Sundays and public holidays, and the next moment lies after all of them (N8)', () => {
    expect(callTimeOf(OSLO, at('2026-11-28T11:00:00Z'))).toEqual({ isOpen: false, next: at('2026-11-30T08:00:00Z') })
    // From Wednesday evening before Easter until the Tuesday after; clocks were changed on the Sunday before.
    expect(callTimeOf(OSLO, at('2026-04-01T19:30:00Z'))).toEqual({ isOpen: false, next: at('2026-04-07T07:00:00Z') })
    expect(callTimeOf(OSLO, at('2027-05-17T10:00:00Z'))).toEqual({ isOpen: false, next: at('2027-05-18T07:00:00Z') })
    expect(isQuietDay('NO', '2026-12-24')).toBe(true)
  })
})

describe('elsewhere', () => {
  it('the clock is that of the person: their own time zone, else that of the country (N8)', () => {
    const early = at('2026-11-24T07:30:00Z')
    expect(callTimeOf({ country: 'FI', timeZone: null }, early).isOpen).toBe(true)
    expect(callTimeOf({ country: 'SE', timeZone: null }, early).isOpen).toBe(false)
    expect(callTimeOf({ country: 'SE', timeZone: 'Europe/Helsinki' }, early).isOpen).toBe(true)
    expect(callTimeOf({ country: 'US', timeZone: 'America/New_York' }, at('2026-11-24T14:00:00Z'))).toEqual({
      isOpen: true,
      until: at('2026-11-25T01:00:00Z'),
    })
  })

  it('nobody is called where the time of the day is not known (D6, N8)', () => {
    const nowhere = { isOpen: false, next: null }
    expect(callTimeOf({ country: 'US', timeZone: null }, at('2026-11-24T11:00:00Z'))).toEqual(nowhere)
    expect(callTimeOf({ country: null, timeZone: null }, at('2026-11-24T11:00:00Z'))).toEqual(nowhere)
    expect(callTimeOf({ country: 'NO', timeZone: 'Trondheim' }, at('2026-11-24T11:00:00Z'))).toEqual(nowhere)
  })

  it('the hours where no law is known are the narrowest of all', () => {
    for (const { opens, closes, version, country } of CALL_RULES) {
      expect(STRICT_CALLS.opens).toBeGreaterThanOrEqual(opens)
      expect(STRICT_CALLS.closes).toBeLessThanOrEqual(closes)
      expect(version.startsWith(`${country}-calls-`)).toBe(true)
    }
  })
})

describe('a comparison with a register', () => {
  const since = (id: string, moment: string) => {
    const register = REGISTERS.find((one) => one.id === id)
    return register && washedSince(register, at(moment))
  }
  it('counts within the calendar month of Norway and Sweden, and within the quarter of Denmark (N6)', () => {
    expect(since('NO-reservasjon', '2026-11-24T11:00:00Z')).toEqual(at('2026-10-31T23:00:00Z'))
    expect(since('NO-reservasjon', '2026-10-31T23:30:00Z')).toEqual(at('2026-10-31T23:00:00Z'))
    expect(since('NO-reservasjon', '2026-10-31T22:30:00Z')).toEqual(at('2026-09-30T22:00:00Z'))
    expect(since('SE-nix', '2026-11-24T11:00:00Z')).toEqual(at('2026-10-31T23:00:00Z'))
    expect(since('DK-robinson', '2026-11-24T11:00:00Z')).toEqual(at('2026-09-30T22:00:00Z'))
    expect(since('DK-robinson', '2027-01-01T11:00:00Z')).toEqual(at('2026-12-31T23:00:00Z'))
  })
})
