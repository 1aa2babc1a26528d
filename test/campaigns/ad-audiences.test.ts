// Audiences for advertising platforms: who allows it now and nobody else, as hashes alone, removed at the next export.
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { sendAudiences } from '../../src/campaigns/ad-audiences/send-export.ts'
import { collectData } from '../../src/consent/capture/collect-data.ts'
import { eraseContact, findNotices, mergeContacts, suppressionKey } from '../../src/consent/index.ts'
import { signWebhook } from '../../src/consent/webhooks/sign-webhook.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, NOON, withdraw } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
const config = {
  ...{ publicUrl: 'http://localhost:3000', secretKey: 'only-for-tests-'.padEnd(40, '0'), isProduction: false },
  webhookPrivateHosts: ['127.0.0.1'],
}
let now = NOON
const services = testServices(database, { config, now: () => now })
const server = await testServer(createApp(services), database)
const marketer = await server.as('marketer')
const makeOwn = () => makePurpose(db, { kind: 'advertising', channels: ['web'] })
/** Of its own for each test, so that nobody of another one is allowed. */
let purpose = await makeOwn()
const segment = await db.segment.create({ data: { name: 'All', definition: { kind: 'all', conditions: [] } } })
const passDay = () => {
  now = new Date(+now + DAY_MS)
}

