import { expect, test } from 'vitest'
import { arrayLiteral } from '../../src/platform/array-literal.ts'
import { Prisma } from '../../src/platform/database.ts'
import { testDatabase } from '../support/database.ts'

const { db } = await testDatabase()

test('every text comes back from the database as it was', async () => {
  const values = [
    '',
    'null',
    'NULL',
    'a,b',
    '{x}',
    'say "hi"',
    'back\\slash',
    ' space ',
    'Åse\nto',
    '\\x00',
    "it's",
    null,
    '12',
    'NULLs',
  ]
  const rows = await db.$queryRaw<{ value: string | null }[]>(Prisma.sql`
    select value from unnest(${arrayLiteral(values)}::text[]) with ordinality as list (value, at) order by at`)
  expect(rows.map((row) => row.value)).toEqual(values)
})

test('bytes, ids, numbers, times and truth too', async () => {
  const id = '01a2001e-71ac-7a89-9f07-b4c6dda15312'
  const [row] = await db.$queryRaw<Record<string, unknown>[]>(Prisma.sql`
    select (${arrayLiteral(['\\xff00'])}::bytea[])[1] = '\\xff00'::bytea as bytes,
      (${arrayLiteral([id])}::uuid[])[1]::text as id, (${arrayLiteral([-7])}::int[])[1] as number,
      (${arrayLiteral([true])}::boolean[])[1] as truth,
      (${arrayLiteral(['2026-11-24T11:00:00.000Z'])}::timestamptz[])[1] = '2026-11-24 11:00Z' as time,
      cardinality(${arrayLiteral([])}::text[]) as none`)
  expect(row).toEqual({ bytes: true, id, number: -7, truth: true, time: true, none: 0 })
})
