// The page that stops mail is broken on purpose, in every way that was seen in the field, and the campaign must stop.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import {
  checkLiveMails,
  createCampaign,
  findLiveMails,
  scheduleCampaign,
  startCampaigns,
} from '../../src/campaigns/index.ts'
import { countPeople, eraseContact, mergeContacts, suppressionKey } from '../../src/consent/index.ts'
import { CANARY_ID } from '../../src/contacts/index.ts'
import { newId } from '../../src/platform/id.ts'
import { saveSegment } from '../../src/segments/index.ts'
import { takeSendCampaign } from '../../src/workflows/steps/send-campaign.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeBrand, makeContact, makePurpose, makeReadyCampaign, NOON } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
let now = NOON
const config = { publicUrl: 'http://localhost:1', secretKey: 'k'.repeat(40), isProduction: false }
const services = testServices(database, { config, now: () => now })
const server = await testServer(createApp(services), services)
const marketer = await server.as('marketer')

/** Stands where PUBLIC_URL leads; passes everything on, unless it is told to break. */
type Break = (method: string, path: string) => { status: number; headers?: Record<string, string> } | 'open' | undefined
let breaks: Break = () => undefined
const front = createServer(async (request, response) => {
  const [method, path] = [request.method ?? 'GET', request.url ?? '/']
  const broken = breaks(method, path)
  if (typeof broken === 'object') return void response.writeHead(broken.status, broken.headers).end('no')
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  // A page that stops mail when it is only looked at, as many in the field do.
  if (broken === 'open') await fetch(server.url + path, oneClick)
  const type = request.headers['content-type']
  const answer = await fetch(server.url + path, {
    method,
    redirect: 'manual',
    ...(type ? { headers: { 'content-type': type }, body: Buffer.concat(chunks) } : {}),
  })
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
  response.end(Buffer.from(await answer.arrayBuffer()))
})
const oneClick = { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) }
await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
afterAll(() => void front.close())
const FRONT = `http://127.0.0.1:${(front.address() as AddressInfo).port}`
config.publicUrl = FRONT

const brand = await makeBrand(db)
const purpose = await makePurpose(db, { brandId: brand.id, name: 'Product news' })
const kari = await makeContact(db, { country: 'NO' })
await grant(db, kari.id, purpose.id)
const { id: segmentId } = await saveSegment(
  db,
  {
    name: 'Norway',
    definition: { kind: 'all', conditions: [{ kind: 'field', field: 'country', operator: 'is', values: ['NO'] }] },
  },
  NOON,
)
async function makeScheduled(startsAt: Date | null = null) {
  const draft = { name: 'Guide', purposeId: purpose.id, segmentId, subject: 'Hei {{ contact.first_name }}' }
  const { id } = await createCampaign(db, draft, now)
  await scheduleCampaign(db, id, startsAt, now)
  return id
}
const sendAll = async () => {
  while (await startCampaigns(db, now));
}
const check = () => checkLiveMails({ db, config, now: () => now, waits: [] })
const seen = async (id: string) => {
  const { status, pausedFrom } = await db.campaign.findUniqueOrThrow({ where: { id } })
  const row = await db.linkCheck.findUnique({ where: { campaignId: id } })
  return { status, pausedFrom, fault: row?.fault, detail: row?.detail }
}
const nextDay = () => {
  now = new Date(+now + DAY_MS)
}
const entries = () => db.consentEvent.findMany({ where: { contactId: CANARY_ID }, orderBy: { seq: 'asc' } })

afterEach(async () => {
  breaks = () => undefined
  config.publicUrl = FRONT
  nextDay()
  await db.message.deleteMany()
  await db.messageBatch.deleteMany()
  await db.campaignVersion.deleteMany()
  await db.campaign.deleteMany()
})

