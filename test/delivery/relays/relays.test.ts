import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { type Grant, giveConsent, linkKey } from '../../../src/consent/index.ts'
import {
  type DeliverySettings,
  type DeliveryWorker,
  enqueueMessages,
  relayKey,
  relayOptions,
  saveContent,
  startDeliveryWorker,
} from '../../../src/delivery/index.ts'
import { findLimits, findRelays } from '../../../src/delivery/relays/find-relays.ts'
import { createLimit, type LimitChange, removeLimit } from '../../../src/delivery/relays/manage-limits.ts'
import { createRelay, type RelayChange, stopRelay } from '../../../src/delivery/relays/manage-relays.ts'
import { ENVIRONMENT_RELAY } from '../../../src/delivery/relays/relay-options.ts'
import { tryRelay } from '../../../src/delivery/relays/try-relay.ts'
import { Prisma } from '../../../src/platform/database.ts'
import { testDatabase } from '../../support/database.ts'
import { DAY_MS, makeBrand, makeContact, makePurpose, NOON } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'
import { RELAY_CERTIFICATE, RELAY_CERTIFICATE_KEY } from '../../support/relay-certificate.ts'
import { openScriptedRelay, type ScriptedRelay } from '../../support/scripted-relay.ts'

const database = await testDatabase()
const { db } = database
const SECRET = { secretKey: 'only-for-tests-'.padEnd(40, '0') }
/** The clock of the claim is the database's own, so what is due must be due in any year. */
const DUE = new Date(0)
const QUICK = {
  breakerRules: { openAfter: 3, restMs: [30, 200] },
  retryDelays: { later: [40], afterFault: 40, tries: 20 },
} as const

let contentId = ''
let purposeId = ''
let workers: DeliveryWorker[] = []
/** That of the environment, and one of the database. */
let [first, second] = [] as unknown as [ScriptedRelay, ScriptedRelay]
let count = 0

beforeAll(async () => {
  const brandId = (await makeBrand(db)).id
  purposeId = (await makePurpose(db, { brandId })).id
  contentId = await saveContent(db, {
    ...{ brandId, purposeId, subject: 'Hei', preheader: '' },
    html: '<a href="{{ unsubscribe_url }}">s</a><a href="{{ preferences_url }}">p</a>',
    text: 'Hei {{ unsubscribe_url }}',
  })
})
beforeEach(async () => {
  first = await openScriptedRelay()
  second = await openScriptedRelay()
})
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()))
  workers = []
  await Promise.all([first.close(), second.close()])
  await db.relayLimit.deleteMany()
  await db.mailRelay.deleteMany({ where: { host: { not: null } } })
  await db.mailRelay.updateMany({ data: { weight: 1, stoppedAt: null, restsUntil: null, faults: 0, lastFault: null } })
  await db.message.updateMany({ where: { status: 'queued' }, data: { status: 'cancelled', reason: 'test' } })
  await db.messageBatch.updateMany({ data: { status: 'done' } })
})

/** In ms. A relay that says nothing for so long has gone: longer than any answer takes here on a busy machine. */
const SILENT_MS = 1000
const stored = (over: Partial<RelayChange> = {}): RelayChange => ({
  ...{ name: 'Second', host: '127.0.0.1', port: second.port, encryption: 'none', authority: null },
  ...{ username: null, weight: 1, ...over },
})
const addRelay = async (over: Partial<RelayChange> = {}) => (await createRelay(db, stored(over), SECRET, NOON)).id
const addLimit = (over: Partial<LimitChange>) =>
  createLimit(
    db,
    { relayId: null, domains: [], perSecond: null, perHour: null, perDay: null, warmUp: null, ...over },
    new Date(),
  )

