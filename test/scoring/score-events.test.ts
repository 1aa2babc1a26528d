import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { recordConsent } from '../../src/consent/index.ts'
import { type NewEvent, recordEvents, registerEventConsumers } from '../../src/contacts/index.ts'
import { newId } from '../../src/platform/id.ts'
import { explainScore, rankContacts, scoreEvents, watchThreshold } from '../../src/scoring/index.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, NOON, withdraw } from '../support/factories.ts'

const { db } = await testDatabase()
registerEventConsumers([scoreEvents])
const tracking = await makePurpose(db, { kind: 'tracking', channels: ['email', 'web'] })
const profiling = await makePurpose(db, { kind: 'profiling', channels: ['web'] })
const LONG_AGO = new Date(+NOON - 400 * DAY_MS)

beforeEach(async () => {
  await db.scoringRule.updateMany({ data: { retiredAt: NOON } })
  await db.scoreWatch.deleteMany()
})

const makeRule = (
  over: { eventType?: string; points?: number; dailyCap?: number | null; conditions?: object[]; name?: string } = {},
) =>
  db.scoringRule.create({
    data: { name: 'Looked at a page', kind: 'behaviour', eventType: 'page.viewed', points: 5, ...over },
  })
const makeFitRule = (field: string, value: string, points: number) =>
  db.scoringRule.create({
    data: { name: `${field} ${value}`, kind: 'fit', points, conditions: [{ field, operator: 'is', value }] },
  })

async function makeVisitor(since = LONG_AGO, over: Parameters<typeof makeContact>[1] = {}) {
  const contact = await makeContact(db, over)
  await grant(db, contact.id, tracking.id, { channel: 'web', now: since })
  await grant(db, contact.id, profiling.id, { channel: 'web', now: since })
  return contact.id
}
const view = (contactId: string, daysAgo = 0, over: Partial<NewEvent> = {}): NewEvent => ({
  contactId,
  type: 'page.viewed',
  occurredAt: new Date(+NOON - daysAgo * DAY_MS),
  source: 'test',
  properties: { path: '/prices' },
  ...over,
})
const totalOf = async (contactId: string, now = NOON) => (await explainScore(db, contactId, now)).total

async function expectExact(contactId: string) {
  const { heat = 0 } = (await db.score.findUnique({ where: { contactId } })) ?? {}
  const model = await db.scoringModel.findUniqueOrThrow({ where: { id: 1 } })
  const entries = await db.scoreEntry.findMany({ where: { contactId } })
  const direct = entries.reduce(
    (sum, { points, occurredAt }) => sum + points * 2 ** ((+occurredAt - +model.origin) / 1000 / model.halfLifeSeconds),
    0,
  )
  expect(heat).toBeCloseTo(direct, 8)
}

test('behaviour after both yeses gives points that cool by half in one half-life', async () => {
  await makeRule()
  const id = await makeVisitor()
  await recordEvents(db, [view(id)], NOON)
  expect(await totalOf(id)).toBe(5)
  expect(await totalOf(id, new Date(+NOON + 90 * DAY_MS))).toBe(2.5)
})

test('behaviour from before the yes never counts, and the account says so', async () => {
  await makeRule()
  const id = await makeVisitor(new Date(+NOON - 10 * DAY_MS))
  await recordEvents(db, [view(id, 20), view(id, 5)], NOON)
  const account = await explainScore(db, id, NOON)
  expect(account.entries).toHaveLength(1)
  expect(account.notCounted).toMatchObject([{ reason: 'before_profiling', type: 'page.viewed', times: 1 }])
})

test('without a yes to profiling there is no score at all', async () => {
  await makeRule()
  await makeFitRule('city', 'Trondheim', 10)
  const { id } = await makeContact(db, { city: 'Trondheim' })
  await grant(db, id, tracking.id, { channel: 'web', now: LONG_AGO })
  await recordEvents(db, [view(id)], NOON)
  expect(await db.score.findUnique({ where: { contactId: id } })).toBeNull()
  expect(await explainScore(db, id, NOON)).toMatchObject({
    isProfiled: false,
    total: 0,
    notCounted: [{ reason: 'no_profiling' }],
  })
})

test('withdrawing profiling removes the score and its entries, and a new yes does not bring them back', async () => {
  await makeRule()
  const id = await makeVisitor()
  await recordEvents(db, [view(id, 3)], NOON)
  await withdraw(db, id, profiling.id, { channel: 'web' })
  expect(await db.score.count({ where: { contactId: id } })).toBe(0)
  expect(await db.scoreEntry.count({ where: { contactId: id } })).toBe(0)
  await grant(db, id, profiling.id, { channel: 'web' })
  expect(await totalOf(id)).toBe(0)
})

