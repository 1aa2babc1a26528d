import { describe, expect, it } from 'vitest'
import {
  type ConsentFact,
  type ConsentStateName,
  DECISION_REASONS,
  type DecisionReason,
  decide,
  decideMany,
  type HoldKind,
  liftHold,
  placeHold,
  recordConsent,
  STRICT,
} from '../../src/consent/index.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, makeWash, NOON, withdraw } from '../support/factories.ts'

/** Tested with what makes a customer, in customers/record-sales.test.ts. */
const OF_CUSTOMERS: DecisionReason[] = ['customer', 'sale_too_old']

type Kind = HoldKind | 'objection' | 'restriction'

const { db } = await testDatabase()
const purpose = await makePurpose(db, { channels: ['email', 'phone', 'web'] })

async function makePerson(
  state: ConsentStateName | null,
  holds: Kind[] = [],
  over: Parameters<typeof makeContact>[1] = {},
) {
  const contact = await makeContact(db, over)
  await db.contact.update({ where: { id: contact.id }, data: { erasedAt: over.erasedAt ?? null } })
  if (state !== null)
    await db.consentState.create({
      data: { contactId: contact.id, purposeId: purpose.id, channel: 'email', state, since: NOON, seq: 1 },
    })
  for (const kind of holds)
    await db.consentHold.create({ data: { contactId: contact.id, kind, reason: 'test', since: NOON } })
  return contact.id
}

const objection = (contactId: string, occurredAt: Date): ConsentFact => ({
  contactId,
  purposeId: null,
  channel: null,
  type: 'objected',
  occurredAt,
  method: 'preference_page',
  actor: 'contact',
  textId: null,
  evidence: {},
})

const reasonFor = async (contactId: string, over = {}) =>
  (await decide(db, contactId, { purposeId: purpose.id, channel: 'email', at: NOON, ...over })).reason

describe('may we', () => {
  it('is yes only where the contact said yes, and names the entry of the ledger that it rests on', async () => {
    const contact = await makeContact(db)
    await grant(db, contact.id, purpose.id)
    expect(await decide(db, contact.id, { purposeId: purpose.id, channel: 'email', at: NOON })).toEqual({
      contactId: contact.id,
      isAllowed: true,
      reason: 'given',
      consentSeq: 1,
      since: NOON,
      expiresAt: null,
      ruleVersion: STRICT.version,
    })
  })

  const cases: [DecisionReason, () => Promise<string>][] = [
    ['erased', () => makePerson('given', [], { erasedAt: NOON })],
    ['restricted', () => makePerson('given', ['restriction'])],
    ['objected', () => makePerson('given', ['objection'])],
    ['objected', () => makePerson('given', ['erasure'])],
    ['never_asked', () => makePerson(null)],
    ['asked', () => makePerson('requested')],
    ['unproven', () => makePerson('collected')],
    ['refused', () => makePerson('refused')],
    ['withdrawn', () => makePerson('withdrawn')],
    ['expired', () => makePerson('expired')],
    ['address_stopped', () => makePerson('given', ['bounce'])],
    ['address_stopped', () => makePerson('given', ['complaint'])],
    ['address_stopped', () => makePerson('given', ['suppression'])],
    ['paused', () => makePerson('given', ['pause'])],
    ['in_negotiation', () => makePerson('given', ['negotiation'])],
    ['no_address', () => makePerson('given', [], { email: null, phone: '+4790000001' })],
    ['given', () => makePerson('given')],
  ]
  for (const [reason, make] of cases)
    it(`answers ${reason}`, async () => {
      expect(await reasonFor(await make())).toBe(reason)
    })

  it('answers purpose_retired for a purpose that is retired or does not exist', async () => {
    const retired = await makePurpose(db)
    const contact = await makeContact(db)
    await grant(db, contact.id, retired.id)
    await db.purpose.update({ where: { id: retired.id }, data: { retiredAt: NOON } })
    expect(await reasonFor(contact.id, { purposeId: retired.id })).toBe('purpose_retired')
    expect(await reasonFor(contact.id, { purposeId: contact.id })).toBe('purpose_retired')
  })

  it('is no for a contact that does not exist, and for a channel the purpose does not use (D6)', async () => {
    expect(await reasonFor('0b8d6d9e-8b57-4b47-9f7a-9b1f6f0f6a01')).toBe('erased')
    const contact = await makeContact(db)
    await db.consentState.create({
      data: { contactId: contact.id, purposeId: purpose.id, channel: 'sms', state: 'given', since: NOON, seq: 1 },
    })
    expect(await reasonFor(contact.id, { channel: 'sms' })).toBe('never_asked')
  })

  // Below for a purpose that is retired; topics and how often in topics.test.ts, calls in calls/call-decision.test.ts.
  const ELSEWHERE: DecisionReason[] = [
    ...(['purpose_retired', 'topic_declined', 'too_soon'] as const),
    ...(['not_washed', 'reserved', 'outside_calling_hours'] as const),
  ]
  it('tests every reason of the closed list', () => {
    expect(new Set([...cases.map(([reason]) => reason), ...OF_CUSTOMERS, ...ELSEWHERE])).toEqual(
      new Set(DECISION_REASONS),
    )
  })

  it('gives the first reason in the order of the list when several hold', async () => {
    const everything: Kind[] = ['restriction', 'objection', 'bounce', 'pause', 'negotiation']
    expect(await reasonFor(await makePerson('given', everything, { erasedAt: NOON }))).toBe('erased')
    expect(await reasonFor(await makePerson('withdrawn', everything))).toBe('restricted')
    expect(await reasonFor(await makePerson('withdrawn', everything.slice(1)))).toBe('objected')
    expect(await reasonFor(await makePerson('withdrawn', everything.slice(2)))).toBe('withdrawn')
    expect(await reasonFor(await makePerson('given', everything.slice(2)))).toBe('address_stopped')
    expect(await reasonFor(await makePerson('given', everything.slice(3)))).toBe('paused')
    expect(await reasonFor(await makePerson('given', everything.slice(4), { email: null }))).toBe('in_negotiation')
  })

  it('asks nothing of an address for the web', async () => {
    const contact = await makeContact(db, { email: null })
    await grant(db, contact.id, purpose.id, { channel: 'web' })
    expect(await reasonFor(contact.id, { channel: 'web' })).toBe('given')
    expect(await reasonFor(contact.id, { channel: 'phone' })).toBe('never_asked')
  })

  it('answers each of many, also the same one twice', async () => {
    const [yes, no] = [await makePerson('given'), await makePerson(null)]
    const decisions = await decideMany(db, [yes, no, yes], { purposeId: purpose.id, channel: 'email', at: NOON })
    expect(decisions.map((decision) => [decision.contactId, decision.isAllowed])).toEqual([
      [yes, true],
      [no, false],
      [yes, true],
    ])
  })
})

