// How sure one may be that one way is better than another, at any moment and however often one looks. An interval that is
// counted once for a fixed number of people must not be looked at early: whoever looks every hour and stops at the first
// "significant" is wrong far more often than it says. This one is a confidence sequence: the chance that it ever leaves out
// the true difference, over all looks together, is at most `alpha`.
// Source: Johari, Pekelis, Walsh, Peeking at A/B Tests (KDD 2017), the mixture sequential ratio test with a normal
// mixture; Howard, Ramdas, McAuliffe, Sekhon, Time-uniform, nonparametric, nonasymptotic confidence sequences (2021).
// The difference of two shares is taken for normal, with variances from the counts; so nothing is said of small groups.

export type Arm = { people: number; successes: number }
/** In shares of one: 0.034 are 3.4 points. */
export type Interval = { estimate: number; from: number; to: number }

/** How often all of what is said of one experiment may be wrong. */
export const ALPHA = 0.05
/**
 * The standard deviation of differences that we expect, in shares: subjects and contents differ by a few points of clicks.
 * It must not depend on what was counted. Off by a factor of three the interval grows by a tenth; it stays valid.
 */
const EXPECTED = 0.02
/** People in each group before anything is decided: with fewer the difference of two shares is not normal. */
export const FEWEST_PEOPLE = 100

/** Share of `arm` minus share of `base`, with the interval that holds at every look; undefined where a group is empty. */
export function compareShares(base: Arm, arm: Arm, alpha = ALPHA): Interval | undefined {
  if (base.people === 0 || arm.people === 0) return undefined
  const estimate = arm.successes / arm.people - base.successes / base.people
  const variance = varianceOf(base) + varianceOf(arm)
  const mixed = EXPECTED ** 2
  const radius = Math.sqrt(
    ((variance * (variance + mixed)) / mixed) * (2 * Math.log(1 / alpha) + Math.log((variance + mixed) / variance)),
  )
  return { estimate, from: Math.max(-1, estimate - radius), to: Math.min(1, estimate + radius) }
}

/** Of a share. With nobody or everybody so far, half a person is added on both sides: no group is certain. */
function varianceOf({ people, successes }: Arm): number {
  const share = (successes + 0.5) / (people + 1)
  return (share * (1 - share)) / people
}

export type Verdict = {
  /** Each against the first, in order; undefined for the first itself and where nothing can be said. */
  differences: (Interval | undefined)[]
  /** The one that is better than every other as far as can be said with this certainty. */
  winner: number | undefined
  /** The highest share, decided or not; of equals the first. */
  leader: number
}

/** What the counts of several ways say. The error is shared among all pairs, so that more ways do not mean more luck. */
export function judgeArms(arms: readonly Arm[], alpha = ALPHA): Verdict {
  const pairs = Math.max(1, (arms.length * (arms.length - 1)) / 2)
  const differences = arms.map((arm, index) =>
    index === 0 || !arms[0] ? undefined : compareShares(arms[0], arm, alpha / pairs),
  )
  const isBetter = (one: Arm, other: Arm) => (compareShares(other, one, alpha / pairs)?.from ?? -1) > 0
  const isEnough = arms.length > 1 && arms.every((arm) => arm.people >= FEWEST_PEOPLE)
  const winner = isEnough ? arms.findIndex((one) => arms.every((other) => other === one || isBetter(one, other))) : -1
  const shareOf = ({ people, successes }: Arm) => (people === 0 ? 0 : successes / people)
  const leader = arms.reduce((best, arm, index) => (shareOf(arm) > shareOf(arms[best] ?? arm) ? index : best), 0)
  return { differences, winner: winner === -1 ? undefined : winner, leader }
}
