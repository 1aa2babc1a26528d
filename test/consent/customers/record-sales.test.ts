import { describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import {
  type Decision,
  decide,
  eraseContact,
  mergeContacts,
  recordConsent,
  recordSales,
  type Sale,
  suppressionKey,
  undoMerge,
  verifyLedger,
} from '../../../src/consent/index.ts'
import { enqueueMessages, saveContent } from '../../../src/delivery/index.ts'
import { Prisma } from '../../../src/platform/database.ts'
import { testDatabase } from '../../support/database.ts'
import { deliverAll } from '../../support/deliver-all.ts'
import { DAY_MS, grant, makeBrand, makeContact, makePurpose, NOON, withdraw } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database, { now: () => NOON })
const server = await testServer(createApp(services), services)
const ask = await server.as('marketer')

const brandId = (await makeBrand(db)).id
const FAMILY = 'heat pumps'
const customers = { brandId, legalBasis: 'existing_customer', productFamily: FAMILY }
const offers = await makePurpose(db, { ...customers, name: 'Offers on heat pumps', channels: ['email', 'sms'] })
const filters = await makePurpose(db, { ...customers, productFamily: 'filters' })
const news = await makePurpose(db, { brandId, channels: ['email', 'sms'] })

const monthsAgo = (months: number) => new Date(Date.UTC(2026, 10 - months, 24, 11))
let count = 0
const makeBuyer = (over: Parameters<typeof makeContact>[1] = {}) =>
  makeContact(db, { country: 'NO', phone: `+4790${String(++count).padStart(6, '0')}`, ...over })
const sell = ({ id }: { id: string }, over: Partial<Sale> = {}) =>
  recordSales(
    db,
    [
      {
        ...{ contactId: id, productFamily: FAMILY, channel: 'email', soldAt: monthsAgo(2) },
        ...{ evidence: 'order 4711', via: 'staff', by: brandId },
        ...over,
      },
    ],
    NOON,
  )
const mayWe = (contact: { id: string }, purposeId = offers.id, channel = 'email', at = NOON): Promise<Decision> =>
  decide(db, contact.id, { purposeId, channel, at })
const reasonFor = async (...asked: Parameters<typeof mayWe>) => (await mayWe(...asked)).reason

const asked = {
  ...{ productFamily: 'Heat pumps', channel: 'email', source: 'sale', soldAt: monthsAgo(2).toISOString() },
  ...{ optOutOffered: true, evidence: 'order 4711' },
}
const enter = (id: string, over = {}) => ask('POST', `/contacts/${id}/sales`, { ...asked, ...over })

