import { expect, test } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { chooseFrequency } from '../../../src/consent/frequency.ts'
import {
  decide,
  linkKey,
  makeLinkToken,
  mergeContacts,
  placeHold,
  previewMerge,
  recordConsent,
  undoMerge,
  verifyLedger,
} from '../../../src/consent/index.ts'
import { findVisitor } from '../../../src/consent/preferences/find-visitor.ts'
import { pauseUntil, stopChoices, stopEverything } from '../../../src/consent/stop-consent.ts'
import { saveContacts } from '../../../src/contacts/index.ts'
import { enqueueMessages, saveContent } from '../../../src/delivery/index.ts'
import { Prisma } from '../../../src/platform/database.ts'
import { testDatabase } from '../../support/database.ts'
import { grant, makeBrand, makeContact, makePurpose, NOON, withdraw } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database)
const server = await testServer(createApp(services), services)
const later = (minutes: number) => new Date(+NOON + minutes * 60_000)

async function makePair(first = {}, second = {}) {
  return { keep: await makeContact(db, first), other: await makeContact(db, second) }
}
const merge = (keepId: string, otherId: string, now = later(1)) =>
  mergeContacts(db, { keepId, otherId, userId: null }, now)
const reason = async (contactId: string, purposeId: string, at = later(60)) =>
  (await decide(db, contactId, { purposeId, channel: 'email', at })).reason
const allStates = (contactId: string) =>
  db.consentState.findMany({
    where: { contactId },
    orderBy: { purposeId: 'asc' },
    select: { purposeId: true, channel: true, state: true, since: true, expiresAt: true },
  })

test('the no of either stands after a merge, the yes of the other is not carried over, and both chains hold (S5, T5)', async () => {
  const { keep, other } = await makePair()
  const [news, events, guides] = [await makePurpose(db), await makePurpose(db), await makePurpose(db)]
  await grant(db, keep.id, news.id)
  await grant(db, keep.id, events.id)
  await grant(db, other.id, news.id)
  await withdraw(db, other.id, news.id)
  await grant(db, other.id, guides.id)
  const { cells } = await previewMerge(db, keep.id, other.id, later(1))
  expect(Object.fromEntries(cells.map((cell) => [cell.purposeId, [cell.after, cell.outcome]]))).toEqual({
    [news.id]: ['withdrawn', 'lowered'],
    [events.id]: ['given', 'kept'],
    [guides.id]: ['none', 'left_behind'],
  })
  const before = await db.consentEvent.findMany({ where: { contactId: other.id } })
  await merge(keep.id, other.id)
  expect(await reason(keep.id, news.id)).toBe('withdrawn')
  expect(await reason(keep.id, events.id)).toBe('given')
  expect(await reason(keep.id, guides.id)).toBe('never_asked')
  expect(await reason(other.id, guides.id)).toBe('erased')
  expect(await db.consentEvent.findMany({ where: { contactId: other.id } })).toEqual(before)
  const last = await db.consentEvent.findFirstOrThrow({ where: { contactId: keep.id }, orderBy: { seq: 'desc' } })
  expect(last).toMatchObject({ type: 'withdrawn', actor: 'system', method: 'rule' })
  expect((await verifyLedger(db, later(2))).faults).toEqual([])
})

test('taking a merge back leaves the consent of both as it was (S5)', async () => {
  const { keep, other } = await makePair()
  const [news, asked, fresh] = [
    await makePurpose(db, { validityMonths: 24 }),
    await makePurpose(db),
    await makePurpose(db),
  ]
  await grant(db, keep.id, news.id)
  await withdraw(db, other.id, news.id)
  await withdraw(db, other.id, fresh.id)
  await recordConsent(
    db,
    [
      {
        ...{ contactId: keep.id, purposeId: asked.id, channel: 'email', type: 'requested', occurredAt: NOON },
        ...{ method: 'form', actor: 'contact', textId: null, evidence: {} },
      },
    ],
    NOON,
  )
  await withdraw(db, other.id, asked.id)
  const before = [await allStates(keep.id), await allStates(other.id)]
  const { id } = await merge(keep.id, other.id)
  expect((await allStates(keep.id)).map((row) => row.state)).toEqual(['withdrawn', 'withdrawn', 'withdrawn'])
  await undoMerge(db, keep.id, id, later(2))
  expect([await allStates(keep.id), await allStates(other.id)]).toEqual(before)
  expect(await reason(keep.id, news.id)).toBe('given')
  expect((await verifyLedger(db, later(3))).faults).toEqual([])
})

