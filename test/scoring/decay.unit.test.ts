import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coolsBelow, heatAt, pointsAt, weightAt } from '../../src/scoring/decay.ts'
import { roundParts } from '../../src/scoring/round-parts.ts'
import { DAY_MS, NOON } from '../support/factories.ts'

const model = { origin: new Date('2026-01-01T00:00:00Z'), halfLifeSeconds: 90 * 86_400 }
const daysBefore = (days: number) => new Date(+NOON - days * DAY_MS)

test('points are worth half after one half-life and a quarter after two', () => {
  expect(pointsAt(model, 10, daysBefore(90), NOON)).toBeCloseTo(5, 12)
  expect(pointsAt(model, 10, daysBefore(180), NOON)).toBeCloseTo(2.5, 12)
})

test('the stored heat read at any moment is the sum of the points as they have cooled, in whatever order they came', () => {
  const entry = fc.record({
    points: fc.integer({ min: -50, max: 50 }),
    days: fc.double({ min: 0, max: 2000, noNaN: true }),
  })
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 40 }), fc.integer({ min: 7, max: 365 }), (entries, halfLifeDays) => {
      const own = { ...model, halfLifeSeconds: halfLifeDays * 86_400 }
      const heat = entries.reduce((sum, { points, days }) => sum + points * weightAt(own, daysBefore(days)), 0)
      const direct = entries.reduce((sum, { points, days }) => sum + pointsAt(own, points, daysBefore(days), NOON), 0)
      expect(heatAt(own, heat, NOON)).toBeCloseTo(direct, 9)
    }),
  )
})

test('waiting never changes who is hotter', () => {
  const first = weightAt(model, daysBefore(3)) * 20
  const second = weightAt(model, daysBefore(40)) * 25
  for (const days of [0, 30, 300, 3000])
    expect(Math.sign(heatAt(model, first - second, new Date(+NOON + days * DAY_MS)))).toBe(1)
})

test('an event of 1970 weighs next to nothing and breaks nothing', () => {
  const weight = weightAt({ ...model, halfLifeSeconds: 7 * 86_400 }, new Date(0))
  expect(weight).toBeGreaterThan(0)
  expect(heatAt(model, 100 * weight, NOON)).toBeLessThan(1e-100)
})

test('the day on which a score cools below a total is the day on which it equals it', () => {
  const score = { heat: 60 * weightAt(model, NOON), fit: 28 }
  const at = coolsBelow(model, score, 60, NOON)
  expect(at).toBeInstanceOf(Date)
  if (at) expect(heatAt(model, score.heat, at) + score.fit).toBeCloseTo(60, 6)
})

test('what is below a total already, or stands above it by fit alone, has no such day', () => {
  const score = { heat: 10 * weightAt(model, NOON), fit: 28 }
  expect(coolsBelow(model, score, 60, NOON)).toBeUndefined()
  expect(coolsBelow(model, score, 28, NOON)).toBeUndefined()
})

test('rounded parts add up to the rounded whole', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -500, max: 500, noNaN: true }), { maxLength: 30 }), (parts) => {
      const rounded = roundParts(parts)
      const whole = Math.round(parts.map((part) => part * 10).reduce((sum, part) => sum + part, 0))
      expect(Math.round(rounded.reduce((sum, part) => sum + part, 0) * 10) - whole).toBeCloseTo(0, 12)
      for (const [index, part] of parts.entries())
        expect(Math.abs((rounded[index] ?? 0) - part)).toBeLessThanOrEqual(0.1 + 1e-9)
    }),
  )
})
