import { describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { collectData } from '../../../src/consent/capture/collect-data.ts'
import {
  consentDeviations,
  type DeviationReader,
  eraseContact,
  findUntold,
  importContacts,
  importMapping,
  mergeContacts,
  suppressionKey,
} from '../../../src/consent/index.ts'
import { enqueueMessages, saveContent } from '../../../src/delivery/index.ts'
import { Prisma } from '../../../src/platform/database.ts'
import { testDatabase } from '../../support/database.ts'
import { deliverAll } from '../../support/deliver-all.ts'
import {
  DAY_MS,
  grant,
  makeBrand,
  makeContact,
  makeProcessing,
  makePurpose,
  withdraw,
} from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database)
const server = await testServer(createApp(services), services)
const SECRET = services.config.secretKey
const keys = [suppressionKey(SECRET)]
const brand = await makeBrand(db)
const news = await makePurpose(db, { brandId: brand.id, languages: ['nb', 'en'] })

const HEAD = 'E-mail,News,When,Where,By\n'
const yesOf = (email: string, by = '') => `${email},yes,2026-10-01,the stand,${by}\n`
async function importList(rows: string, origin?: { party: string }) {
  const mapping = importMapping.parse({
    columns: [{ column: 'E-mail', to: 'email' }],
    consent: [
      {
        ...{ purpose: news.key, channel: 'email', column: 'News', yes: ['yes'] },
        ...{ at: { column: 'When' }, source: { column: 'Where' }, wording: { value: 'Yes, write to me' } },
        ...{ collector: { column: 'By' }, proof: { value: 'Signed list in the archive' } },
      },
    ],
    ...(origin && { origin }),
    defaults: { language: 'nb' },
  })
  const open = async function* () {
    yield Buffer.from(HEAD + rows)
  }
  const request = { fileName: 'fair.csv', open, mapping, startedBy: null }
  return importContacts(db, request, { now: () => new Date(), keys })
}
const contactOf = async (value: string) =>
  (await db.identity.findFirstOrThrow({ where: { kind: 'email', value } })).contactId

const findDeviation = async (reader: DeviationReader, at: Date) =>
  (await consentDeviations.find(({ kind }) => kind === 'untold')?.find(db, at, reader)) ?? []

let occasion = 0
/** Sends one mail to each of these, and answers what arrived, by address. */
async function sendTo(contactIds: readonly string[]) {
  const contentId = await saveContent(db, {
    ...{ brandId: brand.id, purposeId: news.id, preheader: '', subject: 'Nytt' },
    html: '<html><body><p>Hei</p><a href="{{ unsubscribe_url }}">Stopp</a> <a href="{{ preferences_url }}">Velg</a></body></html>',
    text: 'Hei {{ unsubscribe_url }} {{ preferences_url }}',
  })
  const people = Prisma.sql`select id as contact_id, ${`source:${++occasion}`} as occasion
    from unnest(${[...contactIds]}::uuid[]) as t (id)`
  await enqueueMessages(db, { contentId, campaignId: null, people, notBefore: new Date(0) }, new Date())
  const received = await deliverAll(db, { secretKey: SECRET, publicUrl: server.url })
  const mails = await Promise.all(received.map(async ({ to, parsed }) => ({ to, mail: await parsed() })))
  return new Map(mails.map(({ to, mail }) => [String(to), { text: mail.text ?? '', html: String(mail.html) }]))
}

