import { expect, test } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { addMonths, decide, findUnusedConsents, lapseUnused } from '../../../src/consent/index.ts'
import { saveContent } from '../../../src/delivery/index.ts'
import { newId } from '../../../src/platform/id.ts'
import { testDatabase } from '../../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, NOON, withdraw } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database, { now: () => NOON })
const server = await testServer(createApp(services), services)
const [marketer, officer] = [await server.as('marketer'), await server.as('privacy_officer')]
const news = await makePurpose(db, { name: 'News', channels: ['email', 'post'] })
const tracking = await makePurpose(db, { brandId: news.brandId, kind: 'tracking', channels: ['email'] })
const contentId = await saveContent(db, {
  ...{ brandId: news.brandId, purposeId: news.id, subject: 'News', preheader: '', text: '{{ unsubscribe_url }}' },
  html: '<a href="{{ unsubscribe_url }}">s</a><a href="{{ preferences_url }}">p</a>',
})

const YEAR_AGO = addMonths(NOON, -12)
/** Said yes `yes` months ago, and got a message `used` months ago, if any. */
async function makePerson(country: string, yes: Date, used?: Date, message: object = {}) {
  const { id } = await makeContact(db, { country })
  await grant(db, id, news.id, { now: yes })
  if (used)
    await db.message.create({
      data: {
        ...{ contactId: id, batchId: newId(), contentId, purposeId: news.id, channel: 'email', occasion: `test:${id}` },
        ...{ status: 'sent', reason: 'given', ruleVersion: 'test', consentSeq: 1, decidedAt: used, createdAt: used },
        ...message,
      },
    })
  return id
}
const reasonFor = async (contactId: string) =>
  (await decide(db, contactId, { purposeId: news.id, channel: 'email', at: NOON })).reason

const longSince = addMonths(NOON, -20)
const never = await makePerson('DK', YEAR_AGO)
const longAgo = await makePerson('DK', longSince, new Date(+YEAR_AGO - DAY_MS))
const norwegian = await makePerson('NO', longSince)
const used = await makePerson('DK', longSince, new Date(+YEAR_AGO + DAY_MS))
const blocked = await makePerson('DK', longSince, NOON, { status: 'blocked', reason: 'paused' })
const serviceOnly = await makePerson('DK', longSince, NOON, { reason: 'service' })
const young = await makePerson('DK', new Date(+YEAR_AGO + DAY_MS))
const gone = await makePerson('DK', longSince)
await withdraw(db, gone, news.id)
await grant(db, used, tracking.id, { now: longSince })
await grant(db, used, news.id, { now: longSince, channel: 'post' })

test('a yes that no message has used for twelve months is flagged, with the people behind the number (C14)', async () => {
  expect(await findUnusedConsents(db, NOON)).toEqual([
    { purpose: { id: news.id, name: 'News' }, channel: 'email', people: 5, first: longSince },
  ])
  const { body } = await marketer('GET', '/consents/unused')
  expect(body).toMatchObject({ months: 12, lapses: false, countries: ['DK'], lapsing: 4, items: [{ count: 5 }] })
  const [{ people }] = (body as { items: [{ people: string }] }).items
  const list = (await marketer('GET', people)).body as { total: number; items: { id: string }[] }
  expect(list.total).toBe(5)
  expect(new Set(list.items.map(({ id }) => id))).toEqual(new Set([never, longAgo, norwegian, blocked, serviceOnly]))
  const { items } = (await officer('GET', '/privacy/deviations')).body as { items: { kind: string; title: string }[] }
  expect(items.find(({ kind }) => kind === 'unused')?.title).toContain('News by e-mail were not used for twelve months')
})

test('nothing lapses unless that is set, and then only for recipients in Denmark, as expired and by a rule (C14)', async () => {
  expect(await lapseUnused(db, NOON)).toBe(0)
  expect((await marketer('PUT', '/consents/unused', { lapses: true })).status).toBe(403)
  expect((await officer('PUT', '/consents/unused', { lapses: true })).body).toEqual({ lapses: true })
  expect(await lapseUnused(db, NOON)).toBe(4)
  expect(await Promise.all([never, longAgo, blocked, serviceOnly].map(reasonFor))).toEqual(Array(4).fill('expired'))
  expect(await Promise.all([norwegian, used, young, gone].map(reasonFor))).toEqual([
    'given',
    'given',
    'given',
    'withdrawn',
  ])
  expect(await db.consentEvent.findFirst({ where: { contactId: never }, orderBy: { seq: 'desc' } })).toMatchObject({
    ...{ type: 'expired', method: 'rule', actor: 'system', occurredAt: NOON, purposeId: news.id, channel: 'email' },
  })
  expect(await lapseUnused(db, NOON)).toBe(0)
  await grant(db, never, news.id)
  expect([await reasonFor(never), await lapseUnused(db, NOON)]).toEqual(['given', 0])
})
