import { expect, test } from 'vitest'
import { lockPeople } from '../../src/contacts/index.ts'
import { inTransaction } from '../../src/platform/database.ts'
import { testDatabase } from '../support/database.ts'
import { makeContact, NOON } from '../support/factories.ts'

const { db } = await testDatabase()

test('locking tells who is gone, who was never there and who was merged, also among many who are simply there', async () => {
  const people = await Promise.all(Array.from({ length: 5 }, () => makeContact(db)))
  const [kept, other, erased, ...rest] = people.map(({ id }) => id) as [string, string, string, string, string]
  await db.contact.update({ where: { id: other }, data: { mergedIntoId: kept } })
  await db.contact.update({ where: { id: erased }, data: { erasedAt: NOON } })
  const nobody = '01890000-0000-7000-8000-000000000000'
  const { live, heirs } = await inTransaction(db, (tx) => lockPeople(tx, [kept, other, erased, nobody, ...rest, kept]))
  expect(live).toEqual(new Set([kept, other, ...rest]))
  expect(heirs).toEqual(new Map([[other, kept]]))
  const simple = await inTransaction(db, (tx) => lockPeople(tx, rest))
  expect(simple).toEqual({ live: new Set(rest), heirs: new Map() })
})
