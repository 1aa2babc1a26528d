import { expect, test } from 'vitest'
import { recordEvents } from '../../src/contacts/index.ts'
import { Prisma } from '../../src/platform/database.ts'
import { newId } from '../../src/platform/id.ts'
import { checkDefinition } from '../../src/segments/check-definition.ts'
import { segmentSql } from '../../src/segments/compile-segment.ts'
import { countSegment } from '../../src/segments/count-segment.ts'
import { definitionSchema } from '../../src/segments/definition.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, NOON } from '../support/factories.ts'

const { db } = await testDatabase()

const property = await db.account.create({ data: { name: 'Rimdal Eiendom AS', industry: 'Property', employees: 140 } })
const brewery = await db.account.create({ data: { name: 'Humlevik Bryggeri', industry: 'Food', employees: 12 } })
await db.field.createMany({
  data: [
    { key: 'role', label: 'Role', type: 'choice', choices: ['buyer', 'user'] },
    { key: 'seats', label: 'Seats', type: 'number' },
    { key: 'renewal', label: 'Renewal', type: 'date' },
    { key: 'vip', label: 'VIP', type: 'boolean' },
  ],
})
const fields = { role: 'buyer', seats: 20, renewal: '2026-12-01', vip: true }
const kari = await makeContact(db, { country: 'NO', accountId: property.id, fields, createdAt: new Date('2026-11-20') })
const elin = await makeContact(db, {
  createdAt: new Date('2025-01-01'),
  country: 'SE',
  accountId: brewery.id,
  fields: { seats: 'many' },
  city: '50% off',
})
const mads = await makeContact(db, { country: null, firstName: 'Mads', createdAt: new Date('2025-01-01') })
await makeContact(db, { country: 'NO', email: null }) // a visitor whom nobody can address
await makeContact(db, { country: 'NO', erasedAt: NOON })
const names = new Map([
  [kari.id, 'kari'],
  [elin.id, 'elin'],
  [mads.id, 'mads'],
])

async function whoIs(definition: unknown): Promise<string[]> {
  const tree = definitionSchema.parse(definition)
  const known = await checkDefinition(db, tree)
  const rows = await db.$queryRaw<{ contact_id: string }[]>(segmentSql(tree, known, NOON))
  return rows.map((row) => names.get(row.contact_id) ?? '?').sort()
}
const field = (name: string, operator: string, ...values: unknown[]) => ({
  kind: 'field',
  field: name,
  operator,
  values,
})
const all = (...conditions: unknown[]) => ({ kind: 'all', conditions })
const any = (...conditions: unknown[]) => ({ kind: 'any', conditions })

test('a tree without conditions holds everybody who can be addressed, and nobody erased', async () => {
  expect(await whoIs(all())).toEqual(['elin', 'kari', 'mads'])
})

test.each([
  [['elin', 'kari'], field('country', 'is', 'NO', 'SE')],
  [['elin', 'mads'], field('country', 'is_not', 'NO')],
  [['mads'], field('country', 'is_unknown')],
  [['elin', 'kari'], field('country', 'is_known')],
  [['kari'], field('account.industry', 'is', 'property')],
  [['kari'], field('account.name', 'contains', 'EIENDOM')],
  [['elin'], field('account.name', 'starts_with', 'humle')],
  [['elin'], field('city', 'contains', '0% o')],
  [[], field('city', 'contains', '_')],
  [['kari'], field('account.employees', 'at_least', 100)],
  [['elin'], field('account.employees', 'at_most', 12)],
  [['kari'], field('fields.seats', 'at_least', 20)],
  [['kari'], field('fields.role', 'is', 'buyer')],
  [['kari'], field('fields.vip', 'is', true)],
  [['kari'], field('fields.renewal', 'after', '2026-11-30')],
  [[], field('fields.renewal', 'before', '2026-12-01')],
  [['kari'], field('created_at', 'within_days', 7)],
  [['elin', 'kari', 'mads'], field('email_domain', 'is', 'rimdal.example')],
  [
    ['kari'],
    all(field('country', 'is', 'NO', 'SE'), any(field('fields.role', 'is', 'buyer'), field('city', 'is', 'x'))),
  ],
  [['kari', 'mads'], any(field('country', 'is', 'NO'), field('first_name', 'is', 'mads'))],
])('%j match %j', async (expected, condition) => {
  expect(await whoIs(all(condition))).toEqual(expected)
})

