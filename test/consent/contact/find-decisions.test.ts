// What may have been done at any moment that has passed, told from the ledger and the holds as they were known then.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { type ConsentEventType, decide, liftHold, placeHold, recordConsent } from '../../../src/consent/index.ts'
import { testDatabase } from '../../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, NOON } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'

const database = await testDatabase()
const { db } = database
const LATER = new Date(+NOON + 2000 * DAY_MS)
const services = testServices(database, { now: () => LATER })
const ask = await (await testServer(createApp(services), services)).as('privacy_officer')
const before = { createdAt: new Date(+NOON - DAY_MS) }
const news = await makePurpose(db, { name: 'Product news', validityMonths: 12, channels: ['email', 'sms'], ...before })
const events = await makePurpose(db, { name: 'Events', ...before })

type Item = {
  purpose: { id: string }
  channel: string
  reason: string
  isAllowed: boolean
  answer: string
  ruleVersion: string
  entry: { seq: number; type: string } | null
  text: { text: string } | null
}
async function decisionsAt(contactId: string, at: Date): Promise<Item[]> {
  const { status, body } = await ask('GET', `/contacts/${contactId}/decisions?at=${at.toISOString()}`)
  expect(status).toBe(200)
  return (body as { items: Item[] }).items
}
const about = (items: Item[], purposeId: string, channel = 'email') =>
  items.find((item) => item.purpose.id === purposeId && item.channel === channel)

/** Something said about one purpose, or about the whole person where `purposeId` is null. */
function say(contactId: string, type: ConsentEventType, purposeId: string | null, occurredAt: Date, now: Date) {
  const channel = purposeId === null ? null : 'email'
  const how = { method: 'preference_page', actor: 'contact', textId: null, evidence: {} } as const
  return recordConsent(db, [{ contactId, purposeId, channel, type, occurredAt, ...how }], now)
}

const step = fc.record({
  what: fc.constantFrom(
    ...(['yes', 'no', 'stop', 'ask', 'ran_out', 'object', 'restrict', 'free', 'pause', 'bounce', 'heal'] as const),
  ),
  purpose: fc.constantFrom(news.id, events.id),
  days: fc.integer({ min: 1, max: 60 }),
  /** Days between saying it and writing it down, as with a paper form. */
  late: fc.constantFrom(0, 0, 0, 10),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

async function take(contactId: string, { what, purpose, days, late }: Step, now: Date) {
  const said = new Date(+now - late * DAY_MS)
  const types = { no: 'refused', stop: 'withdrawn', ask: 'requested', ran_out: 'expired' } as const
  const personal = { object: 'objected', restrict: 'restricted', free: 'unrestricted' } as const
  const hold = { contactId, channel: what === 'bounce' ? 'email' : null, reason: 'test' }
  if (what === 'yes') await grant(db, contactId, purpose, { now, occurredAt: said })
  else if (what === 'pause')
    await placeHold(db, { ...hold, kind: 'pause', until: new Date(+now + 3 * days * DAY_MS) }, now)
  else if (what === 'bounce') await placeHold(db, { ...hold, kind: 'bounce' }, now)
  else if (what === 'heal') await liftHold(db, contactId, 'bounce', now)
  else if (what in types) await say(contactId, types[what as keyof typeof types], purpose, said, now)
  else await say(contactId, personal[what as keyof typeof personal], null, said, now)
}

describe('the decisions of a moment that has passed', () => {
  it('are those that were made then, whatever was said and written down since (C2)', { timeout: 120_000 }, async () => {
    const reasons = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
        const contact = await makeContact(db, { country: 'NO' })
        await db.identity.updateMany({ where: { contactId: contact.id }, data: before })
        const answers: { at: Date; purposeId: string; answer: unknown }[] = []
        let at = NOON
        for (const one of steps) {
          at = new Date(+at + one.days * DAY_MS)
          await take(contact.id, one, at)
          for (const purposeId of [news.id, events.id]) {
            const { reason, isAllowed, consentSeq, ruleVersion } = await decide(db, contact.id, {
              purposeId,
              channel: 'email',
              at,
            })
            reasons.add(reason)
            answers.push({ at, purposeId, answer: { reason, isAllowed, seq: consentSeq, ruleVersion } })
          }
        }
        for (const { at, purposeId, answer } of answers) {
          const item = about(await decisionsAt(contact.id, at), purposeId)
          const { reason, isAllowed, ruleVersion } = item ?? {}
          expect({ reason, isAllowed, seq: item?.entry?.seq ?? null, ruleVersion }).toEqual(answer)
        }
      }),
      { numRuns: 25, seed: 20261124 },
    )
    expect(reasons.size).toBeGreaterThan(7) // or the histories are too plain to prove anything
  })

  it('name the rule, the entry and the words that were shown, in a sentence (C2, E5)', async () => {
    const contact = await makeContact(db, { country: 'DK' })
    await grant(db, contact.id, news.id)
    await say(contact.id, 'withdrawn', news.id, new Date(+NOON + DAY_MS), new Date(+NOON + DAY_MS))
    await db.identity.updateMany({ where: { contactId: contact.id }, data: { createdAt: new Date(+NOON + 1) } })
    const then = about(await decisionsAt(contact.id, NOON), news.id)
    expect(then).toMatchObject({ isAllowed: false, reason: 'no_address', ruleVersion: 'DK-2017-1', entry: { seq: 1 } })
    await db.identity.updateMany({ where: { contactId: contact.id }, data: before })
    const items = await decisionsAt(contact.id, NOON)
    expect(about(items, news.id)).toMatchObject({ isAllowed: true, reason: 'given', entry: { seq: 1, type: 'given' } })
    expect(about(items, news.id)?.answer).toMatch(/^We may: Kari Nesheim said yes to Product news by e-mail on 24 Nov/)
    expect(about(items, news.id)?.text?.text).toBe('Product news in en: what we send, and how to stop it.')
    expect(about(items, news.id, 'sms')).toMatchObject({ reason: 'never_asked', entry: null, text: null })
    expect(about(await decisionsAt(contact.id, LATER), news.id)).toMatchObject({
      reason: 'withdrawn',
      isAllowed: false,
    })
  })

  it('know nothing of what came later: a retired purpose, an erased person, a purpose that was not there yet', async () => {
    const gone = await makePurpose(db, { ...before, retiredAt: LATER })
    const contact = await makeContact(db, { erasedAt: LATER })
    expect(about(await decisionsAt(contact.id, NOON), gone.id)?.reason).toBe('never_asked')
    expect(about(await decisionsAt(contact.id, LATER), gone.id)?.reason).toBe('erased')
    expect(await decisionsAt(contact.id, new Date(+NOON - 2 * DAY_MS))).toEqual([])
  })

  it('are not foretold', async () => {
    const contact = await makeContact(db)
    const future = new Date(+LATER + 1).toISOString()
    expect((await ask('GET', `/contacts/${contact.id}/decisions?at=${future}`)).status).toBe(400)
  })
})
