import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { createApp } from '../../../src/app.ts'
import {
  addContact,
  checkImport,
  decide,
  eraseContact,
  findSuppressionKeys,
  giveUpSuppressionKey,
  importContacts,
  importMapping,
  openJournal,
  readImport,
  rebuildErased,
  recordConsent,
  registerJournal,
  replayJournal,
  rotateSuppressionKey,
  suppressAddresses,
} from '../../../src/consent/index.ts'
import { startSuppression } from '../../../src/start-suppression.ts'
import { testDatabase } from '../../support/database.ts'
import { makeContact, makePurpose, NOON } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'

const database = await testDatabase()
const { db } = database
const older = await testDatabase()
const SECRET = 'a secret that only this test knows'.padEnd(40, '.')
const config = {
  ...{ publicUrl: 'http://localhost:3000', secretKey: SECRET, isProduction: false },
  outside: { folder: await mkdtemp(join(tmpdir(), 'assent-keys-')) },
}
const place = { ...config, folder: config.outside.folder }
const services = testServices(database, { config })
const server = await testServer(createApp(services), services)
const keyFile = (version: number) => join(place.folder, 'keys', `suppression-${version}.key`)
const LIST = { scope: 'all', reason: 'list' } as const
const later = (minutes: number) => new Date(+NOON + minutes * 60_000)

// Each test begins as a new installation: no entry, no key known, no file.
beforeEach(async () => {
  await rm(join(place.folder, 'keys'), { recursive: true, force: true })
  await forget('suppression', 'suppression_key', 'suppression_attempt')
})
afterEach(() => registerJournal(undefined))

/** As a backup from before them would have it. */
async function forget(...tables: string[]) {
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`set local session_replication_role = replica`
    for (const table of tables) await tx.$executeRawUnsafe(`delete from ${table}`)
  })
}

const suppress = async (value: string, now = NOON) =>
  suppressAddresses(db, await findSuppressionKeys(config), [{ kind: 'email', value }], LIST, now)
const add = async (email: string) => addContact(db, { email }, await findSuppressionKeys(config), later(9))
const MAPPING = importMapping.parse({ columns: [{ column: 'E-mail', to: 'email' }] })

async function importPeople(...emails: string[]) {
  const open = async function* () {
    yield Buffer.from(['E-mail', ...emails].join('\n'))
  }
  const request = { fileName: 'people.csv', open, mapping: MAPPING, startedBy: null }
  const setting = { now: () => later(9), keys: await findSuppressionKeys(config) }
  const { refused } = await checkImport(db, request, setting)
  const id = await importContacts(db, request, setting)
  const report = await readImport(db, id, later(9))
  expect(report.refused).toBe(refused)
  return report
}

const versions = async () =>
  (await db.suppression.findMany({ orderBy: { keyVersion: 'asc' } })).map((row) => row.keyVersion)

test('an entry is a keyed hash with scope, reason and date and nothing else, and its key is in no table (S1)', async () => {
  await startSuppression(services)
  expect(await suppress('tora@rimdal.example')).toBe(1)
  const columns = await db.$queryRaw<{ column_name: string }[]>`
    select column_name from information_schema.columns where table_name = 'suppression' order by 1`
  expect(columns.map((row) => row.column_name)).toEqual([
    ...['created_at', 'key_version', 'kind', 'reason', 'scope', 'value_hmac'],
  ])
  const [entry] = await db.suppression.findMany()
  expect(entry).toMatchObject({ kind: 'email', scope: 'all', reason: 'list', createdAt: NOON, keyVersion: 1 })
  const key = (await readFile(keyFile(1), 'utf8')).trim()
  const rows = await db.$queryRaw<{ lines: number }[]>`
    select coalesce(sum(lines), 0)::int as lines from find_in_clear(${[key, 'tora@rimdal.example']}::text[])`
  expect(rows).toEqual([{ lines: 0 }])
  await expect(db.suppression.updateMany({ data: { reason: 'Tora Lie asked' } })).rejects.toThrow()
  await expect(
    db.$executeRaw`insert into suppression (kind, value_hmac, scope, key_version, reason)
      values ('email', sha256('x'), 'all', 1, 'Tora Lie asked by telephone')`,
  ).rejects.toThrow('suppression_reason_check')
})