test('behaviour is counted within days and times, and only for people who said yes to tracking', async () => {
  const { id: tracking } = await makePurpose(db, { kind: 'tracking', channels: ['email', 'web'] })
  await grant(db, kari.id, tracking, { channel: 'web', occurredAt: new Date('2026-01-01') })
  const view = (contactId: string, daysAgo: number) => ({
    contactId,
    type: 'page.viewed',
    occurredAt: new Date(+NOON - daysAgo * DAY_MS),
    source: 'test',
    properties: { path: '/Prices' },
  })
  await recordEvents(db, [view(kari.id, 2), view(kari.id, 40), view(elin.id, 1), view(elin.id, 2)], NOON)
  const viewed = (over: object) => all({ kind: 'event', event: 'page.viewed', ...over })
  expect(await whoIs(viewed({}))).toEqual(['kari'])
  expect(await whoIs(viewed({ times: 2 }))).toEqual(['kari'])
  expect(await whoIs(viewed({ times: 2, days: 30 }))).toEqual([])
  expect(await whoIs(viewed({ days: 30, where: [{ property: 'path', operator: 'is', value: '/prices' }] }))).toEqual([
    'kari',
  ])
  expect(await whoIs(viewed({ has: false, days: 30 }))).toEqual(['elin', 'mads'])
})

test('an import is a condition by the people who came with it', async () => {
  const { id: importId } = await db.import.create({ data: { fileName: 'fair.csv', mapping: {} } })
  await db.contact.update({ where: { id: mads.id }, data: { importId } })
  expect(await whoIs(all({ kind: 'import', importId }))).toEqual(['mads'])
  await expect(whoIs(all({ kind: 'import', importId: newId() }))).rejects.toThrow('cannot be asked')
})

test('counts narrow from condition to condition and say how many behaviour can be seen of', async () => {
  const tree = definitionSchema.parse(
    all(field('country', 'is_known'), any(field('country', 'is', 'NO'), field('country', 'is', 'SE')), {
      kind: 'event',
      event: 'page.viewed',
    }),
  )
  const count = await countSegment(db, tree, await checkDefinition(db, tree), NOON)
  expect(count).toMatchObject({ total: 3, people: 1, companies: 1 })
  expect(count.conditions).toEqual([
    { path: 'conditions.0', left: 2, before: 3 },
    { path: 'conditions.1', left: 2, before: 2 },
    { path: 'conditions.1.conditions.0', left: 1, before: 2 },
    { path: 'conditions.1.conditions.1', left: 1, before: 2 },
    { path: 'conditions.2', left: 1, before: 2, visible: 1 },
  ])
})

test.each([
  ['definition.conditions.0', 'There is no field shoe_size', field('shoe_size', 'is', '42')],
  ['definition.conditions.0', 'cannot be asked "contains"', field('account.employees', 'contains', '1')],
  ['definition.conditions.0', 'Give a number here.', field('account.employees', 'at_least', 'many')],
  ['definition.conditions.0', 'Give a date as YYYY-MM-DD.', field('created_at', 'before', 'soon')],
  ['definition.conditions.0', 'Give at least one value', field('country', 'is')],
  ['definition.conditions.0.conditions.0', 'Give a country as two letters', any(field('country', 'is', 'Norway'))],
])('what cannot be asked is named at %s: %s', async (path, message, condition) => {
  const failure = await checkDefinition(db, definitionSchema.parse(all(condition))).catch((error: unknown) => error)
  expect(failure).toMatchObject({ code: 'invalid', faults: [{ path, message: expect.stringContaining(message) }] })
})

test('words in values stay words: nothing in them reaches the statement', async () => {
  expect(await whoIs(all(field('city', 'is', "x') or true or ('1'='1")))).toEqual([])
  const rows = await db.$queryRaw<{ count: number }[]>(Prisma.sql`select count(*)::int as count from contact`)
  expect(rows[0]?.count).toBe(5)
})

test('heat is asked for as it is now, fit as it stands, and nobody without a score has any', async () => {
  const { origin, halfLifeSeconds } = await db.scoringModel.findUniqueOrThrow({ where: { id: 1 } })
  const halfLives = (+NOON - +origin) / 1000 / halfLifeSeconds
  await db.score.create({ data: { contactId: kari.id, heat: 40 * 2 ** halfLives, fit: 10 } })
  const score = (of: string, atLeast: number) => all({ kind: 'score', of, atLeast })
  expect(await whoIs(score('heat', 39.9))).toEqual(['kari'])
  expect(await whoIs(score('heat', 40.1))).toEqual([])
  expect(await whoIs(score('fit', 10))).toEqual(['kari'])
  expect(await whoIs(score('total', 49.9))).toEqual(['kari'])
  expect(await whoIs(score('total', 0))).toEqual(['elin', 'kari', 'mads'])
})
