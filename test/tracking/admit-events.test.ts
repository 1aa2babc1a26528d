import { expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { addressHash } from '../../src/contacts/index.ts'
import { newId } from '../../src/platform/id.ts'
import type { Admission } from '../../src/tracking/index.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, NOON, withdraw } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database, { now: () => NOON })
const server = await testServer(createApp(services), services)
const asMarketer = await server.as('marketer')
const tracking = await makePurpose(db, { kind: 'tracking', channels: ['email', 'web'] })
const DAYS_AGO = new Date(+NOON - 10 * DAY_MS)

const report = async (...events: object[]) => asMarketer('POST', '/events', { events })
const eventsOf = (contactId: string, type?: string) =>
  db.event.findMany({ where: { contactId, source: 'api', ...(type ? { type } : {}) } })

test('what a person sent us themselves is kept without any yes to tracking', async () => {
  const { id } = await makeContact(db)
  const { status, body } = await report({ contactId: id, type: 'form.submitted', properties: { form: 'guide' } })
  expect({ status, body }).toEqual({ status: 200, body: { recorded: 1, repeated: 0, unknown: [], notAllowed: [] } })
  expect(await eventsOf(id)).toMatchObject([{ type: 'form.submitted', properties: { form: 'guide' } }])
})

test('what only watching tells is kept while the yes for that channel is in force, and leaves no trace otherwise', async () => {
  const { id } = await makeContact(db)
  const [page, mail] = [
    { contactId: id, type: 'page.viewed' },
    { contactId: id, type: 'mail.opened' },
  ]
  expect((await report(page, mail)).body).toMatchObject({ recorded: 0, notAllowed: [0, 1] })
  await grant(db, id, tracking.id, { channel: 'web', now: DAYS_AGO })
  expect((await report(page, mail)).body).toMatchObject({ recorded: 1, notAllowed: [1] })
  await withdraw(db, id, tracking.id, { channel: 'web' })
  expect((await report(page)).body).toMatchObject({ recorded: 0, notAllowed: [0] })
  expect(await eventsOf(id)).toHaveLength(1)
})

test('a yes does not reach back to what was done before it', async () => {
  const { id } = await makeContact(db)
  await grant(db, id, tracking.id, { channel: 'web', now: DAYS_AGO })
  const before = new Date(+DAYS_AGO - 1000).toISOString()
  expect((await report({ contactId: id, type: 'page.viewed', occurredAt: before })).body).toMatchObject({
    notAllowed: [0],
  })
})

test('people are found by address, external id and visitor id, and nobody is made from an event', async () => {
  const { id } = await makeContact(db, { email: 'ola@rimdal.example' })
  const visitorId = '6f0c7c36-3a06-4f0a-9c8f-2f1f2b1f9d11'
  for (const [kind, value] of [
    ['external', 'crm-77'],
    ['visitor', visitorId],
  ] as const) {
    await db.identity.create({ data: { contactId: id, kind, value } })
    await db.addressKey.create({
      data: { kind, valueHash: Buffer.from(addressHash(kind, value), 'hex'), contactId: id },
    })
  }
  const people = await db.contact.count()
  const type = 'purchase.made'
  const { body } = await report(
    { email: ' Ola@Rimdal.example', type },
    { externalId: 'crm-77', type },
    { visitorId, type },
    { email: 'nobody@rimdal.example', type },
    { email: 'no address', type },
    { contactId: newId(), type },
  )
  expect(body).toEqual({ recorded: 3, repeated: 0, unknown: [3, 4, 5], notAllowed: [] })
  expect(await db.contact.count()).toBe(people)
})

test('an erased person is unknown', async () => {
  const { id } = await makeContact(db, { email: 'gone@rimdal.example' })
  await db.contact.update({ where: { id }, data: { erasedAt: NOON } })
  expect(
    (await report({ contactId: id, type: 'purchase.made' }, { email: 'gone@rimdal.example', type: 'purchase.made' }))
      .body,
  ).toMatchObject({
    recorded: 0,
    unknown: [0, 1],
  })
})

test('a batch that is sent again does nothing', async () => {
  const { id } = await makeContact(db)
  const events = [1, 2, 3].map(() => ({ id: newId(), contactId: id, type: 'meeting.held' }))
  expect((await report(...events)).body).toMatchObject({ recorded: 3, repeated: 0 })
  expect((await report(...events)).body).toMatchObject({ recorded: 0, repeated: 3 })
})

test('the same batch from several senders at once is recorded once', async () => {
  const people = await Promise.all([1, 2, 3].map(() => makeContact(db)))
  const events = people.flatMap(({ id }) => [1, 2].map(() => ({ id: newId(), contactId: id, type: 'meeting.held' })))
  const answers = await Promise.all(
    [events, events.toReversed(), [...events, ...events]].map((batch) => report(...batch)),
  )
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  const recorded = answers.map(({ body }) => (body as { recorded: number }).recorded)
  expect(recorded.reduce((sum, count) => sum + count, 0)).toBe(events.length)
  for (const { id } of people) expect(await eventsOf(id)).toHaveLength(2)
})

test('a wrong event is named with its place, and nothing of the batch is kept', async () => {
  const { id } = await makeContact(db)
  const good = { contactId: id, type: 'meeting.held' }
  const wrong: [object, string][] = [
    [{ type: 'meeting.held' }, 'events.1'],
    [{ ...good, email: 'ola@rimdal.example' }, 'events.1'],
    [{ ...good, type: 'consent.given' }, 'events.1.type'],
    [{ ...good, type: 'Meeting' }, 'events.1.type'],
    [{ ...good, occurredAt: 'yesterday' }, 'events.1.occurredAt'],
    [{ ...good, occurredAt: '0000-01-01T00:00:00Z' }, 'events.1.occurredAt'],
    [{ ...good, properties: { nested: { a: 1 } } }, 'events.1.properties.nested'],
    [{ ...good, properties: { text: 'a\u0000b' } }, 'events.1.properties.text'],
    [{ ...good, properties: { text: '\ud800' } }, 'events.1.properties.text'],
    [{ ...good, properties: { text: 'x'.repeat(1001) } }, 'events.1.properties.text'],
    [
      { ...good, properties: Object.fromEntries(Array.from({ length: 41 }, (_, i) => [`k${i}`, i])) },
      'events.1.properties',
    ],
  ]
  for (const [event, path] of wrong) {
    const { status, body } = await report(good, event)
    const paths = (body as { faults: { path: string }[] }).faults.map((fault) => fault.path)
    expect({ status, paths: [...new Set(paths)] }).toEqual({ status: 400, paths: [path] })
  }
  expect(await eventsOf(id)).toHaveLength(0)
})

test('a batch is at most 500 events, and needs a key that may', async () => {
  const { id } = await makeContact(db)
  const event = { contactId: id, type: 'meeting.held' }
  expect((await report(...Array(501).fill(event))).status).toBe(400)
  expect((await report()).status).toBe(400)
  expect((await server.ask('POST', '/events', { events: [event] })).status).toBe(401)
  const asSeller = await server.as('seller')
  expect((await asSeller('POST', '/events', { events: [event] })).status).toBe(403)
})

test('a time in the future counts as now', async () => {
  const { id } = await makeContact(db)
  await report({ contactId: id, type: 'meeting.held', occurredAt: new Date(+NOON + DAY_MS).toISOString() })
  expect((await eventsOf(id))[0]?.occurredAt).toEqual(NOON)
})

test('reports of many callers at once about the same people are each counted once, and each caller hears of its own', async () => {
  const people = await Promise.all(Array.from({ length: 6 }, () => makeContact(db)))
  const facts = people.map(({ id }) => ({ id: newId(NOON), contactId: id, type: 'form.submitted' }))
  const own = Array.from({ length: 8 }, (_, caller) => ({
    contactId: people[caller % 6]?.id,
    type: 'meeting.booked',
    properties: { caller },
  }))
  const answers = await Promise.all(own.map(async (fact) => (await report(...facts, fact)).body as Admission))
  for (const answer of answers) expect(answer).toMatchObject({ unknown: [], notAllowed: [] })
  expect(answers.map((answer) => answer.recorded + answer.repeated)).toEqual(own.map(() => facts.length + 1))
  expect(answers.reduce((sum, answer) => sum + answer.recorded, 0)).toBe(facts.length + own.length)
  expect(await db.event.count({ where: { contactId: { in: people.map(({ id }) => id) } } })).toBe(14)
})

test('what is reported of a contact that was merged goes to the one it became, and of one that is not there nowhere', async () => {
  const [heir, merged] = [await makeContact(db), await makeContact(db)]
  await db.contact.update({ where: { id: merged.id }, data: { mergedIntoId: heir.id } })
  const nobody = newId(NOON)
  const { body } = await report(
    { contactId: nobody, type: 'form.submitted' },
    { contactId: merged.id, type: 'form.submitted' },
    { contactId: heir.id, type: 'form.submitted' },
  )
  expect(body).toEqual({ recorded: 2, repeated: 0, unknown: [0], notAllowed: [] })
  expect(await eventsOf(heir.id)).toHaveLength(2)
  expect(await eventsOf(merged.id)).toHaveLength(0)
})
