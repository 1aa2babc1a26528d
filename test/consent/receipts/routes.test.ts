import { expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { verifyReceipt } from '../../../src/consent/index.ts'
import { testDatabase } from '../../support/database.ts'
import { grant, makeContact, makePurpose, NOON } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'
import { makeLogPlace, publish } from './receipts.ts'

const database = await testDatabase()
const { db } = database
const place = await makeLogPlace()
const config = {
  ...testServices(database).config,
  publicUrl: 'https://assent.example',
  outside: { folder: place.outside },
}
const services = testServices(database, { now: () => NOON, config })
const server = await testServer(createApp(services), services)
const contact = await makeContact(db, { language: 'fi' })
await grant(db, contact.id, (await makePurpose(db)).id)
const path = `/contacts/${contact.id}/receipts`

it('hands out each receipt as JWS, JSON and a page in the person’s language, under its number', async () => {
  await publish(db, place)
  const ask = await server.as('marketer')
  const { items } = (await ask('GET', path)).body as { items: { seq: number; number: string; missing: string[] }[] }
  expect(items).toMatchObject([{ seq: 1, type: 'given', missing: ['processing', 'privacyUrl'], isErased: false }])
  for (const [kind, type] of [
    ['jws', 'application/jose'],
    ['json', 'application/json'],
    ['html', 'text/html'],
  ]) {
    const { status, body, headers } = await ask('GET', `${path}/1/${kind}`)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toContain(type)
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename=receipt-${items[0]?.number.replace(' ', '-')}.${kind}`,
    )
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    expect(await verifyReceipt(text, place.keyring.known)).toMatchObject({ verdict: 'proven', leafIndex: 0 })
    if (kind === 'html') expect(text).toContain('<html lang="fi">')
  }
})

it('hands a seller none, and nobody one that is not there', async () => {
  expect((await (await server.as('seller'))('GET', path)).status).toBe(403)
  const ask = await server.as('privacy_officer')
  expect((await ask('GET', `${path}/2/jws`)).status).toBe(404)
  expect((await ask('GET', '/contacts/0b8d6d9e-8b57-4b47-9f7a-9b1f6f0f6a01/receipts')).status).toBe(404)
})

it('serves a page that checks them with the keys of this installation, and lets it fetch nothing', async () => {
  const page = await fetch(`${server.url}/verify.html`)
  const text = await page.text()
  expect(text).toContain(`"x":"${Buffer.from(place.keyring.current.bytes).toString('base64url')}"`)
  const policy = page.headers.get('content-security-policy')
  expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; base-uri 'none'/)
  expect(text).not.toMatch(/(src|href)=|https?:\/\/(?!www\.w3\.org)|fetch\(|XMLHttpRequest|import\(/)
})
