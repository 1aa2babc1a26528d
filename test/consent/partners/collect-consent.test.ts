import { describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { checkImport, decide, importContacts, importMapping, suppressionKey } from '../../../src/consent/index.ts'
import { testDatabase } from '../../support/database.ts'
import { DAY_MS, makeContact, makePurpose, NOON, withdraw } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database, { now: () => NOON })
const server = await testServer(createApp(services), services)
const ask = await server.as('privacy_officer')
const fairs = await makePurpose(db, { key: 'fairs', name: 'Fairs', validityMonths: 24 })
const offers = await makePurpose(db, {
  ...{ key: 'offers', brandId: fairs.brandId, legalBasis: 'existing_customer', productFamily: 'heat pumps' },
})

const EARLIER = new Date(+NOON - 30 * DAY_MS)
const mayWe = async (contactId: string, purposeId = fairs.id) => {
  const { isAllowed, reason } = await decide(db, contactId, { purposeId, channel: 'email', at: NOON })
  return [isAllowed, reason]
}
const collect = (id: string, over = {}) =>
  ask('POST', `/contacts/${id}/collected`, {
    ...{ purposeId: fairs.id, channel: 'email', collector: 'Messeforum AS', source: 'stand at Bygg 2026' },
    ...{ language: 'nb', occurredAt: EARLIER.toISOString(), ...over },
  })
const prove = (id: string, seq: number, proof = 'Signed form, archive box 12, page 7') =>
  ask('POST', `/contacts/${id}/collected/${seq}/evidence`, { proof })

describe('a yes that a partner collected', () => {
  it('names the collector and is a no until its evidence is attached, then a yes from its own day (C17)', async () => {
    const { id } = await makeContact(db)
    expect(await collect(id)).toMatchObject({ status: 201, body: { seq: 1 } })
    expect(await mayWe(id)).toEqual([false, 'unproven'])
    expect((await ask('GET', `/contacts/${id}/collected`)).body).toMatchObject({
      items: [{ seq: 1, collector: 'Messeforum AS', source: 'stand at Bygg 2026', purpose: { name: 'Fairs' } }],
    })
    expect((await prove(id, 1, 'yes')).status).toBe(400)
    expect(await prove(id, 1)).toMatchObject({ status: 201, body: { seq: 2 } })
    expect(await mayWe(id)).toEqual([true, 'given'])
    const given = await db.consentEvent.findFirstOrThrow({ where: { contactId: id, seq: 2 } })
    expect([given.occurredAt, given.actor, given.expiresAt?.getUTCFullYear()]).toEqual([EARLIER, 'staff', 2028])
    const { data } = await db.consentEvidence.findFirstOrThrow({ where: { contactId: id, seq: 2 } })
    expect(data).toMatchObject({
      collector: 'Messeforum AS',
      proof: expect.stringContaining('box 12'),
      collectedSeq: 1,
    })
    expect((await prove(id, 1)).status).toBe(409)
    expect((await ask('GET', `/contacts/${id}/collected`)).body).toEqual({ items: [] })
  })

  it('needs the name of the collector, and never raises what the person has lowered, with or without evidence (C17, C16)', async () => {
    const [first, second] = [await makeContact(db), await makeContact(db)]
    expect((await collect(first.id, { collector: '' })).status).toBe(400)
    expect((await collect(first.id, { occurredAt: new Date(+NOON + DAY_MS).toISOString() })).status).toBe(400)
    await withdraw(db, first.id, fairs.id)
    expect((await collect(first.id)).status).toBe(409)
    await collect(second.id)
    await withdraw(db, second.id, fairs.id)
    expect((await prove(second.id, 1)).status).toBe(409)
    expect([await mayWe(first.id), await mayWe(second.id)]).toEqual([
      [false, 'withdrawn'],
      [false, 'withdrawn'],
    ])
  })

  it('comes through the interface for systems with its collector, and counts only with its proof (C17)', async () => {
    const [bare, proven] = [await makeContact(db), await makeContact(db)]
    const said = { type: 'given', purpose: 'fairs', channel: 'email', occurredAt: EARLIER.toISOString() }
    const partner = {
      ...said,
      actor: 'contact',
      source: 'stand',
      text: { language: 'nb', version: 1 },
      collector: 'X AS',
    }
    const statements = [
      { ...partner, contact: { id: bare.id } },
      { ...partner, contact: { id: proven.id }, proof: 'Recording 4711' },
    ]
    expect((await ask('POST', '/consents', { statements }, { 'idempotency-key': 'partner-1' })).status).toBe(200)
    expect([await mayWe(bare.id), await mayWe(proven.id)]).toEqual([
      [false, 'unproven'],
      [true, 'given'],
    ])
  })
})

