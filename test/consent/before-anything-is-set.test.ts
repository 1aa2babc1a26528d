import { expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { CHANNELS, decide } from '../../src/consent/index.ts'
import { newId } from '../../src/platform/id.ts'
import { handToSales } from '../../src/sales/index.ts'
import { testDatabase } from '../support/database.ts'
import { grant, makeContact, makePurpose, makeUser, NOON } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database, { now: () => NOON })
const server = await testServer(createApp(services), services)
const [marketer, seller] = [await server.as('marketer'), await server.as('seller')]

test('before anything is set, nothing is sent, nobody is tracked and no contact is shown to sales (L12)', async () => {
  const contact = await makeContact(db, { phone: '+4790000001' })
  for (const channel of CHANNELS)
    expect(await decide(db, contact.id, { purposeId: newId(), channel, at: NOON })).toMatchObject({ isAllowed: false })
  const campaign = { name: 'Hello', purposeId: newId(), subject: 'Hello' }
  expect((await marketer('POST', '/campaigns', campaign)).status).toBeGreaterThanOrEqual(400)
  expect(await db.message.count()).toBe(0)

  const response = await fetch(`${server.url}/collect`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' },
    body: JSON.stringify({
      consent: true,
      page: 'https://a.example/',
      language: 'nb',
      events: [{ type: 'page.viewed' }],
    }),
  })
  expect(await response.text()).not.toContain('visitor":"')
  expect(response.headers.get('set-cookie')).toBeNull()
  expect([await db.contact.count({ where: { source: 'visitor' } }), await db.event.count()]).toEqual([0, 0])

  await makeUser(db)
  expect(await handToSales(db, { contactId: contact.id }, NOON)).toMatchObject({ outcome: 'not_allowed' })
  expect(await db.lead.count()).toBe(0)
  expect((await seller('GET', '/contacts')).body).toMatchObject({ items: [], total: 0 })
  expect((await marketer('GET', '/contacts')).body).toMatchObject({ total: 1 })
  const sales = await makePurpose(db, { kind: 'sales' })
  expect((await seller('GET', '/contacts')).body).toMatchObject({ total: 0 })
  await grant(db, contact.id, sales.id)
  expect((await seller('GET', '/contacts')).body).toMatchObject({ total: 1 })
})
