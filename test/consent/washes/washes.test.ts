// Lists for the registers, their answers, and the files of whole registers, through HTTP as a browser sends them.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, test } from 'vitest'
import { createApp } from '../../../src/app.ts'
import {
  decide,
  eraseContact,
  findStaleWashes,
  openJournal,
  registerJournal,
  replayJournal,
  suppressionKey,
} from '../../../src/consent/index.ts'
import { testDatabase } from '../../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, NOON, withdraw } from '../../support/factories.ts'
import { type Answer, testServer, testServices } from '../../support/http.ts'

const database = await testDatabase()
const { db } = database
let now = NOON
const lines: string[] = []
const services = testServices(database, { now: () => now, output: { write: (line: string) => lines.push(line) } })
const { as } = await testServer(createApp(services), services)
const [marketer, seller] = [await as('marketer'), await as('seller')]
const calls = await makePurpose(db, { kind: 'phone', channels: ['phone'] })

type Person = Parameters<typeof makeContact>[1]
let made = 0
const nextNumber = (prefix: string) => `${prefix}${prefix === '+46' ? '70' : '90'}0002${String(10 + made++)}`

/** Somebody in Norway whose yes to calls came with a file. */
async function makeCallee(over: Person = {}, prefix = '+47') {
  const phone = nextNumber(prefix)
  const country = { '+46': 'SE', '+45': 'DK' }[prefix] ?? 'NO'
  const { id } = await makeContact(db, { country, phone, ...over })
  await grant(db, id, calls.id, { channel: 'phone', actor: 'import', method: 'import' })
  return { id, phone, national: phone.slice(3) }
}
const reasonFor = async (id: string) =>
  (await decide(db, id, { purposeId: calls.id, channel: 'phone', at: now })).reason

/** Sends a form as a browser does. */
async function upload(path: string, mapping: unknown, file: string): Promise<Answer> {
  const form = new FormData()
  form.append('mapping', JSON.stringify(mapping))
  form.append('file', new Blob([file], { type: 'text/csv' }), 'answer.csv')
  const body = new Response(form)
  const text = Buffer.from(await body.arrayBuffer()).toString('utf8')
  return marketer('POST', path, text, { 'content-type': body.headers.get('content-type') ?? '' })
}

async function makeList(register = 'NO-reservasjon', channel = 'phone', who = 'due') {
  const { status, body } = await marketer('POST', `/registers/${register}/${channel}/lists`, { who })
  const { id } = body as { id: string }
  const rows =
    status === 201
      ? String((await marketer('GET', `/washes/${id}/list.csv`)).body)
          .trim()
          .split('\r\n')
      : []
  const cells = rows.map((row) => row.split(',').map((cell) => cell.slice(1, -1)))
  return { status, body, id, headings: cells[0] ?? [], rows: cells.slice(1) }
}
/** Of the people that this file knows, only those of one test are on lists. */
const startAfresh = () => db.contact.updateMany({ data: { recipientKind: 'legal' } })
const detailOf = ({ body }: Answer) => (body as { detail: string }).detail

describe('a list for a register', () => {
  it('holds those who may be called and have not been washed, nobody else, and only what the register needs (N6)', async () => {
    await startAfresh()
    const [kari, company, sweden] = [
      await makeCallee({ street: 'Kaigata 8', postalCode: '7010', city: 'Trondheim' }),
      await makeCallee({ recipientKind: 'legal' }),
      await makeCallee({}, '+46'),
    ]
    const silent = await makeCallee()
    await withdraw(db, silent.id, calls.id, { channel: 'phone' })
    const never = await makeContact(db, { country: 'NO', phone: nextNumber('+47') })
    const list = await makeList()
    expect(list.headings).toEqual(['reference', 'phone', 'first_name', 'last_name', 'street', 'postal_code', 'city'])
    expect(list.rows).toEqual([
      [expect.stringMatching(/^[0-9a-f]{16}$/), kari.national, 'Kari', 'Nesheim', 'Kaigata 8', '7010', 'Trondheim'],
    ])
    const listed = await db.washResult.findMany({ where: { washId: list.id } })
    expect(listed.map((row) => row.contactId)).toEqual([kari.id])
    const nix = await makeList('SE-nix')
    expect([nix.headings, nix.rows[0]?.[1]]).toEqual([['reference', 'phone'], `0${sweden.national}`])
    expect([await reasonFor(company.id), await reasonFor(silent.id), await reasonFor(never.id)]).toEqual([
      'given',
      'withdrawn',
      'never_asked',
    ])
  })

  it('is not made where nobody would be on it, nor for a channel that the register does not cover', async () => {
    await startAfresh()
    expect((await makeList()).status).toBe(409)
    expect((await makeList('SE-nix', 'post')).status).toBe(400)
    expect((await seller('GET', '/registers')).status).toBe(403)
  })
})