test('withdrawing tracking removes what came from it and leaves what the person sent us themselves (E11)', async () => {
  await makeRule()
  await makeRule({ eventType: 'form.submitted', points: 20, name: 'Sent a form' })
  const id = await makeVisitor()
  await recordEvents(db, [view(id, 1), view(id, 1, { type: 'form.submitted' })], NOON)
  expect(await totalOf(id, new Date(+NOON - DAY_MS))).toBe(25)
  await withdraw(db, id, tracking.id, { channel: 'web' })
  const account = await explainScore(db, id, NOON)
  expect(account.lines.map((line) => line.name)).toEqual(['Sent a form'])
  expect(account.notCounted).toMatchObject([{ reason: 'no_tracking', type: 'page.viewed' }])
  await expectExact(id)
})

test('an objection ends the score (L10)', async () => {
  await makeRule()
  const id = await makeVisitor()
  await recordEvents(db, [view(id)], NOON)
  await recordConsent(
    db,
    [
      {
        contactId: id,
        purposeId: null,
        channel: null,
        type: 'objected',
        occurredAt: NOON,
        method: 'preference_page',
        actor: 'contact',
        textId: null,
        evidence: {},
      },
    ],
    NOON,
  )
  expect(await db.score.count({ where: { contactId: id } })).toBe(0)
})

test('a yes that ran out stops what comes after it', async () => {
  await makeRule()
  const short = await makePurpose(db, { kind: 'profiling', channels: ['web'], validityMonths: 1 })
  const { id } = await makeContact(db)
  await grant(db, id, tracking.id, { channel: 'web', now: LONG_AGO })
  await grant(db, id, short.id, { channel: 'web', now: LONG_AGO })
  await recordEvents(db, [view(id)], NOON)
  expect(await db.scoreEntry.count({ where: { contactId: id } })).toBe(0)
})

test('a repeated event gives its points once', async () => {
  await makeRule()
  const id = await makeVisitor()
  const event = view(id, 0, { id: newId(NOON) })
  await recordEvents(db, [event, event], NOON)
  await recordEvents(db, [event], NOON)
  expect(await totalOf(id)).toBe(5)
})

test('conditions choose the events that count', async () => {
  await makeRule({ points: 7, conditions: [{ field: 'path', operator: 'starts_with', value: '/prices' }] })
  const id = await makeVisitor()
  await recordEvents(db, [view(id), view(id, 0, { properties: { path: '/jobs' } })], NOON)
  expect(await totalOf(id)).toBe(7)
})

test('a daily cap admits the earliest of the day, also when they arrive late', async () => {
  await makeRule({ points: 4, dailyCap: 10 })
  const id = await makeVisitor()
  const at = (hour: number) => view(id, 0, { occurredAt: new Date(Date.UTC(2026, 10, 23, hour)), id: newId(NOON) })
  const [eight, nine, ten, eleven] = [at(8), at(9), at(10), at(11)]
  await recordEvents(db, [ten, eleven], NOON)
  await recordEvents(db, [nine], NOON)
  await recordEvents(db, [eight], NOON)
  const entries = await db.scoreEntry.findMany({ where: { contactId: id }, orderBy: { occurredAt: 'asc' } })
  expect(entries.map((entry) => [entry.eventId, entry.points])).toEqual([
    [eight.id, 4],
    [nine.id, 4],
    [ten.id, 2],
  ])
  await expectExact(id)
  const account = await explainScore(db, id, NOON)
  expect(account.notCounted).toMatchObject([{ reason: 'daily_cap', times: 1 }])
})

test('events in any order and any batches end in the same score as all at once', async () => {
  await makeRule({ points: 4, dailyCap: 9 })
  await makeRule({
    points: -3,
    name: 'Looked at jobs',
    dailyCap: 5,
    conditions: [{ field: 'path', operator: 'is', value: '/jobs' }],
  })
  const one = fc.record({ hours: fc.integer({ min: 1, max: 90 }), path: fc.constantFrom('/prices', '/jobs') })
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(one, { maxLength: 6 }), { minLength: 1, maxLength: 5 }), async (batches) => {
      const [split, whole] = [await makeVisitor(), await makeVisitor()]
      const all: NewEvent[] = []
      for (const batch of batches) {
        const events = batch.map(({ hours, path }) =>
          view(split, hours / 24, { id: newId(NOON), properties: { path } }),
        )
        all.push(...events.map((event) => ({ ...event, contactId: whole })))
        await recordEvents(db, events, NOON)
      }
      await recordEvents(db, all, NOON)
      const entriesOf = (contactId: string) =>
        db.scoreEntry.findMany({
          where: { contactId },
          omit: { contactId: true },
          orderBy: [{ eventId: 'asc' }, { ruleId: 'asc' }],
        })
      expect(await entriesOf(split)).toEqual(await entriesOf(whole))
      await expectExact(split)
      await expectExact(whole)
    }),
    { numRuns: 12 },
  )
})

