import { appendFile, mkdtemp, readFile, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  decide,
  type Journal,
  openJournal,
  registerJournal,
  registerSilencers,
  replayJournal,
} from '../../src/consent/index.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, NOON, withdraw } from '../support/factories.ts'

const { db } = await testDatabase()
const LATER = new Date(+NOON + DAY_MS)
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
})
