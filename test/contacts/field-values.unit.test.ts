import { expect, test } from 'vitest'
import { readDate, readFieldValue, readNumber } from '../../src/contacts/index.ts'

test('a number is read with the decimal sign that the file uses, and grouped as people group it', () => {
  expect(readNumber('1,234.5', '.')).toBe(1234.5)
  expect(readNumber('1.234,5', ',')).toBe(1234.5)
  expect(readNumber('1 234 567', '.')).toBe(1234567)
  expect(readNumber('−12', '.')).toBe(-12)
})

test('what might be another number is refused', () => {
  for (const text of ['1,23', '1.234.5', '12 34', 'twelve', '=1+1', '0x10', '1e999', '--1'])
    expect(readNumber(text, '.'), text).toBeUndefined()
})

test('a date may be written ISO or with dots; with slashes only where the order is told', () => {
  expect(readDate('2026-11-03')?.toISOString()).toBe('2026-11-03T00:00:00.000Z')
  expect(readDate('3.11.2026 09:12')?.toISOString()).toBe('2026-11-03T09:12:00.000Z')
  expect(readDate('2026-11-03T09:12:00+01:00')?.toISOString()).toBe('2026-11-03T08:12:00.000Z')
  expect(readDate('03/11/2026')).toBeUndefined()
  expect(readDate('03/11/2026', { decimal: '.', slashDates: 'day_first' })?.getUTCMonth()).toBe(10)
  expect(readDate('03/11/2026', { decimal: '.', slashDates: 'month_first' })?.getUTCMonth()).toBe(2)
})

test('a day that does not exist is no date', () => {
  for (const text of ['2026-02-30', '31.4.2026', '2026-13-01', '2026-11-03 25:00', '2026-11-03 10:61'])
    expect(readDate(text), text).toBeUndefined()
})

test('a choice is found whatever its case and kept as it is defined', () => {
  const field = { key: 'size', label: 'Size', type: 'choice' as const, choices: ['Small', 'Large'] }
  expect(readFieldValue(field, 'LARGE', { decimal: '.' })).toEqual({ value: 'Large' })
  expect(readFieldValue(field, 'huge', { decimal: '.' })).toEqual({ fault: 'unknown_choice' })
})