describe('the canary', () => {
  it('follows the links of a live mail once a day: looking changes nothing, one click is in the ledger', async () => {
    const id = await makeScheduled(new Date(+now + DAY_MS))
    expect(await check()).toEqual({ checked: 1, failing: 0 })
    expect(await seen(id)).toEqual({ status: 'scheduled', pausedFrom: null, fault: null, detail: null })
    expect((await entries()).map(({ type }) => type)).toEqual(['requested', 'withdrawn'])
    expect(await check()).toEqual({ checked: 0, failing: 0 })
    nextDay()
    expect(await check()).toEqual({ checked: 1, failing: 0 })
    expect((await entries()).map(({ type }) => type).slice(2)).toEqual(['requested', 'withdrawn'])
  })

  it.each<[string, string, string | null, Break]>([
    ['answers 500', 'page', '500', (method) => (method === 'GET' ? { status: 500 } : undefined)],
    ['sends the reader to a login', 'page', '302', () => ({ status: 302, headers: { location: '/login' } })],
    ['stops what is only looked at', 'changed', null, (method) => (method === 'GET' ? 'open' : undefined)],
    ['answers one click with 500', 'post', '500', (method) => (method === 'POST' ? { status: 500 } : undefined)],
    [
      'sends one click on to another page',
      'redirect',
      '303',
      (method) => (method === 'POST' ? { status: 303, headers: { location: '/' } } : undefined),
    ],
    ['says yes to one click and does nothing', 'ledger', null, (m) => (m === 'POST' ? { status: 200 } : undefined)],
  ])('pauses a campaign whose page %s', async (_title, fault, detail, how) => {
    const id = await makeScheduled()
    await sendAll()
    breaks = (method, path) => (path.startsWith('/u/') ? how(method, path) : undefined)
    expect(await check()).toEqual({ checked: 1, failing: 1 })
    expect(await seen(id)).toEqual({ status: 'paused', pausedFrom: null, fault, detail })
    expect(await db.messageBatch.findMany({ select: { status: true } })).toEqual([{ status: 'paused' }])
  })

  it('pauses where the public address is wrong: nothing there, or another installation', async () => {
    const id = await makeScheduled(new Date(+now + 2 * DAY_MS))
    config.publicUrl = 'http://127.0.0.1:9'
    await check()
    expect(await seen(id)).toMatchObject({ status: 'paused', pausedFrom: 'scheduled', fault: 'unreachable' })
    nextDay()
    // The mail was right and its links lead here, but here is somebody else: their key does not know the link.
    config.publicUrl = FRONT
    breaks = () => ({ status: 404 })
    await check()
    expect(await seen(id)).toMatchObject({ status: 'paused', fault: 'page', detail: '404' })
  })

  it('pauses nothing where checks of one purpose run at the same time', async () => {
    const ids = [await makeScheduled(new Date(+now + DAY_MS)), await makeScheduled(new Date(+now + DAY_MS))]
    const results = await Promise.all([check(), check(), check(), check()])
    expect(results.map(({ failing }) => failing)).toEqual([0, 0, 0, 0])
    expect(Math.max(...results.map(({ checked }) => checked))).toBe(2) // one that begins late finds nothing due
    for (const id of ids) expect(await seen(id)).toMatchObject({ status: 'scheduled', fault: null })
  })

  it('asks again before it believes that nothing answers', async () => {
    const id = await makeScheduled(new Date(+now + DAY_MS))
    let asked = 0
    breaks = () => (asked++ === 0 ? { status: 503 } : undefined)
    await checkLiveMails({ db, config, now: () => now, waits: [1] })
    expect(await seen(id)).toMatchObject({ status: 'scheduled', fault: null })
  })

  it('finds a mail without a link to press on, and names other links that lead nowhere without pausing for them', async () => {
    const { id, subject } = await makeReadyCampaign(db, { purposeId: purpose.id, name: 'Hidden' })
    const { contentId } = await db.campaignVersion.findFirstOrThrow({ where: { campaignId: id } })
    const {
      id: _id,
      createdAt,
      serviceKey,
      ...content
    } = await db.messageContent.findUniqueOrThrow({
      where: { id: contentId },
    })
    const write = async (html: string, version: number) => {
      const next = await db.messageContent.create({ data: { ...content, html } })
      await db.campaignVersion.create({ data: { campaignId: id, version, contentId: next.id, mjml: '' } })
    }
    expect(subject).toBe('')
    await write(
      '<a href="{{ unsubscribe_url }}" style="display:none">Stop</a> <a href="{{ preferences_url }}">Choose</a>',
      2,
    )
    await check()
    expect(await seen(id)).toMatchObject({ status: 'paused', pausedFrom: 'ready', fault: 'body' })
    const stop = '<a href="{{ unsubscribe_url }}">Stop</a> <a href="{{ preferences_url }}">Choose</a>'
    const own = `${FRONT}/no-such-page`
    await write(
      `${stop} <a href="https://">Guide</a> <a href="${own}">Here</a> <a href="https://elsewhere.example/x">There</a>`,
      3,
    )
    await check()
    const row = await db.linkCheck.findUniqueOrThrow({ where: { campaignId: id } })
    expect(row).toMatchObject({ fault: null, deadLinks: ['https://', own] })
  })

  it('lets a paused campaign go on only when the next check has passed and somebody says so', async () => {
    const id = await makeScheduled()
    await sendAll()
    breaks = () => ({ status: 500 })
    await check()
    const today = (await marketer('GET', '/today')).body as { needs: { id: string; title: string; detail: string }[] }
    expect(today.needs).toMatchObject([
      {
        id: 'unstoppable',
        title: '“Guide” cannot be stopped by its readers',
        detail: expect.stringMatching(/500\. .*paused/),
      },
    ])
    const refused = await marketer('POST', `/campaigns/${id}/resume`)
    expect(refused.status).toBe(409)
    breaks = () => undefined
    expect((await marketer('POST', `/campaigns/${id}/check-links`)).body).toMatchObject({ fault: null })
    expect((await marketer('GET', `/campaigns/${id}`)).body).toMatchObject({
      status: 'paused',
      linkCheck: { fault: null },
    })
    expect((await marketer('POST', `/campaigns/${id}/resume`)).status).toBe(204)
    expect(await seen(id)).toMatchObject({ status: 'sending', fault: null })
    expect(await db.messageBatch.findMany({ select: { status: true } })).toEqual([{ status: 'open' }])
  })

  it('lets what had not begun be taken back and mended, and refuses that for what has', async () => {
    const [later, begun] = [await makeScheduled(new Date(+now + DAY_MS)), await makeScheduled()]
    await sendAll()
    breaks = () => ({ status: 500 })
    await check()
    expect((await marketer('POST', `/campaigns/${later}/take-back`)).status).toBe(204)
    expect(await seen(later)).toMatchObject({ status: 'draft', pausedFrom: null })
    expect((await marketer('POST', `/campaigns/${begun}/take-back`)).status).toBe(409)
  })

  it('lets workflows put mails of a paused campaign in line, where they wait', async () => {
    const { id } = await makeReadyCampaign(db, { purposeId: purpose.id })
    breaks = () => ({ status: 500 })
    await check()
    const step = { kind: 'send_campaign', campaignId: id, next: null } as const
    const person = { contactId: kari.id, enrolmentId: newId(), eventId: newId() }
    const context = { now, workflowId: newId(), workflowName: 'Guide', stepKey: 'mail' }
    await db.$transaction((tx) => takeSendCampaign({ ...context, tx }, step, [person]))
    expect(await db.messageBatch.findMany({ select: { status: true } })).toEqual([{ status: 'paused' }])
  })

  it('looks at what people have got in the last 30 days, and at nothing older', async () => {
    const ids = [await makeScheduled(), await makeScheduled()]
    await sendAll()
    const ended = (days: number) => ({ status: 'sent', finishedAt: new Date(+now - days * DAY_MS) })
    await db.campaign.update({ where: { id: ids[0] ?? '' }, data: ended(29) })
    await db.campaign.update({ where: { id: ids[1] ?? '' }, data: ended(31) })
    expect((await findLiveMails(db, now, { due: true })).map(({ campaignId }) => campaignId)).toEqual([ids[0]])
    expect((await marketer('POST', `/campaigns/${ids[1]}/check-links`)).status).toBe(409)
  })

  it('is nobody: not in audiences, lists, counts, scores or leads, and cannot be merged or erased', async () => {
    await makeScheduled()
    await check()
    await sendAll()
    expect((await db.message.findMany()).map(({ contactId }) => contactId)).toEqual([kari.id])
    expect(await countPeople(db, {}, now)).toBe(1)
    const purposes = (await marketer('GET', '/purposes')).body as { items: { said: object[] }[] }
    expect(JSON.stringify(purposes)).not.toMatch(/"(withdrawn|requested)":[1-9]/)
    expect(await db.score.count({ where: { contactId: CANARY_ID } })).toBe(0)
    await expect(
      db.identity.create({ data: { contactId: CANARY_ID, kind: 'email', value: 'a@b.example' } }),
    ).rejects.toThrow(/identity_canary_check/)
    await expect(db.score.create({ data: { contactId: CANARY_ID } })).rejects.toThrow(/score_canary_check/)
    await expect(mergeContacts(db, { keepId: kari.id, otherId: CANARY_ID, userId: null }, now)).rejects.toThrow(
      /no person/,
    )
    const erasure = { contactId: CANARY_ID, method: 'staff', actor: 'staff', occurredAt: now } as const
    await expect(eraseContact(db, [suppressionKey(config.secretKey)], erasure, now)).rejects.toThrow(/no person/)
  })
})