describe('an earlier sale', () => {
  it('allows goods of the same kind, on the channel of the address, as long as the country says (N2, E1, E3)', async () => {
    const buyer = await makeBuyer()
    expect(await reasonFor(buyer)).toBe('never_asked')
    await sell(buyer)
    expect(await mayWe(buyer)).toMatchObject({
      ...{ isAllowed: true, reason: 'customer', consentSeq: 1, since: monthsAgo(2), expiresAt: monthsAgo(-10) },
      ruleVersion: 'NO-2025-1',
    })
    expect([await reasonFor(buyer, filters.id), await reasonFor(buyer, news.id)]).toEqual([
      'never_asked',
      'never_asked',
    ])
    expect(await reasonFor(buyer, offers.id, 'sms')).toBe('never_asked')
    expect(await reasonFor(buyer, offers.id, 'email', new Date(+monthsAgo(-10) - 1))).toBe('customer')
    expect(await reasonFor(buyer, offers.id, 'email', monthsAgo(-10))).toBe('sale_too_old')
    await sell(buyer, { channel: 'sms', soldAt: monthsAgo(1) })
    expect(await reasonFor(buyer, offers.id, 'sms')).toBe('customer')
  })

  it('counts only where the law of the country accepts one from this recipient (N2, E1, E3)', async () => {
    const reasons = async (country: string | null) => {
      const people = [await makeBuyer({ country }), await makeBuyer({ country, recipientKind: 'legal' })]
      for (const person of people) await sell(person)
      return [country, ...(await Promise.all(people.map((person) => reasonFor(person))))]
    }
    expect(await Promise.all(['NO', 'SE', 'DK', 'FI', 'DE', 'FR', null].map(reasons))).toEqual([
      ['NO', 'customer', 'never_asked'],
      ['SE', 'customer', 'never_asked'],
      ['DK', 'customer', 'customer'],
      ['FI', 'customer', 'never_asked'],
      ['DE', 'customer', 'customer'],
      ['FR', 'never_asked', 'never_asked'],
      [null, 'never_asked', 'never_asked'],
    ])
  })

  it('is refused by name where the address came from a competition, a quote or an abandoned basket (N3)', async () => {
    const { id } = await makeBuyer()
    for (const source of ['competition', 'quote', 'abandoned_basket']) {
      const { status, body } = await enter(id, { source })
      expect(status).toBe(400)
      expect(body).toMatchObject({ faults: [{ path: 'source', message: expect.stringContaining('Ask for a yes') }] })
      const row = { ...{ contactId: id, productFamily: FAMILY, channel: 'email', soldAt: NOON }, source }
      const recorded = { optOutOffered: true, evidence: 'x', recordedVia: 'import', recordedAt: NOON }
      await expect(db.customerRelation.create({ data: { ...row, ...recorded } })).rejects.toThrow(/source_check/)
    }
    expect([await db.customerRelation.count({ where: { contactId: id } }), await reasonFor({ id })]).toEqual([
      0,
      'never_asked',
    ])
  })

  it('is refused where no way to say no was offered, where it lies ahead, and where no purpose names what was bought (N2)', async () => {
    const { id } = await makeBuyer()
    const faults = await Promise.all(
      [{ optOutOffered: false }, { soldAt: new Date(+NOON + DAY_MS).toISOString() }, { productFamily: 'boilers' }].map(
        async (over) => ((await enter(id, over)).body as { faults: { path: string }[] }).faults[0]?.path,
      ),
    )
    expect(faults).toEqual(['optOutOffered', 'soldAt', 'productFamily'])
    expect((await enter(id)).body).toEqual({ purposes: ['Offers on heat pumps'] })
    expect((await ask('GET', `/contacts/${id}/sales`)).body).toMatchObject({
      items: [{ productFamily: FAMILY, channel: 'email', evidence: 'order 4711', recordedVia: 'api' }],
    })
    expect(await reasonFor({ id })).toBe('customer')
  })

  it('never takes the place of a yes that was taken back, nor of a refusal or an objection (C11, N2)', async () => {
    const [withdrew, refused, objected, later] = [
      await makeBuyer(),
      await makeBuyer(),
      await makeBuyer(),
      await makeBuyer(),
    ]
    await grant(db, withdrew.id, offers.id)
    await withdraw(db, withdrew.id, offers.id)
    const said = { method: 'preference_page', actor: 'contact', textId: null, occurredAt: NOON, evidence: {} } as const
    await recordConsent(
      db,
      [
        { ...said, contactId: refused.id, purposeId: offers.id, channel: 'sms', type: 'refused' },
        { ...said, contactId: objected.id, purposeId: null, channel: null, type: 'objected' },
      ],
      NOON,
    )
    await db.consentHold.updateMany({ where: { contactId: objected.id }, data: { liftedAt: NOON } })
    await sell(later)
    await withdraw(db, later.id, offers.id)
    for (const buyer of [withdrew, refused, objected, later]) {
      expect((await sell(buyer, { soldAt: NOON })).heldBack).toHaveLength(1)
      expect((await mayWe(buyer)).isAllowed).toBe(false)
      expect((await enter(buyer.id)).status).toBe(409)
    }
    expect(await reasonFor(later)).toBe('withdrawn')
    // Their own new yes is another matter, and when it has run out nothing quietly follows.
    await grant(db, later.id, offers.id, { now: new Date(+NOON + 1) })
    expect(await reasonFor(later, offers.id, 'email', new Date(+NOON + 1))).toBe('given')
  })

  it('leaves a yes that stands as it is, and is found in the ledger by whoever checks it', async () => {
    const buyer = await makeBuyer()
    await grant(db, buyer.id, offers.id)
    await sell(buyer)
    expect(await mayWe(buyer)).toMatchObject({ reason: 'given', consentSeq: 1 })
    const types = await db.consentEvent.findMany({ where: { contactId: buyer.id }, orderBy: { seq: 'asc' } })
    expect(types.map(({ type }) => type)).toEqual(['given', 'customer'])
    await sell(buyer)
    await sell(await makeBuyer(), { soldAt: monthsAgo(11) })
    expect((await verifyLedger(db, NOON)).faults).toEqual([])
    expect(await db.customerRelation.count({ where: { contactId: buyer.id } })).toBe(1)
  })

  it('follows nobody into a merge, comes back with its undoing, and goes with an erasure', async () => {
    const [keep, other] = [await makeBuyer(), await makeBuyer()]
    await sell(keep)
    await grant(db, other.id, offers.id)
    await withdraw(db, other.id, offers.id)
    await mergeContacts(db, { keepId: keep.id, otherId: other.id, userId: null }, NOON)
    expect(await reasonFor(keep)).toBe('withdrawn')
    const { id } = await db.contactMerge.findFirstOrThrow({ where: { contactId: keep.id } })
    await undoMerge(db, keep.id, id, NOON)
    expect(await reasonFor(keep)).toBe('customer')
    const erasure = { contactId: keep.id, method: 'staff', actor: 'contact', occurredAt: NOON } as const
    await eraseContact(db, [suppressionKey('a secret of this test')], erasure, NOON)
    expect(await db.customerRelation.count({ where: { contactId: keep.id } })).toBe(0)
    await sell(keep)
    expect(await db.customerRelation.count({ where: { contactId: keep.id } })).toBe(0)
  })
})

