import { describe, expect, test } from 'vitest'
import { scaleOf, stepFor } from '../../web/src/pages/today/growth-scale.ts'

const week = (given: number, withdrawn: number, expired: number) => ({ week: '2026-11-23', given, withdrawn, expired })

describe('the scale of the growth chart', () => {
  test.each([
    [3, 1],
    [7, 2],
    [172, 50],
    [9000, 5000],
  ])('draws at most four lines above zero for %i people, %i apart', (top, step) => {
    expect(stepFor(top)).toBe(step)
  })

  test('makes a person as tall above the line as below it', () => {
    const { perPerson, zero, lines } = scaleOf([week(150, 30, 20), week(90, 10, 5)], 200)
    expect(perPerson).toBe(1)
    expect(zero).toBe(150)
    expect(lines).toEqual([50, 100, 150])
  })

  test('stands where nothing has happened yet', () => {
    expect(scaleOf([], 200)).toEqual({ lines: [1], perPerson: 200, zero: 200 })
  })
})
