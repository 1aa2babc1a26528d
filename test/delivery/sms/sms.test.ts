import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { decide, type Grant, giveConsent, linkKey, withdrawConsent } from '../../../src/consent/index.ts'
import { countCameBySms, findInbound } from '../../../src/delivery/inbound/find-inbound.ts'
import {
  type DeliveryWorker,
  enqueueMessages,
  NO_RULES,
  relayKey,
  saveContent,
  saveSendingRules,
  saveSmsSender,
  startDeliveryWorker,
  stopSending,
} from '../../../src/delivery/index.ts'
import { findGateways } from '../../../src/delivery/sms/find-gateways.ts'
import { createGateway } from '../../../src/delivery/sms/manage-gateways.ts'
import { Prisma } from '../../../src/platform/database.ts'
import { newId } from '../../../src/platform/id.ts'
import { testDatabase } from '../../support/database.ts'
import { makeBrand, makeContact, makePurpose, NOON } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'
import { openSmsGateway, type SmsGateway, signCall } from '../../support/sms-gateway.ts'

const database = await testDatabase()
const { db } = database
const REACH = { isProduction: false, privateHosts: ['127.0.0.1'] }
const services = testServices(database)
const { secretKey } = services.config
const PUBLIC = 'https://post.vidjevik.example'
const NUMBER = '+4759440000'
const CALL_SECRET = 'what the gateway signs with'
/** The clock of the claim is the database's own, so what is due must be due in any year. */
const DUE = new Date(0)
const QUICK = {
  breakerRules: { openAfter: 3, restMs: [30, 200] },
  retryDelays: { later: [40], afterFault: 40, tries: 20 },
} as const

const ADA = { id: newId(), name: 'Ada' }

let gateway: SmsGateway
let gatewayId = ''
let [brandId, purposeId, contentId] = ['', '', '']
let workers: DeliveryWorker[] = []
let count = 0
const { url: site } = await testServer(createApp(services), services)
const get = (path: string, init: RequestInit = {}) => fetch(`${site}${path}`, { redirect: 'manual', ...init })

beforeAll(async () => {
  brandId = (await makeBrand(db)).id
  purposeId = (await makePurpose(db, { brandId, channels: ['email', 'sms'] })).id
  await saveSmsSender(db, brandId, { sender: NUMBER, takesAnswers: true })
  contentId = await save('Hei {{ contact.first_name }}! Svar STOPP for å slippe.')
})
beforeEach(async () => {
  gateway = await openSmsGateway()
  const change = { name: 'Plain', gateway: 'json', url: gateway.url, account: null, weight: 1 } as const
  const rates = { token: 'gateway token', callSecret: CALL_SECRET, perSecond: null, perDay: null }
  gatewayId = (await createGateway(db, { ...change, ...rates }, { secretKey, reach: REACH }, NOON)).id
})
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()))
  workers = []
  await gateway.close()
  await db.mailRelay.deleteMany({ where: { gateway: { not: null } } })
  await db.sendingStop.updateMany({
    where: { resumedAt: null },
    data: { resumedAt: NOON, resumedByName: 'A', resumedBy: newId() },
  })
  await db.sendingRules.deleteMany()
  await db.message.updateMany({ where: { status: 'queued' }, data: { status: 'cancelled', reason: 'test' } })
  await db.messageBatch.updateMany({ data: { status: 'done' } })
})

const save = (text: string) =>
  saveContent(db, { brandId, purposeId, channel: 'sms', text, subject: '', preheader: '', html: '' })

