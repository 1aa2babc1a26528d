import { describe, expect, it } from 'vitest'
import { checkDefinition, type World } from '../../src/workflows/check-definition.ts'
import { type Definition, definitionSchema, type Step } from '../../src/workflows/definition.ts'

const NEWS = '0199aaaa-0000-7000-8000-000000000001'
const BRAND = '0199aaaa-0000-7000-8000-000000000009'
const READY = '0199aaaa-0000-7000-8000-000000000002'
const DRAFT = '0199aaaa-0000-7000-8000-000000000003'

const world: World = {
  campaigns: new Map([
    [READY, { id: READY, name: 'Three findings', purposeId: NEWS, contentId: 'content' }],
    [DRAFT, { id: DRAFT, name: 'Customer story', purposeId: NEWS, contentId: null }],
  ]),
  purposes: new Map([
    [NEWS, { brandId: BRAND, name: 'Product news', kind: 'marketing', channels: ['email'], validityMonths: 2 }],
  ]),
  forms: new Set(['audit']),
  fields: new Set(['branch']),
  hasSellers: true,
}

const end = { kind: 'end' } as const
const send = (next: string | null, campaignId: string | null = READY) =>
  ({ kind: 'send_campaign', campaignId, next }) as const
const wait = (days: number, next: string | null) => ({ kind: 'wait', amount: days, unit: 'days', next }) as const
const ask = (next: string | null, otherwise: string | null): Step => ({
  kind: 'branch',
  branches: [{ name: '', conditions: [{ kind: 'score', atLeast: 60 }], next }],
  otherwise,
})

const define = (steps: Definition['steps'], over: Partial<Definition> = {}): Definition => ({
  format: 1,
  triggers: [{ kind: 'form.submitted', formKey: 'audit' }],
  reentry: 'once',
  start: Object.keys(steps)[0] ?? null,
  steps,
  ...over,
})
const codes = (definition: Definition, over: Partial<World> = {}) =>
  checkDefinition(definition, { ...world, ...over }).map(({ step, code }) => `${step}: ${code}`)

