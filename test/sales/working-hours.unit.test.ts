import { describe, expect, it } from 'vitest'
import { addWorkingTime, timeZoneOf, workingTimeBetween } from '../../src/sales/working-hours.ts'

const HOUR = 3_600_000
const oslo = timeZoneOf('NO')
const add = (from: string, hours: number) => addWorkingTime(new Date(from), hours * HOUR, oslo).toISOString()
const between = (from: string, to: string) => workingTimeBetween(new Date(from), new Date(to), oslo) / HOUR

describe('the clock of sales', () => {
  it('counts on within one day', () => {
    expect(add('2026-11-24T07:30:00.000Z', 4)).toBe('2026-11-24T11:30:00.000Z')
  })
  it('goes on at eight the next morning', () => {
    expect(add('2026-11-24T11:00:00.000Z', 8)).toBe('2026-11-25T11:00:00.000Z')
  })
  it('ends at four, not at eight the next morning', () => {
    expect(add('2026-11-24T07:00:00.000Z', 8)).toBe('2026-11-24T15:00:00.000Z')
  })
  it('stands still from Friday afternoon to Monday morning', () => {
    expect(add('2026-11-27T14:00:00.000Z', 2)).toBe('2026-11-30T08:00:00.000Z')
    expect(add('2026-11-28T10:00:00.000Z', 1)).toBe('2026-11-30T08:00:00.000Z')
    expect(add('2026-11-29T23:30:00.000Z', 1)).toBe('2026-11-30T08:00:00.000Z')
  })
  it('starts at eight for what comes at night', () => {
    expect(add('2026-11-24T01:15:00.000Z', 1)).toBe('2026-11-24T08:00:00.000Z')
    expect(add('2026-11-24T20:15:00.000Z', 1)).toBe('2026-11-25T08:00:00.000Z')
  })
  it('keeps to the clock on the wall when summer time begins and ends', () => {
    expect(add('2027-03-26T14:00:00.000Z', 2)).toBe('2027-03-29T07:00:00.000Z')
    expect(add('2026-10-23T13:00:00.000Z', 2)).toBe('2026-10-26T08:00:00.000Z')
  })
  it('counts what is left the same way', () => {
    expect(between('2026-11-24T11:00:00.000Z', '2026-11-25T11:00:00.000Z')).toBe(8)
    expect(between('2026-11-27T14:00:00.000Z', '2026-11-30T08:00:00.000Z')).toBe(2)
    expect(between('2026-11-25T11:00:00.000Z', '2026-11-24T11:00:00.000Z')).toBe(0)
  })
  it('gives back what it was given, whatever the hour', () => {
    for (let hour = 0; hour < 24 * 9; hour += 5) {
      const from = new Date(Date.parse('2026-10-20T00:20:00.000Z') + hour * HOUR)
      expect(workingTimeBetween(from, addWorkingTime(from, 11 * HOUR, oslo), oslo)).toBe(11 * HOUR)
    }
  })
})
