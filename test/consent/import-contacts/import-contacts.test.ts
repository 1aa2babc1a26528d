import { afterEach, expect, test } from 'vitest'
import {
  checkImport,
  decide,
  type ImportMappingInput,
  importContacts,
  importMapping,
  listRefusals,
  readImport,
  registerSilencers,
  reportAsCsv,
  suppressAddresses,
  suppressionKey,
} from '../../../src/consent/index.ts'
import { createField } from '../../../src/contacts/index.ts'
import { testDatabase } from '../../support/database.ts'
import { grant, makeContact, makePurpose, NOON, withdraw } from '../../support/factories.ts'

const { db } = await testDatabase()
const SECRET = 'only-for-tests-'.padEnd(40, '0')
const keys = [suppressionKey(SECRET)]
const setting = { now: () => NOON, keys }

const newsletter = await makePurpose(db, { key: 'newsletter', name: 'Newsletter', validityMonths: 24 })
await createField(db, { key: 'seats', label: 'Seats', type: 'number', choices: [] })
await createField(db, { key: 'size', label: 'Size', type: 'choice', choices: ['Small', 'Large'] })

const CONSENT = {
  purpose: 'newsletter',
  channel: 'email' as const,
  column: 'News',
  yes: ['yes'],
  no: ['no'],
  at: { column: 'When' },
  source: { column: 'Where' },
  wording: { value: 'Yes, send me the newsletter' },
}
const MAPPING: ImportMappingInput = {
  columns: [
    { column: 'E-mail', to: 'email' },
    { column: 'Name', to: 'firstName' },
  ],
  consent: [CONSENT],
}
const HEAD = 'E-mail,Name,News,When,Where\n'

const fileOf = (text: string | Buffer) =>
  async function* () {
    yield Buffer.from(text)
  }

async function importText(text: string | Buffer, mapping: ImportMappingInput = MAPPING) {
  const id = await importContacts(
    db,
    { fileName: 'people.csv', open: fileOf(text), mapping: importMapping.parse(mapping), startedBy: null },
    setting,
  )
  return { id, report: await readImport(db, id, NOON), refusals: await listRefusals(db, id, { limit: 1000 }) }
}

async function findByEmail(value: string) {
  const identity = await db.identity.findFirstOrThrow({ where: { kind: 'email', value } })
  return identity.contactId
}
const mayMail = async (email: string) =>
  decide(db, await findByEmail(email), { purposeId: newsletter.id, channel: 'email', at: NOON })

afterEach(() => registerSilencers([]))

test('people come in with what they said, and the proof of it', async () => {
  const { report } = await importText(
    `${HEAD}ada@a.example,Ada,Yes,2026-09-02 10:15,Fair in Bodø\nbo@a.example,Bo,no,2026-10-01,Fair\ncy@a.example,Cy,,,\n`,
  )
  expect(report).toMatchObject({
    status: 'done',
    rows: 3,
    created: 3,
    refused: 0,
    given: 1,
    withdrawn: 1,
    line: 4,
    totalRows: 3,
  })
  expect(await mayMail('ada@a.example')).toMatchObject({ isAllowed: true, since: new Date('2026-09-02T10:15:00Z') })
  expect(await mayMail('bo@a.example')).toMatchObject({ isAllowed: false, reason: 'withdrawn' })
  expect(await mayMail('cy@a.example')).toMatchObject({ isAllowed: false, reason: 'never_asked' })
  const contactId = await findByEmail('ada@a.example')
  const event = await db.consentEvent.findFirstOrThrow({ where: { contactId } })
  expect(event).toMatchObject({
    actor: 'import',
    method: 'import',
    type: 'given',
    expiresAt: new Date('2028-09-02T10:15:00Z'),
  })
  const evidence = await db.consentEvidence.findFirstOrThrow({ where: { contactId } })
  expect(evidence.data).toMatchObject({
    file: 'people.csv',
    line: 2,
    answer: 'Yes',
    source: 'Fair in Bodø',
    wording: 'Yes, send me the newsletter',
    assumed: false,
  })
})

