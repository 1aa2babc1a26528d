import { expect, test } from 'vitest'
import { type ListType, listSql, Prisma } from '../../src/platform/database.ts'
import { testDatabase } from '../support/database.ts'

const { db } = await testDatabase()

type Value = string | number | boolean | null
async function read(values: Value[], type: ListType): Promise<unknown[]> {
  const rows = await db.$queryRaw<{ value: unknown }[]>(Prisma.sql`
    select value from unnest(${listSql(values, type)}) with ordinality as list (value, at) order by at`)
  return rows.map((row) => row.value)
}

test('every text comes back from the database as it was', async () => {
  const values = ['', 'null', 'NULL', 'a,b', '{x}', 'say "hi"', 'back\\slash', ' space ', 'Åse\nto', '\\x00', "it's"]
  values.push('a\u001fb', '12', 'NULLs', '\\', '"')
  expect(await read([...values, null], 'text')).toEqual([...values, null])
})

test('ids, numbers, truth, times, bytes and JSON do too, and a list of none is empty', async () => {
  const id = '01a2001e-71ac-7a89-9f07-b4c6dda15312'
  expect(await read([id], 'uuid')).toEqual([id])
  expect(await read([-7, 12, null], 'int')).toEqual([-7, 12, null])
  expect(await read([true, false], 'boolean')).toEqual([true, false])
  expect(await read(['2026-11-24T11:00:00.000Z'], 'timestamptz')).toEqual([new Date('2026-11-24T11:00:00.000Z')])
  expect((await read(['\\xff00'], 'bytea')).map((value) => Buffer.from(value as Uint8Array).toString('hex'))).toEqual([
    'ff00',
  ])
  const said = { text: 'a "b" \\ c, {d}\n', list: [1, null] }
  expect(await read([JSON.stringify(said)], 'jsonb')).toEqual([said])
  expect(await read([], 'uuid')).toEqual([])
})
