import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { expect, onTestFinished, test } from 'vitest'
import { createApp } from '../../../src/app.ts'
import {
  addContact,
  decide,
  eraseContact,
  findInClear,
  mergeContacts,
  openJournal,
  placeHold,
  registerCopyErasers,
  registerJournal,
  replayJournal,
  suppressionKey,
  verifyChain,
  verifyLedger,
} from '../../../src/consent/index.ts'
import { findChains } from '../../../src/consent/verify-chain.ts'
import { recordEvents, saveContacts } from '../../../src/contacts/index.ts'
import { openMailbox } from '../../../src/mailbox/index.ts'
import { testDatabase } from '../../support/database.ts'
import { grant, makeBrand, makeContact, makePurpose, makeUser, makeWash, NOON } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database)
const server = await testServer(createApp(services), services)
const keys = [suppressionKey(services.config.secretKey)]
const later = (minutes: number) => new Date(+NOON + minutes * 60_000)
const erase = (contactId: string, now = later(5)) =>
  eraseContact(db, keys, { contactId, method: 'staff', actor: 'staff', occurredAt: now }, now)

/** Somebody of whom every table knows something. */
async function makeKnown(email: string, phone: string) {
  const contact = await makeContact(db, {
    ...{ email, phone, firstName: 'Sigrun', lastName: 'Østvågøy', jobTitle: 'Plant manager' },
    ...{ street: 'Tverrgata 114', postalCode: '9305X' },
    fields: { note: `reach at ${email}` },
  })
  const purpose = await makePurpose(db)
  await grant(db, contact.id, purpose.id, { evidence: { page: 'https://vidjevik.example', typed: email } })
  await placeHold(db, { contactId: contact.id, kind: 'pause', channel: null, reason: `asked by ${email}` }, NOON)
  const event = { contactId: contact.id, occurredAt: NOON, source: 'form' }
  await recordEvents(
    db,
    [
      { ...event, type: 'form.submitted', properties: { 'answer.comment': `write to ${email}` } },
      { ...event, type: 'mail.clicked', properties: { messageId: contact.id, url: `https://a.example/?m=${email}` } },
    ],
    NOON,
  )
  const seller = await makeUser(db)
  await db.lead.create({
    data: {
      ...{ contactId: contact.id, status: 'assigned', sellerId: seller.id, heat: 1, fit: 1, consentSeq: 1 },
      ...{ facts: [{ text: `Sigrun wrote from ${email}` }], ruleVersion: 'x', answerBy: NOON, note: `call ${phone}` },
    },
  })
  await db.score.create({ data: { contactId: contact.id, heat: 3 } })
  await makeWash(db, contact.id)
  return { contact, purpose, seller }
}

test('after an erasure no table holds the address, the number or the name, and every proof still stands (L7, T5, S1)', async () => {
  const [email, phone] = ['sigrun.ostvagoy@rimdal.example', '+4790022001']
  const { contact, purpose } = await makeKnown(email, phone)
  const traces = [email, phone, 'Østvågøy', 'Tverrgata 114', '9305X']
  const before = (await findInClear(db, traces)).map((place) => place.table)
  expect(before).toEqual(['consent_evidence', 'consent_hold', 'contact', 'event', 'identity', 'lead'])
  const { contacts, recipients } = await erase(contact.id)
  expect([contacts, recipients]).toEqual([1, ['Henrik Aasbø']])
  expect(await findInClear(db, traces)).toEqual([])
  expect(await db.washResult.count({ where: { contactId: contact.id } })).toBe(0)
  const rows = (await findChains(db, [contact.id])).get(contact.id) ?? []
  expect(rows.map((row) => [row.entry.type, row.salt])).toEqual([
    ['given', null],
    ['erased', null],
  ])
  expect(verifyChain(rows)).toBeUndefined()
  expect((await verifyLedger(db, later(6))).faults).toEqual([])
  expect(await decide(db, contact.id, { purposeId: purpose.id, channel: 'email', at: later(6) })).toMatchObject({
    reason: 'erased',
  })
  const kept = await db.suppression.findMany({ where: { reason: 'erased' } })
  expect(kept.map((row) => [row.kind, row.keyVersion, row.valueHmac.length]).toSorted()).toEqual([
    ['email', 1, 32],
    ['phone', 1, 32],
  ])
  await expect(erase(contact.id)).rejects.toThrow('erased already')
})

test('a scan finds a text in a table that was added a moment ago (L7)', async () => {
  await db.$executeRaw`create table kept_elsewhere (id int, details jsonb)`
  await db.$executeRaw`insert into kept_elsewhere values (1, '{"who": {"mail": "Hidden@Rimdal.example"}}')`
  expect(await findInClear(db, ['hidden@rimdal.example'])).toEqual([{ table: 'kept_elsewhere', rows: 1 }])
})

test('neither API nor form brings an erased person back, and each says so (S2, L7)', async () => {
  const email = 'torstein@rimdal.example'
  const contact = await makeContact(db, { email })
  await erase(contact.id)
  await expect(addContact(db, { email }, keys, later(6))).rejects.toThrow('never be written to again')
  expect(await findInClear(db, [email])).toEqual([])
  const brand = await makeBrand(db)
  const purpose = await makePurpose(db, { brandId: brand.id })
  const { key } = await makeForm(brand.id, [purpose.id])
  await sendForm(key, email, [purpose.id])
  expect(await findInClear(db, [email])).toEqual([])
})

