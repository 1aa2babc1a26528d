import { describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { decide } from '../../../src/consent/index.ts'
import { testDatabase } from '../../support/database.ts'
import { DAY_MS, grant, makeBrand, makeContact, NOON, withdraw } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'

const database = await testDatabase()
const { db } = database
let now = NOON
const services = testServices(database, { now: () => now })
const server = await testServer(createApp(services), services)
const ask = await server.as('marketer')
const brand = await makeBrand(db)

const TEXTS = [
  { language: 'nb', name: 'Nyhetsbrev', text: 'Én e-post i måneden om energibruk i bygg.' },
  { language: 'en', name: 'Newsletter', text: 'One mail a month about energy in buildings.' },
]
let count = 0
const make = (over = {}) =>
  ask('POST', '/purposes', {
    brandId: brand.id,
    key: `letter_${++count}`,
    name: 'Newsletter',
    kind: 'marketing',
    channels: ['email'],
    validityMonths: 24,
    texts: TEXTS,
    ...over,
  })
type Body = {
  id: string
  code: string
  detail: string
  faults: { path: string; message: string }[]
  counts: Record<string, number | string>[]
  texts: { language: string; version: number; text: string; isInForce: boolean; people: number; hash: string }[]
  items: { id: string; name: string; state: string; why: string }[]
  total: number
  next: string | null
  retiredAt: string | null
}
const bodyOf = (answer: { body: unknown }) => answer.body as Body

describe('a purpose', () => {
  it('is made with the words people say yes to, and shows nobody yet', async () => {
    const answer = await make({ channels: ['email', 'sms'] })
    expect(answer.status).toBe(201)
    expect(bodyOf(answer).counts).toEqual(
      ['email', 'sms'].map((channel) => ({
        channel,
        given: 0,
        customer: 0,
        collected: 0,
        requested: 0,
        refused: 0,
        withdrawn: 0,
        expired: 0,
      })),
    )
    expect(bodyOf(answer).texts.map(({ language, version, isInForce }) => [language, version, isInForce])).toEqual([
      ['en', 1, true],
      ['nb', 1, true],
    ])
  })

  it('is refused with every fault named: a key that is taken, a channel that means nothing, a text twice', async () => {
    await make({ key: 'taken' })
    expect(bodyOf(await make({ key: 'taken' })).code).toBe('conflict')
    expect(bodyOf(await make({ kind: 'profiling', channels: ['web', 'email'] })).faults).toMatchObject([
      { path: 'channels.1' },
    ])
    expect(bodyOf(await make({ texts: [...TEXTS, TEXTS[0]] })).faults).toMatchObject([{ path: 'texts.2.language' }])
    expect(bodyOf(await make({ texts: [] })).faults).toMatchObject([{ path: 'texts' }])
    expect(bodyOf(await make({ key: 'Has Space', validityMonths: 0 })).faults.map(({ path }) => path)).toEqual([
      'key',
      'validityMonths',
    ])
    expect((await make({ brandId: '0b8d6d9e-8b57-4b47-9f7a-9b1f6f0f6a01' })).status).toBe(404)
  })

  it('gets new words as a new version; those who said yes before said it to the old ones, which stay (C3)', async () => {
    const { id } = bodyOf(await make())
    const [before, after] = [await makeContact(db), await makeContact(db)]
    await grant(db, before.id, id)
    now = new Date(+NOON + DAY_MS)
    const text = 'Two mails a month about energy in buildings.'
    const published = await ask('POST', `/purposes/${id}/texts`, {
      texts: [{ language: 'en', name: 'Newsletter', text }],
    })
    expect(published.status).toBe(201)
    await grant(db, after.id, id, { now })
    const { texts } = bodyOf(await ask('GET', `/purposes/${id}`))
    expect(texts.map(({ language, version, isInForce, people }) => [language, version, isInForce, people])).toEqual([
      ['en', 2, true, 1],
      ['en', 1, false, 1],
      ['nb', 1, true, 0],
    ])
    expect(texts[1]?.text).toBe(TEXTS[1]?.text)
    now = NOON
  })

  it('refuses a new version that says what the old one says', async () => {
    const { id } = bodyOf(await make())
    const again = await ask('POST', `/purposes/${id}/texts`, { texts: [TEXTS[0]] })
    expect([again.status, bodyOf(again).faults[0]?.path]).toEqual([400, 'texts.0.text'])
  })

  it('numbers versions without a gap when several publish at once', async () => {
    const { id } = bodyOf(await make())
    const publish = (index: number) =>
      ask('POST', `/purposes/${id}/texts`, { texts: [{ ...TEXTS[1], text: `Version number ${index} of the text.` }] })
    await Promise.all(Array.from({ length: 6 }, (_, index) => publish(index)))
    const { texts } = bodyOf(await ask('GET', `/purposes/${id}`))
    expect(texts.filter(({ language }) => language === 'en').map(({ version }) => version)).toEqual([
      7, 6, 5, 4, 3, 2, 1,
    ])
  })

  it('retired is a no for everybody from then on, and stays in the list with what was said', async () => {
    const { id } = bodyOf(await make())
    const contact = await makeContact(db)
    await grant(db, contact.id, id)
    expect(bodyOf(await ask('POST', `/purposes/${id}/retire`)).retiredAt).not.toBeNull()
    expect((await decide(db, contact.id, { purposeId: id, channel: 'email', at: NOON })).reason).toBe('purpose_retired')
    const text = { texts: [{ ...TEXTS[0], text: 'Et nytt ord om det samme.' }] }
    expect((await ask('POST', `/purposes/${id}/texts`, text)).status).toBe(409)
    expect(bodyOf(await ask('GET', '/purposes')).items.map((item) => item.id)).toContain(id)
  })

  it('counts what people say now, and each count leads to them', async () => {
    const { id } = bodyOf(await make({ validityMonths: 12 }))
    const people = await Promise.all(
      Array.from({ length: 5 }, (_, index) => makeContact(db, { firstName: `Person ${index}` })),
    )
    const [one, two, three, four] = people.map((person) => person.id) as [string, string, string, string]
    await grant(db, one, id)
    await grant(db, two, id)
    await grant(db, three, id, { occurredAt: new Date(+NOON - 400 * DAY_MS) })
    await grant(db, four, id)
    await withdraw(db, four, id)
    const { counts } = bodyOf(await ask('GET', `/purposes/${id}`))
    expect(counts).toEqual([
      { channel: 'email', given: 2, customer: 0, collected: 0, requested: 0, refused: 0, withdrawn: 1, expired: 1 },
    ])
    const given = bodyOf(await ask('GET', `/purposes/${id}/people?state=given&limit=1`))
    expect([given.total, given.items.length]).toEqual([2, 1])
    const rest = bodyOf(await ask('GET', `/purposes/${id}/people?state=given&limit=1&cursor=${given.next}`))
    expect([rest.items.length, rest.next]).toEqual([1, null])
    expect([given.items[0]?.id, rest.items[0]?.id].sort()).toEqual([one, two].sort())
    for (const [state, who] of [
      ['expired', three],
      ['withdrawn', four],
    ])
      expect(bodyOf(await ask('GET', `/purposes/${id}/people?state=${state}`)).items.map((item) => item.id)).toEqual([
        who,
      ])
    expect((await ask('GET', given.items[0]?.why ?? '')).status).toBe(200)
  })
})

describe('a sender', () => {
  it('is added and changed by an administrator alone', async () => {
    const admin = await server.as('admin')
    const fields = {
      name: 'Solvang',
      senderName: 'Solvang',
      senderEmail: 'post@solvang.example',
      replyTo: null,
      postalAddress: 'Solvang AB, Storgatan 1, 111 11 Stockholm',
      privacyEmail: 'integritet@solvang.example',
      privacyUrl: null,
      colour: '#0B3B30',
      country: 'SE',
    }
    expect((await ask('POST', '/brands', fields)).status).toBe(403)
    const made = await admin('POST', '/brands', fields)
    expect(made.status).toBe(201)
    const changed = await admin('PUT', `/brands/${bodyOf(made).id}`, { ...fields, name: 'Solvang Energi' })
    expect(changed.body).toMatchObject({ name: 'Solvang Energi' })
    expect((await admin('POST', '/brands', { ...fields, colour: 'green' })).status).toBe(400)
  })
})