describe('a file', () => {
  const COLUMNS = 'E-mail,Country,News,When,By,Proof,Bought,Sold,How,No offered,Order\n'
  const column = (name: string) => ({ column: name })
  const mapping = importMapping.parse({
    columns: [
      { column: 'E-mail', to: 'email' },
      { column: 'Country', to: 'country' },
    ],
    consent: [
      {
        ...{ purpose: 'fairs', channel: 'email', column: 'News', yes: ['yes'], at: column('When') },
        ...{
          source: { value: 'stand' },
          wording: { value: 'Yes please' },
          collector: column('By'),
          proof: column('Proof'),
        },
      },
    ],
    sales: [
      {
        ...{ channel: 'email', productFamily: column('Bought'), soldAt: column('Sold'), source: column('How') },
        ...{ optOutOffered: column('No offered'), evidence: column('Order') },
      },
    ],
  })
  const SOLD = '2026-09-01'
  const text = [
    'own@a.example,NO,yes,2026-09-02,,,,,,,\n',
    'partner@a.example,NO,yes,2026-09-02,Messeforum,,,,,,\n',
    'proven@a.example,NO,yes,2026-09-02,Messeforum,Form 7,,,,,\n',
    `buyer@a.example,NO,,,,,Heat pumps,${SOLD},sale,yes,4711\n`,
    `quote@a.example,NO,,,,,Heat pumps,${SOLD},quote,yes,4712\n`,
    `unasked@a.example,NO,,,,,Heat pumps,${SOLD},sale,no,4713\n`,
    `other@a.example,NO,,,,,Filters,${SOLD},sale,yes,4714\n`,
    `bare@a.example,NO,,,,,Heat pumps,${SOLD},sale,yes,\n`,
    `later@a.example,NO,,,,,Heat pumps,2027-01-01,sale,yes,4715\n`,
    `stopped@a.example,NO,,,,,Heat pumps,${SOLD},sale,yes,4716\n`,
  ]
  const request = {
    fileName: 'partner.csv',
    mapping,
    startedBy: null,
    open: async function* () {
      yield Buffer.from(COLUMNS + text.join(''))
    },
  }
  const setting = { now: () => NOON, keys: [suppressionKey('only-for-tests-'.padEnd(40, '0'))] }

  it('makes customers only of complete sales, and a yes only of what is proven (N2, N3, C17, S3)', async () => {
    const stopped = await makeContact(db, { email: 'stopped@a.example' })
    await withdraw(db, stopped.id, offers.id)
    const forecast = await checkImport(db, request, setting)
    expect([forecast.sales, forecast.consent[0]?.given, forecast.consent[0]?.withoutProof]).toEqual([2, 2, 1])
    const id = await importContacts(db, request, setting)
    const people = new Map(
      (await db.identity.findMany({ where: { kind: 'email', value: { endsWith: '@a.example' } } })).map((row) => [
        row.value.split('@')[0],
        row.contactId,
      ]),
    )
    const ask = async (name: string, purposeId: string) => (await mayWe(people.get(name) ?? '', purposeId))[1]
    expect([
      await ask('own', fairs.id),
      await ask('partner', fairs.id),
      await ask('proven', fairs.id),
      await ask('buyer', offers.id),
      await ask('stopped', offers.id),
    ]).toEqual(['given', 'unproven', 'given', 'customer', 'withdrawn'])
    for (const name of ['quote', 'unasked', 'other', 'bare', 'later'])
      expect(await ask(name, offers.id)).toBe('never_asked')
    const notes = await db.importRefusal.findMany({ where: { importId: id }, orderBy: { line: 'asc' } })
    expect(notes.map(({ line, code }) => [line, code])).toEqual([
      [3, 'unproven'],
      [6, 'not_a_sale'],
      [7, 'no_opt_out'],
      [8, 'no_customer_purpose'],
      [9, 'incomplete_sale'],
      [10, 'future_sale'],
      [11, 'sale_held_back'],
    ])
    expect(await db.import.findUnique({ where: { id } })).toMatchObject({ given: 2, heldBack: 1, refused: 0 })
    await importContacts(db, request, setting)
    expect(await db.customerRelation.count()).toBe(2)
    expect(await db.consentEvent.count({ where: { contactId: people.get('buyer') ?? '' } })).toBe(1)
  })
})