test('only a yes that its owner must confirm from the address lets an erased person in, for that purpose alone (S8)', async () => {
  const email = 'oddvar@rimdal.example'
  const contact = await makeContact(db, { email })
  await erase(contact.id)
  const brand = await makeBrand(db)
  const [confirmed, plain] = [
    await makePurpose(db, { brandId: brand.id, doubleOptIn: true }),
    await makePurpose(db, { brandId: brand.id }),
  ]
  const { key } = await makeForm(brand.id, [confirmed.id, plain.id])
  await sendForm(key, email, [confirmed.id, plain.id])
  const fresh = await db.identity.findFirstOrThrow({ where: { value: email } })
  expect(fresh.contactId).not.toBe(contact.id)
  const states = await db.consentState.findMany({ where: { contactId: fresh.contactId } })
  expect(states.map((row) => [row.purposeId, row.state])).toEqual([[confirmed.id, 'requested']])
})

test('whoever was merged into an erased person is erased with them, and the merge stays (L7, S8)', async () => {
  const [keep, other] = [
    await makeContact(db, { email: 'signe@rimdal.example', firstName: 'Signelill' }),
    await makeContact(db, { email: 'signe.b@rimdal.example', firstName: 'Signelill' }),
  ]
  await mergeContacts(db, { keepId: keep.id, otherId: other.id, userId: null }, later(1))
  expect((await erase(other.id)).contacts).toBe(2)
  expect(await findInClear(db, ['signe@rimdal.example', 'signe.b@rimdal.example', 'Signelill'])).toEqual([])
  const third = await makeContact(db)
  await expect(mergeContacts(db, { keepId: third.id, otherId: other.id, userId: null }, later(6))).rejects.toThrow(
    'erased and stays so',
  )
})

test('a restored backup learns again who was erased (L15, L7)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assent-journal-'))
  const journal = await openJournal(folder)
  registerJournal(journal)
  onTestFinished(async () => {
    registerJournal(undefined)
    await journal.close()
    await rm(folder, { recursive: true })
  })
  const email = 'restored@rimdal.example'
  const contact = await makeContact(db, { email })
  await erase(contact.id)
  // The database as a backup from before the erasure would have it.
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`alter table consent_event disable trigger consent_event_insert_only`
    await tx.$executeRaw`delete from consent_event where contact_id = ${contact.id}::uuid`
    await tx.$executeRaw`alter table consent_event enable trigger consent_event_insert_only`
    await tx.$executeRaw`update contact set erased_at = null, first_name = 'Kari' where id = ${contact.id}::uuid`
    await tx.$executeRaw`delete from setting`
  })
  const [saved] = await saveContacts(db, [{ email: 'x@rimdal.example' }], { source: 'api' }, later(6))
  expect(saved?.outcome).toBe('created')
  await db.identity.create({ data: { contactId: contact.id, kind: 'email', value: email } })
  expect((await replayJournal(db, journal, later(7), keys)).restored).toBe(1)
  expect(await findInClear(db, [email])).toEqual([])
  expect((await db.contact.findUniqueOrThrow({ where: { id: contact.id } })).erasedAt).not.toBeNull()
})

test('the mails that the built-in mailbox keeps go with the person they were sent to (L7)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assent-mailbox-'))
  const mailbox = await openMailbox(folder)
  registerCopyErasers([mailbox.forget])
  onTestFinished(async () => {
    registerCopyErasers([])
    await mailbox.close()
    await rm(folder, { recursive: true })
  })
  const transport = createTransport(mailbox.url)
  for (const to of ['mailed@rimdal.example', 'other@rimdal.example'])
    await transport.sendMail({ from: 'post@vidjevik.example', to, subject: 'News', text: 'News' })
  const contact = await makeContact(db, { email: 'mailed@rimdal.example' })
  await erase(contact.id)
  expect(mailbox.list('', 0, 10).mails.map((mail) => mail.to)).toEqual(['other@rimdal.example'])
  expect(await readdir(folder)).toHaveLength(1)
})

test('the privacy officer erases over HTTP, and nobody else', async () => {
  const contact = await makeContact(db)
  expect((await (await server.as('marketer'))('POST', `/contacts/${contact.id}/erase`)).status).toBe(403)
  const asOfficer = await server.as('privacy_officer')
  expect(await asOfficer('POST', `/contacts/${contact.id}/erase`)).toMatchObject({
    status: 200,
    body: { contacts: 1, recipients: [] },
  })
  expect((await asOfficer('POST', `/contacts/${contact.id}/erase`)).status).toBe(409)
})

const AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36'
let forms = 0
function makeForm(brandId: string, purposeIds: string[]) {
  const asks = purposeIds.map((purposeId) => ({ purposeId, channel: 'email' }))
  const questions = [{ key: 'email', label: 'E-mail', type: 'email', required: true }]
  return db.form.create({
    data: { key: `erased-${++forms}`, name: 'News', brandId, questions, asks, thanks: 'Thanks' },
  })
}

async function sendForm(key: string, email: string, purposeIds: string[]) {
  const texts = await db.purposeText.findMany({ where: { purposeId: { in: purposeIds }, language: 'en' } })
  const consents = texts.map((text) => ({ purposeId: text.purposeId, channel: 'email', textId: text.id }))
  const response = await fetch(`${server.url}/f/${key}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': AGENT },
    body: JSON.stringify({ answers: { email }, consents }),
  })
  expect(response.status).toBe(200)
}