describe('whoever came from somebody else', () => {
  it('is taken in only once the sender has said what must be told (L3)', async () => {
    await expect(importList(yesOf('early@rimdal.example'), { party: 'Byggmesse AS' })).rejects.toMatchObject({
      faults: [{ path: 'origin' }, { path: 'origin' }, { path: 'origin' }],
    })
    await makeProcessing(db, brand.id, { retentionMonths: 12 })
  })

  it('is told so with the source in the first mail, in their language, and in no later one (L3)', async () => {
    await importList(yesOf('bought@rimdal.example') + yesOf('second@rimdal.example'), { party: 'Byggmesse & Sønn AS' })
    await importList(yesOf('partner@rimdal.example', 'Rimdal Regnskap'))
    const own = await makeContact(db, { email: 'own@rimdal.example' })
    await grant(db, own.id, news.id, { now: new Date() })
    const names = ['bought', 'partner', 'own']
    const ids = await Promise.all(names.map((name) => contactOf(`${name}@rimdal.example`)))
    const first = await sendTo(ids)
    const [bought, partner, plain] = names.map((name) => first.get(`${name}@rimdal.example`))
    expect(bought?.text).toContain('Opplysningene om deg har vi fått fra Byggmesse & Sønn AS.')
    expect(bought?.html).toContain('fra Byggmesse &amp; Sønn AS.')
    expect(bought?.html.indexOf('Byggmesse')).toBeLessThan(bought?.html.indexOf('</body>') ?? 0)
    expect(partner?.text).toContain('fra Rimdal Regnskap.')
    expect(plain?.text).not.toContain('Opplysningene om deg')
    const link = /https?:\S+\/notice\/sender\/\S+/.exec(bought?.text ?? '')?.[0] ?? ''
    const page = await (await fetch(link)).text()
    for (const item of ['source', 'categories', 'purposes', 'recipients', 'retention', 'rights', 'complaint'])
      expect(page).toContain(`<section id="${item}">`)
    expect(page).not.toContain('id="required"')
    expect(await db.sourceNotice.findFirst({ where: { contactId: ids[0] ?? '' } })).toMatchObject({
      source: 'Byggmesse & Sønn AS',
      toldBy: 'mail',
      messageId: (await db.message.findFirstOrThrow({ where: { contactId: ids[0] ?? '' } })).id,
    })
    const later = await sendTo(ids)
    for (const mail of later.values()) expect(mail.text).not.toContain('Opplysningene om deg')
    expect(later.size).toBe(3)
  })

  it('is a deviation when a month has passed without a word, until somebody tells them another way (L3)', async () => {
    const second = await contactOf('second@rimdal.example')
    const soon = new Date(Date.now() + 27 * DAY_MS)
    const late = new Date(Date.now() + 32 * DAY_MS)
    expect(await findUntold(db, soon)).toEqual({ items: [], total: 0 })
    const untold = await findUntold(db, late)
    expect(untold).toMatchObject({ total: 1, items: [{ contactId: second, source: 'Byggmesse & Sønn AS' }] })
    const reader: DeviationReader = { language: 'en', day: String, number: String }
    const [deviation] = await findDeviation(reader, late)
    expect(deviation).toMatchObject({ count: 1, tone: 'broken', title: expect.stringContaining('was not told') })
    expect(await findDeviation(reader, soon)).toEqual([])
    const officer = await server.as('privacy_officer')
    const path = `/contacts/${second}/source-told`
    expect((await officer('POST', path, { toldBy: 'mail' })).status).toBe(400)
    expect((await officer('POST', path, { toldBy: 'letter' })).status).toBe(204)
    expect((await officer('POST', path, { toldBy: 'letter' })).status).toBe(409)
    expect((await officer('GET', '/untold-sources')).body).toEqual({ items: [], total: 0 })
    expect((await officer('GET', `/contacts/${second}/source`)).body).toMatchObject({
      items: [{ source: 'Byggmesse & Sønn AS', toldBy: 'letter' }],
    })
    expect(await findUntold(db, late)).toEqual({ items: [], total: 0 })
  })

  it('is told of each partner that says it has their yes, entered by a colleague or reported by a system (L3, L4)', async () => {
    const { id } = await makeContact(db, { email: 'twice.sold@rimdal.example' })
    await grant(db, id, news.id, { now: new Date(Date.now() - 9 * DAY_MS) })
    const officer = await server.as('privacy_officer')
    const said = {
      channel: 'email',
      source: 'stand at Bygg 2026',
      occurredAt: new Date(Date.now() - DAY_MS).toISOString(),
    }
    const collected = { ...said, purposeId: news.id, collector: 'Messeforum AS', language: 'nb' }
    expect((await officer('POST', `/contacts/${id}/collected`, collected)).status).toBe(201)
    const sent = (await sendTo([id])).get('twice.sold@rimdal.example')
    expect(sent?.text).toContain('Opplysningene om deg har vi fått fra Messeforum AS.')

    const statement = { ...said, type: 'given', contact: { id }, purpose: news.key, actor: 'contact' }
    const text = { language: 'nb', version: 1 }
    const statements = [
      { ...statement, text, collector: 'Messeforum AS' },
      { ...statement, text, collector: 'Rimdal, Berg & Co', proof: 'Recording 4711' },
      { ...statement, text },
    ]
    const reported = await officer('POST', '/consents', { statements }, { 'idempotency-key': 'partner-told-1' })
    expect(reported.status).toBe(200)
    const known = await collectData(db, id, new Date())
    expect(known.processing.source.others).toMatchObject([
      { source: 'Messeforum AS', toldAt: expect.any(Date) },
      { source: 'Rimdal, Berg & Co', toldAt: null },
    ])
    expect((await officer('GET', `/contacts/${id}/source`)).body).toMatchObject({
      items: [{ source: 'Messeforum AS' }, { source: 'Rimdal, Berg & Co', toldBy: null }],
    })
    const next = (await sendTo([id])).get('twice.sold@rimdal.example')
    expect(next?.text).toContain('har vi fått fra Rimdal, Berg & Co.')
    expect((await sendTo([id])).get('twice.sold@rimdal.example')?.text).not.toContain('Opplysningene om deg')
  })

  it('is not said to come from a partner whose word was not taken, nor from a system that reports what they said (L3)', async () => {
    const officer = await server.as('privacy_officer')
    const { id } = await makeContact(db)
    await withdraw(db, id, news.id, { now: new Date(Date.now() - DAY_MS) })
    const said = { channel: 'email', source: 'the shop', occurredAt: new Date().toISOString() }
    const collected = { ...said, purposeId: news.id, collector: 'Messeforum AS', language: 'nb' }
    expect((await officer('POST', `/contacts/${id}/collected`, collected)).status).toBe(409)
    const other = await makeContact(db)
    const given = { ...said, type: 'given', purpose: news.key, actor: 'contact', text: { language: 'nb', version: 1 } }
    const statements = [
      { ...given, contact: { id }, collector: 'Messeforum AS' },
      { ...given, contact: { id: other.id } },
    ]
    const { body } = await officer('POST', '/consents', { statements }, { 'idempotency-key': 'partner-told-2' })
    expect(body).toMatchObject({ results: [{ outcome: 'held_back' }, { outcome: 'recorded' }] })
    expect(await db.sourceNotice.count({ where: { contactId: { in: [id, other.id] } } })).toBe(0)
  })

  it('owes the word to whoever is kept in a merge, and nothing of it stays after an erasure', async () => {
    await importList(yesOf('merged@rimdal.example'), { party: 'Byggmesse AS' })
    const keep = await makeContact(db, { email: 'keep@rimdal.example' })
    const otherId = await contactOf('merged@rimdal.example')
    await mergeContacts(db, { keepId: keep.id, otherId, userId: null }, new Date())
    const late = new Date(Date.now() + 32 * DAY_MS)
    expect((await findUntold(db, late)).items.map(({ contactId }) => contactId)).toEqual([keep.id])
    const erasure = { contactId: keep.id, method: 'staff', actor: 'staff', occurredAt: new Date() } as const
    await eraseContact(db, keys, erasure, new Date())
    expect(await db.sourceNotice.count({ where: { contactId: { in: [keep.id, otherId] } } })).toBe(0)
    expect(await findUntold(db, late)).toEqual({ items: [], total: 0 })
  })
})