/** So many people with a number, who have said yes to SMS. */
async function makePeople(people: number): Promise<string[]> {
  const contacts = await Promise.all(
    Array.from({ length: people }, () =>
      makeContact(db, { email: null, phone: `+47900${String(++count).padStart(5, '0')}` }),
    ),
  )
  const ids = contacts.map(({ id }) => id)
  await giveConsent(db, ids.map(yesOf), NOON)
  return ids
}
const yesOf = (contactId: string): Grant => ({
  ...{ contactId, purposeId, channel: 'sms', method: 'form', actor: 'contact', language: 'en', occurredAt: NOON },
  evidence: { page: 'https://vidjevik.example/guide' },
})
async function put(ids: readonly string[], { occasion = 'once', content = contentId } = {}): Promise<void> {
  const people = Prisma.sql`select id as contact_id, ${occasion} as occasion from unnest(${ids}::uuid[]) as t (id)`
  await enqueueMessages(db, { contentId: content, campaignId: null, people, notBefore: DUE }, NOON)
}
/** `answerMs`: long enough that a busy machine is never taken for a gateway that hangs. */
function start(answerMs = 20_000): DeliveryWorker {
  const worker = startDeliveryWorker(db, {
    ...QUICK,
    passwordKey: relayKey(secretKey),
    gateways: { reach: REACH, publicUrl: PUBLIC, timeouts: { connectMs: 20_000, answerMs } },
    connections: 4,
    publicUrl: PUBLIC,
    linkKey: linkKey(secretKey),
    now: () => new Date(),
    onError: (error) => {
      throw error
    },
  })
  workers.push(worker)
  return worker
}
const stateOf = (ids: readonly string[]) =>
  db.message.findMany({ where: { contactId: { in: [...ids] } }, orderBy: { contactId: 'asc' } })
const until = (isDone: () => Promise<boolean> | boolean) => {
  const look = () => {
    for (const worker of workers) worker.wake()
    return isDone()
  }
  return expect.poll(look, { timeout: 8000, interval: 10 }).toBe(true)
}
const areSent = (ids: readonly string[]) => async () => (await stateOf(ids)).every(({ status }) => status === 'sent')
const phoneOf = async (contactId: string) =>
  (await db.identity.findFirstOrThrow({ where: { contactId, kind: 'phone' } })).value
const call = (told: object, { secret = CALL_SECRET, id = gatewayId } = {}) =>
  get(`/gateway/${id}`, { method: 'POST', ...signCall(secret, told, services.now()) })

