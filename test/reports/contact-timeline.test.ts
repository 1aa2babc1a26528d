import { expect, test } from 'vitest'
import { recordEvents } from '../../src/contacts/index.ts'
import { listTimeline } from '../../src/reports/index.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, NOON, withdraw } from '../support/factories.ts'

const { db } = await testDatabase()
const day = (days: number) => new Date(NOON.getTime() + days * DAY_MS)

const purpose = await makePurpose(db, { name: 'Newsletter' })
const kari = await makeContact(db)
await grant(db, kari.id, purpose.id, { now: day(-9) })
await recordEvents(
  db,
  [
    { contactId: kari.id, type: 'page.viewed', occurredAt: day(-8), source: 'web', properties: { title: 'Prices' } },
    { contactId: kari.id, type: 'lead.assigned', occurredAt: day(-7), source: 'sales', properties: {} },
    { contactId: kari.id, type: 'mail.clicked', occurredAt: day(-6), source: 'mail', properties: {} },
  ],
  NOON,
)
await withdraw(db, kari.id, purpose.id, { now: day(-5) })
const content = await db.messageContent.create({
  data: {
    brandId: purpose.brandId,
    purposeId: purpose.id,
    subject: 'Winter prices',
    html: '',
    text: '',
    senderName: 'Vidjevik',
    senderEmail: 'post@vidjevik.example',
  },
})
const message = await db.message.create({
  data: {
    contactId: kari.id,
    batchId: content.id,
    contentId: content.id,
    purposeId: purpose.id,
    channel: 'email',
    occasion: 'campaign:x',
    status: 'blocked',
    reason: 'withdrawn',
    decidedAt: day(-4),
  },
})

test('what they did, said, got and did not get stand in one line, newest first', async () => {
  const { items, next } = await listTimeline(db, kari.id, { limit: 50 })
  expect(next).toBeNull()
  expect(items.map(({ type, group, title, purpose: about, reason }) => [type, group, title, about, reason])).toEqual([
    ['message.blocked', 'messages', 'Winter prices', 'Newsletter', 'withdrawn'],
    ['consent.withdrawn', 'consent', null, 'Newsletter', null],
    ['mail.clicked', 'messages', null, null, null],
    ['lead.assigned', 'sales', null, null, null],
    ['page.viewed', 'web', 'Prices', null, null],
    ['consent.given', 'consent', null, 'Newsletter', null],
  ])
  expect(items[0]?.messageId).toBe(message.id)
  expect(items[1]).toMatchObject({ seq: 2, method: 'preference_page', channel: 'email' })
})

test('a group shows its own, and pages follow each other without a gap', async () => {
  const consent = await listTimeline(db, kari.id, { group: 'consent', limit: 50 })
  expect(consent.items.map((item) => item.type)).toEqual(['consent.withdrawn', 'consent.given'])
  const seen: string[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await listTimeline(db, kari.id, { limit: 1, cursor })
    seen.push(...page.items.map((item) => item.id))
    if (!page.next) break
    cursor = page.next
  }
  expect(seen).toEqual((await listTimeline(db, kari.id, { limit: 50 })).items.map((item) => item.id))
})

test('a cursor that is none is refused', async () => {
  await expect(listTimeline(db, kari.id, { limit: 5, cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid' })
})
