// Rounding that keeps a sum: parts that are shown add up to the whole that is shown (largest remainder).

/** Rounds `parts` to `1/scale`, so that they add up to the rounded sum exactly. Ties go to the earlier part. */
export function roundParts(parts: readonly number[], scale = 10): number[] {
  const scaled = parts.map((part) => part * scale)
  const whole = Math.round(scaled.reduce((sum, part) => sum + part, 0))
  const floors = scaled.map(Math.floor)
  let left = whole - floors.reduce((sum, part) => sum + part, 0)
  const order = scaled
    .map((part, index) => ({ index, remainder: part - Math.floor(part) }))
    .toSorted((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (const { index } of order) {
    if (left <= 0) break
    floors[index] = (floors[index] ?? 0) + 1
    left--
  }
  return floors.map((part) => part / scale)
}
