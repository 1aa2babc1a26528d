// Questions about the ways through a definition. Pure.
import { type Definition, exitsOf, stepAt } from './definition.ts'

/** The steps that can be reached from here, the step itself among them; gaps and unknown steps lead nowhere. */
export function stepsFrom(definition: Definition, start: string | null): Set<string> {
  const seen = new Set<string>()
  const waiting = [start]
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    const step = stepAt(definition, key)
    if (!step || key === null || seen.has(key)) continue
    seen.add(key)
    waiting.push(...exitsOf(step))
  }
  return seen
}

/** The steps from which this one can be reached, the step itself among them. */
export function stepsBefore(definition: Definition, goal: string): Set<string> {
  const before = new Set([goal])
  for (let isGrowing = true; isGrowing; ) {
    isGrowing = false
    for (const [key, step] of Object.entries(definition.steps))
      if (!before.has(key) && exitsOf(step).some((exit) => exit !== null && before.has(exit))) {
        before.add(key)
        isGrowing = true
      }
  }
  return before
}

/** The steps that lie on a circle in which nobody waits: going round it would never end. */
export function cyclesWithoutWait(definition: Definition): Set<string> {
  const steps = Object.fromEntries(Object.entries(definition.steps).filter(([, step]) => step.kind !== 'wait'))
  const hasty = { ...definition, steps }
  return new Set(
    Object.entries(steps).flatMap(([key, step]) =>
      exitsOf(step).some((exit) => stepsFrom(hasty, exit).has(key)) ? [key] : [],
    ),
  )
}
