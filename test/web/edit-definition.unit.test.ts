import { describe, expect, it } from 'vitest'
import type { Definition, Step } from '../../web/src/pages/workflows/definition.ts'
import { addStep, exitsOf, leadTo, removeStep, stepsInOrder } from '../../web/src/pages/workflows/edit-definition.ts'
import { edgesOf, layoutCanvas } from '../../web/src/pages/workflows/layout-canvas.ts'

const end: Step = { kind: 'end' }
const wait = (next: string | null): Step => ({ kind: 'wait', amount: 1, unit: 'days', next })
const ask = (next: string | null, otherwise: string | null): Step => ({
  kind: 'branch',
  branches: [{ name: 'Warm', conditions: [{ kind: 'score', atLeast: 60 }], next }],
  otherwise,
})
const define = (steps: Definition['steps'], start: string | null = Object.keys(steps)[0] ?? null): Definition => ({
  format: 1,
  triggers: [],
  reentry: 'once',
  start,
  steps,
})

describe('adding a step', () => {
  it('puts it between a step and what followed', () => {
    const [changed, key] = addStep(define({ first: wait('last'), last: end }), 'send_campaign', 'first')
    expect(changed.steps.first).toMatchObject({ next: key })
    expect(changed.steps[key]).toEqual({ kind: 'send_campaign', campaignId: null, next: 'last' })
  })
  it('puts it first where nothing was chosen', () => {
    const [changed, key] = addStep(define({ last: end }), 'wait', null)
    expect(changed.start).toBe(key)
    expect(changed.steps[key]).toMatchObject({ next: 'last' })
  })
  it('leads both ways of a new branch to what followed, and never takes a name twice', () => {
    const [once, first] = addStep(define({ last: end }), 'branch', null)
    const [twice, second] = addStep(once, 'branch', first)
    expect(second).not.toBe(first)
    expect(exitsOf(twice.steps[second] ?? end).map((exit) => exit.next)).toEqual(['last', 'last'])
  })
})

describe('removing a step', () => {
  it('leads whatever led to it to what followed it', () => {
    const before = define({ ask: ask('gone', 'last'), gone: wait('last'), last: end })
    const after = removeStep(before, 'gone')
    expect(Object.keys(after.steps)).toEqual(['ask', 'last'])
    expect(exitsOf(after.steps.ask ?? end).map((exit) => exit.next)).toEqual(['last', 'last'])
    expect(removeStep(after, 'ask').start).toBe('last')
  })
  it('leaves no step that leads to itself or to nothing that is there', () => {
    const circle = removeStep(define({ first: wait('second'), second: wait('second') }), 'second')
    expect(circle.steps.first).toMatchObject({ next: null })
  })
})

describe('the ways of a definition', () => {
  it('can each be led elsewhere', () => {
    expect(leadTo(ask('a', 'b'), '0', 'c')).toEqual(ask('c', 'b'))
    expect(leadTo(ask('a', 'b'), 'otherwise', null)).toEqual(ask('a', null))
    expect(leadTo(wait('a'), 'next', 'b')).toEqual(wait('b'))
  })
  it('are drawn once where two lead to the same step', () => {
    expect(edgesOf(define({ ask: ask('last', 'last'), last: end }))).toEqual([
      { id: 'start/next', from: 'start', exits: ['next'], to: 'ask' },
      { id: 'ask/0', from: 'ask', exits: ['0', 'otherwise'], to: 'last' },
    ])
  })
  it('are read from the start, with ends and unreachable steps last', () => {
    const definition = define(
      { last: end, lost: wait('last'), first: ask('last', 'pause'), pause: wait('last') },
      'first',
    )
    expect(stepsInOrder(definition)).toEqual(['first', 'pause', 'lost', 'last'])
  })
})

describe('the canvas', () => {
  it('gives every step a place of its own, below what leads to it', () => {
    const definition = define({ first: ask('a', 'b'), a: wait('last'), b: wait('first'), last: end })
    const places = new Map(layoutCanvas(definition, true).map((place) => [place.key, place]))
    expect(places.size).toBe(5)
    expect(places.get('a')?.y).toBeGreaterThan(places.get('first')?.y ?? Number.POSITIVE_INFINITY)
    const [a, b] = [places.get('a'), places.get('b')]
    expect(Math.abs((a?.x ?? 0) - (b?.x ?? 0))).toBeGreaterThanOrEqual(a?.width ?? 0)
  })
})
