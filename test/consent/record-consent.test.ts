import { afterEach, describe, expect, it } from 'vitest'
import {
  addMonths,
  type ConsentFact,
  type ConsentStateName,
  giveConsent,
  recordConsent,
  registerSilencers,
  withdrawConsent,
} from '../../src/consent/index.ts'
import { registerEventConsumers } from '../../src/contacts/index.ts'
import { inTransaction } from '../../src/platform/database.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, NOON, withdraw } from '../support/factories.ts'

const { db } = await testDatabase()
const LATER = new Date(+NOON + DAY_MS)

const stateOf = async (contactId: string, purposeId: string) =>
  (await db.consentState.findFirst({ where: { contactId, purposeId, channel: 'email' } }))?.state as
    | ConsentStateName
    | undefined

const lower = (contactId: string, purposeId: string, type: 'withdrawn' | 'refused'): ConsentFact => ({
  contactId,
  purposeId,
  channel: 'email',
  type,
  occurredAt: NOON,
  method: 'preference_page',
  actor: 'contact',
  textId: null,
  evidence: {},
})

describe('a yes', () => {
  it('is stored with the words that were shown, who said it, how, where and when (C1)', async () => {
    const [purpose, contact] = [await makePurpose(db, { validityMonths: 24 }), await makeContact(db)]
    const { recorded } = await grant(db, contact.id, purpose.id, { language: 'nb' })
    const text = await db.purposeText.findFirstOrThrow({ where: { purposeId: purpose.id, language: 'nb' } })
    expect(recorded).toMatchObject([
      {
        contactId: contact.id,
        seq: 1,
        purposeId: purpose.id,
        channel: 'email',
        type: 'given',
        occurredAt: NOON,
        recordedAt: NOON,
        method: 'form',
        actor: 'contact',
        textId: text.id,
        expiresAt: new Date('2028-11-24T11:00:00.000Z'),
      },
    ])
    const evidence = await db.consentEvidence.findFirstOrThrow({ where: { contactId: contact.id, seq: 1 } })
    expect(evidence.data).toEqual({ language: 'nb', page: 'https://vidjevik.example/guide' })
  })

  it('cannot be given where nothing was shown: no text in force, a retired purpose, another channel', async () => {
    const contact = await makeContact(db)
    const silent = await makePurpose(db, { languages: [] })
    const retired = await makePurpose(db, { retiredAt: NOON })
    const mail = await makePurpose(db)
    await expect(grant(db, contact.id, silent.id)).rejects.toThrow(/no text in force/)
    await expect(grant(db, contact.id, retired.id)).rejects.toThrow(/retired/)
    await expect(grant(db, contact.id, mail.id, { channel: 'sms' })).rejects.toThrow(/does not use the channel sms/)
    expect(await db.consentEvent.count({ where: { contactId: contact.id } })).toBe(0)
  })

  it('ends after as many months as its purpose says, on the last day where a month is shorter', () => {
    expect(addMonths(new Date('2026-08-31T10:00:00Z'), 6)).toEqual(new Date('2027-02-28T10:00:00Z'))
    expect(addMonths(new Date('2026-01-15T10:00:00Z'), 24)).toEqual(new Date('2028-01-15T10:00:00Z'))
  })

  it('is never said in the future: a clock that runs ahead is set back to now', async () => {
    const [purpose, contact] = [await makePurpose(db), await makeContact(db)]
    await grant(db, contact.id, purpose.id, { occurredAt: new Date(+NOON + 365 * DAY_MS) })
    const state = await db.consentState.findFirstOrThrow({ where: { contactId: contact.id } })
    expect(state.since).toEqual(NOON)
  })

  it('is nothing for somebody who is erased or does not exist', async () => {
    const [purpose, erased] = [await makePurpose(db), await makeContact(db, { erasedAt: NOON })]
    expect(await grant(db, erased.id, purpose.id)).toEqual({ recorded: [], heldBack: [], tooYoung: [] })
    expect(await grant(db, '0b8d6d9e-8b57-4b47-9f7a-9b1f6f0f6a01', purpose.id)).toEqual({
      recorded: [],
      heldBack: [],
      tooYoung: [],
    })
  })
})