describe('time', () => {
  it('ends a yes at the moment it runs out, as expired and not as withdrawn (C13)', async () => {
    const yearly = await makePurpose(db, { validityMonths: 12 })
    const contact = await makeContact(db)
    await grant(db, contact.id, yearly.id)
    const end = new Date('2027-11-24T11:00:00.000Z')
    expect(await reasonFor(contact.id, { purposeId: yearly.id, at: new Date(+end - 1) })).toBe('given')
    expect(await reasonFor(contact.id, { purposeId: yearly.id, at: end })).toBe('expired')
  })

  it('ends a pause, and a withdrawal holds for the very next decision (C10)', async () => {
    const contact = await makeContact(db)
    await grant(db, contact.id, purpose.id)
    const until = new Date(+NOON + 30 * DAY_MS)
    await placeHold(db, { contactId: contact.id, kind: 'pause', channel: null, reason: 'test', until }, NOON)
    expect(await reasonFor(contact.id)).toBe('paused')
    expect(await reasonFor(contact.id, { at: until })).toBe('given')
    await withdraw(db, contact.id, purpose.id)
    expect(await reasonFor(contact.id, { at: until })).toBe('withdrawn')
  })
})

describe('a hold', () => {
  it('is placed once, and placing it again can make it longer but never shorter', async () => {
    const contact = await makeContact(db)
    const until = (days: number) => new Date(+NOON + days * DAY_MS)
    const place = (days: number | null) =>
      placeHold(
        db,
        {
          contactId: contact.id,
          kind: 'pause',
          channel: null,
          reason: 'test',
          until: days === null ? null : until(days),
        },
        NOON,
      )
    const standing = async () =>
      (await db.consentHold.findMany({ where: { contactId: contact.id, liftedAt: null } })).map((hold) => hold.until)
    await place(30)
    await place(10)
    expect(await standing()).toEqual([until(30)])
    await place(90)
    expect(await standing()).toEqual([until(90)])
    await place(null)
    await place(10)
    expect(await standing()).toEqual([null])
  })

  it('begins anew after one that has run out or was lifted', async () => {
    const contact = await makeContact(db)
    const hold = { contactId: contact.id, kind: 'bounce', channel: 'email', reason: 'test', until: NOON } as const
    await placeHold(db, hold, new Date(+NOON - DAY_MS))
    await placeHold(db, { ...hold, until: null }, NOON)
    await liftHold(db, contact.id, 'bounce', NOON)
    await placeHold(db, { ...hold, until: null }, NOON)
    expect(await db.consentHold.count({ where: { contactId: contact.id } })).toBe(3)
    expect(await db.consentHold.count({ where: { contactId: contact.id, liftedAt: null } })).toBe(1)
  })

  it('on one channel leaves the others alone', async () => {
    const contact = await makeContact(db, { phone: '+4790000002' })
    await grant(db, contact.id, purpose.id)
    await grant(db, contact.id, purpose.id, { channel: 'phone' })
    await makeWash(db, contact.id)
    await placeHold(db, { contactId: contact.id, kind: 'bounce', channel: 'email', reason: '550' }, NOON)
    expect(await reasonFor(contact.id)).toBe('address_stopped')
    expect(await reasonFor(contact.id, { channel: 'phone' })).toBe('given')
  })

  it('of objection is passed only by a later yes of the contact, and only for that purpose (S8)', async () => {
    const second = await makePurpose(db)
    const contact = await makeContact(db)
    await grant(db, contact.id, purpose.id)
    await grant(db, contact.id, second.id)
    const object = (at: Date) => recordConsent(db, [objection(contact.id, at)], at)
    await object(NOON)
    const later = new Date(+NOON + 1)
    expect(await reasonFor(contact.id, { at: later })).toBe('objected')
    await grant(db, contact.id, purpose.id, { now: later })
    expect(await reasonFor(contact.id, { at: later })).toBe('given')
    expect(await reasonFor(contact.id, { at: later, purposeId: second.id })).toBe('objected')
    await object(later)
    expect(await reasonFor(contact.id, { at: later })).toBe('objected')
    expect(await db.consentHold.count({ where: { contactId: contact.id } })).toBe(1)
  })
})
