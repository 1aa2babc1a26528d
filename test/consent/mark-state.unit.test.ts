import { expect, test } from 'vitest'
import { markOfEvent, markState } from '../../src/consent/mark-state.ts'

const NOW = new Date('2026-11-03T09:00:00Z')
const inDays = (days: number) => new Date(+NOW + days * 86_400_000)

test('a yes that ends within a month is drawn with a ring that empties', () => {
  expect(markState('given', inDays(29), NOW)).toBe('ends')
  expect(markState('given', inDays(30), NOW)).toBe('given')
  expect(markState('given', null, NOW)).toBe('given')
})

test('only a yes is drawn as one that ends', () => {
  expect(markState('withdrawn', inDays(1), NOW)).toBe('withdrawn')
})

test('whoever is erased has a lock, for they were not "never asked": we must not process them', () => {
  expect(markState('erased', null, NOW)).toBe('restricted')
})

test('an entry that nobody knows how to draw is drawn as never asked', () => {
  expect(markOfEvent('confirmed')).toBe('given')
  expect(markOfEvent('unrestricted')).toBe('none')
})
