import { beforeAll, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { emptyDefinition } from '../../src/workflows/definition.ts'
import { testDatabase } from '../support/database.ts'
import { makeContact, makePurpose, makeReadyCampaign } from '../support/factories.ts'
import { type TestServer, testServer, testServices } from '../support/http.ts'
import { define, FORM, makeForm, submitForm } from './published.ts'

const database = await testDatabase()
const { db } = database
const server = await testServer(createApp(testServices(database)), database)
const news = await makePurpose(db, { name: 'Product news' })
const campaign = await makeReadyCampaign(db, { purposeId: news.id })
await makeForm(db, news.brandId)

type Workflow = { id: string; updatedAt: string; status: string; problems: unknown[]; versions: unknown[] }
let ask: TestServer['ask']
beforeAll(async () => {
  ask = await server.as('marketer')
})

const whole = define({
  mail: { kind: 'send_campaign', campaignId: campaign.id, next: 'last' },
  last: { kind: 'end' },
})

async function make(name = 'Follow-up'): Promise<Workflow> {
  const { status, body } = await ask('POST', '/workflows', { name })
  expect(status).toBe(201)
  return body as Workflow
}

it('takes a workflow from the first draft to people on their way', async () => {
  const made = await make('Heat audit follow-up')
  expect(made).toMatchObject({ status: 'draft', draft: emptyDefinition(), problems: [{ code: 'nobody_comes_in' }] })
  const change = { name: 'Heat audit', draft: whole, basedOn: made.updatedAt }
  const saved = await ask('PUT', `/workflows/${made.id}`, change)
  expect(saved).toMatchObject({ status: 200, body: { name: 'Heat audit', problems: [], isChanged: true } })
  const live = await ask('POST', `/workflows/${made.id}/publish`)
  expect(live).toMatchObject({
    status: 200,
    body: { status: 'published', isChanged: false, versions: [{ version: 1 }] },
  })
  expect((await ask('GET', `/workflows/${made.id}/versions/1`)).body).toEqual(whole)

  const contact = await makeContact(db)
  await submitForm(db, contact.id)
  const list = (await ask('GET', '/workflows')).body as { items: { id: string }[] }
  expect(list.items.find((item) => item.id === made.id)).toMatchObject({
    version: 1,
    entered: 1,
    here: 1,
    isChanged: false,
  })
  const numbers = await ask('GET', `/workflows/${made.id}/numbers?version=1`)
  expect(numbers.body).toMatchObject({ entered: 1, steps: { mail: { came: 1, here: 1 } } })
  const people = await ask('GET', `/workflows/${made.id}/people?version=1&show=here&step=mail`)
  expect(people.body).toMatchObject({ total: 1, items: [{ id: contact.id, name: 'Kari Nesheim' }] })
  expect((await ask('POST', `/workflows/${made.id}/pause`)).body).toMatchObject({ status: 'paused' })
  const next = await ask('POST', `/workflows/${made.id}/publish`)
  expect(next.body).toMatchObject({ status: 'paused', versions: [{ version: 2 }, { version: 1 }] })
  expect((await ask('POST', `/workflows/${made.id}/resume`)).body).toMatchObject({ status: 'published' })
})

it('publishes nothing that has a fault, and names each at its step', async () => {
  const made = await make()
  const draft = define({ mail: { kind: 'send_campaign', campaignId: null, next: null } })
  await ask('PUT', `/workflows/${made.id}`, { name: 'Follow-up', draft, basedOn: made.updatedAt })
  const answer = await ask('POST', `/workflows/${made.id}/publish`)
  expect(answer).toMatchObject({
    status: 400,
    body: {
      faults: [
        { path: 'draft', message: 'There is no end. Add one, so that everybody comes out.' },
        { path: 'draft.steps.mail', message: 'This step leads nowhere. Choose what follows.' },
        { path: 'draft.steps.mail', message: 'Choose the campaign that this step sends.' },
      ],
    },
  })
  expect(await db.workflowVersion.count({ where: { workflowId: made.id } })).toBe(0)
  expect(await db.workflowTrigger.count({ where: { workflowId: made.id } })).toBe(0)
})

it('does not let two people overwrite each other', async () => {
  const made = await make()
  const change = { name: 'Mine', draft: whole, basedOn: made.updatedAt }
  expect((await ask('PUT', `/workflows/${made.id}`, change)).status).toBe(200)
  const second = await ask('PUT', `/workflows/${made.id}`, { ...change, name: 'Theirs' })
  expect(second).toMatchObject({ status: 409, body: { code: 'conflict' } })
})

it('refuses wrong JSON with where and what', async () => {
  const made = await make()
  const draft = { ...whole, steps: { ...whole.steps, 'Not a key': { kind: 'dance' } } }
  const answer = await ask('PUT', `/workflows/${made.id}`, { name: '', draft, basedOn: 'yesterday' })
  expect(answer.status).toBe(400)
  const faults = (answer.body as { faults: { path: string }[] }).faults.map((fault) => fault.path)
  expect(faults).toEqual(expect.arrayContaining(['name', 'basedOn']))
  expect((await ask('POST', `/workflows/${made.id}/pause`)).status).toBe(409)
})

it('offers what steps can name', async () => {
  expect((await ask('GET', '/workflow-choices')).body).toMatchObject({
    campaigns: [{ id: campaign.id, isReady: true, purposeId: news.id }],
    purposes: [{ name: 'Product news' }],
    forms: [{ key: FORM }],
  })
})

it('is not for sellers, who have leads', async () => {
  const seller = await server.as('seller')
  expect((await seller('GET', '/workflows')).status).toBe(403)
  expect(await seller('GET', '/leads')).toMatchObject({ status: 200, body: { items: [], counts: { assigned: 0 } } })
})
