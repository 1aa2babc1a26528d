import { describe, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { openRequest, recordConsent } from '../../src/consent/index.ts'
import { countGrowth, countSources, countYes } from '../../src/reports/today/count-growth.ts'
import { findNeeds } from '../../src/reports/today/find-needs.ts'
import { orderNeeds } from '../../src/reports/today/order-needs.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, makeUser, makeWash, NOON, withdraw } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
const day = (days: number) => new Date(+NOON + days * DAY_MS)
const news = await makePurpose(db, { name: 'Product news', validityMonths: 1 })
const letter = await makePurpose(db, { name: 'Newsletter', brandId: news.brandId })
const question = { purposeId: news.id, channel: 'email', timeZone: 'Europe/Oslo' }
const lines = async (now = NOON) => {
  const weeks = await countGrowth(db, question, now)
  return weeks.filter(({ given, withdrawn, expired }) => given + withdrawn + expired > 0)
}
const people = await Promise.all(Array.from({ length: 6 }, () => makeContact(db)))
const [anne, bo, cato, dina, even, frida] = people.map((person) => person.id) as [
  string,
  string,
  string,
  string,
  string,
  string,
]

describe('how consent grows', () => {
  test('is told in weeks that begin on Monday where the sender is, the newest last', async () => {
    const weeks = await countGrowth(db, question, NOON)
    expect(weeks).toHaveLength(24)
    expect(weeks.at(-1)).toEqual({ week: '2026-11-23', given: 0, withdrawn: 0, expired: 0 })
    // Sunday 23:30 in UTC is Monday in Oslo.
    await grant(db, anne, news.id, { now: new Date('2026-11-22T23:30:00.000Z') })
    expect(await lines()).toEqual([{ week: '2026-11-23', given: 1, withdrawn: 0, expired: 0 }])
  })

  test('counts changes only: a yes said twice is one, a no that changes nothing is none', async () => {
    await grant(db, bo, news.id, { now: day(-20) })
    await grant(db, bo, news.id, { now: day(-13) })
    await recordConsent(
      db,
      [
        {
          ...{
            contactId: cato,
            purposeId: news.id,
            channel: 'email',
            type: 'refused',
            occurredAt: day(-13),
            textId: null,
          },
          ...{ method: 'form', actor: 'contact', evidence: {} },
        },
      ],
      day(-13),
    )
    await withdraw(db, bo, news.id, { now: day(-6) })
    expect(await lines()).toEqual([
      { week: '2026-11-02', given: 1, withdrawn: 0, expired: 0 },
      { week: '2026-11-16', given: 0, withdrawn: 1, expired: 0 },
      { week: '2026-11-23', given: 1, withdrawn: 0, expired: 0 },
    ])
  })

  test('sees a yes run out, also where the person says it again or takes it back later', async () => {
    for (const contact of [dina, even, frida]) await grant(db, contact, news.id, { now: day(-60) })
    await grant(db, even, news.id, { now: day(-13) })
    await withdraw(db, frida, news.id, { now: day(-13) })
    expect(await lines()).toEqual([
      { week: '2026-09-21', given: 3, withdrawn: 0, expired: 0 },
      { week: '2026-10-19', given: 0, withdrawn: 0, expired: 3 },
      { week: '2026-11-02', given: 1, withdrawn: 0, expired: 0 },
      { week: '2026-11-09', given: 1, withdrawn: 0, expired: 0 },
      { week: '2026-11-16', given: 0, withdrawn: 1, expired: 0 },
      { week: '2026-11-23', given: 1, withdrawn: 0, expired: 0 },
    ])
  })

  test('adds up: what was given less what ended is how many say yes now, and the sources are what was given', async () => {
    for (const now of [NOON, day(9), day(40)]) {
      const weeks = await countGrowth(db, question, now)
      const sum = weeks.reduce((total, week) => total + week.given - week.withdrawn - week.expired, 0)
      const [counted] = await countYes(db, now)
      expect(counted?.givenNow).toBe(sum)
      const sources = await countSources(db, question, now)
      const given = weeks.slice(-4).reduce((total, week) => total + week.given, 0)
      expect(sources.reduce((total, source) => total + source.people, 0)).toBe(given)
    }
  })
})

describe('what needs somebody', () => {
  test('is what is broken first, then what is open, then what comes by date, and at most seven', () => {
    const lead = { kind: 'overdue', leads: 2, since: day(-1) } as const
    const failed = { kind: 'failed', messages: 3, since: day(-2) } as const
    const ends = (days: number) =>
      ({
        kind: 'ends',
        purposeId: news.id,
        purpose: 'News',
        channel: 'email',
        people: 1,
        firstAt: day(days),
        lastAt: day(days),
      }) as const
    const many = [ends(20), ends(3), lead, ends(0.5), failed, ends(5), ends(6), ends(7), ends(8)]
    expect(orderNeeds(many, NOON)).toEqual([failed, ends(0.5), lead, ends(3), ends(5), ends(6), ends(7)])
  })

  test('names yeses that run out, drafts, and leads past their time; not what is others’ to see', async () => {
    const segment = await db.segment.create({
      data: { name: 'Everybody', definition: { kind: 'all', conditions: [] } },
    })
    const campaign = {
      name: 'Winter',
      subject: 'Winter',
      purposeId: letter.id,
      segmentId: segment.id,
      updatedAt: day(-1),
    }
    await db.campaign.create({ data: campaign })
    const seller = await makeUser(db)
    const lead = {
      contactId: anne,
      sellerId: seller.id,
      heat: 1,
      fit: 1,
      facts: [],
      consentSeq: 1,
      ruleVersion: 'strict-1',
    }
    await db.lead.create({ data: { ...lead, status: 'assigned', answerBy: day(-1) } })
    const found = await findNeeds(db, { seesMarketing: true, seesRequests: false }, NOON)
    expect(found).toMatchObject([
      { kind: 'ends', purpose: 'Product news', people: 2, channel: 'email' },
      { kind: 'draft', name: 'Winter', purpose: 'Newsletter', segment: 'Everybody' },
      { kind: 'overdue', leads: 1, since: day(-1) },
    ])
    expect((await findNeeds(db, { seesMarketing: false, seesRequests: false }, NOON)).map(({ kind }) => kind)).toEqual([
      'ends',
    ])
  })

  test('are people with a yes to calls whom the register has not been asked about this month (N6)', async () => {
    const calls = await makePurpose(db, { kind: 'phone', channels: ['phone'], brandId: news.brandId })
    const { id } = await makeContact(db, { country: 'NO', phone: '+4790003001' })
    await grant(db, id, calls.id, { channel: 'phone' })
    const unwashed = async () =>
      (await findNeeds(db, { seesMarketing: false, seesRequests: false }, NOON)).filter(
        ({ kind }) => kind === 'unwashed',
      )
    const need = { register: 'Reservasjonsregisteret', channel: 'phone', people: 1 }
    expect(await unwashed()).toEqual([
      { kind: 'unwashed', id: 'NO-reservasjon phone', since: new Date('2026-10-31T23:00:00Z'), lastAt: null, ...need },
    ])
    await makeWash(db, id)
    expect(await unwashed()).toEqual([])
  })

  test('are requests that are late or due within the week, for whoever may carry them out, late ones first', async () => {
    const ask = async (contactId: string, daysAgo: number) =>
      openRequest(
        db,
        { contactId, kind: 'erasure', cameBy: 'post', receivedAt: day(-daysAgo) },
        { actor: 'staff', userId: null },
        NOON,
      )
    const [late, soon] = [await ask(cato, 40), await ask(dina, 26)]
    await ask(even, 1)
    const needs = await findNeeds(db, { seesMarketing: false, seesRequests: true }, NOON)
    const requests = orderNeeds(needs, NOON).filter(({ kind }) => kind === 'request')
    expect(requests).toMatchObject([{ id: late.id, isKnown: false }, { id: soon.id }])
    expect(orderNeeds(needs, NOON)[0]).toMatchObject({ id: late.id })
    const server = await testServer(createApp(testServices(database, { now: () => NOON })), database)
    const titles = async (role: 'marketer' | 'privacy_officer') => {
      const { body } = await (await server.as(role))('get', '/today')
      return (body as { needs: { title: string }[] }).needs.map(({ title }) => title)
    }
    expect(await titles('privacy_officer')).toContain('Erasure for Kari Nesheim was due on 15 November')
    expect((await titles('marketer')).some((title) => title.startsWith('Erasure'))).toBe(false)
  })

  test('is said over HTTP in the reader’s language, with the people behind each number', async () => {
    const app = createApp(testServices(database, { now: () => NOON }))
    const server = await testServer(app, database)
    const marketer = await server.as('marketer')
    const { status, body } = await marketer('get', '/today')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      date: NOON.toISOString(),
      needs: [
        { title: '1 lead waits past the time for an answer', action: { to: '/leads' } },
        { title: '“Winter” waits for its forecast' },
        {
          state: 'ends',
          title: `[2](people:/purposes/${news.id}/people?state=ends&channel=email) people’s yes to Product news runs out by 23 December`,
        },
      ],
      purposes: [
        { name: 'Product news', givenNow: 2 },
        { name: 'Newsletter', givenNow: 0 },
      ],
      goingOut: [],
    })
    const { purposes } = body as { purposes: { people: string; givenNow: number }[] }
    for (const { people, givenNow } of purposes)
      expect((await marketer('get', people)).body).toMatchObject({ total: givenNow })
    const norwegian = await marketer('get', `/today?purpose=${letter.id}`, undefined, { 'accept-language': 'nb' })
    expect(norwegian.body).toMatchObject({ needs: [{ title: '1 lead har ventet for lenge på svar' }, {}, {}] })
    expect((await marketer('get', `/today?purpose=${anne}`)).status).toBe(404)
    expect((await (await server.as('seller'))('get', '/today')).status).toBe(403)
  })
})
