// Topics below a purpose and how often somebody wants to hear: what the one decision makes of them, under the claim too.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import {
  createTopic,
  decide,
  decideMany,
  decisionSql,
  liftHold,
  mergeContacts,
  openJournal,
  placeHold,
  recordConsent,
  registerJournal,
  replayJournal,
  retirePurpose,
  undoMerge,
} from '../../src/consent/index.ts'
import { claimMessages } from '../../src/delivery/claim-messages.ts'
import { enqueueMessages, saveContent } from '../../src/delivery/index.ts'
import { type Db, Prisma } from '../../src/platform/database.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeBrand, makeContact, makePurpose, makeTopic, NOON, withdraw } from '../support/factories.ts'

const { db } = await testDatabase()
const { id: brandId } = await makeBrand(db)
const letter = await makePurpose(db, { brandId, channels: ['email', 'sms'] })
const energy = await makeTopic(db, letter.id)
const events = await makeTopic(db, letter.id, 'Events')

const makeReader = async () => {
  const contact = await makeContact(db)
  await grant(db, contact.id, letter.id)
  return contact.id
}
const reasonFor = async (contactId: string, over: { topicId?: string | null; at?: Date; purposeId?: string } = {}) =>
  (await decide(db, contactId, { purposeId: letter.id, channel: 'email', at: NOON, ...over })).reason

test('a yes to a purpose covers every topic of it, also one that is made later, until the person leaves it out', async () => {
  const reader = await makeReader()
  const late = await makeTopic(db, letter.id, 'Late')
  for (const topicId of [null, energy.id, events.id, late.id])
    expect(await reasonFor(reader, { topicId })).toBe('given')
  await withdraw(db, reader, energy.id)
  expect(await reasonFor(reader, { topicId: energy.id })).toBe('topic_declined')
  expect(await reasonFor(reader, { topicId: events.id })).toBe('given')
  expect(await reasonFor(reader)).toBe('given')
})

test('both must pass: a topic is a no without its purpose, below another purpose, and once it is retired', async () => {
  const stranger = (await makeContact(db)).id
  await grant(db, stranger, energy.id)
  expect(await reasonFor(stranger, { topicId: energy.id })).toBe('never_asked')
  expect(await reasonFor(stranger, { purposeId: energy.id })).toBe('never_asked')
  const reader = await makeReader()
  const other = await makePurpose(db, { brandId })
  await grant(db, reader, other.id)
  expect(await reasonFor(reader, { purposeId: other.id, topicId: energy.id })).toBe('purpose_retired')
  const old = await makeTopic(db, letter.id, 'Old')
  await retirePurpose(db, old.id, NOON, 'topic')
  expect(await reasonFor(reader, { topicId: old.id })).toBe('purpose_retired')
})

test('the answer for many people at once is the same', async () => {
  const [yes, no] = [await makeReader(), await makeReader()]
  await withdraw(db, no, energy.id, { channel: 'sms' })
  const question = { purposeId: letter.id, channel: 'email', at: NOON, topicId: energy.id }
  const few = await decideMany(db, [yes, no], question)
  const many = await db.$queryRaw<{ contact_id: string; reason: string }[]>(
    decisionSql(Prisma.sql`select unnest(${[yes, no]}::uuid[]) as contact_id`, question, 'many'),
  )
  const reasons = [yes, no].map((id) => many.find((row) => row.contact_id === id)?.reason)
  expect(reasons).toEqual(['given', 'topic_declined'])
  expect(few.map(({ reason }) => reason)).toEqual(reasons)
})

test('only the person takes a topic back in, and the most restrictive holds when two become one (S4, S5)', async () => {
  const [keep, other] = [await makeReader(), await makeReader()]
  await withdraw(db, other, energy.id)
  const { heldBack } = await grant(db, other, energy.id, { actor: 'staff', method: 'staff', now: new Date(+NOON + 1) })
  expect(heldBack).toHaveLength(1)
  const merge = await mergeContacts(db, { keepId: keep, otherId: other, userId: null }, new Date(+NOON + 2))
  expect(await reasonFor(keep, { topicId: energy.id, at: new Date(+NOON + 3) })).toBe('topic_declined')
  await undoMerge(db, keep, merge.id, new Date(+NOON + 4))
  expect(await reasonFor(keep, { topicId: energy.id, at: new Date(+NOON + 5) })).toBe('given')
  expect(await reasonFor(other, { topicId: energy.id, at: new Date(+NOON + 5) })).toBe('topic_declined')
  await retirePurpose(db, energy.id, new Date(+NOON + 6), 'topic')
  const left = await db.consentState.findMany({ where: { contactId: other, purposeId: energy.id } })
  expect(left.map(({ state }) => state)).toEqual(['withdrawn'])
  await db.purpose.update({ where: { id: energy.id }, data: { retiredAt: null } })
  await grant(db, other, energy.id, { now: new Date(+NOON + 7) })
  expect(await reasonFor(other, { topicId: energy.id, at: new Date(+NOON + 8) })).toBe('given')
})

