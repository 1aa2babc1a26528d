import { expect, it } from 'vitest'
import { registerEventConsumers } from '../../src/contacts/index.ts'
import { countSteps, type WorkflowNumbers } from '../../src/workflows/count-steps.ts'
import type { Definition } from '../../src/workflows/definition.ts'
import { findPeople } from '../../src/workflows/find-people.ts'
import { enrolContacts, takeDueSteps } from '../../src/workflows/index.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, makeReadyCampaign, makeUser, NOON } from '../support/factories.ts'
import { define, makeForm, publish, republish, submitForm } from './published.ts'

const { db } = await testDatabase()
const news = await makePurpose(db, { validityMonths: 12 })
const sharing = await makePurpose(db, { kind: 'sales' })
const campaign = await makeReadyCampaign(db, { purposeId: news.id })
await makeForm(db, news.brandId)
await makeUser(db)
registerEventConsumers([enrolContacts])
const later = (days: number) => new Date(+NOON + days * DAY_MS)

const definition = define({
  mail: { kind: 'send_campaign', campaignId: campaign.id, next: 'pause' },
  pause: { kind: 'wait', amount: 30, unit: 'days', next: 'ask' },
  ask: {
    kind: 'branch',
    branches: [
      { name: 'Norway', conditions: [{ kind: 'field', field: 'country', operator: 'is', value: 'NO' }], next: 'hand' },
    ],
    otherwise: 'more',
  },
  hand: { kind: 'hand_to_sales', next: 'last' },
  more: { kind: 'send_campaign', campaignId: campaign.id, next: 'last' },
  last: { kind: 'end' },
})

/** Whoever came to a step is there, went on, or left: nobody is lost and nobody is counted twice. */
function expectConserved(numbers: WorkflowNumbers): void {
  let here = 0
  for (const step of Object.values(numbers.steps)) {
    const out = [...step.out, ...step.left].reduce((sum, { count }) => sum + count, 0)
    expect(step.came).toBe(out + step.here + step.parked)
    here += step.here + step.parked
  }
  expect(numbers.entered).toBe(numbers.left + here)
}

const countOf = (numbers: WorkflowNumbers, key: string) => numbers.steps[key]

it('conserves people at every step: came = here + went on + left', async () => {
  const workflowId = await publish(db, definition)
  const people = []
  for (let index = 0; index < 12; index++) {
    const contact = await makeContact(db, { country: index % 3 === 0 ? 'NO' : 'SE' })
    if (index < 6) await grant(db, contact.id, sharing.id)
    if (index < 4) await grant(db, contact.id, news.id, { occurredAt: index < 2 ? later(-350) : NOON })
    people.push(contact)
    await submitForm(db, contact.id, { now: later(index) })
  }
  const read = (of: Definition = definition, version = 1) => countSteps(db, workflowId, version, of)
  expectConserved(await read())

  await takeDueSteps(db, later(11))
  const waiting = await read()
  expectConserved(waiting)
  expect(countOf(waiting, 'mail')).toMatchObject({
    came: 12,
    here: 0,
    out: [{ outcome: 'queued', next: 'pause', count: 12 }],
  })
  expect(countOf(waiting, 'mail')?.mail).toEqual({ sent: 0, waiting: 12, notAllowed: 0, failed: 0 })
  expect(countOf(waiting, 'pause')).toMatchObject({ came: 12, here: 12, outlived: 2 })

  const outlived = await findPeople(db, {
    ...{
      workflowId,
      version: 1,
      show: 'outlived',
      step: 'pause',
      campaignIds: [campaign.id],
      limit: 50,
      language: 'en',
    },
    ...{ outcome: undefined, next: undefined, cursor: undefined },
  })
  expect(outlived.items.map((person) => person.id).sort()).toEqual([people[0]?.id, people[1]?.id].sort())

  await db.contact.update({ where: { id: people[11]?.id ?? '' }, data: { erasedAt: later(12) } })
  await db.campaign.updateMany({ data: { status: 'draft' } })
  await takeDueSteps(db, later(42))
  const numbers = await read()
  expectConserved(numbers)
  expect(countOf(numbers, 'pause')).toMatchObject({ here: 0, left: [{ outcome: 'erased', count: 1 }] })
  expect(countOf(numbers, 'ask')?.out).toEqual([
    { outcome: 'otherwise', next: 'more', count: 7 },
    { outcome: 'way_1', next: 'hand', count: 4 },
  ])
  expect(countOf(numbers, 'hand')?.out).toEqual([
    { outcome: 'handed_over', next: 'last', count: 2 },
    { outcome: 'not_allowed', next: 'last', count: 2 },
  ])
  expect(countOf(numbers, 'more')).toMatchObject({ came: 7, here: 0, parked: 7 })

  const peopleOf = async (over: Partial<Parameters<typeof findPeople>[1]>) =>
    findPeople(db, {
      ...{ workflowId, version: 1, show: 'moved', step: '', limit: 50, language: 'en' },
      ...{ outcome: undefined, next: undefined, cursor: undefined },
      ...over,
    })
  expect((await peopleOf({ show: 'entered' })).total).toBe(numbers.entered)
  expect((await peopleOf({ step: 'ask', outcome: 'otherwise' })).total).toBe(7)
  expect((await peopleOf({ show: 'came', step: 'hand' })).total).toBe(4)
  expect((await peopleOf({ show: 'waiting', step: 'mail' })).total).toBe(12)
  expect(
    (await peopleOf({ step: 'hand', outcome: 'not_allowed' })).items.map((person) => [person.state, person.note]),
  ).toEqual([
    ['none', 'Never asked'],
    ['none', 'Never asked'],
  ])
  const first = await peopleOf({ show: 'parked', step: 'more', limit: 5 })
  const rest = await peopleOf({ show: 'parked', step: 'more', limit: 5, cursor: first.next ?? '' })
  expect(first.items[0]?.note).toContain('is not ready')
  expect(new Set([...first.items, ...rest.items].map((person) => person.id)).size).toBe(7)
})

it('counts each version for itself', async () => {
  await db.campaign.updateMany({ data: { status: 'ready' } })
  const workflowId = await publish(db, definition)
  await submitForm(db, (await makeContact(db)).id)
  await takeDueSteps(db, later(60))
  await republish(db, workflowId, define({ last: { kind: 'end' } }))
  await submitForm(db, (await makeContact(db)).id)
  await takeDueSteps(db, later(60))
  const [first, second] = [
    await countSteps(db, workflowId, 1, definition),
    await countSteps(db, workflowId, 2, define({ last: { kind: 'end' } })),
  ]
  expect(countOf(first, 'pause')?.here).toBe(1)
  expect(second).toMatchObject({
    entered: 1,
    left: 1,
    steps: { last: { came: 1, left: [{ outcome: 'ended', count: 1 }] } },
  })
})