test('crossing a watched total from below is a fact, once; other totals are nobody’s news', async () => {
  await makeRule({ points: 30 })
  await watchThreshold(db, 60)
  const id = await makeVisitor()
  const crossings = () => db.event.findMany({ where: { contactId: id, type: 'score.crossed' } })
  await recordEvents(db, [view(id)], NOON)
  expect(await crossings()).toHaveLength(0)
  await recordEvents(db, [view(id)], NOON)
  await recordEvents(db, [view(id)], NOON)
  expect(await crossings()).toMatchObject([{ properties: { threshold: 60 } }])
})

test('somebody who cooled and comes back crosses again', async () => {
  await makeRule({ points: 60 })
  await watchThreshold(db, 60)
  const id = await makeVisitor()
  await recordEvents(db, [view(id)], NOON)
  const later = new Date(+NOON + 200 * DAY_MS)
  await recordEvents(db, [view(id, -200)], later)
  expect(await db.event.count({ where: { contactId: id, type: 'score.crossed' } })).toBe(2)
})

test('fit comes from what is known of the person and follows when that changes', async () => {
  await makeFitRule('job_title', 'Technical manager', 8)
  await makeFitRule('account.industry', 'Property', 10)
  await watchThreshold(db, 15)
  const account = await db.account.create({ data: { name: 'Rimdal Eiendom', industry: 'property' } })
  const id = await makeVisitor(LONG_AGO, { accountId: account.id })
  expect((await explainScore(db, id, NOON)).fitLines).toMatchObject([{ points: 10 }])
  await db.contact.update({ where: { id }, data: { jobTitle: 'Technical manager' } })
  await recordEvents(db, [view(id, 0, { type: 'contact.changed' })], NOON)
  expect(await totalOf(id)).toBe(18)
  expect(await db.event.count({ where: { contactId: id, type: 'score.crossed' } })).toBe(1)
})

test('the ranking is the order of the totals, across all values of fit', async () => {
  await makeRule({ points: 3 })
  await db.score.deleteMany()
  const people: string[] = []
  for (let index = 0; index < 30; index++) {
    const id = await makeVisitor()
    people.push(id)
    await recordEvents(
      db,
      Array.from({ length: (index * 7) % 11 }, (_, day) => view(id, day)),
      NOON,
    )
    await db.score.updateMany({ where: { contactId: id }, data: { fit: (index % 5) * 6 } })
  }
  const ranked = await rankContacts(db, { limit: 30 }, NOON)
  expect(new Set(ranked.map((row) => row.contactId))).toEqual(new Set(people))
  expect(ranked.map((row) => row.total)).toEqual(ranked.map((row) => row.total).toSorted((a, b) => b - a))
  for (const row of ranked.slice(0, 5))
    expect(row.total).toBeCloseTo((await explainScore(db, row.contactId, NOON)).total, 0)
  const few = await rankContacts(db, { limit: 7 }, NOON)
  expect(few.map((row) => row.total)).toEqual(ranked.slice(0, 7).map((row) => row.total))
})

test('the shown parts of an account add up to the shown sum', async () => {
  await makeRule({ points: 7 })
  await makeRule({ points: 3, name: 'Read', eventType: 'page.read' })
  await makeRule({ points: -2, name: 'Jobs', eventType: 'file.downloaded' })
  const id = await makeVisitor()
  const types = ['page.viewed', 'page.read', 'file.downloaded']
  await recordEvents(
    db,
    Array.from({ length: 25 }, (_, index) => view(id, index * 3.7, { type: types[index % 3] ?? '' })),
    NOON,
  )
  const account = await explainScore(db, id, NOON)
  const tenths = (parts: number[]) => Math.round(parts.reduce((sum, part) => sum + part, 0) * 10)
  expect(tenths(account.lines.map((line) => line.pointsNow))).toBe(Math.round(account.total * 10))
  expect(tenths(account.entries.map((entry) => entry.pointsNow))).toBe(Math.round(account.total * 10))
})