/** Puts a mail in line for this many people of a domain. Answers their ids. */
async function queue(people: number, domain = 'rimdal.example'): Promise<string[]> {
  const contacts = await Promise.all(
    Array.from({ length: people }, () => makeContact(db, { email: `reader-${++count}@${domain}` })),
  )
  const ids = contacts.map(({ id }) => id)
  await giveConsent(db, ids.map(yesOf), NOON)
  return ids
}
const yesOf = (contactId: string): Grant => ({
  ...{ contactId, purposeId, channel: 'email', method: 'form', actor: 'contact', language: 'en', occurredAt: NOON },
  evidence: { page: 'https://vidjevik.example/guide' },
})
async function put(ids: readonly string[], occasion = 'once'): Promise<void> {
  const list = Prisma.sql`select id as contact_id, ${occasion} as occasion from unnest(${ids}::uuid[]) as t (id)`
  await enqueueMessages(db, { contentId, campaignId: null, people: list, notBefore: DUE }, NOON)
}
function start(connections = 4, over: Partial<DeliverySettings> = {}): DeliveryWorker {
  const worker = startDeliveryWorker(db, {
    ...QUICK,
    relay: { ...relayOptions(first.url), socketTimeout: SILENT_MS },
    passwordKey: relayKey(SECRET.secretKey),
    connections,
    publicUrl: 'https://post.vidjevik.example',
    linkKey: linkKey('a secret that only this test knows'),
    now: () => new Date(),
    onError: (error) => {
      throw error
    },
    ...over,
  })
  workers.push(worker)
  return worker
}
async function until(isDone: () => Promise<boolean> | boolean): Promise<void> {
  for (const began = performance.now(); !(await isDone()); await sleep(10)) {
    for (const worker of workers) worker.wake()
    if (performance.now() - began > 10_000) throw new Error('it has not come to that in ten seconds')
  }
}
const stateOf = (ids: readonly string[]) =>
  db.message.findMany({ where: { contactId: { in: [...ids] } }, orderBy: { contactId: 'asc' } })
const areSent =
  (ids: readonly string[], messages = ids.length) =>
  async () =>
    (await db.message.count({ where: { contactId: { in: [...ids] }, status: 'sent' } })) >= messages

describe('several relays', () => {
  test('take over for one that is away; each message goes once, and the page says what is wrong', async () => {
    const id = await addRelay()
    first.follow((step) => (step === 'connect' ? '554 5.3.2 closed for today' : undefined))
    const people = await queue(40)
    await put(people)
    const worker = start()
    await until(areSent(people))
    expect(worker.fault()).toBeUndefined()
    await worker.stop()
    expect([first.taken.length, new Set(second.taken).size, second.taken.length]).toEqual([0, 40, 40])
    expect((await stateOf(people)).every(({ isUncertain, attempts }) => !isUncertain && attempts === 1)).toBe(true)
    const [environment, other] = await findRelays(db, { isProduction: true, smtpUrl: first.url }, new Date())
    expect(environment).toMatchObject({ id: ENVIRONMENT_RELAY, state: 'resting', today: { sent: 0 } })
    expect(environment?.lastFault).toContain('554 5.3.2 closed for today')
    expect(other).toMatchObject({ id, state: 'well', today: { sent: 40, faults: 0 }, lastFault: null })
  })

  test('share by their weights, one batch making up for another', async () => {
    await addRelay({ weight: 3 })
    await addRelay({ weight: 3 })
    const people = await queue(60)
    await put(people)
    start()
    await until(areSent(people))
    await put(people, 'twice')
    await until(areSent(people, 120))
    // Of seven parts one is 17, of three even ones 40. What one claims at once is 10 of the lightest.
    expect(first.taken.length).toBeGreaterThanOrEqual(7)
    expect(first.taken.length).toBeLessThanOrEqual(27)
    expect(first.taken.length + second.taken.length).toBe(120)
  })

  test('leave alone one that was switched off', async () => {
    await addRelay()
    await stopRelay(db, ENVIRONMENT_RELAY, true, NOON)
    const people = await queue(5)
    await put(people)
    start()
    await until(areSent(people))
    expect([first.taken.length, second.taken.length]).toEqual([0, 5])
  })

  test('are none where all are switched off: nothing is lost, and the worker says so', async () => {
    await stopRelay(db, ENVIRONMENT_RELAY, true, NOON)
    const people = await queue(2)
    await put(people)
    const worker = start()
    await until(() => worker.fault() !== undefined)
    expect(worker.fault()).toContain('No mail relay is set')
    expect((await stateOf(people)).map(({ status }) => status)).toEqual(['queued', 'queued'])
  })
})