test('what was lowered since a merge stays lowered for both when it is taken back (S5, U7)', async () => {
  const { keep, other } = await makePair()
  const [news, events] = [await makePurpose(db), await makePurpose(db)]
  for (const person of [keep, other]) for (const purpose of [news, events]) await grant(db, person.id, purpose.id)
  const { id } = await merge(keep.id, other.id)
  await withdraw(db, keep.id, news.id, { now: later(2) })
  await undoMerge(db, keep.id, id, later(3))
  expect([await reason(keep.id, news.id), await reason(other.id, news.id)]).toEqual(['withdrawn', 'withdrawn'])
  expect([await reason(keep.id, events.id), await reason(other.id, events.id)]).toEqual(['given', 'given'])
})

test('a no that is said again after the merge is not taken back with it (S5)', async () => {
  const { keep, other } = await makePair()
  const news = await makePurpose(db)
  await grant(db, keep.id, news.id)
  await withdraw(db, other.id, news.id)
  const { id } = await merge(keep.id, other.id)
  await withdraw(db, keep.id, news.id, { now: later(2) })
  await undoMerge(db, keep.id, id, later(3))
  expect(await reason(keep.id, news.id)).toBe('withdrawn')
})

test('an objection covers the person, a bounce only its address, and both go when the merge does (S6)', async () => {
  const { keep, other } = await makePair()
  const news = await makePurpose(db)
  await grant(db, keep.id, news.id)
  await placeHold(db, { contactId: other.id, kind: 'bounce', channel: 'email', reason: '550' }, NOON)
  const first = await merge(keep.id, other.id)
  expect(await reason(keep.id, news.id)).toBe('given')
  await undoMerge(db, keep.id, first.id, later(2))
  await stopEverything(db, { contactId: other.id, method: 'preference_page', evidence: {} }, later(3))
  const second = await merge(keep.id, other.id, later(4))
  expect(await reason(keep.id, news.id)).toBe('objected')
  await undoMerge(db, keep.id, second.id, later(5))
  expect([await reason(keep.id, news.id), await reason(other.id, news.id)]).toEqual(['given', 'objected'])
})

test('an own objection that a merge renewed comes back as old as it was, with the yes said after it (S5, S8)', async () => {
  const { keep, other } = await makePair()
  const news = await makePurpose(db)
  await stopEverything(db, { contactId: keep.id, method: 'preference_page', evidence: {} }, NOON)
  await grant(db, keep.id, news.id, { now: later(1) })
  await stopEverything(db, { contactId: other.id, method: 'preference_page', evidence: {} }, NOON)
  expect(await reason(keep.id, news.id)).toBe('given')
  const { id } = await merge(keep.id, other.id, later(2))
  expect(await reason(keep.id, news.id)).toBe('objected')
  await undoMerge(db, keep.id, id, later(3))
  expect(await reason(keep.id, news.id)).toBe('given')
})

test('the hold of an address goes with it where it becomes the one that is written to (S6)', async () => {
  const { keep, other } = await makePair({ email: null, phone: '+4790011001' })
  const news = await makePurpose(db)
  await grant(db, keep.id, news.id)
  await placeHold(db, { contactId: other.id, kind: 'bounce', channel: 'email', reason: '550' }, NOON)
  await merge(keep.id, other.id)
  expect(await reason(keep.id, news.id)).toBe('address_stopped')
})