describe('the answer to a list', () => {
  it('says who is reserved, by reference or by number, for everybody on the list, and counts from the list on (N6, N7)', async () => {
    await startAfresh()
    const [reserved, clear] = [await makeCallee(), await makeCallee()]
    const list = await makeList()
    const row = list.rows.find((cells) => cells[1] === reserved.national)
    now = new Date(+NOON + 3_600_000)
    const answer = `reference\n${row?.[0]}\n`
    const trial = await upload(`/washes/${list.id}/answer`, { holds: 'reserved', isTrial: true }, answer)
    expect([trial.status, trial.body]).toEqual([200, { people: 2, reserved: 1 }])
    expect(await reasonFor(reserved.id)).toBe('not_washed')
    expect((await upload(`/washes/${list.id}/answer`, { holds: 'reserved' }, answer)).body).toEqual(trial.body)
    expect([await reasonFor(reserved.id), await reasonFor(clear.id)]).toEqual(['reserved', 'given'])
    const again = await makeList('NO-reservasjon', 'phone', 'all')
    expect((await upload(`/washes/${again.id}/answer`, { holds: 'clear' }, `${reserved.national}\n`)).status).toBe(200)
    expect([await reasonFor(reserved.id), await reasonFor(clear.id)]).toEqual(['given', 'reserved'])
    const [kept] = await db.washResult.findMany({ where: { contactId: clear.id, washId: list.id } })
    expect(kept).toMatchObject({ isReserved: false, washedAt: NOON, recordedAt: now })
    now = NOON
  })

  it.each([
    ['the answer to another list', 'reference\n0123456789abcdef\n', /^Line 2 names somebody who is not on this list/],
    ['a number that is not on the list', 'phone\n90000001\n', /^Line 2 names somebody who is not on this list/],
    [
      'something else in a line',
      (good: string) => `reference\n${good}\nTOTAL 1\n`,
      /^Line 3 names nobody of this list/,
    ],
    [
      'the numbers of another register',
      '0701234567\n0701234568\n',
      /^No column holds references of our lists or numbers/,
    ],
    ['names without numbers', 'name\nKari Nesheim\n', /^No column holds references of our lists or numbers/],
    ['an empty file', '', /^The file is empty/],
    ['a workbook', 'PK\u0003\u0004', /^This is an Excel workbook/],
  ] as const)('is not taken where it is %s, and nothing changes', async (_, file, words) => {
    await startAfresh()
    const { id } = await makeCallee()
    const list = await makeList()
    const text = typeof file === 'string' ? file : file(list.rows[0]?.[0] ?? '')
    const answer = await upload(`/washes/${list.id}/answer`, { holds: 'reserved' }, text)
    expect([answer.status, detailOf(answer)]).toEqual([400, expect.stringMatching(words)])
    expect(await reasonFor(id)).toBe('not_washed')
    expect(await db.wash.findUnique({ where: { id: list.id } })).toMatchObject({ recordedAt: null, reserved: null })
  })

  it('is given once, is never changed, and counts for nothing once the month is over (N6)', async () => {
    await startAfresh()
    const { id, national } = await makeCallee()
    const [list, late] = [await makeList(), await makeList()]
    const path = `/washes/${list.id}/answer`
    expect((await upload(path, { holds: 'reserved' }, `${national}\n`)).status).toBe(200)
    const second = await upload(path, { holds: 'clear' }, `${national}\n`)
    expect([second.status, detailOf(second)]).toEqual([409, 'This list has its answer. Make a new list.'])
    await expect(
      db.washResult.updateMany({ where: { washId: list.id }, data: { isReserved: false } }),
    ).rejects.toThrow()
    await expect(db.wash.delete({ where: { id: list.id } })).rejects.toThrow()
    now = new Date('2026-12-01T11:00:00Z')
    expect((await upload(`/washes/${late.id}/answer`, { holds: 'clear' }, `${national}\n`)).status).toBe(409)
    expect(await reasonFor(id)).toBe('not_washed')
    now = NOON
  })

  it('keeps nothing of somebody who was erased while it was out, and knows them no more', async () => {
    await startAfresh()
    const [gone, stays] = [await makeCallee(), await makeCallee()]
    const list = await makeList()
    const keys = [suppressionKey(services.config.secretKey)]
    await eraseContact(db, keys, { contactId: gone.id, method: 'staff', actor: 'staff', occurredAt: now }, now)
    const answer = await upload(`/washes/${list.id}/answer`, { holds: 'reserved' }, `${stays.national}\n`)
    expect([answer.status, answer.body]).toEqual([200, { people: 1, reserved: 1 }])
    expect(await db.washResult.count({ where: { contactId: gone.id } })).toBe(0)
  })
})

