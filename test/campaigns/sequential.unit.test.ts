import { describe, expect, it } from 'vitest'
import { ALPHA, compareShares, judgeArms } from '../../src/campaigns/experiments/sequential.ts'

/** Mulberry32: the same numbers in every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type Trial = { shares: number[]; most: number; step: number; random: () => number }

/** Sends to ever more people and looks after every step; answers the first winner that is named. */
function peekWhileSending({ shares, most, step, random }: Trial): number | undefined {
  const arms = shares.map(() => ({ people: 0, successes: 0 }))
  while ((arms[0]?.people ?? most) < most) {
    for (const [index, arm] of arms.entries())
      for (let sent = 0; sent < step; sent++) {
        arm.people++
        if (random() < (shares[index] ?? 0)) arm.successes++
      }
    const { winner } = judgeArms(arms)
    if (winner !== undefined) return winner
  }
  return undefined
}

/** All is sent at once; clicks come one after another, and after each of them somebody looks. */
function peekWhileTheyClick(people: number, clicks: number, random: () => number): number | undefined {
  const arms = [0, 1].map(() => ({ people, successes: 0 }))
  for (let click = 0; click < clicks; click++) {
    const arm = arms[random() < 0.5 ? 0 : 1]
    if (arm) arm.successes++
    const { winner } = judgeArms(arms)
    if (winner !== undefined) return winner
  }
  return undefined
}

const RUNS = 1000
const falseWinners = (run: (random: () => number) => number | undefined) => {
  const random = seeded(20261126)
  return Array.from({ length: RUNS }, () => run(random)).filter((winner) => winner !== undefined).length / RUNS
}

describe('an experiment that is looked at all the time', () => {
  it.each([0.01, 0.05, 0.3])(
    'names a winner where there is none at most as often as it says, at a share of %f',
    (share) => {
      expect(
        falseWinners((random) => peekWhileSending({ shares: [share, share], most: 3000, step: 50, random })),
      ).toBeLessThanOrEqual(ALPHA)
    },
  )

  it('shares the error among several ways', () => {
    const shares = [0.1, 0.1, 0.1, 0.1]
    expect(falseWinners((random) => peekWhileSending({ shares, most: 1500, step: 50, random }))).toBeLessThanOrEqual(
      ALPHA,
    )
  })

  it('stays right where all has been sent and the clicks come late', () => {
    for (const clicks of [60, 400])
      expect(falseWinners((random) => peekWhileTheyClick(2000, clicks, random))).toBeLessThanOrEqual(ALPHA)
  })

  it('finds a difference that is there, and the way that is better', () => {
    const random = seeded(7)
    const found = Array.from({ length: 50 }, () =>
      peekWhileSending({ shares: [0.1, 0.15], most: 5000, step: 100, random }),
    )
    expect(found.filter((winner) => winner === 1).length).toBeGreaterThan(45)
    expect(found.filter((winner) => winner === 0)).toHaveLength(0)
  })

  it('would be wrong far oftener with the interval for one look: that is why it is not used', () => {
    const once = (random: () => number) => {
      const arms = [0, 0].map(() => ({ people: 0, successes: 0 }))
      for (let look = 0; look < 60; look++) {
        for (const arm of arms)
          for (let sent = 0; sent < 50; sent++) {
            arm.people++
            arm.successes += random() < 0.1 ? 1 : 0
          }
        const [a, b] = arms.map(({ people, successes }) => successes / people) as [number, number]
        const error = Math.sqrt((a * (1 - a) + b * (1 - b)) / (arms[0]?.people ?? 1))
        if (Math.abs(a - b) > 1.96 * error) return 1
      }
      return undefined
    }
    expect(falseWinners(once)).toBeGreaterThan(3 * ALPHA)
  })
})

it('a difference is never told without its interval, and of small groups no winner', () => {
  const few = judgeArms([
    { people: 40, successes: 0 },
    { people: 40, successes: 30 },
  ])
  expect(few).toMatchObject({ winner: undefined, leader: 1 })
  expect(few.differences[1]?.from).toBeGreaterThan(0)
  expect(compareShares({ people: 0, successes: 0 }, { people: 10, successes: 1 })).toBeUndefined()
  const same = compareShares({ people: 500, successes: 50 }, { people: 500, successes: 55 })
  expect(same?.estimate).toBeCloseTo(0.01)
  expect(same?.from).toBeLessThan(0)
  expect(same?.to).toBeGreaterThan(0.01)
})
