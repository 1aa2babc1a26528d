import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Condition, conditionSchema, matchConditions, OPERATORS } from '../../src/scoring/match-conditions.ts'

const matches = (operator: Condition['operator'], value: Condition['value'], actual: unknown) =>
  matchConditions([{ field: 'path', operator, value }], { path: actual })

test('text is compared without regard to case', () => {
  expect(matches('is', '/Prices', '/prices')).toBe(true)
  expect(matches('starts_with', '/pri', '/Prices/2026')).toBe(true)
  expect(matches('contains', 'ICE', '/prices')).toBe(true)
  expect(matches('is', '/prices', '/price')).toBe(false)
})

test('numbers are compared as numbers, also where they came as text', () => {
  expect(matches('at_least', 30, '45')).toBe(true)
  expect(matches('at_most', '30', 45)).toBe(false)
  expect(matches('at_least', 1, true)).toBe(false)
})

test('a property that is missing matches only a condition that says so', () => {
  expect(matches('is_not', 'x', undefined)).toBe(true)
  for (const operator of ['is', 'contains', 'starts_with', 'at_least', 'at_most', 'is_set'] as const)
    expect(matches(operator, 0, undefined)).toBe(false)
})

test('names that every object has are no properties of an event', () => {
  expect(matchConditions([{ field: 'constructor', operator: 'is_set' }], {})).toBe(false)
})

test('no property whatever makes a condition throw', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...OPERATORS),
      fc.oneof(fc.string(), fc.double(), fc.boolean()),
      fc.anything(),
      (operator, value, actual) => {
        expect(typeof matches(operator, value, actual)).toBe('boolean')
      },
    ),
  )
})

test('a condition without something to compare with is refused where it is made', () => {
  expect(conditionSchema.safeParse({ field: 'path', operator: 'is' }).success).toBe(false)
  expect(conditionSchema.safeParse({ field: 'seconds', operator: 'at_least', value: 'long' }).success).toBe(false)
  expect(conditionSchema.safeParse({ field: 'path', operator: 'is_set' }).success).toBe(true)
})
