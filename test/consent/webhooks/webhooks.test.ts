import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { eraseContact, sendWebhooks, suppressionKey } from '../../../src/consent/index.ts'
import { correctContact } from '../../../src/consent/privacy/correct-contact.ts'
import { claimDeliveries, tidyDeliveries } from '../../../src/consent/webhooks/claim-deliveries.ts'
import { testDatabase } from '../../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, NOON, withdraw } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'
import { sequenceAll } from '../proof/log.ts'

const database = await testDatabase()
const { db } = database
const config = {
  ...{ publicUrl: 'http://localhost:3000', secretKey: 'only-for-tests-'.padEnd(40, '0'), isProduction: false },
  webhookPrivateHosts: ['127.0.0.1'],
}
let now = NOON
const services = testServices(database, { config, now: () => now })
const server = await testServer(createApp(services), database)
const admin = await server.as('admin')

type Heard = { path: string; headers: IncomingHttpHeaders; text: string; body: Message }
type Message = { type: string; timestamp: string; data: { contactId: string; seq: number } & Record<string, unknown> }
let heard: Heard[] = []
/** What the other side answers, by path. */
let answers = new Map<string, number>()
const receiver = createServer((request, response) => {
  let text = ''
  request.on('data', (chunk) => {
    text += chunk
  })
  request.on('end', () => {
    const path = request.url ?? ''
    heard.push({ path, headers: request.headers, text, body: JSON.parse(text) })
    response.writeHead(answers.get(path) ?? 204, { location: '/elsewhere' }).end()
  })
}).listen(0, '127.0.0.1')
await new Promise((resolve) => receiver.once('listening', resolve))
afterAll(() => {
  receiver.closeAllConnections()
  receiver.close()
})
const urlOf = (path: string) => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}${path}`

const letter = await makePurpose(db, { key: 'letter' })
async function register(path: string) {
  const { status, body } = await admin('POST', '/webhooks', { name: `the one at ${path}`, url: urlOf(path) })
  expect(status).toBe(201)
  return body as { id: string; secret: string }
}
const passed = (days: number) => {
  now = new Date(+now + days * DAY_MS)
}

beforeEach(async () => {
  await db.webhook.deleteMany()
  heard = []
  answers = new Map()
})

type Check = (headers: IncomingHttpHeaders, body: string, secret: string, now: number) => boolean
const folder = await mkdtemp(join(tmpdir(), 'assent-snippet-'))
afterAll(() => rm(folder, { recursive: true }))
/** The very lines that the documents give to receivers. */
const isFromAssent = await readSnippet()

async function readSnippet(): Promise<Check> {
  const document = await readFile(join(import.meta.dirname, '../../../docs/consent-api.md'), 'utf8')
  const [, code = ''] = /```ts\n([\s\S]*?)```/.exec(document) ?? []
  const file = join(folder, 'check.mjs')
  await writeFile(file, stripTypeScriptTypes(code))
  return ((await import(file)) as { isFromAssent: Check }).isFromAssent
}
const isSigned = ({ headers, text }: Heard, secret: string, at = now) => isFromAssent(headers, text, secret, +at)

describe('a change of consent', () => {
  it('is told to every webhook, signed, with ids and facts and no address', async () => {
    const [crm, shop] = [await register('/crm'), await register('/shop')]
    const contact = await makeContact(db, { email: 'kari@rimdal.example', phone: '+4791234567' })
    await grant(db, contact.id, letter.id, { now })
    await sendWebhooks(services)
    expect(heard.map(({ path }) => path).sort()).toEqual(['/crm', '/shop'])
    const told = heard.find(({ path }) => path === '/crm')
    if (!told) throw new Error('it was told')
    expect([isSigned(told, crm.secret), isSigned(told, shop.secret)]).toEqual([true, false])
    expect(isSigned({ ...told, text: told.text.replace('given', 'taken') }, crm.secret)).toBe(false)
    expect(isSigned(told, crm.secret, new Date(+now + 301_000))).toBe(false)
    expect(told.body).toMatchObject({
      type: 'consent.given',
      timestamp: now.toISOString(),
      data: {
        contactId: contact.id,
        seq: 1,
        purposeId: letter.id,
        purpose: 'letter',
        channel: 'email',
        actor: 'contact',
      },
    })
    expect(told.text).not.toMatch(/@|\+47|Kari|Nesheim|guide/)
    expect(told.headers['webhook-id']).toMatch(/^msg_[0-9a-f-]{36}$/)
    await sendWebhooks(services)
    expect(heard).toHaveLength(2)
    // Sealed where it lies: a copy of the database signs nothing.
    const { secret } = await db.webhook.findUniqueOrThrow({ where: { id: crm.id } })
    expect(Buffer.from(secret).includes(crm.secret.slice(6))).toBe(false)
  })

  it('is enqueued in the transaction that records it, and not told when that is rolled back', async () => {
    const { id: webhookId } = await register('/crm')
    const contact = await makeContact(db)
    await expect(
      db.$transaction(async (tx) => {
        await grant(tx as typeof db, contact.id, letter.id, { now })
        expect(await tx.webhookDelivery.count({ where: { webhookId } })).toBe(1)
        throw new Error('rolled back')
      }),
    ).rejects.toThrow('rolled back')
    expect(await db.webhookDelivery.count({ where: { webhookId } })).toBe(0)
  })

  it('of one contact is told in its order, also when one of them fails, and the others do not wait for it', async () => {
    await register('/crm')
    const [kari, ola] = [await makeContact(db), await makeContact(db)]
    answers.set('/crm', 500)
    await grant(db, kari.id, letter.id, { now })
    await withdraw(db, kari.id, letter.id, { now })
    await sendWebhooks(services)
    await sendWebhooks(services)
    expect(heard).toHaveLength(1)
    answers.clear()
    await grant(db, ola.id, letter.id, { now })
    now = new Date(+now + 6000)
    await sendWebhooks(services)
    const toldOf = (id: string) => heard.filter(({ body }) => body.data.contactId === id)
    const seqsOf = (id: string) => toldOf(id).map(({ body }) => body.data.seq)
    expect(seqsOf(kari.id)).toEqual([1, 1, 2])
    expect(seqsOf(ola.id)).toEqual([1])
    const [first, again] = toldOf(kari.id)
    expect(again?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
  })

  it('is told again by whoever comes next where a process died in the middle, and marked by one of them', async () => {
    const { id } = await register('/crm')
    const contact = await makeContact(db)
    await grant(db, contact.id, letter.id, { now })
    expect(await claimDeliveries(db, id, 10, now)).toHaveLength(1)
    expect(await claimDeliveries(db, id, 10, now)).toHaveLength(0)
    await sendWebhooks(services)
    expect(heard).toHaveLength(0)
    now = new Date(+now + 61_000)
    await sendWebhooks(services)
    expect(heard).toHaveLength(1)
    expect(await db.webhookDelivery.findFirst({ where: { webhookId: id } })).toMatchObject({
      ...{ status: 'delivered', attempts: 2, answer: '204' },
    })
  })

  it('that nobody takes is tried for days at growing distance, then named dead, and can be sent again', async () => {
    const { id } = await register('/crm')
    answers.set('/crm', 503)
    const contact = await makeContact(db)
    await grant(db, contact.id, letter.id, { now })
    for (let hours = 0; hours <= 6 * 24; hours++) {
      await sendWebhooks(services)
      await tidyDeliveries(db, now)
      passed(1 / 24)
    }
    const tries = heard.length
    expect(tries).toBeGreaterThan(8)
    expect(tries).toBeLessThan(25)
    const page = (await admin('GET', '/webhooks')).body as { items: object[] }
    expect(page.items).toMatchObject([{ dead: 1, waiting: 0, failures: tries }])
    answers.clear()
    expect((await admin('POST', `/webhooks/${id}/retry`)).body).toEqual({ entries: 1 })
    passed(1)
    await sendWebhooks(services)
    expect(heard).toHaveLength(tries + 1)
    expect((await admin('GET', `/webhooks/${id}/deliveries`)).body).toMatchObject({
      items: [{ status: 'delivered', contactId: contact.id, type: 'given', answer: '204' }],
    })
  })

  it('of a person is followed by what becomes of their data: corrected, restricted, erased; taking it is kept (L9)', async () => {
    const { id: webhookId } = await register('/crm')
    const contact = await makeContact(db, { email: 'anna@rimdal.example' })
    await grant(db, contact.id, letter.id, { now })
    const keys = [suppressionKey(config.secretKey)]
    await correctContact(db, keys, { contactId: contact.id, city: 'Bergen' }, now)
    answers.set('/crm', 503)
    await sendWebhooks(services)
    expect(await db.privacyNotice.findFirst({ where: { recipientId: webhookId } })).toMatchObject({ confirmedAt: null })
    answers.clear()
    heard = []
    passed(1)
    const erasure = { contactId: contact.id, method: 'staff', actor: 'staff', occurredAt: now } as const
    const { recipients } = await eraseContact(db, keys, erasure, now)
    expect(recipients).toEqual(['the one at /crm'])
    await sendWebhooks(services)
    expect(heard.map(({ body }) => body.type)).toEqual([
      ...['contact.rectified', 'contact.erased', 'consent.given', 'consent.erased'],
    ])
    expect(heard.slice(0, 2).map(({ body }) => body.data)).toEqual(Array(2).fill({ contactId: contact.id }))
    expect(JSON.stringify(heard)).not.toMatch(/anna|Nesheim|Bergen/)
    const notices = await db.privacyNotice.findMany({ where: { recipientId: webhookId } })
    expect(notices.map(({ confirmedAt, deliveredAt, sealed }) => [confirmedAt, deliveredAt, sealed])).toEqual(
      Array(2).fill([now, now, null]),
    )
    heard = []
    await sendWebhooks(services)
    expect(heard).toEqual([])
  })
})

describe('a webhook', () => {
  it('can be told again everything since a moment, under the same ids', async () => {
    const { id } = await register('/crm')
    passed(1)
    const since = now
    const contact = await makeContact(db)
    await grant(db, contact.id, letter.id, { now })
    await withdraw(db, contact.id, letter.id, { now })
    await sequenceAll(db)
    await sendWebhooks(services)
    const first = heard.map(({ headers }) => headers['webhook-id'])
    const { body } = await admin('POST', `/webhooks/${id}/replay`, { since: since.toISOString() })
    expect(body).toEqual({ entries: 2 })
    await sendWebhooks(services)
    expect(heard.map(({ headers }) => headers['webhook-id'])).toEqual([...first, ...first])
    const future = new Date(+now + DAY_MS).toISOString()
    expect((await admin('POST', `/webhooks/${id}/replay`, { since: future })).body).toEqual({ entries: 0 })
  })

  it('follows no redirect, and is stopped by whoever says that it is gone', async () => {
    const { id } = await register('/moved')
    answers.set('/moved', 302)
    const contact = await makeContact(db)
    await grant(db, contact.id, letter.id, { now })
    await sendWebhooks(services)
    expect(heard.map(({ path }) => path)).toEqual(['/moved'])
    answers.set('/moved', 410)
    passed(1)
    await sendWebhooks(services)
    expect((await db.webhook.findUniqueOrThrow({ where: { id } })).stoppedAt).toEqual(now)
    await withdraw(db, contact.id, letter.id, { now })
    expect(await db.webhookDelivery.count({ where: { webhookId: id } })).toBe(1)
    expect((await admin('POST', `/webhooks/${id}/replay`, { since: NOON.toISOString() })).status).toBe(409)
    expect((await admin('POST', `/webhooks/${id}/stop`, { isStopped: false })).status).toBe(204)
    expect((await db.webhook.findUniqueOrThrow({ where: { id } })).stoppedAt).toBeNull()
  })

  it('can be tried out, and a new secret signs beside the former one for a day', async () => {
    const { id, secret } = await register('/crm')
    const renewed = (await admin('POST', `/webhooks/${id}/secret`)).body as { secret: string }
    expect((await admin('POST', `/webhooks/${id}/test`)).body).toEqual({ isTaken: true, status: 204, answer: '204' })
    passed(2)
    await admin('POST', `/webhooks/${id}/test`)
    const ways = heard.map((one) => {
      const at = new Date(one.body.timestamp)
      return [one.body.type, isSigned(one, secret, at), isSigned(one, renewed.secret, at)]
    })
    expect(ways).toEqual([
      ['webhook.test', true, true],
      ['webhook.test', false, true],
    ])
    answers.set('/crm', 500)
    expect((await admin('POST', `/webhooks/${id}/test`)).body).toMatchObject({ isTaken: false, status: 500 })
    expect((await admin('DELETE', `/webhooks/${id}`)).status).toBe(204)
    expect((await admin('DELETE', `/webhooks/${id}`)).status).toBe(404)
  })

  it('is registered by an administrator alone, and never into a private network that is not named', async () => {
    const officer = await server.as('privacy_officer')
    const wanted = { name: 'x', url: urlOf('/crm') }
    expect((await officer('POST', '/webhooks', wanted)).status).toBe(403)
    expect((await officer('GET', '/webhooks')).status).toBe(200)
    for (const url of ['http://192.168.0.1/x', 'https://[::1]/', 'ftp://crm.example/'])
      expect((await admin('POST', '/webhooks', { name: 'x', url })).status).toBe(400)
    // A name may be registered, and is looked at when it is connected to.
    const { body } = await admin('POST', '/webhooks', {
      name: 'home',
      url: urlOf('/crm').replace('127.0.0.1', 'localhost'),
    })
    const { id } = body as { id: string }
    expect((await admin('POST', `/webhooks/${id}/test`)).body).toMatchObject({ answer: 'leads into a private network' })
    expect(heard).toEqual([])
  })
})
