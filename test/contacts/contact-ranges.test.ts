import { expect, it } from 'vitest'
import { andWithin, findContactRanges } from '../../src/contacts/index.ts'
import { Prisma } from '../../src/platform/index.ts'
import { testDatabase } from '../support/database.ts'
import { believeInMany, makeContact } from '../support/factories.ts'

const { db } = await testDatabase()

it('cuts contacts into ranges that hold everybody once, and leaves few as they are', async () => {
  for (let n = 0; n < 12; n++) await makeContact(db)
  expect(await findContactRanges(db, 4)).toEqual([{ from: null, to: null }])
  await believeInMany(db)
  const before = await db.contact.findMany({ select: { id: true } })
  await makeContact(db) // the planner does not know of this one yet
  const ranges = await findContactRanges(db, 4)
  expect(ranges).toHaveLength(4)
  const held = await Promise.all(
    ranges.map((range) =>
      db.$queryRaw<{ id: string }[]>(
        Prisma.sql`select id from contact where true ${andWithin(Prisma.sql`id`, range)} order by id`,
      ),
    ),
  )
  expect(Math.min(...held.map((part) => part.length))).toBeGreaterThan(1)
  const everybody = await db.contact.findMany({ select: { id: true }, orderBy: { id: 'asc' } })
  expect(held.flat()).toEqual(everybody)
  expect(everybody).toHaveLength(before.length + 1)
})