test('a yes without its proof is not taken, the person is (S3)', async () => {
  const { report, refusals } = await importText(
    `${HEAD}da@b.example,Da,yes,,Fair\nde@b.example,De,yes,2026-09-02,\ndi@b.example,Di,yes,someday,Fair\ndo@b.example,Do,yes,2031-01-01,Fair\n`,
  )
  expect(report).toMatchObject({ created: 4, refused: 0, given: 0 })
  expect(refusals.map(({ line, code, column, isTaken }) => [line, code, column, isTaken])).toEqual([
    [2, 'no_evidence', 'News', true],
    [3, 'no_evidence', 'News', true],
    [4, 'bad_evidence_date', 'News', true],
    [5, 'future_evidence', 'News', true],
  ])
  expect(await mayMail('da@b.example')).toMatchObject({ reason: 'never_asked' })
})

test('a mapping that takes a yes without saying where its proof is, is refused whole (S3)', async () => {
  const { at: _, ...unproven } = CONSENT
  const mapping = { ...MAPPING, consent: [unproven] }
  await expect(importText(`${HEAD}x@b.example,X,yes,2026-09-02,Fair\n`, mapping)).rejects.toMatchObject({
    code: 'invalid',
    faults: [{ path: 'consent.0.at' }],
  })
  expect(await db.identity.count({ where: { value: 'x@b.example' } })).toBe(0)
})

test('whoever has said no here is held back and reported, and nothing changes that (S2)', async () => {
  const contact = await makeContact(db, { email: 'eva@c.example' })
  await grant(db, contact.id, newsletter.id)
  await withdraw(db, contact.id, newsletter.id)
  const before = await db.consentEvent.count({ where: { contactId: contact.id } })
  const { report, refusals } = await importText(`${HEAD}eva@c.example,Eva,yes,2026-11-01,Fair\n`)
  expect(report).toMatchObject({ updated: 1, heldBack: 1, given: 0 })
  expect(refusals).toMatchObject([{ line: 2, code: 'held_back', column: 'News', isTaken: true }])
  expect(refusals[0]?.reason).toContain('has said no to Newsletter here before')
  expect(await mayMail('eva@c.example')).toMatchObject({ reason: 'withdrawn' })
  expect(await db.consentEvent.count({ where: { contactId: contact.id } })).toBe(before)
})

test('suppressed and erased people are refused and listed (S2)', async () => {
  const entry = { scope: 'all', reason: 'list' } as const
  await suppressAddresses(db, keys, [{ kind: 'email', value: 'fia@c.example' }], entry, NOON)
  await makeContact(db, { email: 'gus@c.example', erasedAt: NOON })
  const { report, refusals } = await importText(`${HEAD}FIA@c.example,Fia,yes,2026-09-02,Fair\ngus@c.example,Gus,,,\n`)
  expect(report).toMatchObject({ rows: 2, created: 0, refused: 2 })
  expect(refusals.map(({ line, code, isTaken }) => [line, code, isTaken])).toEqual([
    [2, 'suppressed', false],
    [3, 'erased', false],
  ])
  expect(await db.identity.count({ where: { value: 'fia@c.example' } })).toBe(0)
})

test('every row that is not taken is reported with its line, column and reason, and the others are taken', async () => {
  const mapping: ImportMappingInput = {
    columns: [
      { column: 'E-mail', to: 'email' },
      { column: 'Seats', to: 'field:seats' },
      { column: 'Size', to: 'field:size' },
      { column: 'Name', to: 'firstName' },
    ],
  }
  const text = [
    'E-mail,Seats,Size,Name',
    'ok@d.example,12,large,=HYPERLINK("x")'.replace(/=HYPER.*/, '"=HYPERLINK(""http://x.example"")"'),
    ',1,Small,No address',
    'not an address,1,Small,Malformed',
    'OK@d.example,2,Small,Again',
    'ragged@d.example,1',
    'choice@d.example,1,Huge,Choice',
    'number@d.example,=1+1,Small,Number',
    'control@d.example,1,Small,Bell\u0007',
    'last@d.example,,,-Minus',
  ].join('\r\n')
  const { report, refusals } = await importText(text, mapping)
  expect(report).toMatchObject({ rows: 9, created: 2, refused: 7 })
  expect(refusals.map(({ line, code, column }) => [line, code, column])).toEqual([
    [3, 'no_address', ''],
    [4, 'malformed_address', 'E-mail'],
    [5, 'repeated', ''],
    [6, 'ragged', ''],
    [7, 'unknown_choice', 'Size'],
    [8, 'bad_number', 'Seats'],
    [9, 'control_characters', 'Name'],
  ])
  expect(refusals[2]?.reason).toContain('Line 2 ')
  const formula = await db.contact.findUniqueOrThrow({ where: { id: await findByEmail('ok@d.example') } })
  expect(formula).toMatchObject({ firstName: '=HYPERLINK("http://x.example")', fields: { seats: 12, size: 'Large' } })
})