describe('what the contact has lowered', () => {
  for (const type of ['withdrawn', 'refused'] as const)
    for (const actor of ['import', 'staff', 'system'] as const)
      it(`stays lowered when ${actor} says yes after it was ${type} (C16, S2)`, async () => {
        const [purpose, contact] = [await makePurpose(db), await makeContact(db)]
        await recordConsent(db, [lower(contact.id, purpose.id, type)], NOON)
        const { recorded, heldBack } = await grant(db, contact.id, purpose.id, { actor, now: LATER })
        expect([recorded.length, heldBack.length]).toEqual([0, 1])
        expect(await stateOf(contact.id, purpose.id)).toBe(type)
        expect(await db.consentEvent.count({ where: { contactId: contact.id } })).toBe(1)
      })

  it('is raised by the contact, with a word said later, and by no word said before', async () => {
    const [purpose, contact] = [await makePurpose(db), await makeContact(db)]
    await withdraw(db, contact.id, purpose.id)
    const older = await grant(db, contact.id, purpose.id, { occurredAt: new Date(+NOON - 1), now: LATER })
    expect(older.heldBack).toHaveLength(1)
    expect(await stateOf(contact.id, purpose.id)).toBe('withdrawn')
    await grant(db, contact.id, purpose.id, { now: LATER })
    expect(await stateOf(contact.id, purpose.id)).toBe('given')
  })

  it('holds within one batch too: a file with a no and then a yes for one person ends in no', async () => {
    const [purpose, contact] = [await makePurpose(db), await makeContact(db)]
    const text = await db.purposeText.findFirstOrThrow({ where: { purposeId: purpose.id } })
    const no: ConsentFact = { ...lower(contact.id, purpose.id, 'withdrawn'), method: 'import', actor: 'import' }
    const { heldBack } = await recordConsent(db, [no, { ...no, type: 'given', textId: text.id }], NOON)
    expect(heldBack).toHaveLength(1)
    expect(await stateOf(contact.id, purpose.id)).toBe('withdrawn')
  })

  it('covers every purpose after an objection or a complaint: nobody else may say yes for them (S6)', async () => {
    for (const kind of ['objection', 'restriction', 'suppression', 'complaint', 'erasure']) {
      const [purpose, contact] = [await makePurpose(db), await makeContact(db)]
      await db.consentHold.create({ data: { contactId: contact.id, kind, reason: 'test', since: NOON } })
      const { heldBack } = await grant(db, contact.id, purpose.id, { actor: 'import', method: 'import' })
      expect(heldBack, kind).toHaveLength(1)
      expect(await stateOf(contact.id, purpose.id)).toBeUndefined()
    }
  })
})

describe('the state', () => {
  it('is not taken away by a question: somebody who said yes and is asked again still says yes', async () => {
    const [purpose, contact] = [await makePurpose(db), await makeContact(db)]
    await grant(db, contact.id, purpose.id)
    await recordConsent(db, [{ ...lower(contact.id, purpose.id, 'withdrawn'), type: 'requested' }], LATER)
    expect(await stateOf(contact.id, purpose.id)).toBe('given')
  })

  it('keeps the newer yes when an older one arrives late', async () => {
    const [purpose, contact] = [await makePurpose(db, { validityMonths: 12 }), await makeContact(db)]
    await grant(db, contact.id, purpose.id, { now: LATER })
    await grant(db, contact.id, purpose.id, { occurredAt: NOON, now: LATER })
    const state = await db.consentState.findFirstOrThrow({ where: { contactId: contact.id } })
    expect([state.since, state.seq]).toEqual([LATER, 1])
  })
})

describe('a withdrawal', () => {
  afterEach(() => registerSilencers([]))

  it('is committed before anything is silenced, and answered only after', async () => {
    const [purpose, contact] = [await makePurpose(db), await makeContact(db)]
    await grant(db, contact.id, purpose.id)
    const seen: unknown[] = []
    registerSilencers([
      async (given, ids) => {
        seen.push([given === db, ids, await stateOf(contact.id, purpose.id)])
        return new Map([[contact.id, { removed: 2, onTheirWay: 1 }]])
      },
    ])
    expect(await withdraw(db, contact.id, purpose.id, { now: LATER })).toEqual({ removed: 2, onTheirWay: 1 })
    expect(seen).toEqual([[true, [contact.id], 'withdrawn']])
  })

  it('refuses to run inside a transaction, where nothing it waits for could end', async () => {
    const said = {
      contactId: 'x',
      purposeId: 'y',
      channel: 'email',
      method: 'api',
      actor: 'contact',
      evidence: {},
    } as const
    await expect(inTransaction(db, (tx) => withdrawConsent(tx, [said], NOON))).rejects.toThrow(/inside a transaction/)
  })
})

describe('the consumers', () => {
  afterEach(() => registerEventConsumers([]))

  it('hear of every fact, in the transaction that records it: where one fails, nothing is recorded', async () => {
    const [purpose, contact] = [await makePurpose(db), await makeContact(db)]
    const heard: string[] = []
    registerEventConsumers([
      {
        name: 'listener',
        consume: async (_tx, events) => {
          heard.push(...events.map((event) => event.type))
          return []
        },
      },
    ])
    await grant(db, contact.id, purpose.id)
    expect(heard).toEqual(['consent.given'])
    registerEventConsumers([{ name: 'broken', consume: () => Promise.reject(new Error('full disk')) }])
    await expect(grant(db, contact.id, purpose.id, { now: LATER })).rejects.toThrow('full disk')
    expect(await db.consentEvent.count({ where: { contactId: contact.id } })).toBe(1)
  })
})

describe('two transactions that want the same contacts', () => {
  it('run one after the other: a deadlock is retried until both are recorded', { timeout: 60_000 }, async () => {
    const purpose = await makePurpose(db)
    const people = [await makeContact(db), await makeContact(db)]
    const ids = people.map((person) => person.id)
    // Two outer transactions that lock in opposite order, so that PostgreSQL must end one of them.
    const both = [ids, ids.toReversed()].map((order, index) =>
      inTransaction(db, async (tx) => {
        for (const contactId of order) {
          const occurredAt = new Date(+NOON + index)
          await giveConsent(
            tx,
            [
              {
                contactId,
                purposeId: purpose.id,
                channel: 'email',
                method: 'api',
                actor: 'contact',
                language: 'en',
                occurredAt,
                evidence: {},
              },
            ],
            LATER,
          )
          await tx.$queryRaw`select 1 from pg_sleep(0.3)`
        }
      }),
    )
    await Promise.all(both)
    expect(await db.consentEvent.count({ where: { contactId: { in: ids } } })).toBe(4)
  })
})
