import { expect, test } from 'vitest'
import { AGE_RULES, ageOfConsent } from '../../../src/consent/rules/age.ts'

test('the age from which one may say yes alone follows from the country and the day, and is 16 where nothing is known (C15)', () => {
  const at = new Date('2026-11-24T11:00:00.000Z')
  const countries = ['NO', 'SE', 'DK', 'FI', 'DE', 'FR', null]
  expect(countries.map((country) => ageOfConsent(country, at))).toEqual([13, 13, 15, 13, 16, 16, 16])
  expect(ageOfConsent('DK', new Date('2023-12-31T12:00:00.000Z'))).toBe(13)
  for (const { age, source } of AGE_RULES) expect([age >= 13 && age <= 16, source.length > 10]).toEqual([true, true])
})
