import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { placeHold, verifyLedger } from '../../../src/consent/index.ts'
import { testDatabase } from '../../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, NOON, withdraw } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'
import { sequenceAll } from '../proof/log.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database, { now: () => NOON })
const server = await testServer(createApp(services), database)
const ask = await server.as('marketer')
const letter = await makePurpose(db, { key: 'letter', validityMonths: 24, channels: ['email', 'phone'] })

const EARLIER = new Date(+NOON - DAY_MS).toISOString()
const yes = (contact: object, over: object = {}) => ({
  ...{ type: 'given', contact, purpose: 'letter', channel: 'email', occurredAt: EARLIER, actor: 'contact' },
  ...{ source: 'https://shop.example/checkout', text: { language: 'en', version: 1 }, ...over },
})
const no = (contact: object, over: object = {}) => ({
  ...{ type: 'withdrawn', contact, purpose: letter.id, channel: 'email', occurredAt: NOON.toISOString() },
  ...{ actor: 'contact', source: 'the shop’s own settings page', ...over },
})
type Result = { outcome: string; why: string | null; contactId: string | null; seq: number | null }
type Answer = { results: Result[]; removed: number; onTheirWay: number }
async function report(statements: object[], key: string = randomUUID()) {
  const { status, body } = await ask('POST', '/consents', { statements }, { 'idempotency-key': key })
  return { status, body: body as Answer & { detail: string; faults: { path: string }[] } }
}
const stateOf = async (contactId: string, channel = 'email') =>
  (await db.consentState.findFirst({ where: { contactId, purposeId: letter.id, channel } }))?.state

describe('what another system reports', () => {
  it('is recorded with the words shown, how, by whom and when, and each statement leaves the rest as it was (C1)', async () => {
    const [kari, ola] = [await makeContact(db, { email: 'kari@rimdal.example' }), await makeContact(db)]
    await grant(db, kari.id, letter.id, { channel: 'phone' })
    const { status, body } = await report([
      yes({ email: ' Kari@Rimdal.example ' }, { evidence: { form: 'checkout', version: 7 } }),
      no({ id: ola.id }),
    ])
    expect(status).toBe(200)
    expect(body.results).toEqual([
      { outcome: 'recorded', why: null, contactId: kari.id, seq: 2 },
      { outcome: 'recorded', why: null, contactId: ola.id, seq: 1 },
    ])
    const entry = await db.consentEvent.findFirstOrThrow({ where: { contactId: kari.id, seq: 2 } })
    const { data } = await db.consentEvidence.findFirstOrThrow({ where: { contactId: kari.id, seq: 2 } })
    expect(entry).toMatchObject({ method: 'api', actor: 'contact', occurredAt: new Date(EARLIER), recordedAt: NOON })
    expect(entry.expiresAt?.toISOString()).toBe('2028-11-23T11:00:00.000Z')
    const text = await db.purposeText.findUniqueOrThrow({ where: { id: entry.textId ?? '' } })
    expect([text.purposeId, text.language, text.version]).toEqual([letter.id, 'en', 1])
    expect(data).toMatchObject({
      source: 'https://shop.example/checkout',
      form: 'checkout',
      version: 7,
      language: 'en',
    })
    expect(data).toMatchObject({ reportedBy: { name: 'test marketer' } })
    expect([await stateOf(kari.id), await stateOf(kari.id, 'phone'), await stateOf(ola.id)]).toEqual([
      'given',
      'given',
      'withdrawn',
    ])
  })

  it('never raises what the person has lowered, whoever is said to have said it (C16, S2)', async () => {
    const [refuser, objector] = [await makeContact(db), await makeContact(db)]
    await grant(db, refuser.id, letter.id)
    await withdraw(db, refuser.id, letter.id)
    await placeHold(db, { contactId: objector.id, kind: 'complaint', channel: null, reason: 'abuse' }, NOON)
    const late = { occurredAt: NOON.toISOString() }
    const { body } = await report([
      yes({ id: refuser.id }, late),
      yes({ id: refuser.id }, { ...late, actor: 'staff' }),
      yes({ id: objector.id }, late),
    ])
    expect(body.results.map(({ outcome, why }) => `${outcome}: ${why}`)).toEqual(Array(3).fill('held_back: said_no'))
    expect(await stateOf(refuser.id)).toBe('withdrawn')
    expect(await stateOf(objector.id)).toBeUndefined()
  })

  it('says which people are not known or erased, and takes the rest', async () => {
    const [erased, merged, kept] = [
      await makeContact(db, { erasedAt: NOON }),
      await makeContact(db),
      await makeContact(db),
    ]
    await db.contact.update({ where: { id: merged.id }, data: { mergedIntoId: kept.id } })
    const { body } = await report([
      yes({ email: 'nobody@rimdal.example' }),
      yes({ phone: 'no number' }),
      yes({ id: erased.id }),
      yes({ id: merged.id }),
    ])
    expect(body.results.map(({ why, contactId }) => [why, contactId])).toEqual([
      ['unknown_contact', null],
      ['unknown_contact', null],
      ['erased', erased.id],
      [null, kept.id],
    ])
    expect(await stateOf(kept.id)).toBe('given')
  })

  it('is refused whole, and each fault named, where a purpose, channel or text is unknown', async () => {
    const { id } = await makeContact(db)
    const retired = await makePurpose(db, { retiredAt: NOON })
    const before = await db.consentEvent.count()
    const { status, body } = await report([
      yes({ id }),
      yes({ id }, { purpose: 'nothing' }),
      yes({ id }, { channel: 'sms' }),
      yes({ id }, { text: { language: 'en', version: 9 } }),
      yes({ id }, { occurredAt: '2020-01-01T00:00:00Z' }),
      yes({ id }, { purpose: retired.id }),
      no({ id }, { purpose: retired.id }),
    ])
    expect(status).toBe(400)
    expect(body.faults.map(({ path }) => path)).toEqual([
      'statements.1.purpose',
      'statements.2.channel',
      'statements.3.text',
      'statements.4.text',
      'statements.5.purpose',
    ])
    const { text: _text, ...wordless } = yes({ id })
    for (const wrong of [wordless, yes({ id, email: 'a@b.example' }), yes({ id }, { source: ' ' }), yes({ id: 'x' })])
      expect((await report([wrong])).status).toBe(400)
    expect(await db.consentEvent.count()).toBe(before)
  })

  it('becomes a question where the purpose wants its yes confirmed (W6)', async () => {
    const careful = await makePurpose(db, { key: 'careful', doubleOptIn: true })
    const { id } = await makeContact(db)
    const { body } = await report([yes({ id }, { purpose: 'careful' })])
    expect(body.results).toMatchObject([{ outcome: 'asked', seq: 1 }])
    const again = await report([yes({ id }, { purpose: 'careful' })])
    expect(again.body.results).toMatchObject([{ outcome: 'held_back', why: 'asked_lately' }])
    expect(await db.optIn.count({ where: { purposeId: careful.id } })).toBe(1)
  })

  it('is recorded once however often the request is sent, and its key is good for no other', async () => {
    const { id } = await makeContact(db)
    const key = randomUUID()
    const [one, two] = await Promise.all([report([no({ id })], key), report([no({ id })], key)])
    expect(one.body).toEqual(two.body)
    expect((await report([no({ id })], key)).body).toEqual(one.body)
    expect(await db.consentEvent.count({ where: { contactId: id } })).toBe(1)
    const other = await report([yes({ id })], key)
    expect([other.status, other.body.detail]).toEqual([409, expect.stringContaining('Idempotency-Key')])
    expect((await ask('POST', '/consents', { statements: [no({ id })] })).status).toBe(400)
  })

  it('is an objection to everything when it says so, and some hundreds are taken at once (L10)', async () => {
    const { id } = await makeContact(db)
    const objected = { type: 'objected', contact: { id }, occurredAt: EARLIER, actor: 'contact', source: 'by phone' }
    expect((await report([objected])).body.results).toMatchObject([{ outcome: 'recorded' }])
    expect((await report([yes({ id }, { occurredAt: NOON.toISOString() })])).body.results).toMatchObject([
      { why: 'said_no' },
    ])
    const people = await Promise.all(Array.from({ length: 20 }, () => makeContact(db)))
    const many = people.flatMap((one) => Array.from({ length: 20 }, (_, at) => (at % 2 ? no : yes)({ id: one.id })))
    const { body } = await report(many)
    // The last word of each person in the list is a no, and no yes of the list passes the first no.
    expect(body.results.filter(({ outcome }) => outcome === 'recorded')).toHaveLength(20 * 11)
    expect(await verifyLedger(db, NOON)).toMatchObject({ faults: [] })
    expect((await report(Array.from({ length: 501 }, () => no({ id })))).status).toBe(400)
  })

  it('comes from a marketer or the privacy officer', async () => {
    const seller = await server.as('seller')
    const { id } = await makeContact(db)
    const answer = await seller('POST', '/consents', { statements: [no({ id })] }, { 'idempotency-key': randomUUID() })
    expect(answer.status).toBe(403)
  })
})

