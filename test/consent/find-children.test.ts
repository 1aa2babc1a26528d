import { expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { decide, importContacts, importMapping, recordConsent, suppressionKey } from '../../src/consent/index.ts'
import { createField } from '../../src/contacts/index.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeBrand, makeContact, makeProcessing, makePurpose, NOON } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database, { now: () => NOON })
const server = await testServer(createApp(services), services)
const ask = await server.as('marketer')
const brand = await makeBrand(db)
await makeProcessing(db, brand.id, { retentionMonths: 12 })
const news = await makePurpose(db, { brandId: brand.id, key: 'news', name: 'News', languages: ['nb', 'en'] })
const wine = await makePurpose(db, { brandId: brand.id, key: 'wine', ageLimit: 18 })
await createField(db, { key: 'birth_date', label: 'Born', type: 'date', choices: [] })

/** NOON is 24 November 2026. */
const reasonFor = async (contactId: string, purposeId = news.id) =>
  (await decide(db, contactId, { purposeId, channel: 'email', at: NOON })).reason
const born = (day: string, country: string | null = 'NO') => makeContact(db, { country, fields: { birth_date: day } })

test('a child below the age of its country cannot say yes alone, to the day, whoever records it (C15)', async () => {
  const [child, old] = [await born('2013-11-25'), await born('2013-11-24')]
  const { recorded, heldBack, tooYoung } = await grant(db, child.id, news.id)
  expect([recorded, heldBack, tooYoung.map(({ age }) => age)]).toEqual([[], [], [13]])
  expect((await grant(db, old.id, news.id)).recorded).toHaveLength(1)
  expect([await reasonFor(child.id), await reasonFor(old.id)]).toEqual(['never_asked', 'given'])
  const said = { contactId: child.id, purposeId: news.id, channel: 'email', occurredAt: NOON, evidence: {} }
  for (const type of ['given', 'confirmed', 'requested', 'collected'] as const) {
    const fact = { ...said, type, method: 'form', actor: 'contact', textId: null } as const
    expect((await recordConsent(db, [fact], NOON)).tooYoung).toHaveLength(1)
  }
  // A no needs no age, and who was too young then may have grown since.
  const no = { ...said, type: 'refused', method: 'form', actor: 'contact', textId: null } as const
  expect((await recordConsent(db, [no], NOON)).recorded).toHaveLength(1)
  expect((await grant(db, child.id, news.id, { now: new Date(+NOON + DAY_MS) })).recorded).toHaveLength(1)
})

test('the strictest holds: the country, an unknown country, the purpose, and the last day of a birth year (C15)', async () => {
  const count = async (contact: { id: string }, purposeId = news.id) =>
    (await grant(db, contact.id, purposeId)).recorded.length
  const year = (birth_year: number, country: string) => makeContact(db, { country, fields: { birth_year } })
  expect([await count(await born('2012-01-01', 'DK')), await count(await born('2011-01-01', 'DK'))]).toEqual([0, 1])
  expect([await count(await born('2011-01-01', null)), await count(await born('2010-01-01', null))]).toEqual([0, 1])
  expect([await count(await born('2009-01-01'), wine.id), await count(await born('2008-01-01'), wine.id)]).toEqual([
    0, 1,
  ])
  expect([await count(await year(2013, 'NO')), await count(await year(2012, 'NO'))]).toEqual([0, 1])
  expect(await count(await makeContact(db, { country: 'NO' }))).toBe(1)
})

test('colleagues, files and systems are told why, and whoever holds parental responsibility may say it for the child (C15)', async () => {
  const child = await born('2014-05-17')
  const enter = (over: object) =>
    ask('POST', `/contacts/${child.id}/consent`, {
      ...{ purposeId: news.id, channel: 'email', change: 'given', reason: 'said at the fair', ...over },
    })
  expect(await enter({})).toMatchObject({ status: 400, body: { detail: expect.stringContaining('younger than 13') } })
  const text = { language: 'en', version: 1 }
  const statement = { type: 'given', contact: { id: child.id }, purpose: 'news', channel: 'email', text }
  const statements = [{ ...statement, occurredAt: NOON.toISOString(), actor: 'contact', source: 'the shop' }]
  expect(
    (await ask('POST', '/consents', { statements }, { 'idempotency-key': 'child-of-the-fair' })).body,
  ).toMatchObject({
    results: [{ outcome: 'held_back', why: 'too_young' }],
  })
  const mapping = importMapping.parse({
    columns: [
      { column: 'E-mail', to: 'email' },
      { column: 'Born', to: 'field:birth_date' },
    ],
    consent: [
      {
        ...{ purpose: 'news', channel: 'email', column: 'News', yes: ['yes'], at: { value: '2026-11-01' } },
        ...{ source: { value: 'fair' }, wording: { value: 'Yes please' } },
      },
    ],
  })
  const open = async function* () {
    yield Buffer.from('E-mail,Born,News\nchild@b.example,2014-05-17,yes\nold@b.example,1990-05-17,yes\n')
  }
  const keys = [suppressionKey('only-for-tests-'.padEnd(40, '0'))]
  const id = await importContacts(db, { fileName: 'a.csv', open, mapping, startedBy: null }, { now: () => NOON, keys })
  expect(await db.import.findUnique({ where: { id } })).toMatchObject({ created: 2, given: 1 })
  expect(await db.importRefusal.findMany({ where: { importId: id } })).toMatchObject([{ line: 2, code: 'too_young' }])
  expect((await enter({ guardian: 'Kari Nesheim, mother' })).status).toBe(200)
  expect(await reasonFor(child.id)).toBe('given')
})

test('a form that asks when somebody was born answers at the box, keeps nothing, and takes the rest without the yes (C15)', async () => {
  const question = { label: 'Q', required: false, choices: [] }
  const made = await ask('POST', '/forms', {
    ...{ name: 'Kurs', key: 'kurs', brandId: brand.id, language: 'nb', thanks: 'Takk.' },
    questions: [
      { ...question, key: 'email', type: 'email', required: true },
      { ...question, key: 'fields.birth_date', type: 'text' },
    ],
    asks: [{ purposeId: news.id, channel: 'email' }],
  })
  expect(made.status).toBe(201)
  const form = `${server.url}/f/kurs`
  const shown = await (await fetch(form, { headers: { accept: 'text/html' } })).text()
  expect(shown).toContain('type="date" id="fields.birth_date"')
  const textId = new RegExp(`name="text:${news.id}:email" value="([^"]+)"`).exec(shown)?.[1] ?? ''
  const send = async (birth: string, isTicked: boolean, email: string) => {
    const consents = isTicked ? [{ purposeId: news.id, channel: 'email', textId }] : []
    const response = await fetch(form, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' },
      body: JSON.stringify({ answers: { email, 'fields.birth_date': birth }, consents }),
    })
    return { status: response.status, body: await response.json() }
  }
  expect(await send('2014-05-17', true, 'liv@c.example')).toMatchObject({
    status: 400,
    body: { faults: [{ key: `yes:${news.id}:email`, message: expect.stringContaining('16 år') }] },
  })
  expect(await db.identity.count({ where: { value: 'liv@c.example' } })).toBe(0)
  expect((await send('in May', true, 'liv@c.example')).body).toMatchObject({ faults: [{ key: 'fields.birth_date' }] })
  expect((await send('2014-05-17', false, 'liv@c.example')).status).toBe(200)
  expect((await send('1990-05-17', true, 'ida@c.example')).status).toBe(200)
  const states = await db.consentState.findMany({
    where: { contact: { identities: { some: { value: { endsWith: '@c.example' } } } } },
    include: { contact: { include: { identities: true } } },
  })
  expect(states.map(({ state, contact }) => [state, contact.identities[0]?.value])).toEqual([
    ['given', 'ida@c.example'],
  ])
})
