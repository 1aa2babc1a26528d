import { expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { drawShares } from '../../src/campaigns/results/click-map.ts'
import { findOutcomes } from '../../src/campaigns/results/find-outcomes.ts'
import { heedComplaint, linkKey, makeLinkToken } from '../../src/consent/index.ts'
import { recordEvents } from '../../src/contacts/index.ts'
import { saveContent } from '../../src/delivery/index.ts'
import { newId } from '../../src/platform/id.ts'
import { saveSegment } from '../../src/segments/index.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeBrand, makeContact, makePurpose, NOON, withdraw } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const HOUR_MS = 3_600_000
const LATER = new Date(+NOON + 2 * DAY_MS)
const database = await testDatabase()
const { db } = database
const services = testServices(database, { now: () => LATER })
const server = await testServer(createApp(services), services)
const marketer = await server.as('marketer')
const brand = await makeBrand(db)
const news = await makePurpose(db, { brandId: brand.id })
const tracking = await makePurpose(db, { brandId: brand.id, kind: 'tracking', channels: ['email', 'web'] })

async function makeCampaign() {
  const { id } = await db.campaign.create({
    data: { name: 'Guide', purposeId: news.id, status: 'ready', startedAt: NOON, createdAt: NOON },
  })
  const html = `<body><a href="https://vidjevik.example/a" style="color:red">{{ contact.first_name }} A</a>
    <a href="https://vidjevik.example/b">B</a> <a href="{{ unsubscribe_url }}">x</a> {{ preferences_url }}</body>`
  const words = { brandId: brand.id, purposeId: news.id, subject: 'Guide', preheader: '', html }
  const text = '{{ unsubscribe_url }} {{ preferences_url }}'
  const contentId = await saveContent(db, { ...words, text, language: 'nb' })
  const translate = () => saveContent(db, { ...words, text, language: 'sv', translationOf: contentId })
  const batch = await db.messageBatch.create({ data: { contentId, campaignId: id, notBefore: NOON, status: 'done' } })
  const send = async (email: string, isTracked: boolean, writtenAs = contentId) => {
    const contact = await makeContact(db, { email, country: isTracked ? 'NO' : 'SE' })
    if (isTracked) await grant(db, contact.id, tracking.id, { channel: 'email', now: new Date(+NOON - DAY_MS) })
    await grant(db, contact.id, news.id, { now: new Date(+NOON - DAY_MS) })
    const message = await db.message.create({
      data: {
        ...{
          contactId: contact.id,
          batchId: batch.id,
          contentId: writtenAs,
          campaignId: id,
          purposeId: news.id,
          channel: 'email',
        },
        ...{ occasion: newId(), isTracked, status: 'sent', reason: 'given', consentSeq: 1, ruleVersion: 'NO-2025-1' },
        ...{ decidedAt: NOON, finishedAt: NOON, createdAt: NOON },
      },
    })
    return { contactId: contact.id, messageId: message.id }
  }
  return { id, contentId, translate, send }
}
type Sent = { contactId: string; messageId: string }
const did = (of: Sent, type: string, hours: number, properties: object = {}) => ({
  ...{
    contactId: of.contactId,
    type,
    occurredAt: new Date(+NOON + hours * HOUR_MS),
    source: 'mail',
    properties: { ...properties },
  },
})

test('results count what came of each mail over time, by link, domain and segment, and every number leads to its people', async () => {
  const { id, send } = await makeCampaign()
  const [ane, bo, cecilie, dag] = [
    await send('ane@rimdal.example', true),
    await send('bo@rimdal.example', true),
    await send('cecilie@havn.example', true),
    await send('dag@havn.example', false),
  ]
  const of = (sent: Sent, more: object = {}) => ({ campaignId: id, messageId: sent.messageId, ...more })
  await marketer('PUT', `/campaigns/${id}/goal`, { eventType: 'order.placed', withinDays: 1, valueProperty: 'value' })
  await recordEvents(
    db,
    [
      did(ane, 'mail.opened', 1, of(ane, { via: 'gmail' })),
      did(ane, 'mail.clicked', 1, of(ane, { position: 0 })),
      did(ane, 'mail.clicked', 2, of(ane, { position: 1 })),
      did(ane, 'order.placed', 3, { value: 1200 }),
      did(bo, 'mail.clicked', 5, of(bo, { position: 0 })),
      did(bo, 'order.placed', 30, { value: 700 }),
      did(cecilie, 'order.placed', 3, { value: 50 }),
      did(dag, 'order.placed', 3, { value: 50 }),
    ],
    LATER,
  )
  await withdraw(db, bo.contactId, news.id, {
    now: new Date(+NOON + 6 * HOUR_MS),
    evidence: { messageId: bo.messageId },
  })
  const key = linkKey(services.config.secretKey)
  await heedComplaint(db, [key], makeLinkToken(key, { ...dag, purposeId: news.id }), new Date(+NOON + 7 * HOUR_MS))
  await db.messageBounce.create({
    data: { ...cecilie, outcome: 'hard', reason: 'no_mailbox', at: new Date(+NOON + HOUR_MS) },
  })
  const { id: segmentId } = await saveSegment(
    db,
    {
      name: 'Norway',
      definition: { kind: 'all', conditions: [{ kind: 'field', field: 'country', operator: 'is', values: ['NO'] }] },
    },
    NOON,
  )

  const { body } = await marketer('GET', `/campaigns/${id}/results/outcomes`)
  expect(body).toMatchObject({
    totals: {
      ...{ sent: 4, delivered: 3, bounced: 1, tracked: 3, opened: 1, clicked: 2, converted: 1, value: 1200, leads: 0 },
      ...{ unsubscribed: 1, complained: 1 },
    },
    openedByProxy: 1,
    links: [
      { address: 'https://vidjevik.example/a', people: 2, clicks: null },
      { address: 'https://vidjevik.example/b', people: 1, clicks: null },
    ],
    domains: [
      { domain: 'havn.example', sent: 2, bounced: 1, complained: 1, clicked: 0 },
      { domain: 'rimdal.example', sent: 2, clicked: 2, unsubscribed: 1 },
    ],
  })
  const { hours, days } = await findOutcomes(db, id, LATER)
  expect(hours).toHaveLength(8)
  expect([hours[0]?.sent, hours[1]?.clicked, hours[5]?.clicked, hours[7]?.complained]).toEqual([4, 1, 1, 1])
  expect(days).toMatchObject([{ at: NOON, sent: 4, clicked: 2, unsubscribed: 1 }])
  expect(await marketer('GET', `/campaigns/${id}/results/segments`)).toMatchObject({
    body: { items: [{ id: segmentId, name: 'Norway', sent: 3, clicked: 2, complained: 0 }] },
  })
  const people = async (outcome: string) =>
    (await marketer('GET', `/campaigns/${id}/results/outcomes/people?outcome=${outcome}`)).body as {
      total: number
      items: { id: string }[]
    }
  expect((await people('converted')).items.map((one) => one.id)).toEqual([ane.contactId])
  expect((await people('unsubscribed')).items.map((one) => one.id)).toEqual([bo.contactId])
  expect((await people('complained')).items.map((one) => one.id)).toEqual([dag.contactId])

  // Whoever takes back the yes to tracking stays in the count and is named no more.
  await withdraw(db, ane.contactId, tracking.id, { now: new Date(+NOON + 9 * HOUR_MS) })
  expect((await people('clicked')).items.map((one) => one.id)).toEqual([bo.contactId])
  expect((await findOutcomes(db, id, LATER)).totals.clicked).toBe(2)
})

test('clicks of people who are not tracked are told only where enough of them got the mail (E10)', async () => {
  const { id, contentId, send } = await makeCampaign()
  for (const name of ['a', 'b', 'c', 'd']) await send(`${name}@${id}.example`, false)
  await db.linkCount.create({ data: { contentId, position: 0, day: NOON, clicks: 3 } })
  const clicks = async () => (await findOutcomes(db, id, LATER)).links.map((link) => link.clicks)
  expect(await clicks()).toEqual([null, null])
  await send(`e@${id}.example`, false)
  expect(await clicks()).toEqual([3, null])
})

test('results are told for each language of the mail, and the languages are the whole', async () => {
  const { id, translate, send } = await makeCampaign()
  const swedish = await translate()
  await send(`one@${id}.example`, true)
  await send(`two@${id}.example`, false)
  const three = await send(`three@${id}.example`, true, swedish)
  const properties = { campaignId: id, messageId: three.messageId, position: 0 }
  await recordEvents(db, [did(three, 'mail.clicked', 1, properties)], LATER)
  const { languages, totals, domains } = await findOutcomes(db, id, LATER)
  expect(languages).toMatchObject([
    { language: 'nb', sent: 2, tracked: 1, clicked: 0 },
    { language: 'sv', sent: 1, tracked: 1, clicked: 1 },
  ])
  expect(totals).toMatchObject({ sent: 3, clicked: 1 })
  expect(domains).toHaveLength(1)
  expect(String((await marketer('GET', `/campaigns/${id}/results/files/languages`)).body)).toContain('"sv","1"')
})

test('what a machine did is set aside, in the results too', async () => {
  const { id, contentId, send } = await makeCampaign()
  const one = await send(`one@${id}.example`, true)
  const properties = { campaignId: id, messageId: one.messageId, position: 0 }
  const [click] = await recordEvents(db, [did(one, 'mail.clicked', 1, properties)], LATER)
  await db.machineCount.create({ data: { contentId, day: NOON, reason: 'robot', requests: 7 } })
  expect((await findOutcomes(db, id, LATER)).totals.clicked).toBe(1)
  await db.machineRead.create({
    data: { contactId: one.contactId, eventId: click?.id ?? '', reason: 'every_link', judgedAt: LATER },
  })
  const outcomes = await findOutcomes(db, id, LATER)
  expect(outcomes.totals.clicked).toBe(0)
  expect(outcomes.links[0]?.people).toBe(0)
  expect(outcomes.setAside).toEqual([
    { reason: 'robot', requests: 7 },
    { reason: 'every_link', requests: 1 },
  ])
})

test('the mail is drawn with the share of each link over it, and each part is a file', async () => {
  const { id, send } = await makeCampaign()
  const one = await send(`=cmd@${id}.example`, true)
  await send(`two@${id}.example`, true)
  await recordEvents(
    db,
    [did(one, 'mail.clicked', 1, { campaignId: id, messageId: one.messageId, position: 1 })],
    LATER,
  )
  const { body } = await marketer('GET', `/campaigns/${id}/results/click-map`)
  expect(body).toMatchObject({
    links: [
      { number: 1, people: 0 },
      { number: 2, people: 1 },
    ],
    tracked: 2,
  })
  expect((body as { html: string }).html).toMatch(
    /<a style="position:relative;display:inline-block;color:red"><span[^>]*>1: 0 \(0 %\)/,
  )
  expect(drawShares('<a class="x" href="{{ links[0] }}">x</a>', [], 0)).toMatch(
    /^<a class="x" style="position:relative;[^"]*">x<\/a>$/,
  )
  const file = async (part: string) => String((await marketer('GET', `/campaigns/${id}/results/files/${part}`)).body)
  expect(await file('links')).toContain('"https://vidjevik.example/b","1",""')
  expect(await file('hours')).toContain('"2026-11-24T11:00:00.000Z","2"')
  expect(await file('outcomes')).toMatch(/^"sent",/)
  expect((await file('domains')).split('\r\n')[0]).toMatch(/^"domain","sent"/)
  await db.message.updateMany({ where: { contactId: one.contactId }, data: { status: 'blocked', reason: 'paused' } })
  expect(await file('not-sent')).toContain(`"${one.contactId}","Kari Nesheim","Paused"`)
})