test('a topic stands below a purpose for marketing of the same sender, and nothing is written for a topic of another', async () => {
  const sales = await makePurpose(db, { brandId, kind: 'sales' })
  const texts = [{ language: 'en' as const, name: 'Nothing', text: '' }]
  await expect(createTopic(db, sales.id, { key: 'nothing', name: 'Nothing', texts }, NOON)).rejects.toThrow('marketing')
  await expect(makePurpose(db, { brandId, kind: 'topic', channels: [] })).rejects.toThrow()
  await expect(makePurpose(db, { kind: 'topic', channels: [], parentId: letter.id })).rejects.toThrow('same sender')
  await expect(makePurpose(db, { brandId, kind: 'topic', parentId: letter.id })).rejects.toThrow()
  const other = await makePurpose(db, { brandId })
  await expect(makeContent(other.id, energy.id)).rejects.toThrow('not one of this purpose')
})

const MAIL = '{{ unsubscribe_url }} {{ preferences_url }}'
const makeContent = (purposeId = letter.id, topicId: string | null = null) =>
  saveContent(db, { brandId, purposeId, topicId, subject: 'Hei', preheader: '', html: MAIL, text: MAIL })

let occasions = 0
/** One batch for these people, each of its own occasion. */
const queue = async (people: readonly string[], topicId: string | null = null) => {
  const contentId = await makeContent(letter.id, topicId)
  const occasion = `occasion ${++occasions}`
  await enqueueMessages(
    db,
    {
      ...{ contentId, campaignId: null, notBefore: new Date(0) },
      people: Prisma.sql`select unnest(${[...people]}::uuid[]) as contact_id, ${occasion}::text as occasion`,
    },
    NOON,
  )
  return db.messageBatch.findFirstOrThrow({ where: { contentId } })
}
const claim = async (
  batch: Awaited<ReturnType<typeof queue>>,
  now: Date,
  topicId: string | null = null,
  through: Db = db,
) => {
  const question = {
    kind: 'marketing' as const,
    purposeId: letter.id,
    topicId,
    channel: 'email',
    trackingPurposeId: null,
  }
  return (await claimMessages(through, batch, question, 100, now)).started.map(({ contactId }) => contactId)
}
const somebodyWaits = async () => {
  for (let waits = 0; waits === 0; )
    [{ waits }] = await db.$queryRaw<[{ waits: number }]>(Prisma.sql`
      select count(*)::int as waits from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`)
}
const choose = (contactId: string, kind: 'weekly' | 'monthly', now = NOON) =>
  placeHold(db, { contactId, kind, channel: null, brandId, reason: 'test' }, now)

test('what waits for a topic is removed when the topic is left out, and the rest stays in line (C10, D3)', async () => {
  const reader = await makeReader()
  await queue([reader], energy.id)
  await queue([reader])
  expect((await withdraw(db, reader, energy.id)).removed).toBe(1)
  const waiting = await db.message.findMany({ where: { contactId: reader }, orderBy: { occasion: 'asc' } })
  expect(waiting.map(({ status, reason }) => [status, reason])).toEqual([
    ['cancelled', 'topic_declined'],
    ['queued', null],
  ])
})

test('whoever left a topic out between queueing and the claim does not get it (C10, D3)', async () => {
  const [stays, leaves] = [await makeReader(), await makeReader()]
  const batch = await queue([stays, leaves], energy.id)
  const said = { contactId: leaves, purposeId: energy.id, channel: 'email', type: 'withdrawn', textId: null } as const
  await recordConsent(
    db,
    [{ ...said, occurredAt: NOON, method: 'preference_page', actor: 'contact', evidence: {} }],
    NOON,
  )
  expect(await claim(batch, NOON, energy.id)).toEqual([stays])
  const blocked = await db.message.findFirstOrThrow({ where: { contactId: leaves } })
  expect([blocked.status, blocked.reason]).toEqual(['blocked', 'topic_declined'])
})

test('at most one a week, or a month: after a message has begun the next is too soon until then', async () => {
  const [weekly, monthly, free] = [await makeReader(), await makeReader(), await makeReader()]
  await choose(weekly, 'weekly')
  await choose(monthly, 'monthly')
  const everybody = [weekly, monthly, free].toSorted()
  const at = (days: number) => new Date(+NOON + days * DAY_MS)
  expect((await claim(await queue(everybody), at(0))).toSorted()).toEqual(everybody)
  expect(await claim(await queue(everybody), at(1))).toEqual([free])
  expect(await reasonFor(weekly, { at: at(1) })).toBe('too_soon')
  // The same weekday, a little earlier than the week before.
  const nextWeek = new Date(+at(7) - 60_000)
  expect((await claim(await queue(everybody), nextWeek)).toSorted()).toEqual([weekly, free].toSorted())
  expect(await reasonFor(monthly, { at: at(29) })).toBe('too_soon')
  expect(await reasonFor(monthly, { at: at(30) })).toBe('given')
  expect(await db.frequencyMark.count({ where: { contactId: free } })).toBe(0)
})