describe('the database', () => {
  it('lets nobody be a customer without a sale of the family of the purpose (N2)', async () => {
    const buyer = await makeBuyer()
    await sell(buyer)
    const entry = { ...{ contactId: buyer.id, channel: 'email', type: 'customer', textId: null, evidence: {} } }
    const fact = { ...entry, method: 'staff', actor: 'staff', occurredAt: monthsAgo(2) } as const
    for (const purposeId of [filters.id, news.id])
      await expect(recordConsent(db, [{ ...fact, type: 'customer', purposeId }], NOON)).rejects.toThrow(/no sale/)
  })

  it('keeps the one legal basis of each purpose, which never changes (L1, C11)', async () => {
    const change = (data: object) => db.purpose.update({ where: { id: news.id }, data })
    for (const legalBasis of ['legitimate_interest', '', 'consent,existing_customer'])
      await expect(makePurpose(db, { brandId, legalBasis })).rejects.toThrow(/basis_check/)
    await expect(change({ legalBasis: 'existing_customer', productFamily: FAMILY })).rejects.toThrow(/never changes/)
    await expect(makePurpose(db, { ...customers, productFamily: null })).rejects.toThrow(/family_check/)
    await expect(makePurpose(db, { ...customers, kind: 'profiling', channels: ['web'] })).rejects.toThrow(
      /family_check/,
    )
    await expect(makePurpose(db, { ...customers, channels: ['email', 'phone'] })).rejects.toThrow(/family_check/)
    expect((await ask('GET', `/purposes/${offers.id}`)).body).toMatchObject({
      ...{ legalBasis: 'existing_customer', productFamily: FAMILY },
    })
  })
})

describe('a purpose', () => {
  const texts = [{ language: 'nb', name: 'Tilbud', text: 'Tilbud til deg som er kunde.' }]
  const make = (over: object) =>
    ask('POST', '/purposes', {
      ...{ brandId, key: 'customer_offers', name: 'Offers', kind: 'marketing', channels: ['email'] },
      ...{ validityMonths: null, texts },
      ...over,
    })

  it('names one legal basis when it is made, and what customers bought where that is the basis (L1)', async () => {
    const wrong = [
      { legalBasis: 'existing_customer' },
      { legalBasis: 'existing_customer', productFamily: 'pumps', kind: 'phone', channels: ['phone'] },
      { legalBasis: 'consent', productFamily: 'pumps' },
      { legalBasis: 'contract' },
      { legalBasis: ['consent', 'existing_customer'] },
    ]
    expect(await Promise.all(wrong.map(async (over) => (await make(over)).status))).toEqual([400, 400, 400, 400, 400])
    expect((await make({})).body).toMatchObject({ legalBasis: 'consent', productFamily: null })
    const made = await make({ key: 'pumps', legalBasis: 'existing_customer', productFamily: ' Pumps ' })
    expect(made.body).toMatchObject({ legalBasis: 'existing_customer', productFamily: 'pumps' })
  })
})

describe('a mail to a customer', () => {
  it('rests on the entry of the sale, offers the stop in each message, and the stop ends it (N2, E1)', async () => {
    const [buyer, stranger] = [await makeBuyer(), await makeBuyer()]
    await sell(buyer)
    const contentId = await saveContent(db, {
      ...{ brandId, purposeId: offers.id, subject: 'Filter', preheader: '' },
      html: '<p>Hei</p><a href="{{ unsubscribe_url }}">Stopp</a> <a href="{{ preferences_url }}">Velg</a>',
      text: 'Hei {{ unsubscribe_url }}',
    })
    const people = Prisma.sql`select id as contact_id, 'sale' as occasion from unnest(${[buyer.id, stranger.id]}::uuid[]) as t (id)`
    await enqueueMessages(db, { contentId, campaignId: null, people, notBefore: new Date(0) }, NOON)
    const received = await deliverAll(db, {
      ...{ secretKey: services.config.secretKey, publicUrl: server.url, now: () => NOON },
    })
    const messages = await db.message.findMany({ where: { contentId }, orderBy: { status: 'desc' } })
    expect(messages.map(({ status, reason, consentSeq }) => [status, reason, consentSeq])).toEqual([
      ['sent', 'customer', 1],
      ['blocked', 'never_asked', null],
    ])
    const mail = await received[0]?.parsed()
    const link = /\S+\/u\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? ''
    const path = new URL(link).pathname
    expect(received).toHaveLength(1)
    expect(mail?.headers.get('list')).toMatchObject({ unsubscribe: { url: expect.stringContaining('/u/') } })
    const page = await (await fetch(`${server.url}${path}?l=nb`)).text()
    expect(page).toContain('Du kjøpte noe slikt hos oss 24. september')
    expect(page).toContain(`name="stop" value="${offers.id}"`)
    const stopped = await fetch(`${server.url}${path}`, {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    })
    expect([stopped.status, await reasonFor(buyer)]).toEqual([200, 'withdrawn'])
  })
})
