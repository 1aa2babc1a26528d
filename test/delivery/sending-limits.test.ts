import { beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { claimMessages } from '../../src/delivery/claim-messages.ts'
import {
  enqueueMessages,
  expireMessages,
  NO_RULES,
  type SendingRules,
  saveContent,
  saveSendingRules,
} from '../../src/delivery/index.ts'
import { leaseBatch, releaseBatch } from '../../src/delivery/lease-batch.ts'
import type { ClaimQuestion } from '../../src/delivery/load-content.ts'
import { Prisma } from '../../src/platform/database.ts'
import { newId } from '../../src/platform/id.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeBrand, makeContact, makePurpose, NOON } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
const server = await testServer(createApp(testServices(database, { now: () => NOON })), { db })
const marketer = await server.as('marketer')
const seller = await server.as('seller')
/** The clock of the lease is the database's own, so what is due must be due in any year. */
const DUE = new Date(0)
const worker = newId()
let brandId = ''
let purposeId = ''
let question: ClaimQuestion
let occasion = 0

beforeAll(async () => {
  brandId = (await makeBrand(db)).id
  purposeId = (await makePurpose(db, { brandId })).id
  question = { kind: 'marketing', purposeId, channel: 'email', topicId: null, trackingPurposeId: null }
})

const contentId = () =>
  saveContent(db, {
    ...{ brandId, purposeId, subject: 'Hei', preheader: '' },
    html: '<a href="{{ unsubscribe_url }}">s</a><a href="{{ preferences_url }}">p</a>',
    text: 'Hei {{ unsubscribe_url }}',
  })
async function makeReaders(count: number, over = {}) {
  const people = await Promise.all(Array.from({ length: count }, () => makeContact(db, { country: 'NO', ...over })))
  for (const { id } of people) await grant(db, id, purposeId)
  return people
}
async function enqueue(contacts: { id: string }[], over: Partial<Parameters<typeof enqueueMessages>[1]> = {}) {
  const ids = contacts.map(({ id }) => id)
  const people = Prisma.sql`select id as contact_id, ${`test:${++occasion}`} as occasion from unnest(${ids}::uuid[]) as t (id)`
  await enqueueMessages(db, { contentId: await contentId(), campaignId: null, people, notBefore: DUE, ...over }, NOON)
}
/** Takes batches as a worker does, and claims once from the first that has anything due. */
async function take(now = NOON) {
  for (let batch = await leaseBatch(db, worker); batch; batch = await leaseBatch(db, worker)) {
    const claim = await claimMessages(db, batch, question, 100, now)
    await db.message.updateMany({ where: { status: 'started' }, data: { status: 'sent' } })
    await releaseBatch(db, batch.id, worker)
    if (claim.started.length + claim.blocked + claim.later > 0) return claim
  }
  return undefined
}
const messagesOf = (contacts: { id: string }[]) =>
  db.message.findMany({ where: { contactId: { in: contacts.map(({ id }) => id) } }, orderBy: { id: 'asc' } })

describe('the switch that stops everything', () => {
  it('lets nothing begin in any process, says who pressed it and when, and lets everything go on', async () => {
    const [first, second] = [await makeReaders(1), await makeReaders(1)]
    await enqueue(first)
    await enqueue(second)
    const leased = await leaseBatch(db, worker)
    if (!leased) throw new Error('there is a batch')
    expect(await marketer('POST', '/sending/stop', { reason: 'Wrong price' })).toMatchObject({ status: 204 })
    // A batch that was taken before, and one that nobody has taken yet.
    expect(await claimMessages(db, leased, question, 100, NOON)).toMatchObject({ started: [], blocked: 0 })
    expect(await leaseBatch(db, newId())).toBeUndefined()
    expect((await marketer('POST', '/sending/stop', {})).status).toBe(409)

    const { body } = await seller('GET', '/sending/stop')
    expect(body).toMatchObject({
      standing: { stoppedBy: 'test marketer', stoppedAt: NOON.toISOString(), reason: 'Wrong price', resumedAt: null },
    })
    expect((await seller('POST', '/sending/go-on')).status).toBe(403)
    expect((await marketer('POST', '/sending/go-on')).status).toBe(204)
    await releaseBatch(db, leased.id, worker)
    expect([await take(), await take()]).toMatchObject([{ started: [{}] }, { started: [{}] }])
    await expect(db.sendingStop.deleteMany()).rejects.toThrow(/history/)
  })

  it('lets mail that somebody waits for go on, unless it is stopped too', async () => {
    await enqueue(await makeReaders(1))
    const service = { ...question, kind: 'confirmation' as const }
    const batch = await db.messageBatch.findFirstOrThrow({ where: { status: 'open' }, orderBy: { id: 'desc' } })
    const claimed = () =>
      claimMessages(db, { id: batch.id, contentId: batch.contentId, campaignId: null }, service, 10, NOON)
    await marketer('POST', '/sending/stop', { includesService: true })
    expect((await claimed()).blocked).toBe(0)
    await marketer('POST', '/sending/go-on')
    await marketer('POST', '/sending/stop', {})
    // It is looked at, and decided: there is no open request, so it is blocked, and not left in line.
    expect((await claimed()).blocked).toBe(1)
    await marketer('POST', '/sending/go-on')
  })
})

describe('what has to wait', () => {
  const setRules = (over: Partial<SendingRules>) =>
    saveSendingRules(db, brandId, { ...NO_RULES, ...over }, { name: 'Ingrid' }, NOON)
  const statesOf = async (contacts: { id: string }[]) =>
    (await messagesOf(contacts)).map(({ status, reason, notBefore }) => ({ status, reason, notBefore }))
  /** After the clock of the database: what has to wait stays out of the way of the next test. */
  const at = (text: string) => new Date(`2030-11-${text}Z`)

  it('is a message over the cap of its sender: it waits until it fits, with the reason', async () => {
    await setRules({ dayCap: 2 })
    const readers = await makeReaders(1)
    for (const _ of [1, 2, 3]) await enqueue(readers)
    for (const hour of ['24T08:00', '24T10:00']) expect((await take(at(hour)))?.started).toHaveLength(1)
    expect(await take(at('24T11:00'))).toMatchObject({ started: [], blocked: 0, later: 1 })
    const [, , third] = await statesOf(readers)
    expect(third).toEqual({ status: 'queued', reason: 'frequency_cap', notBefore: at('25T08:00') })
    await setRules({})
  })

  it('counts what went out before the cap was set, and of one person two messages one after the other', async () => {
    const readers = await makeReaders(2)
    await enqueue(readers)
    expect((await take(at('20T10:00')))?.started).toHaveLength(2)
    await setRules({ weekCap: 2 })
    const two = Prisma.sql`select id as contact_id, ${`double:${occasion}:`} || n as occasion
      from unnest(${readers.map(({ id }) => id)}::uuid[]) as t (id), generate_series(1, 2) n`
    await enqueue([], { people: two })
    const batch = await leaseBatch(db, worker)
    if (!batch) throw new Error('there is a batch')
    const claims = [1, 2, 3].map(() => at('24T10:00'))
    const counts = []
    for (const when of claims) {
      const { started, later } = await claimMessages(db, batch, question, 100, when)
      counts.push([started.length, later])
    }
    expect(counts).toEqual([
      [2, 0],
      [0, 2],
      [0, 0],
    ])
    await releaseBatch(db, batch.id, worker)
    await setRules({})
  })

  it('is one more try of a message that was counted already: it does not stand in its own way', async () => {
    await setRules({ dayCap: 1 })
    const readers = await makeReaders(1)
    await enqueue(readers)
    expect((await take(at('24T10:00')))?.started).toHaveLength(1)
    await db.message.updateMany({
      where: { contactId: readers[0]?.id ?? '' },
      data: { status: 'queued', token: null, startBy: null, notBefore: null },
    })
    const batchId = (await messagesOf(readers))[0]?.batchId ?? ''
    await db.messageBatch.update({ where: { id: batchId }, data: { status: 'open', notBefore: DUE } })
    expect((await take(at('24T10:01')))?.started).toHaveLength(1)
    const [count] = await db.sendingCount.findMany({ where: { contactId: readers[0]?.id ?? '' } })
    expect(count?.messageIds).toHaveLength(1)
    await setRules({})
  })

  it('is a message in quiet hours where its contact is, spread over the ramp when they end', async () => {
    await setRules({ quietFrom: 21 * 60, quietUntil: 8 * 60, rampMinutes: 60 })
    const norway = await makeReaders(20)
    const texas = await makeReaders(1, { country: 'US', timeZone: 'America/Chicago' })
    await enqueue([...norway, ...texas])
    // 22:30 in Oslo, 15:30 in Chicago.
    const claim = await take(at('24T21:30'))
    expect(claim?.started.map(({ contactId }) => contactId)).toEqual(texas.map(({ id }) => id))
    const waiting = await statesOf(norway)
    expect(new Set(waiting.map(({ reason }) => reason))).toEqual(new Set(['quiet_hours']))
    const minutes = waiting.map(({ notBefore }) => (+(notBefore ?? 0) - +at('25T07:00')) / 60_000)
    expect(Math.min(...minutes)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...minutes)).toBeLessThan(60)
    expect(new Set(minutes).size).toBeGreaterThan(5)
    await setRules({})
  })

  it('ends as expired with its reason where it would come too late, and goes to nobody after that', async () => {
    await setRules({ quietFrom: 21 * 60, quietUntil: 8 * 60 })
    const [night, paused] = [await makeReaders(1), await makeReaders(1)]
    // Until the day after tomorrow by the clock of the database, but not until the end of these quiet hours.
    const lasts = Date.now() + 3 * DAY_MS
    await enqueue(night, { expiresAfterMs: lasts })
    expect(await take(new Date('2030-01-01T22:00:00Z'))).toMatchObject({ started: [], later: 1 })
    expect(await statesOf(night)).toMatchObject([{ status: 'expired', reason: 'quiet_hours' }])
    await setRules({})

    await enqueue(paused, { expiresAfterMs: 1000 })
    await db.messageBatch.updateMany({ where: { status: 'open' }, data: { status: 'paused' } })
    expect(await expireMessages(db, NOON)).toBe(1)
    expect(await statesOf(paused)).toMatchObject([{ status: 'expired', reason: 'campaign_paused' }])
    await db.messageBatch.updateMany({ where: { status: 'paused' }, data: { status: 'open' } })
    expect(await take()).toBeUndefined()
  })

  it('is set by the privacy officer alone, checked, and read by whoever writes campaigns', async () => {
    const officer = await server.as('privacy_officer')
    const path = `/brands/${brandId}/sending-rules`
    const rules = { ...NO_RULES, dayCap: 1, quietFrom: 1260, quietUntil: 480 }
    expect((await marketer('PUT', path, rules)).status).toBe(403)
    expect((await officer('PUT', path, { ...rules, quietUntil: null })).body).toMatchObject({
      faults: [{ path: 'quietUntil' }],
    })
    expect((await officer('PUT', path, { ...rules, timeZone: 'Trondheim' })).status).toBe(400)
    expect((await officer('PUT', path, rules)).status).toBe(204)
    expect((await marketer('GET', path)).body).toMatchObject({ rules, changedBy: 'test privacy_officer' })
    await setRules({})
  })
})