describe('sending an SMS', () => {
  test('asks consent for the channel, fills in the person, and keeps the decision with the message', async () => {
    const [yes = '', no = ''] = await makePeople(2)
    await withdrawConsent(
      db,
      [{ contactId: no, purposeId, channel: 'sms', method: 'preference_page', actor: 'contact', evidence: {} }],
      NOON,
    )
    await put([yes, no])
    start()
    await until(async () => (await stateOf([yes, no])).every(({ finishedAt }) => finishedAt !== null))
    expect(gateway.taken).toMatchObject([
      { from: NUMBER, to: await phoneOf(yes), text: 'Hei Kari! Svar STOPP for å slippe.' },
    ])
    expect(gateway.taken[0]?.callbackUrl).toBe(`${PUBLIC}/gateway/${gatewayId}`)
    const [sent] = await stateOf([yes])
    expect(sent).toMatchObject({
      channel: 'sms',
      status: 'sent',
      reason: 'given',
      isTracked: false,
      isUncertain: false,
    })
    expect([sent?.consentSeq, sent?.ruleVersion]).toEqual([1, expect.any(String)])
    expect(await stateOf([no])).toMatchObject([{ status: 'blocked', reason: 'withdrawn' }])
    const [well] = await findGateways(db, PUBLIC, new Date())
    expect(well).toMatchObject({ state: 'well', takesCalls: true })
  })

  test('ends in a clear state whatever the gateway does, and a repeat with its key is no second message', async () => {
    const [cut = '', hangs = '', broken = '', busy = '', refused = '', unknown = ''] = await makePeople(6)
    const by = new Map(
      await Promise.all(
        [cut, hangs, broken, busy, refused, unknown].map(async (id) => [await phoneOf(id), id] as const),
      ),
    )
    gateway.follow(({ to }, tries) => {
      const id = by.get(to)
      if (id === refused) return { status: 422, body: { error: 'text not allowed' } }
      if (id === unknown) return { status: 422, body: { error: 'unknown_number' } }
      if (tries > 1) return undefined
      if (id === cut) return 'cut'
      if (id === hangs) return 'hang'
      if (id === broken) return { status: 502 }
      return id === busy ? { status: 429 } : undefined
    })
    await put([...by.values()])
    start(1500)
    await until(async () => (await stateOf([...by.values()])).every(({ finishedAt }) => finishedAt !== null))
    const what = async (id: string) => {
      const [{ status, reason, isUncertain } = {}] = await stateOf([id])
      return [status, reason, isUncertain]
    }
    for (const id of [cut, hangs, broken]) expect(await what(id)).toEqual(['sent', 'given', true])
    expect(await what(busy)).toEqual(['sent', 'given', false])
    for (const id of [refused, unknown]) expect(await what(id)).toEqual(['failed', 'rejected', false])
    // The one that was taken before its line was cut is known by its key, and not sent twice.
    expect(gateway.taken.map(({ to }) => by.get(to)).sort()).toEqual([cut, hangs, broken, busy].sort())
    expect(await db.messageBounce.findMany({ where: { contactId: { in: [refused, unknown] } } })).toMatchObject([
      { contactId: unknown, outcome: 'soft', reason: 'no_number' },
    ])
  })

  test('keeps to the caps and to the switch that stops everything', async () => {
    const [first = ''] = await makePeople(1)
    await stopSending(db, ADA, { reason: '', includesService: true }, NOON)
    await put([first])
    start()
    await until(() => workers[0]?.fault() !== undefined) // it has looked
    expect(gateway.asked).toEqual([])
    await saveSendingRules(db, brandId, { ...NO_RULES, dayCap: 1 }, ADA, NOON)
    await db.sendingStop.updateMany({ data: { resumedAt: NOON, resumedByName: 'Ada', resumedBy: newId() } })
    await until(areSent([first]))
    await put([first], { occasion: 'again' })
    await until(async () =>
      (await stateOf([first])).some(({ reason, status }) => status === 'queued' && reason !== null),
    )
    expect(gateway.taken).toHaveLength(1)
  })

  test('begins none after a withdrawal was answered, also in the very moment of sending (U6, D3)', async () => {
    const ids = await makePeople(120)
    const leaving = ids.filter((_, index) => index % 3 === 0)
    const phones = new Map(await Promise.all(leaving.map(async (id) => [await phoneOf(id), id] as const)))
    const answered = new Set<string>()
    const late: string[] = []
    let begun = 0
    const half = Promise.withResolvers<void>()
    gateway.follow(({ to }) => {
      const id = phones.get(to)
      if (id !== undefined && answered.has(id)) late.push(id)
      if (++begun > ids.length / 4) half.resolve()
      return undefined
    })
    await put(ids)
    start()
    const leave = async (contactId: string) => {
      const said = { contactId, method: 'one_click', actor: 'contact', evidence: { page: 'sms' } } as const
      const { onTheirWay } = await withdrawConsent(db, [{ ...said, purposeId, channel: 'sms' }], new Date())
      // What had begun before is told of, and may still arrive.
      if (onTheirWay === 0) answered.add(contactId)
    }
    await half.promise
    await Promise.all(leaving.map(leave))
    await until(async () => (await stateOf(ids)).every(({ finishedAt }) => finishedAt !== null))
    expect(answered.size).toBeGreaterThan(0)
    expect(late).toEqual([])
    const states = new Set((await stateOf(leaving)).map(({ status }) => status))
    expect([...states].every((status) => ['sent', 'cancelled', 'blocked'].includes(status))).toBe(true)
    expect((await stateOf(ids)).filter(({ status }) => status === 'sent').length).toBe(gateway.taken.length)
  })
})

