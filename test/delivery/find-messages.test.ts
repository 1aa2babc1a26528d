import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import {
  countMessages,
  dkimRecord,
  enqueueMessages,
  findInbound,
  findMessages,
  makeDkimKeys,
  saveContent,
} from '../../src/delivery/index.ts'
import { Prisma } from '../../src/platform/database.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, makeBrand, makeContact, makePurpose, NOON } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database

beforeAll(async () => {
  const brandId = (await makeBrand(db)).id
  const purposeId = (await makePurpose(db, { brandId })).id
  for (const firstName of ['Ada', 'Bo', 'Cai']) await makeContact(db, { firstName, lastName: null })
  const html = '<a href="{{ unsubscribe_url }}">s</a><a href="{{ preferences_url }}">p</a>'
  const contentId = await saveContent(db, { brandId, purposeId, subject: 'Hei', preheader: '', html, text: '' })
  const people = Prisma.sql`select id as contact_id, 'x' as occasion from contact`
  await enqueueMessages(db, { contentId, campaignId: null, people, notBefore: NOON }, NOON)
  await db.message.updateMany({
    where: { contactId: (await db.contact.findFirstOrThrow({ where: { firstName: 'Bo' } })).id },
    data: { status: 'blocked', reason: 'never_asked' },
  })
})

describe('the list of messages', () => {
  it('shows every message once, page by page', async () => {
    const first = await findMessages(db, { limit: 2 })
    const second = await findMessages(db, { limit: 2, cursor: first.next ?? undefined })
    expect([...first.items, ...second.items].map((item) => item.contactName).sort()).toEqual(['Ada', 'Bo', 'Cai'])
    expect(second.next).toBeNull()
  })

  it('finds by status and reason, and its counts sum to all', async () => {
    const { items } = await findMessages(db, { limit: 10, status: 'blocked', reason: 'never_asked' })
    expect(items.map((item) => item.contactName)).toEqual(['Bo'])
    expect(await countMessages(db)).toEqual([
      { status: 'blocked', reason: 'never_asked', messages: 1 },
      { status: 'queued', reason: null, messages: 2 },
    ])
  })
})

test('what came back is told by day and kind for thirty days', async () => {
  const day = (back: number) => new Date(+NOON - back * DAY_MS)
  await db.inboundCount.createMany({
    data: [
      { day: day(0), outcome: 'unsubscribe', mails: 2 },
      { day: day(0), outcome: 'complaint', mails: 1 },
      { day: day(29), outcome: 'complaint', mails: 4 },
      { day: day(30), outcome: 'complaint', mails: 8 },
    ],
  })
  expect(await findInbound(db, NOON)).toEqual([
    { day: '2026-11-24', outcome: 'unsubscribe', mails: 2 },
    { day: '2026-11-24', outcome: 'complaint', mails: 1 },
    { day: '2026-10-26', outcome: 'complaint', mails: 4 },
  ])
})

test('what providers ask of a sender is looked up for it, with its keys to publish and the complaints about it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assent-check-'))
  const [key] = await makeDkimKeys(folder, 'vidjevik.example', NOON)
  const nothing = async () => []
  const resolver = { txt: nothing, mx: async () => ['mx.vidjevik.example'], addresses: nothing, names: nothing }
  const config = { publicUrl: 'https://a.example', secretKey: 'x'.repeat(40), isProduction: false, outside: { folder } }
  const services = testServices(database, { config: { ...config, inboundDomain: 'in.vidjevik.example' }, resolver })
  const ask = await (await testServer(createApp(services), { db })).as('marketer')
  const { id } = await db.brand.findFirstOrThrow()
  const { status, body } = await ask('GET', `/brands/${id}/sending-check`)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    domain: 'vidjevik.example',
    findings: expect.arrayContaining([
      expect.objectContaining({ check: 'dkim', code: 'dkim_missing', askedBy: ['Gmail', 'Yahoo', 'Outlook.com'] }),
      expect.objectContaining({ check: 'reply', state: 'good' }),
      expect.objectContaining({ check: 'complaints', code: 'complaints_over' }),
    ]),
    records: [
      key && dkimRecord(key),
      { name: expect.stringContaining('assent-ed25519-') },
      { name: '_dmarc.vidjevik.example', value: 'v=DMARC1; p=none' },
    ],
  })
  await rm(folder, { recursive: true })
})
