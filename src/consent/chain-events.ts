// How one entry of the ledger binds to the one before it. Pure, so that anybody can check it (docs/ledger.md).
import { hash as hashOnce } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { ConsentActor, ConsentEventType, ConsentMethod } from './words.ts'

export type LedgerEntry = {
  contactId: string
  seq: number
  purposeId: string | null
  channel: string | null
  type: ConsentEventType
  occurredAt: Date
  recordedAt: Date
  method: ConsentMethod
  actor: ConsentActor
  textId: string | null
  expiresAt: Date | null
}

/** An entry as its row in `consent_event` has it. */
export type EntryRow = {
  contact_id: string
  seq: number
  purpose_id: string | null
  channel: string | null
  type: LedgerEntry['type']
  occurred_at: Date
  recorded_at: Date
  method: LedgerEntry['method']
  actor: LedgerEntry['actor']
  text_id: string | null
  expires_at: Date | null
}

export const asEntry = (row: EntryRow): LedgerEntry => ({
  contactId: row.contact_id,
  seq: row.seq,
  purposeId: row.purpose_id,
  channel: row.channel,
  type: row.type,
  occurredAt: row.occurred_at,
  recordedAt: row.recorded_at,
  method: row.method,
  actor: row.actor,
  textId: row.text_id,
  expiresAt: row.expires_at,
})

/** Bytes of salt for each entry: enough that nobody can guess the evidence behind a hash (consent.md T5 asks 16). */
export const SALT_BYTES = 16
/** What the first entry of a contact names as its predecessor. */
export const NO_PREVIOUS = Buffer.alloc(32)

/** Where what is hashed is put together; the ledger of an import hashes three times for every row. */
let scratch = Buffer.allocUnsafe(4096)

function sha256(first: Uint8Array, second: string | Uint8Array): Buffer {
  const most = first.length + (typeof second === 'string' ? 3 * second.length : second.length)
  if (most > scratch.length) scratch = Buffer.allocUnsafe(2 * most)
  scratch.set(first)
  let end = first.length
  if (typeof second === 'string') end += scratch.write(second, end)
  else {
    scratch.set(second, end)
    end += second.length
  }
  return hashOnce('sha256', scratch.subarray(0, end), 'buffer')
}

/** SHA-256 over salt and the RFC 8785 form of the evidence: proves the evidence while it is kept, says nothing after. */
export function hashEvidence(salt: Uint8Array, evidence: unknown): Buffer {
  return sha256(salt, canonicalize(evidence) ?? '')
}

/** The fields that an entry's hash covers, in the order of docs/ledger.md. */
export function entryFields(entry: LedgerEntry, evidenceHash: Uint8Array): (string | number | null)[] {
  return [
    1, // version of this list
    entry.contactId,
    entry.seq,
    entry.purposeId,
    entry.channel,
    entry.type,
    entry.occurredAt.toISOString(),
    entry.recordedAt.toISOString(),
    entry.method,
    entry.actor,
    entry.textId,
    entry.expiresAt?.toISOString() ?? null,
    Buffer.from(evidenceHash).toString('hex'),
  ]
}

/** SHA-256 over the previous hash and the RFC 8785 form of this entry's fields. */
export function hashEntry(entry: LedgerEntry, evidenceHash: Uint8Array, previousHash: Uint8Array): Buffer {
  return hashFields(entryFields(entry, evidenceHash), previousHash)
}

/** The same over fields that are there already, as a receipt has them. */
export function hashFields(fields: readonly (string | number | null)[], previousHash: Uint8Array): Buffer {
  // An array of strings, whole numbers and nulls: JSON.stringify is its RFC 8785 form.
  return sha256(previousHash, JSON.stringify(fields))
}

/** What the public log holds of an entry: nobody can link it to a person once the salt is gone. */
export function commitEntry(salt: Uint8Array, hash: Uint8Array): Buffer {
  return sha256(salt, hash)
}
