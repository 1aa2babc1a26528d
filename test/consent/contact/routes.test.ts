import { describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { type DecisionReason, placeHold, recordConsent } from '../../../src/consent/index.ts'
import { testDatabase } from '../../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, makeTopic, NOON, withdraw } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'

const database = await testDatabase()
const { db } = database
const TODAY = new Date(+NOON + DAY_MS)
const services = testServices(database, { now: () => TODAY })
const server = await testServer(createApp(services), services)
const ask = await server.as('privacy_officer')
const seller = await server.as('seller')
const news = await makePurpose(db, {
  key: 'product_news',
  name: 'Product news',
  channels: ['email', 'sms'],
  validityMonths: 24,
})
const calls = await makePurpose(db, {
  key: 'phone_follow_up',
  name: 'Phone follow-up',
  kind: 'phone',
  channels: ['phone'],
})

type Cell = {
  purposeId: string
  channel: string
  state: string
  reason: DecisionReason
  isAllowed: boolean
  seq: number | null
}
const gridOf = async (id: string) =>
  (await ask('GET', `/contacts/${id}/consent`)).body as { channels: string[]; cells: Cell[] }
const decisionOf = async (id: string, language = 'en', channel = 'email') =>
  (
    await ask('GET', `/contacts/${id}/decision?purposeId=${news.id}&channel=${channel}`, undefined, {
      'accept-language': language,
    })
  ).body as {
    answer: string
    state: string
    checks: { result: string; title: string }[]
    said: { text: string }[]
    next: string | null
  }

describe('the grid of a contact', () => {
  it('shows every purpose by channel: what was said, and what we may', async () => {
    const contact = await makeContact(db)
    await grant(db, contact.id, news.id)
    await withdraw(db, contact.id, calls.id, { channel: 'phone' })
    const { channels, cells } = await gridOf(contact.id)
    expect(channels).toEqual(['email', 'sms', 'phone'])
    const rows = cells.map(({ purposeId, channel, state, isAllowed }) => [purposeId, channel, state, isAllowed])
    expect(rows).toHaveLength(3)
    expect(rows).toContainEqual([news.id, 'email', 'given', true])
    expect(rows).toContainEqual([news.id, 'sms', 'none', false])
    expect(rows).toContainEqual([calls.id, 'phone', 'withdrawn', false])
  })

  it('draws a yes that ends soon with its ring', async () => {
    const contact = await makeContact(db)
    await grant(db, contact.id, news.id, { occurredAt: new Date(+NOON - 720 * DAY_MS) })
    expect((await gridOf(contact.id)).cells.find((cell) => cell.channel === 'email')?.state).toBe('ends')
  })

  it('is not there for a contact who is not', async () => {
    expect((await ask('GET', '/contacts/0b8d6d9e-8b57-4b47-9f7a-9b1f6f0f6a01/consent')).status).toBe(404)
  })
})

describe('the decision in words', () => {
  it('says why not in one sentence, with one check that decided and none looked at after it', async () => {
    const contact = await makeContact(db, { firstName: 'Mads', lastName: 'Thorndal' })
    await grant(db, contact.id, news.id)
    await withdraw(db, contact.id, news.id, { now: TODAY })
    const { answer, checks, said, next } = await decisionOf(contact.id)
    expect(answer).toBe(
      'We may not, because Mads Thorndal withdrew Product news by e-mail on 25 November 2026 at 12:00.',
    )
    const results = checks.map((check) => check.result)
    const decided = results.indexOf('decided')
    expect(checks[decided]?.title).toBe('No yes to this')
    expect(results).toEqual(results.map((_, at) => (at < decided ? 'passed' : at === decided ? 'decided' : 'skipped')))
    expect(results.slice(decided + 1)).toContain('skipped')
    expect(said.map((line) => line.text)).toEqual(['Withdrew, on the preference page', 'Said yes, on a form'])
    expect(next).toMatch(/not by mail/)
  })

  it('says it in Norwegian where that is read', async () => {
    const contact = await makeContact(db, { firstName: 'Kari', lastName: 'Nesheim' })
    await grant(db, contact.id, news.id)
    expect((await decisionOf(contact.id, 'nb-NO,nb;q=0.9')).answer).toBe(
      'Vi kan: Kari Nesheim sa ja til Product news på e-post 24. november 2026 kl. 12.00.',
    )
  })

  it('has a sentence and exactly one deciding check for each kind of no', async () => {
    const holds = { bounce: 'address', pause: 'paused', negotiation: 'paused' } as const
    for (const [kind, state] of Object.entries(holds)) {
      const contact = await makeContact(db)
      await grant(db, contact.id, news.id)
      const until = new Date(+TODAY + DAY_MS)
      await placeHold(
        db,
        { contactId: contact.id, kind: kind as keyof typeof holds, channel: null, reason: 'test', until },
        NOON,
      )
      const decision = await decisionOf(contact.id)
      expect(decision.state).toBe(state)
      expect(decision.checks.filter((check) => check.result === 'decided')).toHaveLength(1)
      expect(decision.answer).toMatch(kind === 'bounce' ? /stopped since 24 November/ : /^Not now/)
    }
    const objector = await makeContact(db)
    await recordConsent(
      db,
      [
        {
          contactId: objector.id,
          purposeId: null,
          channel: null,
          type: 'objected',
          occurredAt: NOON,
          method: 'api',
          actor: 'contact',
          textId: null,
          evidence: {},
        },
      ],
      NOON,
    )
    expect((await decisionOf(objector.id)).answer).toMatch(/has objected to everything on 24 November 2026/)
  })
})

describe('what a colleague enters', () => {
  const enter = (id: string, body: object, as = ask) =>
    as('POST', `/contacts/${id}/consent`, { purposeId: news.id, channel: 'email', ...body })

  it('needs a reason and stands in the ledger as said by staff (C16)', async () => {
    const contact = await makeContact(db)
    expect((await enter(contact.id, { change: 'given' })).status).toBe(400)
    expect((await enter(contact.id, { change: 'given', reason: 'Signed at the fair, form 17' })).status).toBe(200)
    const entry = await db.consentEvent.findFirstOrThrow({ where: { contactId: contact.id } })
    expect([entry.type, entry.actor, entry.method]).toEqual(['given', 'staff', 'staff'])
    const evidence = await db.consentEvidence.findFirstOrThrow({ where: { contactId: contact.id } })
    expect(evidence.data).toMatchObject({
      reason: 'Signed at the fair, form 17',
      enteredBy: { name: 'test privacy_officer' },
    })
  })

  it('never turns a person’s own no into a yes (C16)', async () => {
    const contact = await makeContact(db)
    await withdraw(db, contact.id, news.id)
    const answer = await enter(contact.id, { change: 'given', reason: 'He said so on the phone' })
    expect(answer.status).toBe(409)
    expect((answer.body as { detail: string }).detail).toMatch(/no setting changes that/)
    expect((await gridOf(contact.id)).cells[0]?.isAllowed).toBe(false)
  })

  it('a seller can enter a no, and no yes', async () => {
    const contact = await makeContact(db)
    await grant(db, contact.id, news.id)
    expect((await enter(contact.id, { change: 'given', reason: 'She said so' }, seller)).status).toBe(403)
    expect((await enter(contact.id, { change: 'withdrawn', reason: 'Asked on the phone' }, seller)).body).toEqual({
      removed: 0,
      onTheirWay: 0,
    })
    expect((await gridOf(contact.id)).cells[0]?.reason).toBe('withdrawn')
  })

  it('a no on a channel that the purpose does not use stops nothing, and says which were meant', async () => {
    const contact = await makeContact(db)
    await grant(db, contact.id, news.id)
    const no = { channel: 'phone', change: 'withdrawn', reason: 'Asked on the phone' }
    const answer = await enter(contact.id, no, seller)
    expect([answer.status, answer.body]).toMatchObject([
      400,
      { detail: expect.stringContaining('Nothing was recorded'), faults: [{ path: 'channel' }] },
    ])
    expect(JSON.stringify(answer.body)).toContain('It uses email, sms.')
    expect(await db.consentEvent.count({ where: { contactId: contact.id } })).toBe(1)
    // A topic has those of its purpose; and what a purpose used once can still be taken back there.
    const topic = await makeTopic(db, news.id)
    expect((await enter(contact.id, { ...no, purposeId: topic.id, channel: 'sms' })).status).toBe(200)
    await db.consentState.create({
      data: { contactId: contact.id, purposeId: news.id, channel: 'phone', state: 'given', since: NOON, seq: 1 },
    })
    expect((await enter(contact.id, no)).status).toBe(200)
  })
})

describe('the ledger of a contact', () => {
  it('shows each entry with the words that were shown, and that the chain holds', async () => {
    const contact = await makeContact(db)
    await grant(db, contact.id, news.id)
    await withdraw(db, contact.id, news.id, { now: TODAY })
    const { items, fault } = (await ask('GET', `/contacts/${contact.id}/ledger`)).body as {
      items: { seq: number; type: string; text: { text: string } | null; evidence: unknown; number: string }[]
      fault: unknown
    }
    expect(fault).toBeNull()
    expect(items.map((item) => [item.seq, item.type])).toEqual([
      [2, 'withdrawn'],
      [1, 'given'],
    ])
    expect(items[1]?.text?.text).toContain('Product news in en')
    expect(items[1]?.evidence).toMatchObject({ page: 'https://vidjevik.example/guide' })
    expect(items[0]?.number).toMatch(/^[0-9A-Z]{4} [0-9A-Z]{4}$/)
    expect((await seller('GET', `/contacts/${contact.id}/ledger`)).status).toBe(403)
  })

  it('names the first entry that was changed', async () => {
    const contact = await makeContact(db)
    await grant(db, contact.id, news.id)
    await withdraw(db, contact.id, news.id, { now: TODAY })
    await db.$executeRaw`update consent_evidence set data = '{"page": "https://other.example"}' where contact_id = ${contact.id}::uuid and seq = 1`
    const { body } = await ask('GET', `/contacts/${contact.id}/ledger`)
    expect((body as { fault: unknown }).fault).toEqual({ seq: 1, fault: 'evidence' })
  })
})
