// What became another in a text, as one span: so an editor keeps its place while somebody writes elsewhere.
export type Change = { from: number; to: number; insert: string }

/** undefined where nothing did. */
export function findChange(before: string, after: string): Change | undefined {
  if (before === after) return undefined
  const shorter = Math.min(before.length, after.length)
  let from = 0
  while (from < shorter && before[from] === after[from]) from += 1
  let same = 0
  while (same < shorter - from && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1
  return { from, to: before.length - same, insert: after.slice(from, after.length - same) }
}