test('the report as a file holds no formula', async () => {
  const mapping: ImportMappingInput = {
    columns: [
      { column: 'E-mail', to: 'email' },
      { column: '=cmd', to: 'field:seats' },
    ],
  }
  const { id } = await importText('E-mail,=cmd\nq@d.example,x\n', mapping)
  const lines = (await reportAsCsv(db, id).toArray()).join('').split('\r\n')
  expect(lines[0]).toBe('"line","taken","code","column","reason"')
  expect(lines[1]).toMatch(/^"2","no","bad_number","'=cmd","This is not a number/)
})

test('a repeated row many chunks later is refused with the line of the first', async () => {
  const rows = Array.from({ length: 4500 }, (_, index) => `p${index}@many.example,P${index},yes,2026-09-02,Fair`)
  rows.splice(2500, 0, rows[1999] ?? '') // in the chunk that is taken in while the first one is not committed yet
  const { report, refusals } = await importText(`${HEAD}${[...rows, rows[7]].join('\n')}\n`)
  expect(report).toMatchObject({ status: 'done', rows: 4502, created: 4500, refused: 2, given: 4500, line: 4503 })
  expect(refusals.map(({ line, code }) => [line, code])).toEqual([
    [2502, 'repeated'],
    [4503, 'repeated'],
  ])
  expect(refusals.map(({ reason }) => reason.slice(0, 10))).toEqual(['Line 2001 ', 'Line 9 has'])
})

test('the same file again changes nobody twice: no new fact in the ledger, no new contact', async () => {
  const text = `${HEAD}han@e.example,Han,yes,2026-09-02,Fair\nivy@e.example,Ivy,no,2026-09-02,Fair\n`
  await importText(text)
  const facts = await db.consentEvent.count()
  const contacts = await db.contact.count()
  const { report } = await importText(text)
  expect(report).toMatchObject({ created: 0, updated: 2, given: 0, withdrawn: 0, refused: 0, heldBack: 0 })
  expect(await db.consentEvent.count()).toBe(facts)
  expect(await db.contact.count()).toBe(contacts)
})

test('after each chunk that lowers a permission, what was ready for these people is stopped', async () => {
  const stopped: string[] = []
  registerSilencers([
    async (_db, ids) => {
      stopped.push(...ids)
      return new Map()
    },
  ])
  await importText(`${HEAD}jon@f.example,Jon,no,2026-09-02,Fair\nkim@f.example,Kim,yes,2026-09-02,Fair\n`)
  expect(stopped).toEqual([await findByEmail('jon@f.example')])
})

test('a yes and a no on one row end as a no', async () => {
  const mapping: ImportMappingInput = {
    columns: MAPPING.columns,
    consent: [CONSENT, { purpose: 'newsletter', channel: 'email', column: 'Stop', no: ['Yes'] }],
  }
  await importText('E-mail,Name,News,When,Where,Stop\nlea@g.example,Lea,yes,2026-09-02,Fair,Yes\n', mapping)
  expect(await mayMail('lea@g.example')).toMatchObject({ isAllowed: false, reason: 'withdrawn' })
})

test('addresses may be made from another column, and values that mean nothing are left out', async () => {
  const mapping: ImportMappingInput = {
    columns: [
      { column: 'Lead Number', to: 'email', pattern: 'lead-{value}@example.test' },
      { column: 'Lead Number', to: 'externalId' },
      { column: 'City', to: 'city' },
      { column: 'Country', to: 'country' },
    ],
    missing: ['Select'],
  }
  const { refusals } = await importText(
    'Lead Number,City,Country\n660737,Select,India\n660738,Oslo,Atlantis\n',
    mapping,
  )
  const contact = await db.contact.findUniqueOrThrow({ where: { id: await findByEmail('lead-660737@example.test') } })
  expect(contact).toMatchObject({ city: null, country: 'IN' })
  expect(refusals).toMatchObject([{ line: 3, code: 'unknown_country', column: 'Country', isTaken: true }])
})

test('a file that breaks in the middle changes nothing', async () => {
  const rows = Array.from({ length: 1500 }, (_, index) => `h${index}@half.example,H,,,`)
  await expect(importText(`${HEAD}${rows.join('\n')}\n"open@half.example,x,,,\n`)).rejects.toThrow(/^Line 1502 /)
  expect(await db.identity.count({ where: { value: { endsWith: '@half.example' } } })).toBe(0)
})

test('a column, a field and a purpose that are not there are all named at once', async () => {
  const mapping: ImportMappingInput = {
    columns: [
      { column: 'Mail', to: 'email' },
      { column: 'Name', to: 'field:shoe' },
    ],
    consent: [{ ...CONSENT, purpose: 'gossip' }],
  }
  await expect(importText(`${HEAD}m@h.example,M,,,\n`, mapping)).rejects.toMatchObject({
    faults: [{ path: 'columns.0.column' }, { path: 'columns.1.to' }, { path: 'consent.0.purpose' }],
  })
})

test('a chunk whose commit was not heard of is not taken in twice', async () => {
  const { id } = await importText(`${HEAD}nil@i.example,Nil,yes,2026-09-02,Fair\n`)
  const { importChunk } = await import('../../../src/consent/import-contacts/import-chunk.ts')
  const plan = {
    width: 1,
    columns: [],
    consent: [],
    defaults: {},
    sales: [],
    missing: new Set<string>(),
    notation: { decimal: '.' as const },
  }
  const turn = { previous: Promise.resolve(), onClaimed: () => {} }
  const row = { line: 2, person: { email: 'nil@i.example', line: 2 }, said: [], sales: [], refusals: [], leftOut: [] }
  expect(await importChunk(db, { importId: id, plan, keys: [] }, [row], 2, turn, NOON)).toBeUndefined()
  expect(await readImport(db, id, NOON)).toMatchObject({ rows: 1, created: 1, refused: 0 })
})

test('an import that is cut off says so and how far it came, and the file can be imported again', async () => {
  const { id } = await importText(`${HEAD}ole@i.example,Ole,,,\n`)
  await db.import.update({ where: { id }, data: { status: 'running', finishedAt: null } })
  const later = new Date(NOON.getTime() + 600_000)
  expect(await readImport(db, id, later)).toMatchObject({ status: 'stopped', line: 2, rows: 1 })
})

test('the check counts what the import then does, and changes nothing', async () => {
  const contact = await makeContact(db, { email: 'pia@j.example' })
  await grant(db, contact.id, newsletter.id)
  await withdraw(db, contact.id, newsletter.id)
  const text = `${HEAD}pia@j.example,Pia,yes,2026-09-02,Fair\nrut@j.example,Rut,yes,2026-09-02,Fair\nrut@j.example,Rut,,,\nsol@j.example,Sol,no,,\nulf@j.example,Ulf,yes,,\nbroken,,,,\n`
  const before = await db.contact.count()
  const request = { fileName: 'people.csv', open: fileOf(text), mapping: importMapping.parse(MAPPING) }
  const forecast = await checkImport(db, request, setting)
  expect(await db.contact.count()).toBe(before)
  expect(forecast).toMatchObject({
    rows: 6,
    created: 3,
    updated: 1,
    refused: 2,
    heldBack: 1,
    consent: [{ purpose: 'Newsletter', channel: 'email', given: 1, withdrawn: 1, withoutProof: 1 }],
  })
  const { report } = await importText(text)
  const { rows, created, updated, refused, heldBack, given, withdrawn } = report
  expect({ rows, created, updated, refused, heldBack, given, withdrawn }).toEqual({
    rows: 6,
    created: 3,
    updated: 1,
    refused: 2,
    heldBack: 1,
    given: 1,
    withdrawn: 1,
  })
  const again = await checkImport(db, request, setting)
  expect(again).toMatchObject({ created: 0, updated: 4, heldBack: 1, consent: [{ given: 0, withdrawn: 0 }] })
})
