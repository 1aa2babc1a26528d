import { expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { listPeople, type PeopleFilter, placeHold } from '../../src/consent/index.ts'
import { testDatabase } from '../support/database.ts'
import { grant, makeContact, makePurpose, NOON, withdraw } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database, { now: () => NOON })
const { as } = await testServer(createApp(services), services)
const marketer = await as('marketer')

const newsletter = await makePurpose(db, { key: 'newsletter', name: 'Newsletter' })
const account = await db.account.create({ data: { name: 'Rimdal Eiendom AS' } })
const kari = await makeContact(db, {
  email: 'kari.nesheim@rimdal.example',
  accountId: account.id,
  phone: '+4740000417',
})
const lars = await makeContact(db, { firstName: 'Lars Erik', lastName: 'Tveita', email: 'lars@tveita.example' })
const mute = await makeContact(db, { firstName: null, lastName: null, email: '100%_real@tveita.example' })
await grant(db, kari.id, newsletter.id)
await grant(db, lars.id, newsletter.id)
await withdraw(db, lars.id, newsletter.id)

const find = async (filter: PeopleFilter) =>
  (await listPeople(db, filter, { limit: 50 }, NOON)).items.map((person) => person.id)

test('people are found by the beginning of a name, a company or an address, and every word must be found', async () => {
  expect(await find({ search: 'nes' })).toEqual([kari.id])
  expect(await find({ search: 'RIMDAL kari' })).toEqual([kari.id])
  expect(await find({ search: 'lars@tv' })).toEqual([lars.id])
  expect(await find({ search: '4740000417' })).toEqual([kari.id])
  expect(await find({ search: 'kari tveita' })).toEqual([])
})

test('signs that mean something to the database are looked for as they are', async () => {
  expect(await find({ search: '100%_r' })).toEqual([mute.id])
  expect(await find({ search: '%' })).toEqual([])
})

test('people can be listed by what they said to a purpose', async () => {
  expect(await find({ purposeId: newsletter.id, said: 'given' })).toEqual([kari.id])
  expect(await find({ purposeId: newsletter.id, said: 'withdrawn' })).toEqual([lars.id])
  expect(await find({ purposeId: newsletter.id, said: 'none' })).toEqual([mute.id])
})

test('each person has a mark: a yes, a no, or never asked; a stopped address is no yes', async () => {
  const { items } = await listPeople(db, {}, { limit: 50 }, NOON)
  expect(items.map(({ name, mark, yesCount }) => [name, mark, yesCount])).toEqual([
    ['100%_real@tveita.example', 'none', 0],
    ['Lars Erik Tveita', 'withdrawn', 0],
    ['Kari Nesheim', 'given', 1],
  ])
  const stopped = await makeContact(db, { firstName: 'Stopped' })
  await grant(db, stopped.id, newsletter.id)
  await placeHold(db, { contactId: stopped.id, kind: 'bounce', channel: 'email', reason: 'no such mailbox' }, NOON)
  expect((await listPeople(db, {}, { limit: 1 }, NOON)).items).toMatchObject([{ mark: 'address' }])
})

test('pages follow each other without a gap', async () => {
  const all = await find({})
  const seen: string[] = []
  for (let cursor: string | undefined; ; ) {
    const { items, next } = await listPeople(db, {}, { limit: 1, cursor }, NOON)
    seen.push(...items.map((person) => person.id))
    if (!next) break
    cursor = next
  }
  expect(seen).toEqual(all)
})

test('over HTTP: a list with its total, one person, a change, and an address that cannot be one', async () => {
  const list = await marketer('GET', '/contacts?search=rimdal')
  expect(list.body).toMatchObject({ total: 1, items: [{ id: kari.id, company: 'Rimdal Eiendom AS' }] })
  const one = await marketer('GET', `/contacts/${kari.id}`)
  expect(one.body).toMatchObject({ name: 'Kari Nesheim', account: { name: 'Rimdal Eiendom AS' } })
  await marketer('POST', '/fields', { key: 'seats', label: 'Seats', type: 'number' })
  const changed = await marketer('PATCH', `/contacts/${kari.id}`, { city: 'Trondheim', fields: { seats: 4 } })
  expect(changed.body).toMatchObject({ city: 'Trondheim', fields: [{ key: 'seats', value: 4 }] })
  const wrong = await marketer('PATCH', `/contacts/${kari.id}`, { fields: { seats: 'four', shoe: 41 } })
  expect(wrong.body).toMatchObject({ status: 400, faults: [{ path: 'fields.seats' }, { path: 'fields.shoe' }] })
  const malformed = await marketer('POST', '/contacts', { email: 'nobody' })
  expect(malformed.body).toMatchObject({ status: 400, faults: [{ path: 'email' }] })
  const added = await marketer('POST', '/contacts', { email: 'new@rimdal.example', firstName: 'New' })
  expect(added).toMatchObject({ status: 200, body: { isNew: true } })
  expect((await marketer('GET', `/contacts/${newsletter.id}`)).status).toBe(404)
})
