import { expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { linkKey, makeLinkToken } from '../../src/consent/index.ts'
import { newId } from '../../src/platform/id.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeBrand, makeContact, makePurpose, NOON, withdraw } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
let now = NOON
const services = testServices(database, { now: () => now })
const { url } = await testServer(createApp(services), services)
const brand = await makeBrand(db)
const tracking = await makePurpose(db, { kind: 'tracking', channels: ['email', 'web'], brandId: brand.id })
const profiling = await makePurpose(db, { kind: 'profiling', channels: ['web'], brandId: brand.id })

const AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const page = 'https://vidjevik.example/prices?email=kari@rimdal.example&utm_source=letter'

async function send(body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/collect`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain;charset=UTF-8', 'user-agent': AGENT, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    visitor: text ? (JSON.parse(text) as { visitor: string }).visitor : undefined,
  }
}
const say = (over: object = {}) => ({ consent: true, page, language: 'nb-NO', ...over })
const contactOf = async (visitor = '') =>
  (await db.identity.findFirst({ where: { kind: 'visitor', value: visitor } }))?.contactId ?? ''
const viewed = (visitor: string | undefined) => ({
  visitor,
  page,
  events: [{ type: 'page.viewed', properties: { title: 'Prices' } }],
})

test('a visitor’s yes makes a contact without a name, with the evidence, and an id that was made here', async () => {
  const { status, visitor, headers } = await send(say({ visitor: '6f0c7c36-3a06-4f0a-9c8f-2f1f2b1f9d11' }))
  expect(status).toBe(200)
  expect(visitor).not.toBe('6f0c7c36-3a06-4f0a-9c8f-2f1f2b1f9d11')
  expect(headers.get('set-cookie')).toBeNull()
  expect(headers.get('access-control-allow-origin')).toBe('*')
  const contactId = await contactOf(visitor)
  expect(await db.consentState.findMany({ where: { contactId } })).toMatchObject([
    { purposeId: tracking.id, channel: 'web', state: 'given' },
  ])
  const evidence = await db.consentEvidence.findFirst({ where: { contactId } })
  expect(evidence?.data).toMatchObject({
    page: 'https://vidjevik.example/prices',
    locale: 'nb-NO',
    language: 'nb',
  })
  expect(evidence?.data).not.toHaveProperty('userAgent')
})

test('tracking and profiling are two answers', async () => {
  const { visitor } = await send(say({ kinds: ['tracking', 'profiling'] }))
  const states = await db.consentState.findMany({ where: { contactId: await contactOf(visitor) } })
  expect(new Set(states.map((row) => row.purposeId))).toEqual(new Set([tracking.id, profiling.id]))
})

test('a page view keeps path and campaign, and nothing else of the address', async () => {
  const { visitor } = await send(say())
  expect((await send(viewed(visitor))).status).toBe(204)
  const events = await db.event.findMany({ where: { contactId: await contactOf(visitor), source: 'tracker' } })
  expect(events).toMatchObject([
    {
      type: 'page.viewed',
      properties: { host: 'vidjevik.example', path: '/prices', utm_source: 'letter', title: 'Prices' },
    },
  ])
  expect(JSON.stringify(events)).not.toContain('rimdal')
})

test('saying yes again in the same browser is no new fact', async () => {
  const { visitor } = await send(say())
  expect((await send(say({ visitor }))).visitor).toBe(visitor)
  expect(await db.consentEvent.count({ where: { contactId: await contactOf(visitor) } })).toBe(1)
})

test('a visitor’s no withdraws, and nothing more is kept', async () => {
  const { visitor } = await send(say())
  expect((await send({ consent: false, visitor, page })).status).toBe(204)
  const contactId = await contactOf(visitor)
  expect(await db.consentState.findMany({ where: { contactId } })).toMatchObject([{ state: 'withdrawn' }])
  await send(viewed(visitor))
  expect(await db.event.count({ where: { contactId, type: 'page.viewed' } })).toBe(0)
})

test('Sec-GPC counts as a no when its value is exactly 1, and any other value is ignored (W1)', async () => {
  const people = await db.contact.count()
  expect((await send(say(), { 'sec-gpc': '1' })).visitor).toBeUndefined()
  expect(await db.contact.count()).toBe(people)
  for (const value of ['0', 'true', '1.0', '"1"', ''])
    expect((await send(say(), { 'sec-gpc': value })).visitor).toBeDefined()
  const { visitor } = await send(say())
  await send(viewed(visitor), { 'sec-gpc': '1' })
  expect(await db.event.count({ where: { contactId: await contactOf(visitor), type: 'page.viewed' } })).toBe(0)
})

test('the signal takes back what lets data be handed to others, by that browser’s own visitor, and unsubscribes nobody (W2)', async () => {
  const news = await makePurpose(db, { brandId: brand.id })
  const sales = await makePurpose(db, { brandId: brand.id, kind: 'sales' })
  const { visitor } = await send(say())
  const contactId = await contactOf(visitor)
  for (const { id } of [news, sales]) await grant(db, contactId, id)
  await send(viewed(visitor), { 'sec-gpc': '1' })
  const states = await db.consentState.findMany({ where: { contactId } })
  const stateOf = (purposeId: string) => states.find((row) => row.purposeId === purposeId)?.state
  expect([news, sales, tracking].map(({ id }) => stateOf(id))).toEqual(['given', 'withdrawn', 'given'])
  const { seq } = await db.consentEvent.findFirstOrThrow({ where: { contactId, type: 'withdrawn' } })
  const proof = await db.consentEvidence.findFirst({ where: { contactId, seq } })
  expect(proof?.data).toMatchObject({ signal: 'Sec-GPC' })
  await send(viewed(visitor), { 'sec-gpc': '1' })
  expect(await db.consentEvent.count({ where: { contactId, type: 'withdrawn' } })).toBe(1)
})

test('a well-known file says in JSON that the signal is honoured, and since when (W3)', async () => {
  const response = await fetch(`${url}/.well-known/gpc.json`)
  expect(response.headers.get('content-type')).toMatch(/^application\/json(;|$)/)
  const said = (await response.json()) as { gpc: unknown; lastUpdate: string }
  expect(said.gpc).toBe(true)
  // RFC 3339, section 5.6: a full date, or a date and time with its zone.
  expect(said.lastUpdate).toMatch(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?$/)
  expect(+new Date(said.lastUpdate)).toBeLessThan(Date.now())
})

test('robots are set aside', async () => {
  expect(
    (await send(say(), { 'user-agent': 'Googlebot/2.1 (+http://www.google.com/bot.html)' })).visitor,
  ).toBeUndefined()
})

test('whatever is wrong is set aside without a word', async () => {
  const people = await db.contact.count()
  const { visitor } = await send(say())
  for (const wrong of [
    '',
    '{',
    'null',
    '[]',
    {},
    { consent: true },
    { visitor: 'x', page, events: [] },
    viewed(newId()),
    'x'.repeat(20_000),
    { ...viewed(visitor), events: [{ type: 'consent.given' }] },
  ])
    expect((await send(wrong)).status).toBe(204)
  expect(await db.contact.count()).toBe(people + 1)
})

test('somebody known by name who has withdrawn is not raised again by their browser', async () => {
  const { visitor } = await send(say())
  const contactId = await contactOf(visitor)
  await db.identity.create({ data: { contactId, kind: 'email', value: 'kari@rimdal.example' } })
  await withdraw(db, contactId, tracking.id, { channel: 'web' })
  const again = await send(say({ visitor }))
  expect(again.visitor).not.toBe(visitor)
  expect(await db.consentState.findMany({ where: { contactId } })).toMatchObject([{ state: 'withdrawn' }])
})

type Mail = { isTracked: boolean; links?: string[]; message?: { status: string; finishedAt?: Date } }

async function makeMail({ isTracked, links = ['https://vidjevik.example/guide?a=1'], message: state }: Mail) {
  const contact = await makeContact(db)
  await grant(db, contact.id, tracking.id, { channel: 'email', now: new Date(+NOON - DAY_MS) })
  const purpose = await makePurpose(db, { brandId: brand.id })
  const content = await db.messageContent.create({
    data: {
      brandId: brand.id,
      purposeId: purpose.id,
      subject: 'x',
      html: '',
      text: '',
      senderName: 'x',
      senderEmail: 'post@vidjevik.example',
      links,
    },
  })
  const message = await db.message.create({
    data: {
      contactId: contact.id,
      batchId: newId(),
      contentId: content.id,
      purposeId: purpose.id,
      channel: 'email',
      occasion: newId(),
      isTracked,
      ...(state && {
        ...state,
        consentSeq: 1,
        ruleVersion: 'NO-2025-1',
        decidedAt: NOON,
        token: newId(),
        startBy: NOON,
      }),
    },
  })
  const token = makeLinkToken(linkKey(services.config.secretKey), {
    contactId: contact.id,
    purposeId: purpose.id,
    messageId: message.id,
  })
  const click = async (headers: Record<string, string> = {}, method = 'GET', position: string | number = 0) => {
    const response = await fetch(`${url}/c/${token}/${position}`, {
      method,
      redirect: 'manual',
      headers: { 'user-agent': AGENT, ...headers },
    })
    return {
      status: response.status,
      location: response.headers.get('location'),
      referrer: response.headers.get('referrer-policy'),
    }
  }
  const open = (headers: Record<string, string> = {}, method = 'GET') =>
    fetch(`${url}/o/${token}`, { method, headers: { 'user-agent': AGENT, ...headers } })
  const clicks = () => db.event.count({ where: { contactId: contact.id, type: 'mail.clicked' } })
  const opens = () => db.event.findMany({ where: { contactId: contact.id, type: 'mail.opened' } })
  const machines = async () => {
    const rows = await db.machineCount.findMany({ where: { contentId: content.id } })
    return Object.fromEntries(rows.map(({ reason, requests }) => [reason, requests]))
  }
  return { contactId: contact.id, click, clicks, open, opens, machines, token }
}

test('a click always leads on, and is recorded only while the yes to tracking by mail stands (E9)', async () => {
  const { contactId, click, clicks } = await makeMail({ isTracked: true })
  const leadsOn = { status: 302, location: 'https://vidjevik.example/guide?a=1', referrer: 'no-referrer' }
  expect(await click()).toEqual(leadsOn)
  expect(await click()).toEqual(leadsOn)
  expect(await clicks()).toBe(1)
  await withdraw(db, contactId, tracking.id)
  now = new Date(+NOON + DAY_MS)
  expect(await click()).toEqual(leadsOn)
  now = NOON
  expect(await clicks()).toBe(1)
})

test('a link in a mail that was sent untracked records nobody (E7)', async () => {
  const { click, clicks } = await makeMail({ isTracked: false })
  expect((await click()).status).toBe(302)
  expect(await clicks()).toBe(0)
})

test('HEAD, robots and whatever only looks ahead are no clicks (W4, W5)', async () => {
  const { click, clicks, machines } = await makeMail({ isTracked: true })
  expect((await click({}, 'HEAD')).status).toBe(302)
  for (const headers of [
    { 'user-agent': 'bingbot/2.0' },
    { 'sec-purpose': 'prefetch;prerender' },
    { purpose: 'prefetch' },
    { 'x-moz': 'prefetch' },
  ])
    await click(headers)
  expect(await clicks()).toBe(0)
  expect(await machines()).toEqual({ head: 1, robot: 1, prefetch: 3 })
})

test('an opening is recorded only while the yes to tracking by mail stands, and the picture tells nothing (E7, E9)', async () => {
  const { contactId, open, opens, token } = await makeMail({ isTracked: true })
  const picture = await (await open()).bytes()
  await open()
  expect((await opens()).map(({ properties }) => properties)).toMatchObject([{ via: 'direct' }])
  await withdraw(db, contactId, tracking.id)
  now = new Date(+NOON + DAY_MS)
  expect(await (await open()).bytes()).toEqual(picture)
  now = NOON
  expect(await opens()).toHaveLength(1)
  const untracked = await makeMail({ isTracked: false })
  await untracked.open()
  expect(await untracked.opens()).toEqual([])
  expect(await (await fetch(`${url}/o/${token.slice(0, -2)}AA`)).bytes()).toEqual(picture)
})

test('pictures fetched by a proxy when somebody looks are marked; what is fetched unasked is nobody’s opening (W4, W5)', async () => {
  const gmail = await makeMail({ isTracked: true })
  await gmail.open({
    'user-agent': 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
  })
  expect((await gmail.opens()).map(({ properties }) => properties)).toMatchObject([{ via: 'gmail' }])
  const apple = await makeMail({ isTracked: true })
  await apple.open({ 'user-agent': 'Mozilla/5.0' })
  await apple.open({}, 'HEAD')
  expect(await apple.opens()).toEqual([])
  expect(await apple.machines()).toEqual({ picture_proxy: 1, head: 1 })
})

test('what is fetched before anybody can have read the mail is a scanner’s', async () => {
  const soon = await makeMail({ isTracked: true, message: { status: 'sent', finishedAt: new Date(+NOON - 1500) } })
  const onItsWay = await makeMail({ isTracked: true, message: { status: 'started' } })
  const later = await makeMail({ isTracked: true, message: { status: 'sent', finishedAt: new Date(+NOON - 4000) } })
  for (const { click, open } of [soon, onItsWay, later]) {
    expect((await click()).status).toBe(302)
    await open()
  }
  expect([await soon.clicks(), await onItsWay.clicks(), await later.clicks()]).toEqual([0, 0, 1])
  expect([await soon.opens(), await onItsWay.opens()]).toEqual([[], []])
  expect(await soon.machines()).toEqual({ too_soon: 2 })
})

test('a scanner that follows every link at once is recognised, and the points of its clicks are taken back', async () => {
  const data = { name: 'Clicked in a mail', kind: 'behaviour', eventType: 'mail.clicked', points: 4 }
  const rule = await db.scoringRule.create({ data })
  const links = ['https://vidjevik.example/a', 'https://vidjevik.example/b', 'https://vidjevik.example/c']
  const { contactId, click, open, opens } = await makeMail({ isTracked: true, links })
  await grant(db, contactId, profiling.id, { channel: 'web', now: new Date(+NOON - DAY_MS) })
  const heat = async () => (await db.score.findUnique({ where: { contactId } }))?.heat ?? 0
  await open()
  await click({}, 'GET', 0)
  await click({}, 'GET', 1)
  expect(await heat()).toBeGreaterThan(0)
  await click({}, 'GET', 2)
  expect(await heat()).toBe(0)
  expect(await opens()).toHaveLength(1)
  expect(await db.machineRead.count({ where: { contactId } })).toBe(4)
  now = new Date(+NOON + 3_600_000)
  await click({}, 'GET', 1)
  now = NOON
  expect(await heat()).toBeGreaterThan(0)
  expect(await db.machineRead.count({ where: { contactId } })).toBe(4)
  await db.scoringRule.delete({ where: { id: rule.id } })
})

test('a token that is not ours and a position that is none lead to a plain page, never elsewhere', async () => {
  const { click, token } = await makeMail({ isTracked: true })
  for (const position of [1, 999, -1, 'x', '0x0'])
    expect(await click({}, 'GET', position)).toMatchObject({ status: 404, location: null })
  for (const forged of [`${token.slice(0, -2)}AA`, 'x', `${token}A`])
    expect((await fetch(`${url}/c/${forged}/0`, { redirect: 'manual' })).status).toBe(404)
})