test('after a rotation every version is checked on every way in, and an address that is seen gets the newest key (S1, S2)', async () => {
  await startSuppression(services)
  for (const name of ['one', 'two', 'three', 'four']) await suppress(`${name}@rimdal.example`)
  expect(await rotateSuppressionKey(db, place, later(1))).toEqual({ version: 2, waiting: 4 })
  expect(await suppress('five@rimdal.example')).toBe(1)
  expect(await versions()).toEqual([1, 1, 1, 1, 2])
  expect(await importPeople('ONE@rimdal.example', 'new@rimdal.example')).toMatchObject({ refused: 1, created: 1 })
  await expect(add('two@rimdal.example')).rejects.toThrow('never be written to again')
  await sendForm('three@rimdal.example')
  expect(await versions()).toEqual([1, 2, 2, 2, 2])
  // Seen again by being suppressed again: it is one entry still, and keeps the date of the first.
  expect(await suppress('four@rimdal.example', later(2))).toBe(0)
  expect(await versions()).toEqual([2, 2, 2, 2, 2])
  expect(new Set((await db.suppression.findMany()).map((row) => +row.createdAt))).toEqual(new Set([+NOON]))
  for (const name of ['one', 'two', 'three', 'four', 'five'])
    await expect(add(`${name}@rimdal.example`)).rejects.toThrow('never be written to again')
  expect(await db.identity.count({ where: { value: { in: ['one@rimdal.example', 'three@rimdal.example'] } } })).toBe(0)
  // What was tried is told by day and way in, and never by whom.
  const attempts = await db.suppressionAttempt.groupBy({ by: ['way', 'reason'], _sum: { addresses: true } })
  expect(attempts.map(({ way, reason, _sum }) => [way, reason, _sum.addresses]).toSorted()).toEqual([
    ['added', 'list', 6],
    ['form', 'list', 1],
    ['import', 'list', 1],
  ])
})

test('another secret or a lost key file stops every way in, says what to do, and lets go on once it is mended (S1)', async () => {
  await startSuppression(services)
  await suppress('asta@rimdal.example')
  const kept = await readFile(keyFile(1), 'utf8')
  // With its file the key no longer depends on the secret.
  const changed = { ...config, secretKey: 'another secret'.padEnd(40, '.') }
  expect((await findSuppressionKeys(changed)).map(({ key }) => key.toString('hex'))).toEqual([kept.trim()])
  await writeFile(keyFile(1), `${'ab'.repeat(32)}\n`)
  const fault = /suppression key 1 is missing or another one.+suppression-1\.key.+docs\/suppression\.md/
  await expect(importPeople('astrid@rimdal.example')).rejects.toThrow(fault)
  await expect(add('astrid@rimdal.example')).rejects.toThrow(fault)
  expect(await sendForm('astrid@rimdal.example')).toBe(503)
  expect(await (await server.as('marketer'))('POST', '/contacts', { email: 'astrid@rimdal.example' })).toMatchObject({
    status: 503,
  })
  await expect(suppress('somebody@rimdal.example')).rejects.toThrow('rotate-suppression-key')
  await startSuppression(services) // says so, and leaves everything as it is
  expect(await db.identity.count({ where: { value: 'astrid@rimdal.example' } })).toBe(0)
  await writeFile(keyFile(1), kept)
  await add('astrid@rimdal.example')
  await expect(add('asta@rimdal.example')).rejects.toThrow('never be written to again')
})

test('where a key stays lost, a new one is made, erased people are found in an older database, and the rest is given up aloud (S1)', async () => {
  await startSuppression(services)
  const journal = await openJournal(join(place.folder, 'journal'))
  registerJournal(journal)
  onTestFinished(() => journal.close())
  const [known, unknown] = [await makeContact(db, { email: 'known@rimdal.example' }), await makeContact(db)]
  // An older database, from before the erasures; it knows one of the two.
  await makeContact(older.db, { id: known.id, email: 'known@rimdal.example' })
  for (const { id: contactId } of [known, unknown])
    await eraseContact(
      db,
      await findSuppressionKeys(config),
      { contactId, method: 'staff', actor: 'staff', occurredAt: NOON },
      later(1),
    )
  await rm(keyFile(1))
  const lost = { ...place, secretKey: 'another secret'.padEnd(40, '.') }
  expect(await rotateSuppressionKey(db, lost, later(2))).toEqual({ version: 2, waiting: 2 })
  const keys = await findSuppressionKeys(lost)
  await expect(addContact(db, { email: 'next@rimdal.example' }, keys, later(3))).rejects.toThrow('Nobody can be taken')
  const erasedBefore = await db.consentEvent.count({ where: { type: 'erased' } })
  expect(await rebuildErased(db, older.db, { place: lost, journal, now: later(4) })).toEqual({
    ...{ erased: erasedBefore, found: 1, entries: 1 },
  })
  const giveUp = (version: number, reason: string) =>
    giveUpSuppressionKey(db, lost, { version, reason }, later(5)).catch((error: Error) => error.message)
  expect(await giveUp(1, 'lost')).toContain('Say who has decided this')
  expect(await giveUp(2, 'Sigrid Vaage: the disk was lost')).toContain('is not missing')
  expect(await giveUp(1, 'Sigrid Vaage: the disk was lost')).toBe(2)
  await expect(addContact(db, { email: 'known@rimdal.example' }, keys, later(6))).rejects.toThrow('never be written')
  expect(await addContact(db, { email: 'next@rimdal.example' }, keys, later(6))).toMatchObject({ isNew: true })
  await expect(db.suppressionKey.update({ where: { version: 1 }, data: { givenUpAt: null } })).rejects.toThrow()
})

