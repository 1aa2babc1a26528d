import { expect, it } from 'vitest'
import { recordConsent } from '../../../src/consent/index.ts'
import { findReceiptFacts, getReceiptFacts } from '../../../src/consent/receipts/find-receipt-facts.ts'
import { testDatabase } from '../../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, NOON, withdraw } from '../../support/factories.ts'

const { db } = await testDatabase()
const news = await makePurpose(db, { key: 'news', validityMonths: 1, channels: ['email', 'sms'] })
const later = (days: number) => new Date(+NOON + days * DAY_MS)
const typesOf = async (contactId: string, now: Date) =>
  (await findReceiptFacts(db, contactId, now)).map(({ events }) => events.map(({ type }) => type))
const personal = (contactId: string, type: 'objected' | 'restricted' | 'unrestricted', now: Date) =>
  recordConsent(
    db,
    [
      {
        ...{ contactId, type, purposeId: null, channel: null, textId: null, occurredAt: now },
        ...{ method: 'preference_page', actor: 'contact', evidence: {} },
      },
    ],
    now,
  )

it('rests on the entry that gives the present state, with the words that were shown', async () => {
  const contact = await makeContact(db)
  await grant(db, contact.id, news.id, { language: 'nb' })
  await grant(db, contact.id, news.id, { channel: 'sms' })
  const facts = await findReceiptFacts(db, contact.id, NOON)
  expect(facts.map(({ channel, row }) => [channel, row.entry.seq])).toEqual([
    ['sms', 2],
    ['email', 1],
  ])
  expect(facts[1]?.text).toMatchObject({ language: 'nb', version: 1 })
  expect(facts[1]?.text?.text).toContain('in nb')
})

it('keeps the words of the yes that a withdrawal has ended', async () => {
  const contact = await makeContact(db)
  await grant(db, contact.id, news.id)
  await withdraw(db, contact.id, news.id, { now: later(1) })
  const facts = await getReceiptFacts(db, contact.id, 2, later(1))
  expect(facts.row.entry.textId).toBeNull()
  expect(facts.text?.language).toBe('en')
  await expect(getReceiptFacts(db, contact.id, 1, later(1))).rejects.toThrow('gives no present consent')
})

it('tells what came later over everything: a yes that ran out, an objection, a restriction while it lasts (R5)', async () => {
  const contact = await makeContact(db)
  await grant(db, contact.id, news.id)
  expect(await typesOf(contact.id, later(40))).toEqual([['given', 'expired']])
  await personal(contact.id, 'restricted', later(1))
  expect(await typesOf(contact.id, later(1))).toEqual([['given', 'restricted']])
  await personal(contact.id, 'unrestricted', later(2))
  expect(await typesOf(contact.id, later(2))).toEqual([['given']])
  await personal(contact.id, 'objected', later(3))
  expect(await typesOf(contact.id, later(3))).toEqual([['given', 'objected']])
})