type Heard = { headers: IncomingHttpHeaders; text: string }
let heard: Heard[] = []
let answers: number[] = []
const receiver = createServer((request, response) => {
  let text = ''
  request.on('data', (chunk) => {
    text += chunk
  })
  request.on('end', () => {
    heard.push({ headers: request.headers, text })
    response.writeHead(answers.shift() ?? 204).end()
  })
}).listen(0, '127.0.0.1')
await once(receiver, 'listening')
afterAll(() => {
  receiver.closeAllConnections()
  receiver.close()
})
const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/audience`

beforeEach(async () => {
  purpose = await makeOwn()
  heard = []
  answers = []
})

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
async function make(platform: string, over = {}) {
  const body = { name: `For ${platform}`, platform, purposeId: purpose.id, segmentId: segment.id, ...over }
  const made = await marketer('POST', '/ad-audiences', body)
  expect(made.status).toBe(201)
  return made.body as { id: string; secret: string | null }
}
type Exported = { id: string; added: number; removed: number; members: number; answer: string | null }
const exportNow = async (id: string) => (await marketer('POST', `/ad-audiences/${id}/exports`)).body as Exported
const fileOf = async (id: string, exportId: string, part: 'add' | 'remove') => {
  const { status, body } = await marketer('GET', `/ad-audiences/${id}/exports/${exportId}/${part}.csv`)
  expect(status).toBe(200)
  return String(body).replace('\uFEFF', '').trim().split(/\r?\n/)
}
let count = 0
async function makePerson(email = `ada-${++count}@rimdal.example`, over = {}) {
  const contact = await makeContact(db, { email, ...over })
  await grant(db, contact.id, purpose.id, { channel: 'web', now })
  return { ...contact, email }
}

describe('by file', () => {
  it('holds those who allow it as hashes in the words of each platform, and nobody else', async () => {
    await makePerson('o.la+x@gmail.com', { phone: '+4790012345' })
    const paused = await makePerson()
    await db.consentHold.create({ data: { contactId: paused.id, kind: 'objection', reason: 'test', since: now } })
    await makeContact(db, { email: 'never@rimdal.example' })
    const hashes = {
      meta: ['email,phone', `${sha256('o.la+x@gmail.com')},${sha256('4790012345')}`],
      google: ['Email,Phone', `${sha256('ola+x@gmail.com')},${sha256('+4790012345')}`],
      linkedin: ['email', sha256('o.la+x@gmail.com')],
    }
    for (const [platform, lines] of Object.entries(hashes)) {
      const { id, secret } = await make(platform)
      expect(secret).toBeNull()
      const exported = await exportNow(id)
      expect(exported).toMatchObject({ added: 1, removed: 0, members: 1, answer: null })
      expect(await fileOf(id, exported.id, 'add')).toEqual(lines)
      expect(await fileOf(id, exported.id, 'remove')).toEqual(lines.slice(0, 1))
      const forecast = (await marketer('GET', `/ad-audiences/${id}/forecast`)).body as object
      expect(forecast).toMatchObject({ people: 3, allow: 1 })
    }
  })

  it('removes at the next export who withdrew, and a late file adds nobody who has said no since', async () => {
    const [stays, goes] = [await makePerson(), await makePerson()]
    const { id } = await make('linkedin')
    const first = await exportNow(id)
    expect(first).toMatchObject({ added: 2, members: 2 })
    await withdraw(db, goes.id, purpose.id, { channel: 'web', now })
    expect(await fileOf(id, first.id, 'add')).toEqual(['email', sha256(stays.email)])
    passDay()
    const second = await exportNow(id)
    expect(second).toMatchObject({ added: 0, removed: 1, members: 1 })
    expect(await fileOf(id, second.id, 'remove')).toEqual(['email', sha256(goes.email)])
    expect(await exportNow(id)).toMatchObject({ added: 0, removed: 0, members: 1 })
    await grant(db, goes.id, purpose.id, { channel: 'web', now })
    expect(await exportNow(id)).toMatchObject({ added: 1, removed: 0, members: 2 })
    expect((await marketer('POST', `/ad-audiences/${id}/stop`)).status).toBe(204)
    expect(await exportNow(id)).toMatchObject({ added: 0, removed: 2, members: 0 })
  })

  it('is a disclosure of each person: in the copy of their data, told of an erasure, and gone after it', async () => {
    const person = await makePerson()
    const { id } = await make('meta')
    const { id: exportId } = await exportNow(id)
    const copy = JSON.stringify(await collectData(db, person.id, now))
    expect(copy).toContain(`"kind":"ad_audience","id":"${id}","name":"For meta (meta)"`)
    expect(copy).toContain(sha256(person.email))
    const erasure = { contactId: person.id, method: 'staff', actor: 'staff', occurredAt: now } as const
    await eraseContact(db, [suppressionKey(config.secretKey)], erasure, now)
    const notices = () => findNotices(db, [], { kind: 'ad_audience', id })
    expect(await notices()).toMatchObject([{ type: 'erased', contactId: person.id, deliveredAt: null }])
    passDay()
    const { id: last, ...removal } = await exportNow(id)
    expect(removal).toMatchObject({ removed: 1, members: 0 })
    expect(await fileOf(id, exportId, 'add')).toEqual(['email,phone'])
    expect(await fileOf(id, last, 'remove')).toEqual(['email,phone', `${sha256(person.email)},`])
    expect((await notices())[0]?.deliveredAt).toEqual(now)
    expect((await marketer('POST', `/ad-audiences/${id}/exports/${last}/taken-over`)).status).toBe(204)
    expect(await notices()).toEqual([])
    await exportNow(id)
    expect(await db.adMember.count({ where: { contactId: person.id } })).toBe(0)
  })

  it('keeps an address that moves to another contact by a merge', async () => {
    const [kept, other] = [await makePerson(), await makePerson()]
    const { id } = await make('linkedin')
    await exportNow(id)
    await db.identity.deleteMany({ where: { contactId: kept.id } })
    await mergeContacts(db, { keepId: kept.id, otherId: other.id, userId: null }, now)
    const exported = await exportNow(id)
    expect(exported).toMatchObject({ members: 1 })
    expect(await fileOf(id, exported.id, 'add')).toEqual(['email', sha256(other.email)])
    expect(await fileOf(id, exported.id, 'remove')).toEqual(['email', sha256(kept.email)])
  })

  it('is only for a purpose of its own kind, and only for those who may see audiences', async () => {
    const marketing = await makePurpose(db)
    const body = { name: 'Wrong', platform: 'meta', purposeId: marketing.id, segmentId: segment.id }
    expect(await marketer('POST', '/ad-audiences', body)).toMatchObject({
      status: 400,
      body: { faults: [{ path: 'purposeId' }] },
    })
    const seller = await server.as('seller')
    expect((await seller('GET', '/ad-audiences')).status).toBe(403)
  })
})

describe('by webhook', () => {
  it('is sent signed, removals first, again until it is taken, and never with an address', async () => {
    const [stays, goes] = [await makePerson(), await makePerson()]
    const { id, secret } = await make('meta', { url })
    answers = [500]
    expect(await exportNow(id)).toMatchObject({ added: 2, answer: '500' })
    await withdraw(db, goes.id, purpose.id, { channel: 'web', now })
    passDay()
    heard = []
    await sendAudiences(services)
    const bodies = heard.map(({ text }) => JSON.parse(text) as { type: string; data: { people: object[] } })
    expect(bodies.map(({ type, data }) => [type, data.people])).toEqual([
      ['audience.add', [{ email: sha256(stays.email) }]],
      ['audience.remove', [{ email: sha256(goes.email) }]],
    ])
    const [message] = heard
    const headers = message?.headers ?? {}
    const expected = signWebhook([secret ?? ''], { id: String(headers['webhook-id']), body: message?.text ?? '' }, now)
    expect(headers['webhook-signature']).toBe(expected['webhook-signature'])
    expect(heard.map(({ text }) => text).join('')).not.toContain('@')
    expect(await db.adExport.count({ where: { audienceId: id, takenOverAt: null } })).toBe(0)
    await marketer('POST', `/ad-audiences/${id}/stop`)
    heard = []
    await sendAudiences(services)
    expect(JSON.parse(heard[0]?.text ?? '')).toMatchObject({ type: 'audience.remove' })
    heard = []
    await sendAudiences(services)
    expect(heard).toEqual([])
  })
})
