import { expect, test } from 'vitest'
import { type ListType, type ListValue, listSql, Prisma, sqlState } from '../../src/platform/database.ts'
import { testDatabase } from '../support/database.ts'

const { db, pool } = await testDatabase()

async function read(values: ListValue[], type: ListType): Promise<unknown[]> {
  const rows = await db.$queryRaw<{ value: unknown }[]>(Prisma.sql`
    select value from unnest(${listSql(values, type)}) with ordinality as list (value, at) order by at`)
  return rows.map((row) => row.value)
}

test('every text comes back from the database as it was', async () => {
  const values = ['', 'null', 'NULL', 'a,b', '{x}', 'say "hi"', 'back\\slash', ' space ', 'Åse\nto', '\\x00', "it's"]
  values.push('a\u001fb', '12', 'NULLs', '\\', '"', '🦊 fox', 'ä'.repeat(500), 'x'.repeat(100_000), 'list:1')
  expect(await read([...values, null], 'text')).toEqual([...values, null])
})

test('ids, numbers, truth, times, bytes and JSON do too, and a list of none is empty', async () => {
  const id = '01a2001e-71ac-7a89-9f07-b4c6dda15312'
  expect(await read([id, id.toUpperCase(), null], 'uuid')).toEqual([id, id, null])
  const numbers = [-7, 12, null, 2 ** 31 - 1, -(2 ** 31)]
  expect(await read(numbers, 'int')).toEqual(numbers)
  expect(await read([true, false], 'boolean')).toEqual([true, false])
  const times = [
    '2026-11-24T11:00:00.001Z',
    '2000-01-01T00:00:00.000Z',
    '1999-12-31T23:59:59.999Z',
    '1850-02-03T04:05:06Z',
  ]
  const dates = times.map((time) => new Date(time))
  expect(await read(dates, 'timestamptz')).toEqual(dates)
  expect(await read(times, 'timestamptz')).toEqual(dates)
  const bytes = await read(['\\xff00', new Uint8Array([1, 2, 255]), '\\x'], 'bytea')
  expect(bytes.map((value) => Buffer.from(value as Uint8Array).toString('hex'))).toEqual(['ff00', '0102ff', ''])
  const said = { text: 'a "b" \\ c, {d}\nø', list: [1, null] }
  expect(await read([JSON.stringify(said)], 'jsonb')).toEqual([said])
  expect(await read([], 'uuid')).toEqual([])
})

test('a list of several thousand comes back whole, also beside others in one statement', async () => {
  const numbers = Array.from({ length: 5000 }, (_, index) => index)
  const words = numbers.map((number) => `word ${number} ${'é'.repeat(number % 50)}`)
  const rows = await db.$queryRaw<{ number: number; word: string }[]>(Prisma.sql`
    select number, word from unnest(${listSql(numbers, 'int')}, ${listSql(words, 'text')}) as list (number, word)`)
  expect(rows.map((row) => row.number)).toEqual(numbers)
  expect(rows.map((row) => row.word)).toEqual(words)
})

test.for([
  ['uuid', 'no id at all', '22P02'],
  ['uuid', '01a2001e-71ac-7a89-9f07-b4c6dda1531x', '22P02'],
  ['uuid', '01a2001e_71ac-7a89-9f07-b4c6dda15312', '22P02'],
  ['int', 2 ** 31, '22003'],
  ['int', 1.5, '22P02'],
  ['timestamptz', 'some day', '22007'],
  ['bytea', '\\xzz', '22023'],
  ['boolean', 'perhaps', '22P02'],
  ['jsonb', '{', '22P02'],
] as const)('the database refuses what is no %s, %s, as it would in plain text', async ([type, value, state]) => {
  const refused = await read([value], type).catch(sqlState)
  expect(refused).toBe(state)
})

test('the same statement can be run again, within a transaction and by the driver alone', async () => {
  const statement = Prisma.sql`select sum(number)::int as sum from unnest(${listSql([1, 2, 3], 'int')}) as list (number)`
  expect(await db.$queryRaw(statement)).toEqual([{ sum: 6 }])
  expect(await db.$transaction((tx) => tx.$queryRaw(statement))).toEqual([{ sum: 6 }])
  expect((await pool.query(statement)).rows).toEqual([{ sum: 6 }])
})
