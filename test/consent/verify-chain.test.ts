import { describe, expect, it } from 'vitest'
import { type ChainRow, findChains, verifyChain, verifyLedger } from '../../src/consent/verify-chain.ts'
import { sqlState } from '../../src/platform/database.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, NOON, withdraw } from '../support/factories.ts'

const { db } = await testDatabase()

/** A contact with four entries: a yes, a no, a yes again, a no again. */
async function makeChain(): Promise<ChainRow[]> {
  const [purpose, contact] = [await makePurpose(db, { validityMonths: 24 }), await makeContact(db)]
  for (const day of [0, 2]) {
    await grant(db, contact.id, purpose.id, { now: new Date(+NOON + day * DAY_MS) })
    await withdraw(db, contact.id, purpose.id, { now: new Date(+NOON + (day + 1) * DAY_MS) })
  }
  return [...((await findChains(db, [contact.id])).get(contact.id) ?? [])]
}

const flip = (bytes: Uint8Array) => Buffer.from(bytes).map((byte, index) => (index === 7 ? byte ^ 1 : byte))
const other = '0b8d6d9e-8b57-4b47-9f7a-9b1f6f0f6a01'

describe('a chain of the ledger', () => {
  it('verifies as it was written, and reading it back from the database changes nothing', async () => {
    const rows = await makeChain()
    expect(rows.map((row) => [row.entry.seq, row.entry.type])).toEqual([
      [1, 'given'],
      [2, 'withdrawn'],
      [3, 'given'],
      [4, 'withdrawn'],
    ])
    expect(verifyChain(rows)).toBeUndefined()
  })

  it('names the first bad entry when one byte of anything in it changes (T2)', async () => {
    const rows = await makeChain()
    const changes: ((row: ChainRow) => ChainRow)[] = [
      (row) => ({ ...row, hash: flip(row.hash) }),
      (row) => ({ ...row, previousHash: flip(row.previousHash) }),
      (row) => ({ ...row, evidenceHash: flip(row.evidenceHash) }),
      (row) => ({ ...row, commitment: flip(row.commitment) }),
      (row) => ({ ...row, salt: flip(row.salt ?? new Uint8Array(16)) }),
      (row) => ({ ...row, evidence: { ...(row.evidence as object), page: 'https://other.example' } }),
      (row) => ({ ...row, entry: { ...row.entry, type: 'refused' } }),
      (row) => ({ ...row, entry: { ...row.entry, purposeId: other } }),
      (row) => ({ ...row, entry: { ...row.entry, channel: 'sms' } }),
      (row) => ({ ...row, entry: { ...row.entry, textId: other } }),
      (row) => ({ ...row, entry: { ...row.entry, actor: 'staff' } }),
      (row) => ({ ...row, entry: { ...row.entry, method: 'api' } }),
      (row) => ({ ...row, entry: { ...row.entry, contactId: other } }),
      (row) => ({ ...row, entry: { ...row.entry, expiresAt: NOON } }),
      (row) => ({ ...row, entry: { ...row.entry, occurredAt: new Date(+row.entry.occurredAt + 1) } }),
      (row) => ({ ...row, entry: { ...row.entry, recordedAt: new Date(+row.entry.recordedAt + 1) } }),
    ]
    for (const [number, change] of changes.entries())
      for (const bad of [0, 1, 3]) {
        const fault = verifyChain(rows.map((row, index) => (index === bad ? change(row) : row)))
        expect(fault?.seq, `change ${number} of entry ${bad + 1}`).toBe(bad + 1)
      }
  })

  it('names what is missing when an entry is taken out or two change places (T2)', async () => {
    const [one, two, three, four] = (await makeChain()) as [ChainRow, ChainRow, ChainRow, ChainRow]
    expect(verifyChain([one, three, four])).toMatchObject({ seq: 2, fault: 'missing' })
    expect(verifyChain([two, three, four])).toMatchObject({ seq: 1, fault: 'missing' })
    expect(verifyChain([one, three, two, four])).toMatchObject({ seq: 2, fault: 'missing' })
  })

  it('still verifies when the evidence beside it has been erased (T5)', async () => {
    const rows = await makeChain()
    expect(verifyChain(rows.map((row) => ({ ...row, salt: null, evidence: null })))).toBeUndefined()
  })

  it('is salted: the same words of two people have nothing in common (T5)', async () => {
    const [one, two] = [await makeChain(), await makeChain()]
    expect(one[0]?.evidenceHash).not.toEqual(two[0]?.evidenceHash)
    expect(one[0]?.commitment).not.toEqual(two[0]?.commitment)
    expect(one[0]?.salt?.length).toBeGreaterThanOrEqual(16)
  })
})