describe('the file of a whole register', () => {
  const fetchedAt = new Date(+NOON - DAY_MS).toISOString()

  it('is compared with our people, and nothing of anybody else is kept (N6, N7)', async () => {
    await startAfresh()
    const [reserved, clear] = [await makeCallee({}, '+46'), await makeCallee({}, '+46')]
    const others = Array.from({ length: 300 }, (_, index) => `07011${String(10000 + index)}`)
    const file = [...others, `0${reserved.national}`].join('\n')
    const before = await db.washResult.count()
    const path = '/registers/SE-nix/phone/file'
    expect((await upload(path, { fetchedAt, isTrial: true }, file)).body).toEqual({ people: 2, reserved: 1 })
    expect(await db.washResult.count()).toBe(before)
    expect((await upload(path, { fetchedAt }, file)).body).toEqual({ people: 2, reserved: 1 })
    expect(await db.washResult.count()).toBe(before + 2)
    expect([await reasonFor(reserved.id), await reasonFor(clear.id)]).toEqual(['reserved', 'given'])
    const [wash] = await db.wash.findMany({ where: { register: 'SE-nix', kind: 'file' } })
    expect(wash).toMatchObject({ washedAt: new Date(fetchedAt), people: 2, reserved: 1, fileName: 'answer.csv' })
  })

  it('of names and addresses finds people by them, and says nothing of whoever has no address (N7)', async () => {
    await startAfresh()
    const home = { street: 'Havnegade 4 B', postalCode: '8000', city: 'Aarhus' }
    const [found, homeless] = [
      await makeCallee({ ...home, lastName: 'Holm-Friis' }, '+45'),
      await makeCallee({}, '+45'),
    ]
    const neighbour = await makeCallee({ ...home, street: 'Havnegade 6' }, '+45')
    const file = 'Fornavn;Efternavn;Adresse;Postnr;By\nAnne;HOLM FRIIS;Havnegade 4B;8000;Aarhus C\n'
    expect((await upload('/registers/DK-robinson/phone/file', { fetchedAt }, file)).body).toEqual({
      people: 2,
      reserved: 1,
    })
    expect([await reasonFor(found.id), await reasonFor(neighbour.id), await reasonFor(homeless.id)]).toEqual(
      ['reserved', 'outside_calling_hours', 'not_washed'].map((reason) =>
        reason === 'outside_calling_hours' ? 'given' : reason,
      ),
    )
  })

  it.each([
    ['another register', '90000001\n90000002\n', fetchedAt, 400, /^No column holds numbers of this country/],
    [
      'full of something else',
      `${'0701234567\n'.repeat(20)}${'n/a\n'.repeat(5)}`,
      fetchedAt,
      400,
      /^5 of 25 lines are none of/,
    ],
    ['of last month', '0701234567\n', '2026-10-31T12:00:00Z', 400, /^The file was fetched before this period began/],
    ['of tomorrow', '0701234567\n', '2026-11-25T12:00:00Z', 400, /^The file was fetched before this period began/],
  ] as const)('is refused where it is %s, and nothing changes', async (_, file, when, status, words) => {
    await startAfresh()
    const { id } = await makeCallee({}, '+46')
    const washes = await db.wash.count()
    const answer = await upload('/registers/SE-nix/phone/file', { fetchedAt: when }, file)
    expect([answer.status, detailOf(answer)]).toEqual([status, expect.stringMatching(words)])
    expect([await reasonFor(id), await db.wash.count()]).toEqual(['not_washed', washes])
  })
})