describe('what a gateway tells', () => {
  async function sendOne() {
    const [contactId = ''] = await makePeople(1)
    await put([contactId])
    start()
    await until(areSent([contactId]))
    return { contactId, phone: await phoneOf(contactId), reference: gateway.taken.at(-1)?.reference ?? '' }
  }
  const mayGet = async (contactId: string) =>
    (await decide(db, contactId, { purposeId, channel: 'sms', at: new Date(+services.now() + 1000) })).reason

  test('that it arrived is kept; an unknown number is held as a hard bounce is, and only for SMS and never by a forger', async () => {
    const { contactId, reference } = await sendOne()
    const failed = { id: 'c2', type: 'failed', reference, reason: 'unknown_number' }
    expect((await call({ id: 'c1', type: 'delivered', reference })).status).toBe(204)
    expect(await db.messageDelivery.count({ where: { contactId } })).toBe(1)
    expect((await call(failed, { secret: 'forged' })).status).toBe(401)
    expect((await call(failed, { id: newId() })).status).toBe(401)
    expect((await call({ ...failed, reference: `${reference.slice(0, -1)}0` })).status).toBe(204)
    expect(await mayGet(contactId)).toBe('given')
    expect((await call({ ...failed, id: 'c3' })).status).toBe(204)
    expect(await mayGet(contactId)).toBe('address_stopped')
    expect(await db.consentHold.findMany({ where: { contactId } })).toMatchObject([
      { kind: 'bounce', channel: 'sms', reason: 'no_number', until: null },
    ])
    const [told] = await findGateways(db, PUBLIC, new Date())
    expect([told?.heardAt, told?.refusedAt]).toEqual([expect.any(Date), expect.any(Date)])
  })

  test('STOPP withdraws the SMS of the sender, once, and STOP ALL everything; other words are for whoever answers them', async () => {
    const { contactId, phone } = await sendOne()
    const answer = (id: string, text: string, from = phone) => ({ id, type: 'incoming', from, to: NUMBER, text })
    await call(answer('a1', 'Takk for sist! Når åpner dere?'))
    expect(await db.reply.findMany({ where: { contactId } })).toMatchObject([
      { channel: 'sms', text: 'Takk for sist! Når åpner dere?', wish: 'no', brandId, messageId: expect.any(String) },
    ])
    await call(answer('a2', 'Stopp.'), { secret: 'forged' })
    expect(await mayGet(contactId)).toBe('given')
    await put([contactId], { occasion: 'next' })
    expect((await call(answer('a3', 'Stopp.'))).status).toBe(204)
    expect(await mayGet(contactId)).toBe('withdrawn')
    // They say yes again; the old call, brought once more, takes nothing back.
    await giveConsent(db, [{ ...yesOf(contactId), occurredAt: services.now() }], services.now())
    expect((await call(answer('a3', 'Stopp.'))).status).toBe(204)
    expect(await mayGet(contactId)).toBe('given')
    await call(answer('a4', 'stop all'))
    expect(await mayGet(contactId)).toBe('objected')
    const said = await db.consentEvent.findMany({
      where: { contactId, type: { in: ['withdrawn', 'objected'] } },
      orderBy: { seq: 'asc' },
    })
    expect(said.map(({ type, channel, actor }) => [type, channel, actor])).toEqual([
      ['withdrawn', 'sms', 'contact'],
      ['withdrawn', 'sms', 'contact'],
      ['objected', null, 'contact'],
    ])
  })

  test('a stop to a number of a sender without SMS stops the SMS of every sender', async () => {
    const { contactId, phone } = await sendOne()
    const other = await makeBrand(db)
    await saveSmsSender(db, other.id, { sender: '2097', takesAnswers: true })
    const stop = { id: 's1', type: 'incoming', from: phone, to: '2097', text: 'SLUTT' }
    expect((await call(stop)).status).toBe(204)
    expect(await mayGet(contactId)).toBe('withdrawn')
  })

  test('an unknown number that stops is suppressed as a keyed hash, and nobody with it is reached by SMS later', async () => {
    await call({ id: 'u0', type: 'incoming', from: '+4799999901', to: NUMBER, text: 'Hvem er dere?' })
    expect(await db.reply.count({ where: { text: 'Hvem er dere?' } })).toBe(0)
    await call({ id: 'u1', type: 'incoming', from: '+4799999901', to: NUMBER, text: 'STOP' })
    expect(await db.suppression.findMany({ where: { kind: 'phone' } })).toMatchObject([
      { scope: 'sms', reason: 'withdrawn' },
    ])
    // Counted by itself: none of it is a mail that came back.
    expect(await findInbound(db, services.now())).toEqual([])
    expect((await countCameBySms(db, services.now())).map(({ outcome }) => outcome)).toContain('sms_stop')
    expect(await db.inboundCount.findMany({ where: { outcome: 'sms_stop' } })).toMatchObject([
      { mails: expect.any(Number) },
    ])
  })
})