describe('a relay that fails', () => {
  test.each([
    ['answers that it closes', '421 4.3.2 closing', 'MAIL', false],
    ['cuts the line before the mail', 'cut', 'DATA', false],
    ['cuts the line after the mail', 'cut', 'mail', true],
    ['is silent after the mail', 'hang', 'mail', true],
    ['puts everybody off', '451 4.7.1 later', 'RCPT', false],
    ['asks for a login', '530 5.7.0 authentication required', 'MAIL', false],
  ])('because it %s loses nobody, and what may have arrived is marked', async (_, answer, step, isUncertain) => {
    const people = await queue(3)
    let failing = 3
    first.follow((at) => (at === step && failing-- > 0 ? answer : undefined))
    await put(people)
    start()
    await until(areSent(people))
    const rows = await stateOf(people)
    // Three tries fail, as a rule those of three messages; on a busy machine one may fail twice before another begins.
    expect(rows.map((row) => row.isUncertain)).toEqual(rows.map(({ attempts }) => isUncertain && attempts > 1))
    expect(rows.reduce((sum, { attempts }) => sum + attempts, 0)).toBeGreaterThanOrEqual(6)
    expect(new Set(first.taken).size).toBe(3)
  })

  test('is left alone after a few faults in a row, tried with one mail, and used again once that went through', async () => {
    const people = await queue(16)
    const seen = async () => (await findRelays(db, { isProduction: true, smtpUrl: first.url }, new Date()))[0]
    let isBroken = true
    let tried = 0
    first.follow((step) => (step === 'MAIL' && isBroken && ++tried > 0 ? '421 4.3.2 closing' : undefined))
    await put(people)
    const worker = start()
    await until(() => worker.fault() !== undefined)
    await until(async () => tried >= 6 && (await seen())?.state === 'resting')
    const row = await seen()
    expect([row?.state, row?.lastFault]).toEqual(['resting', '421 4.3.2 closing'])
    isBroken = false
    await until(areSent(people))
    expect(worker.fault()).toBeUndefined()
    // Four connections found out together; every try after that was a single mail.
    expect(tried).toBeLessThan(16)
    await worker.stop()
    const healed = await seen()
    expect([healed?.state, healed?.restsUntil]).toEqual(['well', null])
  })
})

test('a mail that could not be signed waits, and goes out when it can be', async () => {
  const people = await queue(3)
  await put(people)
  let failures = 0
  const sign = async () => {
    if (++failures <= 2) throw new Error('the key is away')
    return ''
  }
  const errors: unknown[] = []
  start(2, { sign, onError: (error) => errors.push(error) })
  await until(areSent(people))
  expect(errors.length).toBeGreaterThan(0)
  expect(new Set(first.taken).size).toBe(3)
  expect((await stateOf(people)).map(({ isUncertain }) => isUncertain)).toEqual([false, false, false])
})

describe('a limit', () => {
  test('for one domain holds up nobody else, and nothing claimed waits for it', async () => {
    await addLimit({ domains: ['Slow.example'], perSecond: 4 })
    const slow = await queue(7, 'slow.example')
    const others = await queue(15)
    await put([...slow, ...others])
    const began = performance.now()
    start()
    await until(areSent(others))
    const early = first.taken.filter((address) => address.endsWith('@slow.example')).length
    expect(early).toBeLessThanOrEqual(4 + Math.ceil(((performance.now() - began) / 1000) * 4))
    expect((await stateOf(slow)).filter(({ status }) => status === 'started')).toEqual([])
    await until(areSent(slow))
    // A second's worth at once, the other three at four a second.
    expect(performance.now() - began).toBeGreaterThan(600)
    expect((await stateOf(slow)).every(({ attempts }) => attempts === 1)).toBe(true)
  })

  test('by the day holds for all workers together, warms up, and tells the page what is left', async () => {
    const day = new Date(new Date().toISOString().slice(0, 10))
    const yesterday = new Date(+day - DAY_MS)
    const { id } = await addLimit({ relayId: ENVIRONMENT_RELAY, perDay: 100, warmUp: { first: 4, growth: 50 } })
    await db.relayLimit.update({ where: { id }, data: { warmSince: yesterday } })
    await db.relayLimitDay.create({ data: { limitId: id, day: yesterday, used: 4 } })
    const [one, two] = [await queue(8), await queue(8)]
    await put(one)
    await put(two)
    start(2)
    start(2)
    await until(areSent([...one, ...two], 6))
    const isDone = async () =>
      (await db.messageBatch.count({ where: { status: 'open', leasedBy: { not: null } } })) === 0
    await until(isDone)
    expect(first.taken).toHaveLength(6)
    expect(await findLimits(db, new Date())).toMatchObject([{ id, ceiling: 6, usedToday: 6 }])
    // What waits is looked at again soon, since a limit may be raised.
    const batches = await db.messageBatch.findMany({ where: { status: 'open' } })
    for (const { notBefore } of batches) expect(+notBefore - Date.now()).toBeLessThanOrEqual(60_000)
    // Through another relay it goes at once.
    await Promise.all(workers.map((worker) => worker.stop()))
    await addRelay()
    await db.messageBatch.updateMany({ where: { status: 'open' }, data: { notBefore: DUE } })
    start()
    await until(areSent([...one, ...two]))
    expect([first.taken.length, second.taken.length]).toEqual([6, 10])
  })

  test('counts only what was begun', async () => {
    const { id } = await addLimit({ relayId: ENVIRONMENT_RELAY, perDay: 50 })
    await addRelay()
    first.follow((step) => (step === 'connect' ? 'cut' : undefined))
    const people = await queue(40)
    await put(people)
    const worker = start()
    await until(areSent(people))
    await worker.stop()
    expect((await findLimits(db, new Date())).find((limit) => limit.id === id)?.usedToday).toBe(0)
    await removeLimit(db, id)
  })
})