describe('the ledger in the database', () => {
  it('refuses update, delete and truncate (T1)', async () => {
    await makeChain()
    for (const change of [
      () => db.$executeRaw`update consent_event set type = 'given' where type = 'withdrawn'`,
      () => db.$executeRaw`delete from consent_event where seq = 1`,
      () => db.$executeRaw`truncate consent_event cascade`,
      () => db.$executeRaw`update purpose_text set text = 'You agreed to everything.'`,
      () => db.$executeRaw`truncate purpose_text cascade`,
    ])
      expect(sqlState(await change().catch((error: unknown) => error))).toBe('23001')
  })

  it('refuses a yes without the words that were shown (C1)', async () => {
    const { id } = await makeContact(db)
    const bytes = Buffer.alloc(32)
    const yes = db.$executeRaw`insert into consent_event (contact_id, seq, purpose_id, channel, type, occurred_at, recorded_at,
        method, actor, evidence_hash, previous_hash, hash, commitment)
      values (${id}::uuid, 1, ${other}::uuid, 'email', 'given', ${NOON}, ${NOON}, 'api', 'contact', ${bytes}, ${bytes}, ${bytes}, ${bytes})`
    expect(sqlState(await yes.catch((error: unknown) => error))).toBe('23514')
  })

  it('is checked whole: what was changed behind its back is named, and a state that rests on nothing too', async () => {
    const [first, second, third] = [await makeChain(), await makeChain(), await makeChain()]
    const idOf = (rows: ChainRow[]) => rows[0]?.entry.contactId ?? ''
    const before = await verifyLedger(db, NOON)
    expect(before.faults).toEqual([])
    expect(before.entries).toBe(await db.consentEvent.count())

    await db.$executeRaw`update consent_state set state = 'given' where contact_id = ${idOf(second)}::uuid`
    await db.$transaction(async (tx) => {
      await tx.$executeRaw`alter table consent_event disable trigger consent_event_insert_only`
      await tx.$executeRaw`update consent_event set type = 'refused' where contact_id = ${idOf(first)}::uuid and seq = 2`
      await tx.$executeRaw`delete from consent_event where contact_id = ${idOf(third)}::uuid and seq = 4`
      await tx.$executeRaw`alter table consent_event enable trigger consent_event_insert_only`
    })
    const { faults } = await verifyLedger(db, NOON)
    expect(faults).toHaveLength(3)
    expect(faults).toContainEqual({ contactId: idOf(first), seq: 2, fault: 'entry' })
    expect(faults).toContainEqual({ contactId: idOf(second), seq: 4, fault: 'state' })
    expect(faults).toContainEqual({ contactId: idOf(third), seq: 4, fault: 'state' })
  })
})

describe('many writers at once', () => {
  it('never fork a chain, in whatever order they come', { timeout: 60_000 }, async () => {
    const purposes = [await makePurpose(db), await makePurpose(db), await makePurpose(db)]
    const contacts = [await makeContact(db), await makeContact(db), await makeContact(db)]
    const writes = Array.from({ length: 60 }, (_, index) => {
      const [contact, purpose] = [contacts[index % 3], purposes[(index >> 2) % 3]]
      if (!contact || !purpose) throw new Error('three of each were made')
      const at = { now: new Date(+NOON + index) }
      return index % 2 === 0 ? grant(db, contact.id, purpose.id, at) : withdraw(db, contact.id, purpose.id, at)
    })
    await Promise.all(writes)
    const chains = await findChains(
      db,
      contacts.map((contact) => contact.id),
    )
    let entries = 0
    for (const rows of chains.values()) {
      expect(verifyChain(rows)).toBeUndefined()
      entries += rows.length
    }
    // A yes that lost the race against a later no is held back; nothing else is missing.
    const noes = 30
    expect(entries).toBeGreaterThanOrEqual(noes)
    expect(entries).toBeLessThanOrEqual(60)
  })
})
