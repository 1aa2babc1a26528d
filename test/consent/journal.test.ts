import { appendFile, mkdtemp, readFile, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chooseFrequency } from '../../src/consent/frequency.ts'
import {
  decide,
  type Hold,
  heedComplaint,
  type Journal,
  liftHold,
  linkKey,
  makeLinkToken,
  openJournal,
  placeHold,
  registerJournal,
  registerSilencers,
  replayJournal,
  retirePurpose,
} from '../../src/consent/index.ts'
import { recordConsent } from '../../src/consent/record-consent.ts'
import { pauseContact, pauseUntil } from '../../src/consent/stop-consent.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, makeTopic, NOON, withdraw } from '../support/factories.ts'

const { db } = await testDatabase()
const LATER = new Date(+NOON + DAY_MS)
const onDay = (days: number) => new Date(+NOON + days * DAY_MS)
const purpose = await makePurpose(db)

let folder: string
let journal: Journal
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assent-journal-'))
  journal = await openJournal(folder)
  registerJournal(journal)
})
afterEach(async () => {
  registerJournal(undefined)
  await journal.close()
  await rm(folder, { recursive: true })
})

const path = () => join(folder, 'withdrawals.jsonl')
const mayMail = async (contactId: string) =>
  (await decide(db, contactId, { purposeId: purpose.id, channel: 'email', at: LATER })).isAllowed

async function makeWithdrawn() {
  const contact = await makeContact(db)
  await grant(db, contact.id, purpose.id)
  await withdraw(db, contact.id, purpose.id, { now: LATER })
  return contact.id
}

/** The database as a backup from before the withdrawals would have it. */
async function forgetWithdrawals() {
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`set local session_replication_role = replica`
    await tx.$executeRaw`delete from consent_event where seq > 1`
    await tx.$executeRaw`delete from consent_event where type <> 'given'`
    await tx.$executeRaw`delete from consent_evidence where seq > 1`
    await tx.$executeRaw`update consent_state set state = 'given', seq = 1, since = ${NOON}`
    await tx.$executeRaw`delete from consent_hold`
    await tx.$executeRaw`delete from setting`
  })
}

/** The same, of holds of one kind. */
async function forgetHolds(kind: string) {
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`set local session_replication_role = replica`
    await tx.$executeRaw`delete from consent_hold where kind = ${kind}`
  })
}

const often = (frequency: 'weekly' | 'monthly') => ({ brandId: purpose.brandId, frequency, reason: 'preference_page' })
const pause = (contactId: string): Hold => ({ contactId, kind: 'pause', channel: null, reason: 'preference_page' })
const holdsOf = (contactId: string) =>
  db.consentHold.findMany({ where: { contactId }, orderBy: { kind: 'asc' }, omit: { id: true, reason: true } })
