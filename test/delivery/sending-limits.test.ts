import { beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { claimMessages } from '../../src/delivery/claim-messages.ts'
import { enqueueMessages, saveContent } from '../../src/delivery/index.ts'
import { leaseBatch, releaseBatch } from '../../src/delivery/lease-batch.ts'
import type { ClaimQuestion } from '../../src/delivery/load-content.ts'
import { Prisma } from '../../src/platform/database.ts'
import { newId } from '../../src/platform/id.ts'
import { testDatabase } from '../support/database.ts'
import { grant, makeBrand, makeContact, makePurpose, NOON } from '../support/factories.ts'
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
/** Takes a batch as a worker does and claims from it once. */
async function take(now = NOON) {
  const batch = await leaseBatch(db, worker)
  if (!batch) return undefined
  const claim = await claimMessages(db, batch, question, 100, now)
  await releaseBatch(db, batch.id, worker)
  return { ...claim, batch }
}
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
