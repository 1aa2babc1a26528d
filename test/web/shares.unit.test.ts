import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { roundToSum, sharesOf } from '../../web/src/parts/shares.ts'

describe('rounding by largest remainder', () => {
  test('makes the parts of a score add up to the score that is shown', () => {
    expect(roundToSum([24.83, 14.08, 8.06, 4.12, -4.67], 1)).toEqual([24.8, 14.1, 8.1, 4.1, -4.7])
  })

  test('gives the shares of an audience that add up to a hundred percent', () => {
    expect(sharesOf([6120, 892, 1100, 1402, 898])).toEqual([0.588, 0.086, 0.105, 0.135, 0.086])
  })

  test('of nobody is nothing', () => {
    expect(sharesOf([0, 0])).toEqual([0, 0])
  })

  test('always reaches the sum, with no part further than one unit from its own value', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 8 }), (counts) => {
        fc.pre(counts.some((count) => count > 0))
        const whole = counts.reduce((sum, count) => sum + count, 0)
        const shares = sharesOf(counts)
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
        for (const [index, share] of shares.entries())
          expect(Math.abs(share - (counts[index] ?? 0) / whole)).toBeLessThanOrEqual(0.001 + 1e-9)
      }),
    )
  })
})