const readLines = async () =>
  (await readFile(path(), 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map((line): Record<string, unknown> => JSON.parse(line))

describe('the journal', () => {
  it('holds a withdrawal when it is answered: ids, what and when, and nothing that names anybody', async () => {
    const contact = await makeContact(db, { email: 'kari.nesheim@rimdal.example' })
    await grant(db, contact.id, purpose.id)
    await withdraw(db, contact.id, purpose.id, { now: LATER })
    const text = await readFile(path(), 'utf8')
    expect(
      text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {
        contactId: contact.id,
        purposeId: purpose.id,
        channel: 'email',
        type: 'withdrawn',
        at: LATER.toISOString(),
        method: 'preference_page',
        actor: 'contact',
      },
    ])
    expect(text).not.toContain('rimdal')
  })

  it('keeps every line of many writers at once', async () => {
    const line = {
      contactId: purpose.id,
      purposeId: null,
      channel: null,
      type: 'objected',
      at: NOON.toISOString(),
      method: 'api',
      actor: 'contact',
    } as const
    const second = await openJournal(folder)
    await Promise.all(Array.from({ length: 500 }, (_, index) => (index % 2 ? journal : second).append([line, line])))
    await second.close()
    let count = 0
    for await (const read of journal.read(0)) if (read !== 'unreadable') count++
    expect(count).toBe(1000)
  })

  it('that cannot be written lets no withdrawal be answered, yet everything stops', async () => {
    const contact = await makeContact(db)
    await grant(db, contact.id, purpose.id)
    registerJournal({ ...journal, append: () => Promise.reject(new Error('ENOSPC')) })
    const silenced: string[] = []
    registerSilencers([
      async (_db, ids) => {
        silenced.push(...ids)
        return new Map()
      },
    ])
    const answer = withdraw(db, contact.id, purpose.id, { now: LATER })
    await expect(answer).rejects.toMatchObject({ code: 'unavailable' })
    registerSilencers([])
    expect(silenced).toEqual([contact.id])
    expect(await mayMail(contact.id)).toBe(false)
  })

  it('that cannot be written lets no pause and no choice be answered; saying it again writes what stands', async () => {
    const { id: contactId } = await makeContact(db)
    const speaker = { contactId, method: 'preference_page', evidence: {} } as const
    const sayAll = () => [
      pauseContact(db, speaker, 3, LATER),
      chooseFrequency(db, { contactId, ...often('monthly') }, false, LATER),
    ]
    registerJournal({ ...journal, append: () => Promise.reject(new Error('ENOSPC')) })
    for (const answer of sayAll()) await expect(answer).rejects.toMatchObject({ code: 'unavailable' })
    expect((await holdsOf(contactId)).map(({ kind }) => kind)).toEqual(['monthly', 'pause'])
    registerJournal(journal)
    await Promise.all(sayAll())
    const lines = (await readLines()).map(({ kind, since }) => [kind, since])
    expect(lines.toSorted()).toEqual([
      ['monthly', LATER.toISOString()],
      ['pause', LATER.toISOString()],
    ])
  })
})

describe('after a restore', () => {
  it('what the database has forgotten is recorded again before anything may be sent, once (L15)', async () => {
    const [one, two] = [await makeWithdrawn(), await makeWithdrawn()]
    await forgetWithdrawals()
    expect(await mayMail(one)).toBe(true)
    expect(await replayJournal(db, journal, LATER)).toEqual({ restored: 2, unknown: 0, unreadable: 0 })
    expect([await mayMail(one), await mayMail(two)]).toEqual([false, false])
    expect(await replayJournal(db, journal, LATER)).toEqual({ restored: 0, unknown: 0, unreadable: 0 })
    expect(await db.consentEvent.count({ where: { contactId: one } })).toBe(2)
  })

  it('a torn last line is counted and harms neither the lines before it nor those after', async () => {
    const one = await makeWithdrawn()
    await appendFile(path(), '\n{"contactId":"0b8d6d9e-8b57-4b47-9f7a-9b1f6f0f6a01","purp')
    const two = await makeWithdrawn()
    await forgetWithdrawals()
    expect(await replayJournal(db, journal, LATER)).toEqual({ restored: 2, unknown: 0, unreadable: 1 })
    expect([await mayMail(one), await mayMail(two)]).toEqual([false, false])
  })

  it('a line cut at any byte is never taken for something else', async () => {
    const one = await makeWithdrawn()
    const { length } = await readFile(path())
    for (let end = length - 1; end > 0; end--) {
      await truncate(path(), end)
      for await (const line of journal.read(0))
        if (line !== 'unreadable') expect(line).toMatchObject({ contactId: one })
    }
  })

  it('people whom the backup does not have are counted, and what they said since stands', async () => {
    const gone = await makeWithdrawn()
    const back = await makeWithdrawn()
    await forgetWithdrawals()
    const again = new Date(+LATER + DAY_MS)
    await grant(db, back, purpose.id, { now: again })
    await db.contact.update({ where: { id: gone }, data: { erasedAt: NOON } })
    expect(await replayJournal(db, journal, again)).toEqual({ restored: 0, unknown: 1, unreadable: 0 })
    expect(await mayMail(back)).toBe(true)
  })

  it('an objection is placed again for every purpose', async () => {
    const contact = await makeContact(db)
    await grant(db, contact.id, purpose.id)
    const at = LATER.toISOString()
    await journal.append([
      {
        contactId: contact.id,
        purposeId: null,
        channel: null,
        type: 'objected',
        at,
        method: 'preference_page',
        actor: 'contact',
      },
    ])
    expect((await replayJournal(db, journal, LATER)).restored).toBe(1)
    const decision = await decide(db, contact.id, { purposeId: purpose.id, channel: 'email', at: LATER })
    expect(decision.reason).toBe('objected')
  })

  it('another journal, shorter than the one remembered, is read from its beginning', async () => {
    await makeWithdrawn()
    await forgetWithdrawals()
    await db.setting.create({ data: { key: 'journal.position', value: 10_000_000 } })
    expect((await replayJournal(db, journal, LATER)).restored).toBe(1)
  })

  it('a pause, a complaint, a bounce and how often somebody wants to hear stand again as they were (L15, B4)', async () => {
    const { id: contactId } = await makeContact(db, { email: 'nesheim@rimdal.example' })
    await pauseContact(db, { contactId, method: 'preference_page', evidence: {} }, 3, LATER)
    const keys = [linkKey('a secret that only this test knows')]
    const token = makeLinkToken(keys[0] as never, { contactId, purposeId: purpose.id, messageId: purpose.id })
    await heedComplaint(db, keys, token, LATER)
    await placeHold(db, { contactId, kind: 'bounce', channel: 'email', reason: 'kari@rimdal.example: 550' }, LATER)
    await chooseFrequency(db, { contactId, ...often('weekly') }, false, LATER)
    const before = await holdsOf(contactId)
    expect(before.map(({ kind }) => kind).toSorted()).toEqual(['bounce', 'complaint', 'pause', 'weekly'])
    await forgetWithdrawals()
    expect(await replayJournal(db, journal, onDay(2))).toEqual({ restored: 4, unknown: 0, unreadable: 0 })
    expect(await holdsOf(contactId)).toEqual(before)
    expect((await replayJournal(db, journal, onDay(2))).restored).toBe(0)
    expect(await readFile(path(), 'utf8')).not.toContain('rimdal')
  })

  it('what was lifted does not come back where the lifting is known, and the longest pause lasts (L15)', async () => {
    const { id: contactId } = await makeContact(db)
    await placeHold(db, { contactId, kind: 'negotiation', channel: null, reason: 'an offer' }, LATER)
    await liftHold(db, contactId, 'negotiation', onDay(2))
    const speaker = { contactId, method: 'preference_page', evidence: {} } as const
    await pauseUntil(db, speaker, onDay(30), LATER)
    await pauseUntil(db, speaker, onDay(10), onDay(2)) // it stands until later, and stays
    const lines = await readLines()
    // As if the pause had been lifted, a shorter one chosen, and both forgotten.
    await db.setting.deleteMany()
    await forgetHolds('pause')
    await db.consentHold.create({ data: { ...pause(contactId), since: onDay(3), until: onDay(5) } })
    expect((await replayJournal(db, journal, onDay(4))).restored).toBe(1)
    const standing = await db.consentHold.findMany({ where: { contactId, liftedAt: null }, orderBy: { until: 'asc' } })
    expect(standing.map(({ kind, until }) => [kind, until])).toEqual([
      ['pause', onDay(5)],
      ['pause', onDay(30)],
    ])
    expect(lines.filter(({ kind }) => kind === 'pause')).toHaveLength(2)
    // Lifted now, it stays lifted, however often the journal is read from its beginning.
    await liftHold(db, contactId, 'pause', onDay(5))
    await db.setting.deleteMany()
    expect((await replayJournal(db, journal, onDay(6))).restored).toBe(0)
  })

  it('a pause also stands for whom the contact is part of again, a bounce for its own address alone (L15, S5)', async () => {
    const [keep, other] = [await makeContact(db), await makeContact(db)]
    await pauseContact(db, { contactId: other.id, method: 'preference_page', evidence: {} }, 3, LATER)
    await placeHold(db, { contactId: other.id, kind: 'bounce', channel: 'email', reason: '550' }, LATER)
    await forgetWithdrawals()
    await db.contact.update({ where: { id: other.id }, data: { mergedIntoId: keep.id } })
    expect((await replayJournal(db, journal, onDay(2))).restored).toBe(3)
    expect((await holdsOf(keep.id)).map(({ kind }) => kind)).toEqual(['pause'])
  })

  it('a purpose and a topic that were retired are retired again, since when they were (L15)', async () => {
    const retired = await makePurpose(db)
    const topic = await makeTopic(db, purpose.id)
    const { id } = await makeContact(db)
    await grant(db, id, retired.id)
    await retirePurpose(db, retired.id, LATER)
    await retirePurpose(db, topic.id, LATER, 'topic')
    await retirePurpose(db, retired.id, onDay(2)) // said again, it stays as it is
    await db.purpose.updateMany({ data: { retiredAt: null } })
    expect((await replayJournal(db, journal, onDay(3))).restored).toBe(2)
    const decision = await decide(db, id, { purposeId: retired.id, channel: 'email', at: onDay(3) })
    expect(decision.reason).toBe('purpose_retired')
    const rows = await db.purpose.findMany({ where: { id: { in: [retired.id, topic.id] } } })
    expect(rows.map(({ retiredAt }) => retiredAt)).toEqual([LATER, LATER])
  })

  it('a yes that had run out has run out, unless somebody has renewed it, and never takes the place of a no (L15, C13)', async () => {
    const [one, two, three] = [await makeContact(db), await makeContact(db), await makeContact(db)]
    for (const { id } of [one, two, three]) await grant(db, id, purpose.id)
    const expired = [one, two, three].map(({ id }) => ({
      ...{ contactId: id, purposeId: purpose.id, channel: 'email', textId: null, evidence: {} },
      ...({ type: 'expired', method: 'rule', actor: 'system', occurredAt: LATER } as const),
    }))
    await recordConsent(db, expired, LATER)
    await forgetWithdrawals()
    await grant(db, two.id, purpose.id, { actor: 'import', method: 'import', now: onDay(2) })
    await withdraw(db, three.id, purpose.id, { actor: 'staff', now: NOON })
    expect((await replayJournal(db, journal, onDay(3))).restored).toBe(2)
    const states = await db.consentState.findMany({ where: { contactId: { in: [one.id, two.id, three.id] } } })
    const stateOf = ({ id }: { id: string }) => states.find((row) => row.contactId === id)
    expect([one, two, three].map((who) => stateOf(who)?.state)).toEqual(['expired', 'given', 'withdrawn'])
    expect(stateOf(three)?.since).toEqual(NOON)
  })

  it('an old journal is read to its end, and a line that cannot be one of ours changes nothing', async () => {
    const { id: contactId } = await makeContact(db)
    await grant(db, contactId, purpose.id)
    const said = { contactId, purposeId: purpose.id, channel: 'email', at: LATER.toISOString() }
    const held = { type: 'held', contactId, channel: null, since: LATER.toISOString(), until: null }
    const lines = [
      { ...said, type: 'withdrawn', method: 'preference_page', actor: 'contact' },
      { ...held, kind: 'weekly', brandId: null }, // how often is about a sender
      { ...held, kind: 'given', brandId: null },
      { ...held, kind: 'complaint', brandId: null },
    ]
    await appendFile(path(), lines.map((line) => `\n${JSON.stringify(line)}\n`).join(''))
    expect(await replayJournal(db, journal, LATER)).toEqual({ restored: 2, unknown: 0, unreadable: 2 })
    expect(await mayMail(contactId)).toBe(false)
    expect((await holdsOf(contactId)).map(({ kind }) => kind)).toEqual(['complaint'])
  })
})