test('a restored backup learns again whom a register names, of a list and of a whole file (L15, N7)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assent-journal-'))
  const journal = await openJournal(folder)
  onTestFinished(async () => {
    registerJournal(undefined)
    await journal.close()
    await rm(folder, { recursive: true })
  })
  await startAfresh()
  const [kari, ove] = [await makeCallee(), await makeCallee()]
  const [anna, lars] = [await makeCallee({}, '+46'), await makeCallee({}, '+46')]
  const reasons = () => Promise.all([kari, ove, anna, lars].map(({ id }) => reasonFor(id)))
  const answer = async (named: { national: string }, holds: 'reserved' | 'clear') => {
    const { id } = await makeList('NO-reservasjon', 'phone', 'all')
    return upload(`/washes/${id}/answer`, { holds }, `${named.national}\n`)
  }
  await answer(ove, 'reserved')
  const path = '/registers/SE-nix/phone/file'
  const fetchedAt = (hours: number) => new Date(+NOON - hours * 3_600_000).toISOString()
  await upload(path, { fetchedAt: fetchedAt(20) }, '0701199999\n')
  expect(await reasons()).toEqual(['given', 'reserved', 'given', 'given'])

  now = new Date(+NOON + 3_600_000)
  registerJournal({ ...journal, append: () => Promise.reject(new Error('ENOSPC')) })
  expect((await answer(kari, 'reserved')).status).toBe(503)
  registerJournal(journal)
  expect((await answer(kari, 'reserved')).status).toBe(200)
  await upload(path, { fetchedAt: fetchedAt(10), isTrial: true }, `0${anna.national}\n`)
  await upload(path, { fetchedAt: fetchedAt(10) }, `0${anna.national}\n`)
  expect(await reasons()).toEqual(['reserved', 'given', 'reserved', 'given'])
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`set local session_replication_role = replica`
    const since = await tx.wash.findMany({ where: { startedAt: { gt: NOON } } })
    await tx.washResult.deleteMany({ where: { washId: { in: since.map(({ id }) => id) } } })
    await tx.wash.deleteMany({ where: { startedAt: { gt: NOON } } })
  })
  expect(await reasons()).toEqual(['given', 'reserved', 'given', 'given'])
  expect((await replayJournal(db, journal, now)).restored).toBe(2)
  expect((await replayJournal(db, journal, now)).restored).toBe(0)
  expect(await reasons()).toEqual(['reserved', 'reserved', 'reserved', 'given'])
  const text = await readFile(join(folder, 'withdrawals.jsonl'), 'utf8')
  expect([kari.national, anna.national].filter((number) => text.includes(number))).toEqual([])
  now = NOON
})

test('the registers say who is due and until when, and a wash that is overdue is found without deciding (N6)', async () => {
  await startAfresh()
  const [one, two] = [await makeCallee(), await makeCallee()]
  const list = await makeList()
  const { body } = await marketer('GET', '/registers')
  const [norway] = (body as { items: { channels: unknown[] }[] }).items
  expect(norway).toMatchObject({
    ...{ id: 'NO-reservasjon', periodBegan: '2026-10-31T23:00:00.000Z', periodEnds: '2026-11-30T23:00:00.000Z' },
    channels: [{ channel: 'phone', people: 2, due: 2, reserved: 0, open: expect.arrayContaining([]) }, { people: 0 }],
  })
  const stale = async () => (await findStaleWashes(db, now)).find((wash) => wash.register === 'NO-reservasjon')
  expect(await stale()).toMatchObject({ channel: 'phone', people: 2, name: 'Reservasjonsregisteret' })
  await upload(`/washes/${list.id}/answer`, { holds: 'reserved' }, `${one.national}\n`)
  expect(await stale()).toBeUndefined()
  const people = async (state: string) =>
    (
      (await marketer('GET', `/registers/NO-reservasjon/phone/people?state=${state}`)).body as {
        items: { id: string }[]
      }
    ).items
  expect([await people('due'), (await people('reserved')).map(({ id }) => id)]).toEqual([[], [one.id]])
  now = new Date('2026-12-01T11:00:00Z')
  expect(await stale()).toMatchObject({ people: 2, lastWashedAt: expect.any(Date) })
  expect((await people('due')).map(({ id }) => id).sort()).toEqual([one.id, two.id].sort())
  now = NOON
  const washes = ((await marketer('GET', '/washes')).body as { items: { id: string }[] }).items
  expect(washes.find(({ id }) => id === list.id)).toMatchObject({ reserved: 1, people: 2, recordedBy: 'test marketer' })
})

test('no number is in the log', () => {
  expect(lines.length).toBeGreaterThan(20)
  expect(lines.filter((line) => /[79]0{4}2\d\d/.test(line))).toEqual([])
})
