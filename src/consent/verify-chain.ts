// Checks the ledger as anybody could: computes every hash again from what is written beside it. Changes nothing.
import { type Db, Prisma } from '../platform/database.ts'
import {
  asEntry,
  commitEntry,
  type EntryRow,
  hashEntry,
  hashEvidence,
  type LedgerEntry,
  NO_PREVIOUS,
} from './chain-events.ts'

export type ChainRow = {
  entry: LedgerEntry
  evidenceHash: Uint8Array
  previousHash: Uint8Array
  hash: Uint8Array
  commitment: Uint8Array
  /** Beside the ledger; gone after erasure, and the chain still verifies. */
  salt: Uint8Array | null
  evidence: unknown
}
/** `seq` names the first entry that does not hold, and `fault` why; 'state': what is believed now does not follow from it. */
export type ChainFault = { contactId: string; seq: number; fault: 'missing' | 'entry' | 'link' | 'evidence' | 'state' }

/** The first fault of one contact's chain, given in order of seq, or undefined where all of it holds. */
export function verifyChain(rows: readonly ChainRow[]): ChainFault | undefined {
  let previous: Uint8Array = NO_PREVIOUS
  for (const [index, row] of rows.entries()) {
    const { contactId, seq } = row.entry
    const at = (fault: ChainFault['fault']): ChainFault => ({ contactId, seq, fault })
    if (seq !== index + 1) return { contactId, seq: index + 1, fault: 'missing' }
    if (!isSame(row.previousHash, previous)) return at('link')
    if (!isSame(row.hash, hashEntry(row.entry, row.evidenceHash, row.previousHash))) return at('entry')
    if (row.salt !== null) {
      if (!isSame(row.evidenceHash, hashEvidence(row.salt, row.evidence))) return at('evidence')
      if (!isSame(row.commitment, commitEntry(row.salt, row.hash))) return at('evidence')
    }
    previous = row.hash
  }
  return undefined
}

const isSame = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0

/** The chains of these contacts, each in order of seq. */
export async function findChains(db: Db, contactIds: readonly string[]): Promise<Map<string, ChainRow[]>> {
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    select entry.contact_id, entry.seq, purpose_id, channel, type, occurred_at, recorded_at, method, actor, text_id,
      expires_at, evidence_hash, previous_hash, hash, commitment, evidence.salt, evidence.data
    from consent_event entry
    left join consent_evidence evidence on evidence.contact_id = entry.contact_id and evidence.seq = entry.seq
    where entry.contact_id = any(${[...contactIds]}::uuid[])
    order by entry.contact_id, entry.seq`)
  return Map.groupBy(rows.map(asChainRow), (row) => row.entry.contactId)
}

type Row = EntryRow & {
  evidence_hash: Uint8Array
  previous_hash: Uint8Array
  hash: Uint8Array
  commitment: Uint8Array
  salt: Uint8Array | null
  data: unknown
}

const asChainRow = (row: Row): ChainRow => ({
  entry: asEntry(row),
  evidenceHash: row.evidence_hash,
  previousHash: row.previous_hash,
  hash: row.hash,
  commitment: row.commitment,
  salt: row.salt,
  evidence: row.data,
})

/** Contacts whose chains are read at once: a few thousand entries in memory, one round trip each. */
const CHUNK = 2000

/** Faults named by one check. More than these are a different kind of trouble. */
const MAX_FAULTS = 100

export type LedgerCheck = { checkedAt: Date; contacts: number; entries: number; faults: ChainFault[] }

/** Verifies every chain, a chunk of contacts at a time, and that each state rests on the entry it names. */
export async function verifyLedger(db: Db, now: Date): Promise<LedgerCheck> {
  const check: LedgerCheck = { checkedAt: now, contacts: 0, entries: 0, faults: await findUnfoundedStates(db) }
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const ids = await findContactsWithEntries(db, after)
    const last = ids.at(-1)
    if (last === undefined) return check
    for (const rows of (await findChains(db, ids)).values()) {
      const fault = verifyChain(rows)
      if (fault && check.faults.length < MAX_FAULTS) check.faults.push(fault)
      check.entries += rows.length
    }
    check.contacts += ids.length
    after = last
  }
}

async function findContactsWithEntries(db: Db, after: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ contact_id: string }[]>(Prisma.sql`
    select distinct contact_id from consent_event where contact_id > ${after}::uuid order by contact_id limit ${CHUNK}`)
  return rows.map((row) => row.contact_id)
}

/** States without the entry that would make them so: edited, or resting on a chain that was cut off at its end. */
async function findUnfoundedStates(db: Db): Promise<ChainFault[]> {
  const rows = await db.$queryRaw<{ contact_id: string; seq: number }[]>(Prisma.sql`
    select state.contact_id, state.seq from consent_state state
    left join consent_event entry on entry.contact_id = state.contact_id and entry.seq = state.seq
      and entry.purpose_id = state.purpose_id and entry.channel = state.channel
      and case entry.type when 'confirmed' then 'given' else entry.type end = state.state
      and entry.expires_at is not distinct from state.expires_at
    where entry.contact_id is null limit ${MAX_FAULTS}`)
  return rows.map((row) => ({ contactId: row.contact_id, seq: row.seq, fault: 'state' }))
}
