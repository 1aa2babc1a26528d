import { expect, test } from 'vitest'
import { listSql, Prisma } from '../../src/platform/database.ts'
import { testDatabase } from '../support/database.ts'

const { db } = await testDatabase()

const read = async (values: (string | number)[], type: Parameters<typeof listSql>[1]) =>
  (await db.$queryRaw<{ value: unknown }[]>(Prisma.sql`select unnest(${listSql(values, type)}) as value`)).map(
    (row) => row.value,
  )

test('a list arrives as it was, whatever its values hold', async () => {
  const texts = ['a', "it's", '{"x": [1, 2]}', 'a,b', 'null', '\\N', 'æøå', ' ']
  expect(await read(texts, 'text')).toEqual(texts)
  expect(await read([1, -2, 3], 'int')).toEqual([1, -2, 3])
  expect(await read([JSON.stringify({ text: 'a\u001fb "c"' })], 'jsonb')).toEqual([{ text: 'a\u001fb "c"' }])
  expect(await read([], 'uuid')).toEqual([])
})

test('text that holds the separator stays one value', async () => {
  expect(await read(['a\u001fb', 'c'], 'text')).toEqual(['ab', 'c'])
})
