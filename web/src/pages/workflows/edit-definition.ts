// Changes to a definition, each giving a new one. Pure, so that the canvas, the panel and the list change it the same way.
import type { Definition, Step, StepKind } from './definition.ts'

export type Exit = {
  /** Names the exit within its step: next, otherwise, or the place of a branch. */
  id: string
  next: string | null
}

/** Where a step leads, in order; an end leads nowhere. */
export function exitsOf(step: Step): Exit[] {
  if (step.kind === 'end') return []
  if (step.kind === 'branch')
    return [
      ...step.branches.map((branch, index) => ({ id: String(index), next: branch.next })),
      { id: 'otherwise', next: step.otherwise },
    ]
  return [{ id: 'next', next: step.next }]
}

/** The step with one of its exits led elsewhere. */
export function leadTo(step: Step, exit: string, next: string | null): Step {
  if (step.kind === 'end') return step
  if (step.kind !== 'branch') return { ...step, next }
  if (exit === 'otherwise') return { ...step, otherwise: next }
  return {
    ...step,
    branches: step.branches.map((branch, index) => (String(index) === exit ? { ...branch, next } : branch)),
  }
}

export const withStep = (definition: Definition, key: string, step: Step): Definition => ({
  ...definition,
  steps: { ...definition.steps, [key]: step },
})

/** A key that no step has yet. */
function freeKey(definition: Definition, kind: StepKind): string {
  for (let place = 1; ; place++) {
    const key = `${kind}_${place}`
    if (!Object.hasOwn(definition.steps, key)) return key
  }
}

function newStep(kind: StepKind, next: string | null): Step {
  switch (kind) {
    case 'wait':
      return { kind, amount: 3, unit: 'days', next }
    case 'branch':
      return { kind, branches: [{ name: '', conditions: [{ kind: 'score', atLeast: 60 }], next }], otherwise: next }
    case 'send_campaign':
      return { kind, campaignId: null, next }
    case 'ask_consent':
      return { kind, purposeId: null, channel: 'email', mailUnder: null, otherwise: 'web', next }
    case 'hand_to_sales':
      return { kind, next }
    case 'end':
      return { kind }
    default:
      return kind satisfies never
  }
}

/** Puts a new step after another (null: first of all), before whatever followed there. */
export function addStep(definition: Definition, kind: StepKind, after: string | null): [Definition, string] {
  const key = freeKey(definition, kind)
  const before = after === null ? undefined : definition.steps[after]
  if (after === null || !before || before.kind === 'end') {
    const next = kind === 'end' ? null : definition.start
    return [{ ...withStep(definition, key, newStep(kind, next)), start: key }, key]
  }
  const [first] = exitsOf(before)
  const added = withStep(definition, key, newStep(kind, first?.next ?? null))
  return [withStep(added, after, leadTo(before, first?.id ?? 'next', key)), key]
}

/** Takes a step out; whatever led to it then leads to what followed it. */
export function removeStep(definition: Definition, key: string): Definition {
  const removed = definition.steps[key]
  if (!removed) return definition
  const following = exitsOf(removed)[0]?.next ?? null
  const next = following === key ? null : following
  const steps = Object.fromEntries(
    Object.entries(definition.steps)
      .filter(([other]) => other !== key)
      .map(([other, step]) => [
        other,
        exitsOf(step).reduce((changed, exit) => (exit.next === key ? leadTo(changed, exit.id, next) : changed), step),
      ]),
  )
  return { ...definition, steps, start: definition.start === key ? next : definition.start }
}

/** The steps as one comes to them, those that nobody comes to last. */
export function stepsInOrder(definition: Definition): string[] {
  const order: string[] = []
  const visit = (key: string | null) => {
    const step = key === null ? undefined : definition.steps[key]
    if (!step || key === null || order.includes(key)) return
    order.push(key)
    for (const exit of exitsOf(step)) visit(exit.next)
  }
  visit(definition.start)
  for (const key of Object.keys(definition.steps)) visit(key)
  const isEnd = (key: string) => definition.steps[key]?.kind === 'end'
  return [...order.filter((key) => !isEnd(key)), ...order.filter(isEnd)]
}