test('how often is said to one sender, about messages, and ends when it is lifted', async () => {
  const reader = await makeReader()
  const other = await makePurpose(db)
  await grant(db, reader, other.id)
  await grant(db, reader, letter.id, { channel: 'sms' })
  await choose(reader, 'weekly')
  expect(await claim(await queue([reader]), NOON)).toEqual([reader])
  expect(await reasonFor(reader, { purposeId: other.id })).toBe('given')
  const sms = await decide(db, reader, { purposeId: letter.id, channel: 'sms', at: NOON })
  expect(sms.reason).toBe('too_soon')
  await liftHold(db, reader, 'weekly', NOON, brandId)
  expect(await reasonFor(reader)).toBe('given')
})

test('a message that was claimed and given back is not too soon after itself', async () => {
  const reader = await makeReader()
  await choose(reader, 'monthly')
  const batch = await queue([reader])
  expect(await claim(batch, NOON)).toEqual([reader])
  const back = { status: 'queued', token: null, startBy: null }
  await db.message.updateMany({ where: { contactId: reader }, data: back })
  expect(await claim(batch, new Date(+NOON + 1000))).toEqual([reader])
  expect(await db.frequencyMark.count({ where: { contactId: reader } })).toBe(1)
})

test('two workers that claim at the same moment send one message to whoever chose how often, not two', async () => {
  const readers = [await makeReader(), await makeReader()].toSorted()
  for (const reader of readers) await choose(reader, 'weekly')
  const [first, second] = [await queue(readers), await queue(readers)]
  const begun = await db.$transaction(async (tx) => {
    const mine = await claim(first, NOON, null, tx)
    // The other has all it needs to decide, unless it waits for this one to commit.
    const theirs = claim(second, NOON)
    await Promise.race([theirs, somebodyWaits()])
    return { mine, theirs }
  })
  expect([begun.mine.toSorted(), await begun.theirs]).toEqual([readers, []])
  expect(await db.message.count({ where: { batchId: second.id, reason: 'too_soon' } })).toBe(2)
})

test('of two messages in one batch to whoever chose how often, one goes', async () => {
  const twice = await makeReader()
  await choose(twice, 'monthly')
  const batch = await queue([twice])
  const second = await queue([twice])
  await db.message.updateMany({ where: { batchId: second.id }, data: { batchId: batch.id } })
  expect(await claim(batch, NOON)).toEqual([twice])
  expect(await claim(batch, NOON)).toEqual([])
  const outcomes = await db.message.findMany({ where: { contactId: twice }, orderBy: { status: 'asc' } })
  expect(outcomes.map(({ status, reason }) => [status, reason])).toEqual([
    ['blocked', 'too_soon'],
    ['started', 'given'],
  ])
})

test('the stricter choice of two people holds once they are one, and counts what either got', async () => {
  const [keep, other] = [await makeReader(), await makeReader()]
  await choose(other, 'monthly')
  expect(await claim(await queue([other]), NOON)).toEqual([other])
  const merge = await mergeContacts(db, { keepId: keep, otherId: other, userId: null }, new Date(+NOON + 1))
  expect(await reasonFor(keep, { at: new Date(+NOON + DAY_MS) })).toBe('too_soon')
  await undoMerge(db, keep, merge.id, new Date(+NOON + 2))
  expect(await reasonFor(keep, { at: new Date(+NOON + DAY_MS) })).toBe('given')
  expect(await reasonFor(other, { at: new Date(+NOON + DAY_MS) })).toBe('too_soon')
})

test('whoever chose how often hears no more often after a restore, though what went out is forgotten (L15)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assent-journal-'))
  const journal = await openJournal(folder)
  onTestFinished(async () => {
    registerJournal(undefined)
    await journal.close()
    await rm(folder, { recursive: true })
  })
  registerJournal({ ...journal, append: () => Promise.reject(new Error('ENOSPC')) })
  const reader = await makeReader()
  await db.consentHold.create({ data: { contactId: reader, kind: 'weekly', brandId, reason: 'test', since: NOON } })
  const batch = await queue([reader])
  const at = (days: number) => new Date(+NOON + days * DAY_MS)
  // What cannot be kept outside does not begin.
  await expect(claim(batch, at(0))).rejects.toMatchObject({ code: 'unavailable' })
  registerJournal(journal)
  expect(await claim(batch, at(0))).toEqual([reader])
  // The backup has the mail in line.
  await db.frequencyMark.deleteMany({ where: { contactId: reader } })
  await db.message.updateMany({ where: { contactId: reader }, data: { status: 'queued', token: null, startBy: null } })
  expect((await replayJournal(db, journal, at(1))).restored).toBe(1)
  expect((await replayJournal(db, journal, at(1))).restored).toBe(0)
  expect(await claim(batch, at(1))).toEqual([])
  expect([await reasonFor(reader, { at: at(1) }), await reasonFor(reader, { at: at(8) })]).toEqual([
    'too_soon',
    'given',
  ])
})