test('links of both open the one page and stop both after the merge, and after it is taken back (U7)', async () => {
  const { keep, other } = await makePair()
  const news = await makePurpose(db)
  await grant(db, keep.id, news.id)
  await grant(db, other.id, news.id)
  const key = linkKey('only-for-tests-'.padEnd(40, '0'))
  const token = makeLinkToken(key, { contactId: other.id, purposeId: news.id, messageId: other.id })
  const { id } = await merge(keep.id, other.id)
  expect(await findVisitor(db, [key], token)).toMatchObject({ contactId: keep.id })
  const response = await fetch(`${server.url}/u/${token}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  })
  expect(response.status).toBe(200)
  expect(await reason(keep.id, news.id)).toBe('withdrawn')
  await undoMerge(db, keep.id, id, later(3))
  expect([await reason(keep.id, news.id), await reason(other.id, news.id)]).toEqual(['withdrawn', 'withdrawn'])
})

test('a withdrawal that names the merged contact itself lowers the one it is part of (U7)', async () => {
  const { keep, other } = await makePair()
  const third = await makeContact(db)
  const news = await makePurpose(db)
  for (const person of [keep, other, third]) await grant(db, person.id, news.id)
  await merge(keep.id, other.id)
  await merge(third.id, keep.id, later(2))
  await withdraw(db, other.id, news.id, { now: later(3) })
  expect(await reason(third.id, news.id)).toBe('withdrawn')
})

test('addresses and what is empty go over and come back, and an import finds the one who is kept', async () => {
  const { keep, other } = await makePair(
    { email: 'kari@rimdal.example', jobTitle: null, fields: { size: 4 } },
    { email: 'kari.nesheim@rimdal.example', phone: '+4790011002', jobTitle: 'Head of maintenance', fields: { a: 1 } },
  )
  const addresses = (contactId: string) =>
    db.identity.findMany({ where: { contactId }, orderBy: { value: 'asc' }, select: { value: true, isPrimary: true } })
  const before = [await addresses(keep.id), await addresses(other.id)]
  const { id } = await merge(keep.id, other.id)
  expect(await addresses(keep.id)).toEqual([
    { value: '+4790011002', isPrimary: true },
    { value: 'kari.nesheim@rimdal.example', isPrimary: false },
    { value: 'kari@rimdal.example', isPrimary: true },
  ])
  const known = await db.contact.findUniqueOrThrow({ where: { id: keep.id } })
  expect(known).toMatchObject({ jobTitle: 'Head of maintenance', fields: { size: 4, a: 1 } })
  const [saved] = await saveContacts(
    db,
    [{ email: 'kari.nesheim@rimdal.example', city: 'Oslo' }],
    { source: 'import' },
    later(2),
  )
  expect(saved).toMatchObject({ outcome: 'updated', contactId: keep.id })
  await undoMerge(db, keep.id, id, later(3))
  expect([await addresses(keep.id), await addresses(other.id)]).toEqual(before)
  const after = await db.contact.findUniqueOrThrow({ where: { id: keep.id } })
  expect(after).toMatchObject({ jobTitle: null, fields: { size: 4 }, city: 'Oslo' })
})

test('what is queued for the merged contact is removed before the merge is answered', async () => {
  const { keep, other } = await makePair()
  const brand = await makeBrand(db)
  const news = await makePurpose(db, { brandId: brand.id })
  await grant(db, other.id, news.id)
  const contentId = await saveContent(db, {
    ...{ brandId: brand.id, purposeId: news.id, preheader: '', subject: 'News' },
    html: '<a href="{{ unsubscribe_url }}">Stop</a> <a href="{{ preferences_url }}">Choose</a>',
    text: '{{ unsubscribe_url }} {{ preferences_url }}',
  })
  const people = Prisma.sql`select ${other.id}::uuid as contact_id, 'one' as occasion`
  await enqueueMessages(db, { contentId, campaignId: null, people, notBefore: NOON }, NOON)
  const { removed } = await merge(keep.id, other.id)
  expect(removed).toBe(1)
  expect(await db.message.findMany({ where: { contactId: other.id } })).toMatchObject([
    { status: 'cancelled', reason: 'merged' },
  ])
})

test('of two on their way through one workflow, the one who is merged leaves it', async () => {
  const { keep, other } = await makePair()
  const workflow = await db.workflow.create({ data: { name: 'Welcome', draft: {} } })
  for (const { id } of [keep, other])
    await db.enrolment.create({
      data: {
        ...{ contactId: id, workflowId: workflow.id, version: 1, eventId: id, step: 'wait' },
        ...{ dueAt: later(500), enteredAt: NOON },
      },
    })
  expect((await previewMerge(db, keep.id, other.id, later(1))).notes).toEqual([
    { kind: 'workflow', name: 'Welcome', outcome: 'ends' },
  ])
  await merge(keep.id, other.id)
  const statusOf = async (contactId: string) => (await db.enrolment.findFirstOrThrow({ where: { contactId } })).status
  expect([await statusOf(keep.id), await statusOf(other.id)]).toEqual(['active', 'done'])
  expect(await db.enrolmentStep.findMany({ where: { contactId: other.id } })).toMatchObject([{ outcome: 'merged' }])
})

test('merges are refused with the erased, the merged and oneself, and are taken back last first (S8)', async () => {
  const { keep, other } = await makePair()
  const third = await makeContact(db)
  const erased = await makeContact(db, { email: null, erasedAt: NOON })
  await expect(merge(keep.id, keep.id)).rejects.toThrow('cannot be merged with itself')
  await expect(merge(keep.id, erased.id)).rejects.toThrow('erased and stays so')
  const first = await merge(keep.id, other.id)
  await expect(merge(third.id, other.id)).rejects.toThrow('part of another contact already')
  const second = await merge(keep.id, third.id, later(2))
  await expect(undoMerge(db, keep.id, first.id, later(3))).rejects.toThrow('came later')
  await undoMerge(db, keep.id, second.id, later(3))
  await undoMerge(db, keep.id, first.id, later(4))
  await expect(undoMerge(db, keep.id, first.id, later(5))).rejects.toThrow('taken back already')
})

test('two merges of the same two at once end with one of them', async () => {
  const { keep, other } = await makePair()
  const done = await Promise.allSettled([merge(keep.id, other.id), merge(other.id, keep.id)])
  expect(done.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  const rows = await db.contact.findMany({ where: { id: { in: [keep.id, other.id] }, mergedIntoId: { not: null } } })
  expect(rows).toHaveLength(1)
})

test('a marketer previews, merges and takes back over HTTP; a seller may not', async () => {
  const { keep, other } = await makePair()
  const asMarketer = await server.as('marketer')
  const preview = await asMarketer('GET', `/contacts/${keep.id}/merge?otherId=${other.id}`)
  expect(preview).toMatchObject({ status: 200, body: { keep: { name: 'Kari Nesheim' }, cells: [] } })
  const merged = await asMarketer('POST', `/contacts/${keep.id}/merge`, { otherId: other.id })
  expect(merged.status).toBe(200)
  const { id } = merged.body as { id: string }
  expect(await asMarketer('GET', `/contacts/${keep.id}/merges`)).toMatchObject({
    body: { items: [{ id, other: { id: other.id }, undoneAt: null }] },
  })
  expect((await asMarketer('POST', `/contacts/${keep.id}/merges/${id}/undo`)).status).toBe(200)
  const asSeller = await server.as('seller')
  expect((await asSeller('POST', `/contacts/${keep.id}/merge`, { otherId: other.id })).status).toBe(403)
})

test('a no that is said again after a merge counts for both when the merge is taken back (S5)', async () => {
  const { keep, other } = await makePair()
  const news = await makePurpose(db)
  await grant(db, keep.id, news.id)
  await withdraw(db, keep.id, news.id)
  await grant(db, other.id, news.id)
  const { id } = await merge(keep.id, other.id)
  const speaker = { contactId: keep.id, method: 'one_click', evidence: {} } as const
  await stopChoices(db, speaker, [{ purposeId: news.id, channel: 'email' }], later(2))
  await undoMerge(db, keep.id, id, later(3))
  expect(await reason(other.id, news.id)).toBe('withdrawn')
})

test('an objection that is said again after a merge counts for both when the merge is taken back (S5, S6)', async () => {
  const { keep, other } = await makePair()
  const news = await makePurpose(db)
  await grant(db, other.id, news.id)
  const speaker = { contactId: keep.id, method: 'preference_page', evidence: {} } as const
  await stopEverything(db, speaker, NOON)
  const { id } = await merge(keep.id, other.id)
  await stopEverything(db, speaker, later(2))
  await undoMerge(db, keep.id, id, later(3))
  expect(await reason(other.id, news.id)).toBe('objected')
})

test('a pause and how often that are said again after a merge count for both when the merge is taken back (S5)', async () => {
  const { keep, other } = await makePair()
  const news = await makePurpose(db)
  const speaker = { contactId: keep.id, method: 'preference_page', evidence: {} } as const
  const choose = (contactId: string, frequency: 'weekly' | 'monthly', now: Date) =>
    chooseFrequency(db, { contactId, brandId: news.brandId, frequency, reason: 'preference_page' }, false, now)
  await pauseUntil(db, { ...speaker, contactId: other.id }, later(6000), NOON)
  await choose(other.id, 'monthly', NOON)
  const { id } = await merge(keep.id, other.id)
  // Both are covered by what the other had said, and remain the word of the one who is kept.
  for (const minutes of [2, 3]) {
    await pauseUntil(db, speaker, later(5000), later(minutes))
    expect(await choose(keep.id, 'weekly', later(minutes))).toBe(false)
  }
  const own = { contactId: keep.id, liftedAt: null }
  expect(await db.consentHold.count({ where: own })).toBe(4)
  await undoMerge(db, keep.id, id, later(4))
  const holds = await db.consentHold.findMany({ where: own, orderBy: { kind: 'asc' } })
  expect(holds.map(({ kind, until }) => [kind, until])).toEqual([
    ['pause', later(5000)],
    ['weekly', null],
  ])
})