describe('checking a definition', () => {
  it('finds nothing in one that is whole', () => {
    expect(codes(define({ first: send('pause'), pause: wait(3, 'last'), last: end }))).toEqual([])
  })
  it('wants somebody to come in, by a form and a purpose that are there', () => {
    const steps = { last: end }
    expect(codes(define(steps, { triggers: [] }))).toEqual(['trigger:0: nobody_comes_in'])
    const triggers: Definition['triggers'] = [
      { kind: 'score.crossed', threshold: 60 },
      { kind: 'form.submitted', formKey: 'gone' },
      { kind: 'consent.given', purposeId: READY, channel: 'email' },
      { kind: 'consent.given', purposeId: NEWS, channel: 'sms' },
    ]
    expect(codes(define(steps, { triggers }))).toEqual([
      'trigger:1: unknown_form',
      'trigger:2: unknown_purpose',
      'trigger:3: channel_not_used',
    ])
  })
  it('wants a first step and an end', () => {
    expect(codes(define({}))).toEqual(['null: no_start', 'null: no_end'])
    expect(codes(define({ first: send(null) }))).toEqual(['null: no_end', 'first: leads_nowhere'])
  })
  it('names the way to a step that is not there', () => {
    expect(codes(define({ first: ask('gone', 'last'), last: end }))).toEqual(['first: unknown_step'])
    expect(codes(define({ first: ask('constructor', 'last'), last: end }))).toEqual(['first: unknown_step'])
  })
  it('names a step that nobody can reach', () => {
    expect(codes(define({ first: wait(1, 'last'), lost: send('last'), last: end }))).toEqual(['lost: unreachable'])
  })
  it('names a circle without a wait, and lets one with a wait be', () => {
    const hasty = define({ first: send('again'), again: ask('last', 'first'), last: end })
    expect(codes(hasty)).toEqual(['first: endless', 'again: endless'])
    const patient = define({ first: send('pause'), pause: wait(7, 'again'), again: ask('last', 'first'), last: end })
    expect(codes(patient)).toEqual([])
  })
  it('names a way that never comes out', () => {
    const trap = define({ first: ask('last', 'pause'), pause: wait(7, 'more'), more: wait(1, 'pause'), last: end })
    expect(codes(trap)).toEqual(['pause: no_way_out', 'more: no_way_out'])
  })
  it('wants a campaign that is there and ready', () => {
    expect(codes(define({ first: send('last', null), last: end }))).toEqual(['first: campaign_missing'])
    expect(codes(define({ first: send('last', DRAFT), last: end }))).toEqual(['first: campaign_not_ready'])
  })
  it('checks every condition of a branch', () => {
    const steps = (conditions: Extract<Definition['steps'][string], { kind: 'branch' }>['branches'][0]['conditions']) =>
      define({
        first: { kind: 'branch', branches: [{ name: '', conditions, next: 'last' }], otherwise: 'last' },
        last: end,
      })
    const field = (name: string, operator: 'is' | 'at_least', value: string) =>
      ({ kind: 'field', field: name, operator, value }) as const
    expect(codes(steps([]))).toEqual(['first: no_condition'])
    expect(codes(steps([field('fields.branch', 'is', 'x'), field('city', 'is', 'Oslo')]))).toEqual([])
    expect(codes(steps([field('fields.gone', 'is', 'x')]))).toEqual(['first: unknown_field'])
    expect(codes(steps([field('city', 'is', ' ')]))).toEqual(['first: value_missing'])
    expect(codes(steps([field('employees', 'at_least', 'many')]))).toEqual(['first: not_a_number'])
    expect(codes(steps([{ kind: 'yes', purposeId: READY, channel: 'email' }]))).toEqual(['first: unknown_purpose'])
    expect(codes(steps([{ kind: 'event', type: '', withinDays: 3 }]))).toEqual(['first: event_missing'])
  })
  it('warns of a wait that can outlive consent, which does not stop publishing', () => {
    const [problem, ...others] = checkDefinition(
      define({ first: wait(62, 'mail'), mail: send('last'), last: end }),
      world,
    )
    expect(others).toEqual([])
    expect(problem).toMatchObject({ level: 'warning', step: 'first', code: 'outlives_consent' })
    expect(problem?.message).toBe('This wait can outlive consent: a yes to Product news lasts 2 months.')
    expect(codes(define({ first: send('pause'), pause: wait(62, 'last'), last: end }))).toEqual([])
  })
  it('lets a mail ask only under marketing by e-mail of the same sender, since such a mail is marketing itself (E6)', () => {
    const GUIDES = '0199aaaa-0000-7000-8000-000000000004'
    const guides = { brandId: BRAND, name: 'Guides', kind: 'marketing', channels: ['email'], validityMonths: 24 }
    const asking = (
      mailUnder: string | null,
      over: Partial<typeof guides> = {},
      channel: 'email' | 'sms' = 'email',
    ) => {
      const purposes = new Map([...world.purposes, [GUIDES, { ...guides, ...over }]])
      const first = {
        kind: 'ask_consent',
        purposeId: NEWS,
        channel,
        mailUnder,
        otherwise: 'web',
        next: 'last',
      } as const
      return codes(define({ first, last: end }), { purposes })
    }
    for (const lawful of [null, GUIDES, NEWS]) expect(asking(lawful)).toEqual([])
    for (const over of [{ kind: 'tracking' }, { channels: ['sms'] }, { brandId: READY }])
      expect(asking(GUIDES, over)).toEqual(['first: no_lawful_mail'])
    expect(asking(DRAFT)).toEqual(['first: no_lawful_mail'])
    expect(asking(null, {}, 'sms')).toEqual(['first: channel_not_used'])
  })
  it('wants a purpose for sharing with sales, and warns without a seller', () => {
    const hand = define({ first: { kind: 'hand_to_sales', next: 'last' }, last: end })
    expect(codes(hand)).toEqual(['first: no_sales_purpose'])
    const purposes = new Map([
      [NEWS, { brandId: BRAND, name: 'Sales', kind: 'sales', channels: ['email'], validityMonths: null }],
    ])
    expect(codes(hand, { purposes })).toEqual([])
    expect(codes(hand, { purposes, hasSellers: false })).toEqual(['first: no_seller'])
  })
})

describe('the shape of a definition', () => {
  it('is refused where a step has an unknown kind, a foreign key or a wait of nothing', () => {
    const parse = (steps: unknown) => definitionSchema.safeParse({ ...define({}), steps }).success
    expect(parse({ a: end })).toBe(true)
    expect(parse({ a: { kind: 'dance' } })).toBe(false)
    expect(parse({ 'A b': end })).toBe(false)
    expect(parse({ a: { ...end, extra: 1 } })).toBe(false)
    expect(parse({ a: wait(0, null) })).toBe(false)
  })
})
