import { beforeEach, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { recordEvents, registerEventConsumers } from '../../src/contacts/index.ts'
import { changeHalfLife, rebaseHeat } from '../../src/scoring/change-model.ts'
import { explainScore, scoreEvents, watchThreshold } from '../../src/scoring/index.ts'
import { recountExpired, recountNext } from '../../src/scoring/recount-everybody.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, NOON } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database, { now: () => NOON })
const server = await testServer(createApp(services), services)
const asMarketer = await server.as('marketer')
const asSeller = await server.as('seller')
registerEventConsumers([scoreEvents])
const tracking = await makePurpose(db, { kind: 'tracking', channels: ['web'] })
const profiling = await makePurpose(db, { kind: 'profiling', channels: ['web'] })
const sales = await makePurpose(db, { kind: 'sales' })

const rule = {
  kind: 'behaviour',
  name: 'Looked at prices',
  eventType: 'page.viewed',
  points: 10,
  conditions: [],
  dailyCap: null,
}

async function makeVisitor(views: number, now = new Date(+NOON - 30 * DAY_MS)) {
  const contact = await makeContact(db)
  await grant(db, contact.id, tracking.id, { channel: 'web', now })
  await grant(db, contact.id, profiling.id, { channel: 'web', now })
  const events = Array.from({ length: views }, () => ({
    contactId: contact.id,
    type: 'page.viewed',
    occurredAt: NOON,
    source: 'test',
    properties: { path: '/prices' },
  }))
  await recordEvents(db, events, NOON)
  return contact.id
}
const recountAll = async () => {
  while (await recountNext(db, NOON)) {}
}

beforeEach(async () => {
  await db.scoringRule.updateMany({ data: { retiredAt: NOON } })
  await recountAll()
})

test('a new rule counts what people have done already, once the recount has passed', async () => {
  const id = await makeVisitor(3)
  const made = await asMarketer('POST', '/scoring/rules', rule)
  expect(made.status).toBe(201)
  expect((await asMarketer('GET', '/scoring/model')).body).toMatchObject({ isRecounting: true })
  await recountAll()
  expect((await asSeller('GET', `/contacts/${id}/score`)).status).toBe(404)
  await grant(db, id, sales.id)
  expect((await asSeller('GET', `/contacts/${id}/score`)).body).toMatchObject({
    score: 30,
    lines: [{ times: 3, pointsThen: 30 }],
  })
})

test('a changed rule takes the place of the old, and a retired one takes its points away', async () => {
  const id = await makeVisitor(0)
  const { body } = await asMarketer('POST', '/scoring/rules', rule)
  await recountAll()
  await recordEvents(
    db,
    [{ contactId: id, type: 'page.viewed', occurredAt: NOON, source: 'test', properties: {} }],
    NOON,
  )
  const changed = await asMarketer('PUT', `/scoring/rules/${(body as { id: string }).id}`, { ...rule, points: 4 })
  await recountAll()
  expect((await asMarketer('GET', `/contacts/${id}/score`)).body).toMatchObject({ score: 4 })
  await asMarketer('DELETE', `/scoring/rules/${(changed.body as { id: string }).id}`)
  await recountAll()
  expect((await asMarketer('GET', `/contacts/${id}/score`)).body).toMatchObject({ score: 0 })
  expect((await asMarketer('DELETE', `/scoring/rules/${(changed.body as { id: string }).id}`)).status).toBe(404)
})

test('the preview of a rule tells what it would do and changes nothing', async () => {
  await watchThreshold(db, 25)
  await makeVisitor(3)
  const before = await db.scoreEntry.count()
  const { body } = await asMarketer('POST', '/scoring/rules/preview', { rule })
  expect(body).toMatchObject({ isEverybody: true, thresholds: [{ value: 25, before: 0 }] })
  expect((body as { thresholds: { after: number }[] }).thresholds[0]?.after).toBeGreaterThan(0)
  expect(await db.scoreEntry.count()).toBe(before)
})

test('a rule that cannot be is refused with what to do', async () => {
  const { status, body } = await asMarketer('POST', '/scoring/rules', { ...rule, points: 0, eventType: 'Page Viewed' })
  expect(status).toBe(400)
  expect((body as { faults: { path: string }[] }).faults.map((fault) => fault.path)).toContain('eventType')
  expect((await asSeller('POST', '/scoring/rules', rule)).status).toBe(403)
})

test('the ranking names people with their reasons, their trend and whether sales may have them; a seller finds the latter', async () => {
  await db.scoringRule.create({ data: { ...rule, conditions: [] } })
  const [warm, hot] = [await makeVisitor(1), await makeVisitor(4)]
  await grant(db, hot, sales.id)
  const toSeller = (await asSeller('GET', '/ranking')).body as { items: { contactId: string }[] }
  expect(toSeller.items[0]).toMatchObject({ contactId: hot, score: 40 })
  expect(toSeller.items.map(({ contactId }) => contactId)).not.toContain(warm)
  const { body } = await asMarketer('GET', '/ranking?limit=2')
  expect(body).toMatchObject({
    items: [
      {
        contactId: hot,
        score: 40,
        trend: 40,
        reasons: [{ text: 'Looked at prices', times: 4 }],
        sales: { isAllowed: true },
      },
      { contactId: warm, score: 10, sales: { isAllowed: false, reason: 'never_asked' } },
    ],
  })
})

test('another half-life sums every score anew from its entries', async () => {
  await db.scoringRule.create({ data: { ...rule, conditions: [] } })
  const id = await makeVisitor(2)
  await asMarketer('PUT', '/scoring/model', { halfLifeDays: 30 })
  const later = new Date(+NOON + 30 * DAY_MS)
  expect((await explainScore(db, id, later)).total).toBe(10)
  await changeHalfLife(db, 90)
})

test('moving the origin of the decay changes no score', async () => {
  await db.scoringRule.create({ data: { ...rule, conditions: [] } })
  const id = await makeVisitor(2)
  await changeHalfLife(db, 7)
  const far = new Date(+NOON + 4000 * DAY_MS)
  await recordEvents(db, [{ contactId: id, type: 'page.viewed', occurredAt: far, source: 'test', properties: {} }], far)
  const before = await explainScore(db, id, far)
  expect(before.total).toBe(10)
  expect(await rebaseHeat(db, far)).toBe(true)
  expect(await explainScore(db, id, far)).toMatchObject({ total: 10 })
  expect(await rebaseHeat(db, far)).toBe(false)
  await db.scoringModel.update({ where: { id: 1 }, data: { origin: new Date('2026-01-01') } })
  await changeHalfLife(db, 90)
})

test('when a yes to profiling runs out, what came from it goes', async () => {
  await db.scoringRule.create({ data: { ...rule, conditions: [] } })
  const short = await makePurpose(db, { kind: 'profiling', channels: ['web'], validityMonths: 2 })
  const { id } = await makeContact(db)
  const since = new Date(+NOON - 30 * DAY_MS)
  await grant(db, id, tracking.id, { channel: 'web', now: since })
  await grant(db, id, short.id, { channel: 'web', now: since })
  await recordEvents(
    db,
    [{ contactId: id, type: 'page.viewed', occurredAt: NOON, source: 'test', properties: {} }],
    NOON,
  )
  expect(await db.score.count({ where: { contactId: id } })).toBe(1)
  const later = new Date(+NOON + 90 * DAY_MS)
  expect(await recountExpired(db, later)).toBe(1)
  expect(await db.score.count({ where: { contactId: id } })).toBe(0)
  expect(await recountExpired(db, later)).toBe(0)
})
