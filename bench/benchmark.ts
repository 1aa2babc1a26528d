// What every benchmark is: a function that measures and answers with plain numbers.
export type Figures = Record<string, number>
export type Benchmark = { run: (options: Record<string, string>) => Promise<Figures> }

/** A whole number from an option, or what it is when not given. */
export function count(options: Record<string, string>, name: string, otherwise: number): number {
  const value = Number(options[name] ?? otherwise)
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} needs a whole number above 0`)
  return value
}

/** The value that half of them reach. */
export const median = (values: readonly number[]): number => percentile(values, 0.5)

/** The value that this share of them stays below; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
