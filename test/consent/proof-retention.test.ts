import { expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import {
  addMonths,
  decide,
  eraseEndedProof,
  findInClear,
  recordConsent,
  verifyLedger,
} from '../../src/consent/index.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, NOON, withdraw } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
/** Texts of tests are in force from 2025 on; the yeses here are older than the time that proofs are kept. */
const TODAY = addMonths(NOON, 60)
let today = TODAY
const services = testServices(database, { now: () => today })
const { as } = await testServer(createApp(services), services)
const officer = await as('privacy_officer')

const monthsAgo = (months: number) => addMonths(TODAY, -months)
const [news, retired] = [await makePurpose(db), await makePurpose(db)]
const proofOf = async (contactId: string) => db.consentEvidence.count({ where: { contactId } })

/** Somebody who said yes five years ago, and no so many months ago. */
async function makeEnded(months: number, page: string) {
  const contact = await makeContact(db)
  await grant(db, contact.id, news.id, { now: monthsAgo(60), evidence: { page } })
  await withdraw(db, contact.id, news.id, { now: monthsAgo(months) })
  return contact.id
}

test('the proof of a yes stays while it is used and for the time that is set, then a job erases it and the ledger still verifies (C12, T5)', async () => {
  const over = await makeEnded(37, 'https://vidjevik.example/over')
  const kept = await makeEnded(35, 'https://vidjevik.example/kept')
  const inUse = await makeContact(db)
  await grant(db, inUse.id, news.id, { now: monthsAgo(60) })
  const ranOut = await makeContact(db)
  await grant(db, ranOut.id, news.id, { now: monthsAgo(60) })
  await recordConsent(
    db,
    [
      {
        ...{ contactId: ranOut.id, purposeId: news.id, channel: 'email', type: 'expired', occurredAt: monthsAgo(40) },
        ...{ method: 'rule', actor: 'system', textId: null, evidence: { rule: 'ran out' } },
      },
    ],
    monthsAgo(40),
  )
  const restricted = await makeEnded(37, 'https://vidjevik.example/restricted')
  const said = { contactId: restricted, purposeId: null, channel: null, textId: null, evidence: {} }
  await recordConsent(
    db,
    [{ ...said, type: 'restricted', occurredAt: monthsAgo(1), method: 'staff', actor: 'staff' }],
    monthsAgo(1),
  )
  expect((await officer('GET', '/proof-retention')).body).toMatchObject({
    ...{ months: 36, monthsInForce: 36, savedAt: null, due: { entries: 4, people: 2 }, erasures: [] },
    dueSoon: { entries: 6, people: 3 },
  })
  expect(await eraseEndedProof(db, TODAY)).toEqual({ entries: 4, people: 2 })
  expect([await proofOf(over), await proofOf(ranOut.id)]).toEqual([0, 0])
  expect([await proofOf(kept), await proofOf(inUse.id), await proofOf(restricted)]).toEqual([2, 1, 3])
  expect(await findInClear(db, ['vidjevik.example/over'])).toEqual([])
  // The entries stay: who has said no is known for ever, and every hash still holds.
  expect((await verifyLedger(db, TODAY)).faults).toEqual([])
  const question = { purposeId: news.id, channel: 'email', at: TODAY }
  expect(await decide(db, over, question)).toMatchObject({ reason: 'withdrawn', consentSeq: 2 })
  expect(await decide(db, inUse.id, question)).toMatchObject({ reason: 'given' })
  const ledger = (await officer('GET', `/contacts/${over}/ledger`)).body
  expect(ledger).toMatchObject({ items: [{ evidence: null }, { evidence: null }] })
  expect(await eraseEndedProof(db, TODAY)).toEqual({ entries: 0, people: 0 })
  expect((await officer('GET', '/proof-retention')).body).toMatchObject({
    due: { entries: 0, people: 0 },
    erasures: [{ months: 36, entries: 4, people: 2 }],
  })
})

test('a yes ends with its purpose and with an objection, and saying yes anew keeps the proof of all of it (C12)', async () => {
  const [gone, objected, again] = [await makeContact(db), await makeContact(db), await makeEnded(37, 'again')]
  await grant(db, gone.id, retired.id, { now: monthsAgo(60) })
  await db.purpose.update({ where: { id: retired.id }, data: { retiredAt: monthsAgo(37) } })
  await grant(db, objected.id, news.id, { now: monthsAgo(60) })
  const said = { contactId: objected.id, purposeId: null, channel: null, textId: null, evidence: {} }
  await recordConsent(
    db,
    [{ ...said, type: 'objected', occurredAt: monthsAgo(37), method: 'preference_page', actor: 'contact' }],
    monthsAgo(37),
  )
  await grant(db, again, news.id, { now: monthsAgo(1) })
  await eraseEndedProof(db, TODAY)
  expect([await proofOf(gone.id), await proofOf(objected.id), await proofOf(again)]).toEqual([0, 1, 3])
})

test('a shorter time is acted upon a day later, so that what it would erase is seen before (C12)', async () => {
  const contact = await makeEnded(13, 'https://vidjevik.example/shorter')
  const put = (body: object) => officer('PUT', '/proof-retention', body)
  expect((await put({ months: 0, reason: 'as short as it can be' })).status).toBe(400)
  expect((await put({ months: 12, reason: 'short' })).status).toBe(400)
  expect((await (await as('marketer'))('PUT', '/proof-retention', { months: 12, reason: 'long enough' })).status).toBe(
    403,
  )
  expect((await put({ months: 12, reason: 'Decided with counsel in November' })).body).toMatchObject({
    ...{ months: 12, monthsInForce: 36, due: { entries: 0, people: 0 } },
    dueSoon: { people: 2 },
  })
  expect((await eraseEndedProof(db, TODAY)).entries).toBe(0)
  expect(await proofOf(contact)).toBe(2)
  today = new Date(+TODAY + DAY_MS)
  expect((await eraseEndedProof(db, today)).people).toBe(2)
  expect(await proofOf(contact)).toBe(0)
  await expect(db.evidenceErasure.updateMany({ data: { entries: 1 } })).rejects.toThrow()
})
