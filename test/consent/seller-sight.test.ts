import { expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { mergeContacts } from '../../src/consent/index.ts'
import { handToSales } from '../../src/sales/index.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, makeUser, NOON, withdraw } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database, { now: () => NOON })
const server = await testServer(createApp(services), services)
const [seller, marketer] = [await server.as('seller'), await server.as('marketer')]
// Leads are given to people who sign in; the key of this test is that person.
const { id: sellerId } = await db.apiKey.findFirstOrThrow({ where: { role: 'seller' } })
await makeUser(db, { id: sellerId })

const news = await makePurpose(db)
const sales = await makePurpose(db, { brandId: news.brandId, kind: 'sales' })
const shortly = await makePurpose(db, { brandId: news.brandId, kind: 'sales', validityMonths: 1 })
const calls = await makePurpose(db, { brandId: news.brandId, kind: 'phone', channels: ['phone'] })

const seenBy = async (ask: typeof seller) => {
  const { items, total } = (await ask('GET', '/contacts')).body as { items: { id: string }[]; total: number }
  expect(total).toBe(items.length)
  return items.map(({ id }) => id)
}

test('a seller sees whose yes to sales or to calls is in force, and whoever was handed to them; nobody else (L12)', async () => {
  const reader = await makeContact(db)
  await grant(db, reader.id, news.id)
  const shared = await makeContact(db)
  await grant(db, shared.id, sales.id)
  const called = await makeContact(db, { phone: '+4790000001' })
  await grant(db, called.id, calls.id, { channel: 'phone' })
  const ended = await makeContact(db)
  await grant(db, ended.id, shortly.id, { now: new Date(+NOON - 40 * DAY_MS) })
  const handed = await makeContact(db)
  await grant(db, handed.id, sales.id)
  expect(await handToSales(db, { contactId: handed.id }, NOON)).toMatchObject({ sellerId })
  await withdraw(db, handed.id, sales.id)
  const other = await makeContact(db)
  await grant(db, other.id, sales.id)
  await handToSales(db, { contactId: other.id }, NOON)
  await db.lead.updateMany({ where: { contactId: other.id }, data: { sellerId: (await makeUser(db)).id } })
  await withdraw(db, other.id, sales.id)

  expect(await seenBy(seller)).toEqual([handed.id, called.id, shared.id])
  expect(await seenBy(marketer)).toHaveLength(6)

  const pages = ['', '/consent', '/decisions', `/decision?purposeId=${news.id}&channel=email`, '/score', '/timeline']
  const statuses = async (id: string) =>
    Promise.all(pages.map(async (page) => (await seller('GET', `/contacts/${id}${page}`)).status))
  for (const { id } of [shared, called, handed]) expect(await statuses(id)).toEqual(pages.map(() => 200))
  for (const { id } of [reader, ended, other]) expect(await statuses(id)).toEqual(pages.map(() => 404))
  expect((await seller('GET', `/asks?contactId=${reader.id}`)).status).toBe(404)
  expect((await marketer('GET', `/contacts/${reader.id}`)).status).toBe(200)
})

test('a restriction or an objection takes somebody out of the sight of sales, and a merge leads to the one who is kept', async () => {
  const [restricted, objected, gone, kept] = [
    await makeContact(db),
    await makeContact(db),
    await makeContact(db),
    await makeContact(db),
  ]
  for (const { id } of [restricted, objected, gone]) await grant(db, id, sales.id)
  const before = await seenBy(seller)
  expect(before).toEqual(expect.arrayContaining([restricted.id, objected.id, gone.id]))
  for (const [{ id: contactId }, kind] of [
    [restricted, 'restriction'],
    [objected, 'objection'],
  ] as const)
    await db.consentHold.create({ data: { contactId, kind, channel: null, reason: 'asked', since: NOON } })
  await handToSales(db, { contactId: gone.id }, NOON)
  await db.lead.updateMany({ where: { contactId: gone.id }, data: { sellerId } })
  await mergeContacts(db, { keepId: kept.id, otherId: gone.id, userId: null }, NOON)
  const after = await seenBy(seller)
  expect(after).toContain(kept.id)
  expect(after).not.toEqual(expect.arrayContaining([restricted.id]))
  expect(after).not.toEqual(expect.arrayContaining([objected.id]))
})
