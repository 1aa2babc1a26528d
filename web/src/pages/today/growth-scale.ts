// The scale of the growth chart: where lines stand and how tall a person is. Pure.

export type GrowthWeek = {
  /** The Monday it begins, 2026-11-23. */
  week: string
  given: number
  withdrawn: number
  expired: number
}

/** The weeks that are drawn dark and put in words. */
export const LAST_WEEKS = 4

const STEPS = [1, 2, 5]

/** The smallest of 1, 2, 5, 10, 20, 50 … with which `top` takes at most `lines` lines. */
export function stepFor(top: number, lines = 4): number {
  for (let decade = 1; ; decade *= 10)
    for (const step of STEPS) if (top / (step * decade) <= lines) return step * decade
}

export type GrowthScale = {
  /** The lines above zero, in people. */
  lines: number[]
  /** Pixels for one person. */
  perPerson: number
  /** Where zero is, from the top, in pixels. */
  zero: number
}

/** Shares `height` between what was given and what ended, so that a person is as tall above the line as below. */
export function scaleOf(weeks: GrowthWeek[], height: number): GrowthScale {
  const given = Math.max(1, ...weeks.map((week) => week.given))
  const ended = Math.max(0, ...weeks.map((week) => week.withdrawn + week.expired))
  const step = stepFor(given)
  const perPerson = height / (given + ended)
  const lines = Array.from({ length: Math.floor(given / step) }, (_, index) => (index + 1) * step)
  return { lines, perPerson, zero: given * perPerson }
}
