// Parts that are shown add up to the whole that is shown: rounding by largest remainder, never one by one.

/**
 * Rounds each value to `digits` decimals so that the results add up to the rounded sum of the values.
 * @param total the sum to reach, when it is known better than by adding up (default: the sum of the values)
 */
export function roundToSum(
  values: number[],
  digits = 0,
  total = values.reduce((sum, value) => sum + value, 0),
): number[] {
  const unit = 10 ** digits
  const scaled = values.map((value) => value * unit)
  const floors = scaled.map((value) => Math.floor(value + 1e-9))
  const missing = Math.round(total * unit) - floors.reduce((sum, value) => sum + value, 0)
  const byRemainder = scaled
    .map((value, index) => ({ index, remainder: value - (floors[index] ?? 0) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  const raised = new Set(byRemainder.slice(0, Math.max(0, missing)).map(({ index }) => index))
  return floors.map((value, index) => (value + (raised.has(index) ? 1 : 0)) / unit)
}

/** The shares of the counts, between 0 and 1, rounded to `digits` decimals of a percent, adding up to 1. Nobody: all 0. */
export function sharesOf(counts: number[], digits = 1): number[] {
  const whole = counts.reduce((sum, count) => sum + count, 0)
  if (whole === 0) return counts.map(() => 0)
  return roundToSum(
    counts.map((count) => (count / whole) * 100),
    digits,
    100,
  ).map((percent) => percent / 100)
}