describe('what another system reads', () => {
  it('is the whole history in one order, page after page, and nothing twice', async () => {
    await sequenceAll(db)
    const seen: string[] = []
    for (let after = -1; ; ) {
      const { body } = await ask('GET', `/consents?after=${after}&limit=100`)
      const page = body as { items: { contactId: string; seq: number; place: number }[]; after: number }
      seen.push(...page.items.map(({ contactId, seq }) => `${contactId} ${seq}`))
      if (page.items.length === 0) break
      after = page.after
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBe(await db.consentEvent.count())
    const [contactId] = seen[0]?.split(' ') ?? []
    const one = (await ask('GET', `/consents?contactId=${contactId}`)).body as { items: { seq: number }[] }
    expect(one.items.map(({ seq }) => seq)).toEqual(one.items.map((_, at) => at + 1))
  })

  it('is what stands for a purpose on a channel, with what may be done now', async () => {
    const seen: { contactId: string; state: string; isAllowed: boolean; reason: string }[] = []
    for (let after: string | null = ''; after !== null; ) {
      const path = `/consents/standing?purposeId=${letter.id}&channel=email&limit=7${after && `&after=${after}`}`
      const page = (await ask('GET', path)).body as { items: typeof seen; after: string | null }
      seen.push(...page.items)
      after = page.after
    }
    expect(seen.length).toBe(await db.consentState.count({ where: { purposeId: letter.id, channel: 'email' } }))
    for (const { state, isAllowed } of seen) if (isAllowed) expect(state).toBe('given')
    expect(seen.find(({ state }) => state === 'withdrawn')).toMatchObject({ isAllowed: false, reason: 'withdrawn' })
    expect((await ask('GET', `/consents/standing?purposeId=${randomUUID()}&channel=email`)).status).toBe(404)
  })
})
