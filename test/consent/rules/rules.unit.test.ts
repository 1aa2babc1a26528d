// The rules of each country as data. What the law says is written here a second time, by hand, so that a slip shows.
import { describe, expect, it, test } from 'vitest'
import { CHANNELS, COUNTRY_RULES, ruleFor, STRICT } from '../../../src/consent/index.ts'

const AT = new Date('2026-11-24T11:00:00.000Z')
const basis = (country: string | null, kind: string | null, channel: (typeof CHANNELS)[number] = 'email') =>
  ruleFor(country, kind, channel, AT).basis

describe('the rules of a country', () => {
  // country, natural person, legal person: by e-mail and SMS
  test.each([
    ['NO', 'existing_customer', 'opt_out'],
    ['SE', 'existing_customer', 'opt_out'],
    ['DK', 'existing_customer', 'existing_customer'],
    ['FI', 'existing_customer', 'opt_out'],
    ['DE', 'existing_customer', 'existing_customer'],
  ])('%s: a natural person needs %s, a legal person %s (N1, E1, E3, E4)', (country, natural, legal) => {
    for (const channel of ['email', 'sms'] as const) {
      expect(basis(country, 'natural', channel)).toBe(natural)
      expect(basis(country, 'legal', channel)).toBe(legal)
    }
  })

  it('never let anybody be watched, called or written to on paper without a yes', () => {
    for (const { country } of COUNTRY_RULES)
      for (const kind of ['natural', 'legal'])
        for (const channel of ['web', 'phone', 'post'] as const) expect(basis(country, kind, channel)).toBe('consent')
  })

  it('are strict where the country or the kind of recipient is not known (D6)', () => {
    for (const country of [null, '', 'US', 'no', 'XX'])
      for (const channel of CHANNELS)
        expect(ruleFor(country, 'legal', channel, AT)).toEqual({
          version: 'strict-1',
          basis: 'consent',
          customerMonths: 0,
        })
    expect(basis('FI', null)).toBe('existing_customer')
    expect(basis('FI', 'robot')).toBe('existing_customer')
  })

  it('hold from their day on, and before it everybody is asked (E5)', () => {
    const day = new Date('2025-01-01T00:00:00.000Z')
    expect(ruleFor('NO', 'natural', 'email', day).version).toBe('NO-2025-1')
    expect(ruleFor('NO', 'natural', 'email', new Date(+day - 1)).version).toBe(STRICT.version)
  })

  it('have a version of their own each, a day from which they hold, and their source', () => {
    const all = [...COUNTRY_RULES, STRICT]
    expect(new Set(all.map((rules) => rules.version)).size).toBe(all.length)
    for (const rules of all) {
      expect(new Date(rules.validFrom).toISOString().slice(0, 10)).toBe(rules.validFrom)
      expect(rules.sources.length).toBeGreaterThan(0)
      expect(rules.version).toMatch(
        rules.country === '' ? /^strict-\d+$/ : new RegExp(`^${rules.country}-\\d{4}-\\d+$`),
      )
    }
  })
})