test('a restored backup learns again from the journal which addresses are suppressed, and holds who has one (L15, S1)', async () => {
  await startSuppression(services)
  const journal = await openJournal(join(place.folder, 'journal-of-restore'))
  registerJournal(journal)
  onTestFinished(() => journal.close())
  const contact = await makeContact(db, { email: 'restored@rimdal.example' })
  await suppress('restored@rimdal.example')
  await suppress('elsewhere@rimdal.example')
  await forget('suppression', 'setting')
  expect((await replayJournal(db, journal, later(1), await findSuppressionKeys(config))).restored).toBe(2)
  await expect(add('elsewhere@rimdal.example')).rejects.toThrow('never be written to again')
  expect(await db.consentHold.count({ where: { contactId: contact.id, kind: 'suppression' } })).toBe(1)
  expect((await replayJournal(db, journal, later(2), await findSuppressionKeys(config))).restored).toBe(0)
  // Killed before people were held, it goes on there.
  await forget('consent_hold', 'setting')
  await db.setting.create({ data: { key: 'journal.holds_due', value: true } })
  await replayJournal(db, journal, later(3), await findSuppressionKeys(config))
  expect(await db.consentHold.count({ where: { contactId: contact.id, kind: 'suppression' } })).toBe(1)
})

test('no statement deletes, empties or rewrites an entry, a key or an attempt (S4)', async () => {
  await startSuppression(services)
  await suppress('kept@rimdal.example')
  await expect(add('kept@rimdal.example')).rejects.toThrow()
  for (const table of ['suppression', 'suppression_key', 'suppression_attempt'])
    await expect(db.$executeRawUnsafe(`delete from ${table}`)).rejects.toThrow()
  await expect(db.$executeRaw`truncate suppression`).rejects.toThrow()
  await expect(db.$executeRaw`update suppression set created_at = now()`).rejects.toThrow('only ever gets a newer key')
  await expect(db.$executeRaw`update suppression_key set check_value = 'x'`).rejects.toThrow('can only be given up')
  await expect(db.$executeRaw`update suppression_attempt set addresses = 9`).rejects.toThrow()
})

test('whoever is suppressed is released by a yes confirmed from the address alone, for its purpose alone (S8, S2)', async () => {
  await startSuppression(services)
  const [asked, other] = [await makePurpose(db, { doubleOptIn: true }), await makePurpose(db)]
  await rotateSuppressionKey(db, place, later(1))
  await suppress('back@rimdal.example')
  await sendForm('back@rimdal.example', [asked.id, other.id])
  const { contactId } = await db.identity.findFirstOrThrow({ where: { value: 'back@rimdal.example' } })
  const may = async (purposeId: string) =>
    (await decide(db, contactId, { purposeId, channel: 'email', at: new Date(Date.now() + 1000) })).reason
  expect([await may(asked.id), await may(other.id)]).toEqual(['asked', 'never_asked'])
  const said = { contactId, channel: 'email', textId: null, evidence: {}, occurredAt: new Date() } as const
  const textOf = async (purposeId: string) => (await db.purposeText.findFirstOrThrow({ where: { purposeId } })).id
  const say = async (purposeId: string, actor: 'contact' | 'staff', type: 'given' | 'confirmed') =>
    recordConsent(
      db,
      [{ ...said, purposeId, actor, type, method: 'form', textId: await textOf(purposeId), occurredAt: new Date() }],
      new Date(),
    )
  expect((await say(other.id, 'staff', 'given')).heldBack).toHaveLength(1)
  await say(asked.id, 'contact', 'given')
  expect(await may(asked.id)).toBe('address_stopped')
  await say(asked.id, 'contact', 'confirmed')
  expect([await may(asked.id), await may(other.id)]).toEqual(['given', 'never_asked'])
  await say(other.id, 'contact', 'given')
  expect(await may(other.id)).toBe('address_stopped')
  // An import still may not touch them.
  expect(await importPeople('back@rimdal.example')).toMatchObject({ refused: 1, updated: 0 })
})

let forms = 0
async function sendForm(email: string, purposeIds: string[] = []): Promise<number> {
  const [first] = await db.brand.findMany({ take: 1 })
  const brandId = first?.id ?? (await makePurpose(db)).brandId
  const purposes = purposeIds.length > 0 ? purposeIds : [(await makePurpose(db, { brandId })).id]
  const asks = purposes.map((purposeId) => ({ purposeId, channel: 'email' }))
  const questions = [{ key: 'email', label: 'E-mail', type: 'email', required: true }]
  const key = `suppressed-${++forms}`
  await db.form.create({ data: { key, name: 'News', brandId, questions, asks, thanks: 'Thanks' } })
  const texts = await db.purposeText.findMany({ where: { purposeId: { in: purposes }, language: 'en' } })
  const consents = texts.map((text) => ({ purposeId: text.purposeId, channel: 'email', textId: text.id }))
  const response = await fetch(`${server.url}/f/${key}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': AGENT },
    body: JSON.stringify({ answers: { email }, consents }),
  })
  return response.status
}
const AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36'
