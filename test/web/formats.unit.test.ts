import { describe, expect, test } from 'vitest'
import { formatsOf } from '../../web/src/words/formats.ts'

const at = new Date('2026-11-03T20:40:00Z')
const now = new Date('2026-11-24T08:00:00Z')
const en = formatsOf('en', 'Europe/Oslo')
const nb = formatsOf('nb', 'Europe/Oslo')

describe('numbers and dates', () => {
  test('are written as English readers write them', () => {
    expect(en.number(10412)).toBe('10,412')
    expect(en.percent(0.588)).toBe('58.8%')
    expect(en.decimal(-4.67)).toBe('−4.7')
    expect(en.signed(25)).toBe('+25')
    expect(en.longDate(at)).toBe('3 November 2026')
    expect(en.time(at)).toBe('21:40')
    expect(en.exact(at)).toBe('3 November 2026 at 21:40')
    expect(en.weekday(at)).toBe('Tuesday 3 November')
    expect(en.shortDate(at, now)).toBe('3 Nov')
  })

  test('are written as Norwegian readers write them, with no space the typeface lacks', () => {
    expect(nb.number(10412)).toBe('10\u00a0412')
    expect(nb.number(6120)).toBe('6\u00a0120')
    expect(nb.percent(0.588)).toBe('58,8\u00a0%')
    expect(nb.decimal(-4.67)).toBe('−4,7')
    expect(nb.longDate(at)).toBe('3. november 2026')
    expect(nb.time(at)).toBe('21.40')
    expect(nb.exact(at)).toBe('3. november 2026 kl. 21.40')
    expect(nb.weekday(at)).toBe('tirsdag 3. november')
  })

  test('name the year only where it is another', () => {
    expect(en.shortDate(new Date('2025-05-12T08:00:00Z'), now)).toBe('12 May 2025')
  })

  test('stand in the time of the reader', () => {
    expect(formatsOf('en', 'America/New_York').time(at)).toBe('15:40')
  })
})