describe('the login of a relay', () => {
  test('goes only over a line whose certificate is known, and lies sealed', async () => {
    const logins: string[] = []
    const server = new SMTPServer({
      ...{ cert: RELAY_CERTIFICATE, key: RELAY_CERTIFICATE_KEY, authMethods: ['PLAIN'] },
      onAuth: ({ username, password }, _session, done) => {
        logins.push(`${username} ${password}`)
        done(password === 'right' ? null : new Error('535 5.7.8 no'), password === 'right' ? { user: '1' } : undefined)
      },
    })
    server.on('error', () => {}) // a client that does not believe the certificate goes away
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.server.address() as AddressInfo
    const login = { port, encryption: 'starttls', username: 'assent', password: 'right' } as const
    const [unknown, known, wrong] = [
      await addRelay(login),
      await addRelay({ ...login, authority: RELAY_CERTIFICATE }),
      await addRelay({ ...login, authority: RELAY_CERTIFICATE, password: 'wrong' }),
    ]
    expect(await tryRelay(db, unknown, SECRET, 1000)).toMatchObject({ isIn: false })
    expect(logins).toEqual([])
    expect(await tryRelay(db, known, SECRET, 1000)).toEqual({ isIn: true, answer: 'TLS' })
    expect(await tryRelay(db, wrong, SECRET, 1000)).toMatchObject({
      isIn: false,
      answer: expect.stringContaining('535'),
    })
    await new Promise<void>((resolve) => server.close(resolve))
    const { password } = await db.mailRelay.findUniqueOrThrow({ where: { id: known } })
    expect(Buffer.from(password ?? []).toString('latin1')).not.toContain('right')
    await expect(tryRelay(db, known, { secretKey: 'another-'.padEnd(40, '0') })).rejects.toMatchObject({
      message: expect.stringContaining('SECRET_KEY'),
    })
  })
})

describe('over HTTP', () => {
  test('an administrator sets up relays and limits; others see how they fare, and nobody sees a password', async () => {
    const server = await testServer(createApp(testServices(database, { now: () => NOON })), { db })
    const [admin, marketer] = [await server.as('admin'), await server.as('marketer')]
    const relay = {
      ...{ name: 'Nordpost', host: 'smtp.nordpost.example', port: 587, encryption: 'starttls' },
      ...{ username: 'assent', password: 'a secret of ours' },
    }
    expect((await marketer('POST', '/sending/relays', relay)).status).toBe(403)
    const open = { ...relay, encryption: 'none' }
    expect(await admin('POST', '/sending/relays', open)).toMatchObject({
      status: 400,
      body: { faults: [{ path: 'encryption' }] },
    })
    expect((await admin('POST', '/sending/relays', { ...relay, host: 'smtp://nordpost' })).status).toBe(400)
    const { id } = (await admin('POST', '/sending/relays', relay)).body as { id: string }
    const { password: _, ...kept } = relay
    expect((await admin('PUT', `/sending/relays/${id}`, { ...kept, weight: 5 })).status).toBe(204)
    expect((await admin('PUT', `/sending/relays/${ENVIRONMENT_RELAY}/weight`, { weight: 2 })).status).toBe(204)
    expect((await admin('DELETE', `/sending/relays/${ENVIRONMENT_RELAY}`)).status).toBe(409)
    const domains = ['Gmail.com', 'googlemail.com', 'gmail.com']
    const made = await admin('POST', '/sending/limits', { relayId: id, domains, perHour: 500 })
    expect(made.status).toBe(201)
    const { id: limitId } = made.body as { id: string }
    expect((await admin('POST', '/sending/limits', {})).status).toBe(400)
    const warmUp = { first: 200, growth: 40 }
    expect((await admin('PUT', `/sending/limits/${limitId}`, { relayId: id, warmUp })).status).toBe(204)
    const seen = await marketer('GET', '/sending/relays')
    expect(seen.body).toMatchObject({
      relays: [
        { id: ENVIRONMENT_RELAY, kind: 'mailbox', weight: 2 },
        { id, host: 'smtp.nordpost.example', hasPassword: true, weight: 5, state: 'well' },
      ],
      limits: [{ id: limitId, relayId: id, domains: [], warmUp: { ...warmUp, since: '2026-11-24' }, ceiling: 200 }],
    })
    expect(JSON.stringify(seen.body)).not.toContain('a secret')
    expect((await admin('DELETE', `/sending/relays/${id}`)).status).toBe(204)
    expect((await marketer('GET', '/sending/relays')).body).toMatchObject({ limits: [] })
  })
})
