import { expect, test } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { decide, findInClear, findSuppressionKeys, importContacts, importMapping } from '../../../src/consent/index.ts'
import { startList } from '../../../src/consent/suppression-lists/take-list.ts'
import { enqueueMessages, saveContent } from '../../../src/delivery/index.ts'
import { Prisma } from '../../../src/platform/database.ts'
import { testDatabase } from '../../support/database.ts'
import { grant, makeContact, makePurpose } from '../../support/factories.ts'
import { type Answer, testServer, testServices } from '../../support/http.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database)
const { as } = await testServer(createApp(services), services)
const marketer = await as('marketer')
const purpose = await makePurpose(db, { channels: ['email', 'phone'] })

async function upload(file: string, setting: object = { scope: 'all' }): Promise<Answer> {
  const form = new FormData()
  form.append('mapping', JSON.stringify(setting))
  form.append('file', new Blob([file], { type: 'text/csv' }), 'stopped.csv')
  const body = new Response(form)
  const text = Buffer.from(await body.arrayBuffer()).toString('utf8')
  return marketer('POST', '/suppression-lists', text, { 'content-type': body.headers.get('content-type') ?? '' })
}

async function take(file: string, setting?: object): Promise<Record<string, unknown>> {
  const { status, body } = await upload(file, setting)
  expect(status).toBe(202)
  const { id } = body as { id: string }
  for (;;) {
    const list = (await marketer('GET', `/suppression-lists/${id}`)).body as Record<string, unknown>
    if (list.status !== 'running') return list
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

const mayReach = async (contactId: string, channel = 'email') =>
  (await decide(db, contactId, { purposeId: purpose.id, channel, at: new Date() })).reason

async function queueMail(contactId: string): Promise<void> {
  const html = '<a href="{{ unsubscribe_url }}">s</a><a href="{{ preferences_url }}">p</a>'
  const content = { brandId: purpose.brandId, purposeId: purpose.id, subject: 'Hei', preheader: '', html, text: '' }
  const people = Prisma.sql`select ${contactId}::uuid as contact_id, 'list' as occasion`
  const notBefore = new Date(Date.now() + 60_000)
  await enqueueMessages(
    db,
    { contentId: await saveContent(db, content), campaignId: null, people, notBefore },
    notBefore,
  )
}

test('whoever stands on an uploaded list is held at once, their queued mail goes, and only keyed hashes stay (S1, S2)', async () => {
  const [kari, ola, other] = [
    await makeContact(db, { email: 'kari.nes@rimdal.example', phone: '+4790012001' }),
    await makeContact(db, { email: 'ola@rimdal.example', phone: '+4790012002' }),
    await makeContact(db),
  ]
  for (const { id } of [kari, ola, other]) {
    await grant(db, id, purpose.id)
    await queueMail(id)
  }
  const file =
    'Navn;E-post;Mobil\nStranger;stranger@rimdal.example;\nKari; KARI.Nes@rimdal.example ;\nOla;;+47 900 12 002\nIngen;;\n'
  const list = await take(file)
  expect(list).toMatchObject({ status: 'done', rows: 4, added: 3, known: 0, refused: 1, held: 2, removed: 2 })
  expect([await mayReach(kari.id), await mayReach(ola.id), await mayReach(other.id)]).toEqual([
    ...['address_stopped', 'address_stopped', 'given'],
  ])
  const queued = await db.message.findMany({ where: { status: 'queued' } })
  expect(queued.map((message) => message.contactId)).toEqual([other.id])
  expect(await findInClear(db, ['stranger@rimdal.example', 'Stranger'])).toEqual([])
  const { body } = await marketer('GET', `/suppression-lists/${String(list.id)}/refusals`)
  expect(body).toEqual({ items: [{ line: 5, code: 'no_address' }] })
  const asFile = (await marketer('GET', `/suppression-lists/${String(list.id)}/refusals.csv`)).body
  expect(asFile).toBe('"line","code"\r\n"5","no_address"\r\n')
  // The same list again finds nothing new, holds nobody twice, and cannot take back what somebody said meanwhile.
  expect(await take(file)).toMatchObject({ added: 0, known: 3, held: 0, removed: 0 })
})

test('a list for one channel closes that one, also for people who are imported later (S1, S2)', async () => {
  const known = await makeContact(db, { email: 'both@rimdal.example', phone: '+4790012003' })
  for (const channel of ['email', 'phone']) await grant(db, known.id, purpose.id, { channel })
  const setting = { scope: 'phone', countryCode: '47' }
  expect(await take('900 12 003\n900 12 004\n12\n', setting)).toMatchObject({ added: 2, held: 1, refused: 1 })
  expect([await mayReach(known.id, 'email'), await mayReach(known.id, 'phone')]).toEqual(['given', 'address_stopped'])
  const mapping = importMapping.parse({
    columns: [
      { column: 'E-mail', to: 'email' },
      { column: 'Phone', to: 'phone' },
    ],
  })
  const open = async function* () {
    yield Buffer.from('E-mail,Phone\nlater@rimdal.example,+4790012004\n')
  }
  const keys = await findSuppressionKeys(services.config)
  await importContacts(db, { fileName: 'x.csv', open, mapping, startedBy: null }, { now: () => new Date(), keys })
  const { contactId } = await db.identity.findFirstOrThrow({ where: { value: 'later@rimdal.example' } })
  for (const channel of ['email', 'phone']) await grant(db, contactId, purpose.id, { channel, now: new Date() })
  expect([await mayReach(contactId, 'email'), await mayReach(contactId, 'phone')]).toEqual(['given', 'address_stopped'])
})

test('an address on a list is found however it is spelled, and nobody else’s is (S7)', async () => {
  const spelled = ['Bjørk.Lie@Ålesund.example', 'anna+news@rimdal.example', '0047 (900) 12-005']
  // UTF-16 as Excel writes it, one address on a line, no headings.
  const bytes = Buffer.from(`\ufeff${spelled.join('\r\n')}\r\n`, 'utf16le')
  const open = async function* () {
    for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7)
  }
  const means = { now: () => new Date(), keys: await findSuppressionKeys(services.config) }
  const asked = { fileName: 'x.txt', open, scope: 'all', countryCode: undefined, startedBy: null } as const
  const { id, run } = await startList(db, asked, means)
  await run()
  expect(await db.suppressionList.findUniqueOrThrow({ where: { id } })).toMatchObject({ added: 3, refused: 0 })
  const add = async (person: object) => (await marketer('POST', '/contacts', person)).status
  for (const person of [
    { email: 'bjørk.lie@ålesund.example' },
    { email: 'BJØRK.LIE@xn--lesund-hua.example' },
    { email: ' Anna+News@RIMDAL.example' },
    { phone: '+47 90012005' },
  ])
    expect(await add(person)).toBe(409)
  expect([await add({ email: 'anna@rimdal.example' }), await add({ email: 'bjork.lie@alesund.example' })]).toEqual([
    ...[200, 200],
  ])
})

test('a file in which nothing can be read is refused and changes nothing', async () => {
  const before = await db.suppression.count()
  expect(await upload('Name;Town\nKari;Oslo\n')).toMatchObject({ status: 400 })
  expect(await upload('90012003\n', { scope: 'sms' })).toMatchObject({ status: 400 })
  expect(await upload('a@rimdal.example\n', { scope: 'everything' })).toMatchObject({ status: 400 })
  expect(await upload('PK\u0003\u0004')).toMatchObject({ status: 400 })
  expect([await db.suppression.count(), await db.suppressionList.count({ where: { status: 'failed' } })]).toEqual([
    ...[before, 0],
  ])
  expect((await (await as('seller'))('GET', '/suppression')).status).toBe(403)
})

test('the overview counts entries, keys and attempts, and holds no address (S2)', async () => {
  const { body } = await marketer('GET', '/suppression')
  expect(body).toMatchObject({
    fault: null,
    entries: [
      { kind: 'email', scope: 'all', reason: 'list' },
      { kind: 'phone', scope: 'all', reason: 'list' },
      { kind: 'phone', scope: 'phone', reason: 'list', entries: 2 },
    ],
    keys: [{ version: 1, isMissing: false, givenUpAt: null }],
    attempts: [{ way: 'added', reason: 'list', addresses: 4 }],
  })
  expect(JSON.stringify(body)).not.toContain('@')
})

test('an import that is under way while a list is taken in lets nobody through (S2)', async () => {
  const keys = await findSuppressionKeys(services.config)
  const mapping = importMapping.parse({ columns: [{ column: 'E-mail', to: 'email' }] })
  const emails = Array.from({ length: 300 }, (_, index) => `race-${index}@rimdal.example`)
  const open = async function* () {
    yield Buffer.from(`E-mail\n${emails.join('\n')}\n`)
  }
  await Promise.all([
    importContacts(db, { fileName: 'x.csv', open, mapping, startedBy: null }, { now: () => new Date(), keys }),
    take(`${emails.join('\n')}\n`),
  ])
  const through = await db.$queryRaw<{ people: number }[]>`
    select count(*)::int as people from identity where value like 'race-%' and not exists (
      select from consent_hold where consent_hold.contact_id = identity.contact_id and kind = 'suppression')`
  expect(through).toEqual([{ people: 0 }])
})