test('the short link leads to the page of the person, stops SMS and leaves mail alone', async () => {
  const [contactId = ''] = await makePeople(1)
  await giveConsent(db, [{ ...yesOf(contactId), channel: 'email' }], NOON)
  const content = await save('Hei. Stopp: {{ unsubscribe_url }}')
  await put([contactId], { content })
  start()
  await until(areSent([contactId]))
  const link = /Stopp: (\S+)$/.exec(gateway.taken[0]?.text ?? '')?.[1] ?? ''
  expect(link).toMatch(/^https:\/\/post\.vidjevik\.example\/s\/[\w-]{27}$/)
  const path = new URL(link).pathname
  const there = await get(path)
  const page = there.headers.get('location') ?? ''
  expect([there.status, page]).toEqual([302, expect.stringMatching(/^\/u\/[\w-]{60,}$/)])
  const shown = await (await get(page)).text()
  expect(shown).toContain(`name="stop" value="${purposeId}"`)
  const pressed = await get(page.replace('/u/', '/p/'), {
    method: 'POST',
    body: new URLSearchParams({ stop: purposeId }),
  })
  expect([pressed.status, await pressed.text()]).toEqual([200, expect.stringContaining('ingen SMS om')])
  expect((await decide(db, contactId, { purposeId, channel: 'sms', at: new Date() })).reason).toBe('withdrawn')
  // A phone that presses by itself, as a mail program may, finds it stopped already.
  await get(page, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) })
  const reasons = await Promise.all(
    ['sms', 'email'].map(
      async (channel) => (await decide(db, contactId, { purposeId, channel, at: new Date() })).reason,
    ),
  )
  expect(reasons).toEqual(['withdrawn', 'no_address'])
  const forged = await get(`${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`)
  expect(forged.headers.get('location')).toBe('/u/x')
})

test('an SMS that names no sender or cannot be stopped is not kept', async () => {
  await expect(save('Kjøp nå!')).rejects.toThrow('The SMS says no way to stop it.')
  await saveSmsSender(db, brandId, { sender: 'Vidjevik', takesAnswers: false })
  await expect(save('Svar STOPP')).rejects.toThrow('The SMS says no way to stop it.')
  await saveSmsSender(db, brandId, null)
  await expect(save('{{ unsubscribe_url }}')).rejects.toThrow('The sender has no name or number for SMS.')
  for (const sender of ['Altfor langt navn', '12', '+47', 'Blåbær'])
    await expect(saveSmsSender(db, brandId, { sender, takesAnswers: false })).rejects.toThrow(
      'An SMS cannot come from this.',
    )
  await expect(saveSmsSender(db, brandId, { sender: 'Vidjevik', takesAnswers: true })).rejects.toThrow(
    'An SMS cannot come from this.',
  )
  await saveSmsSender(db, brandId, { sender: NUMBER, takesAnswers: true })
})
