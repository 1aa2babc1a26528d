// One entry of the ledger, opened: its fields give its hash, the hash with its salt the leaf, and the leaf leads to the
// signed head of the log. Nobody's address or evidence is in it. For files that many entries stand in.
import { z } from 'zod'
import type { Db } from '../../platform/database.ts'
import { commitEntry, entryFields, hashFields, type LedgerEntry } from '../chain-events.ts'
import { findSigner, type LogHead, parseCheckpoint } from './checkpoint.ts'
import { hashLeaf, makeInclusionProof, verifyInclusion } from './merkle.ts'
import { RefusedLine } from './signed-lines.ts'
import type { PublicKey } from './signing-keys.ts'
import { findSubtrees } from './tiles.ts'

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`))
export const entryProof = z.object({
  /** In the order of docs/ledger.md. */
  fields: z.array(z.union([z.string(), z.number(), z.null()])).length(13),
  previousHash: hex(32),
  hash: hex(32),
  /** Null once the person was erased: then the entry cannot be linked to its leaf any more, which still stands. */
  salt: hex(16).nullable(),
  commitment: hex(32),
  /** Null while the log has not taken it in. */
  leaf: z.object({ index: z.int().min(0), hashes: z.array(z.base64()) }).nullable(),
})
export type EntryProof = z.infer<typeof entryProof>

export type ProvenRow = LedgerEntry & {
  evidenceHash: Uint8Array
  previousHash: Uint8Array
  hash: Uint8Array
  commitment: Uint8Array
  salt: Uint8Array | null
  leafIndex: number | null
}
/** Opens entries against one signed head. */
export type Prover = { checkpoint: string | null; prove: (row: ProvenRow) => Promise<EntryProof> }

/** A prover for the newest signed head. It keeps hashes of the log as it goes, so one is for one file. */
export async function openProver(db: Db): Promise<Prover> {
  const newest = await db.proofCheckpoint.findFirst({ orderBy: [{ size: 'desc' }, { createdAt: 'desc' }] })
  const find = findSubtrees(db)
  const size = newest?.size ?? 0
  const asHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
  return {
    checkpoint: newest?.note ?? null,
    prove: async (row) => {
      const isIn = row.leafIndex !== null && row.leafIndex < size
      const hashes = isIn ? await makeInclusionProof(row.leafIndex ?? 0, size, find) : []
      return {
        fields: entryFields(row, row.evidenceHash),
        previousHash: asHex(row.previousHash),
        hash: asHex(row.hash),
        salt: row.salt && asHex(row.salt),
        commitment: asHex(row.commitment),
        leaf: isIn
          ? { index: row.leafIndex ?? 0, hashes: hashes.map((one) => Buffer.from(one).toString('base64')) }
          : null,
      }
    },
  }
}

/** The head that a file brings, where one of these keys has signed it; undefined where the file brings none. */
export function readHead(note: string | null, keys: readonly PublicKey[], line: number): LogHead | undefined {
  if (note === null) return undefined
  const checkpoint = parseCheckpoint(note)
  if (!checkpoint || !findSigner(checkpoint, keys))
    throw new RefusedLine(line, 'The head of the log is not signed by a key that is known here.')
  return checkpoint
}

/** How far an entry can be followed. Throws RefusedLine where it does not hold. */
export function verifyEntry(
  entry: EntryProof,
  head: LogHead | undefined,
  line: number,
): 'proven' | 'erased' | 'pending' {
  const hash = hashFields(entry.fields, Buffer.from(entry.previousHash, 'hex'))
  if (hash.toString('hex') !== entry.hash) throw new RefusedLine(line, 'The fields of the entry do not give its hash.')
  const commitment = Buffer.from(entry.commitment, 'hex')
  if (entry.salt !== null && !commitEntry(Buffer.from(entry.salt, 'hex'), hash).equals(commitment))
    throw new RefusedLine(line, 'The entry is not what its leaf was made from.')
  if (entry.leaf === null) return 'pending'
  const hashes = entry.leaf.hashes.map((one) => Buffer.from(one, 'base64'))
  if (
    !head ||
    !verifyInclusion(hashLeaf(commitment), { index: entry.leaf.index, size: head.size, root: head.root, hashes })
  )
    throw new RefusedLine(line, 'The entry is not in the log whose head was signed.')
  return entry.salt === null ? 'erased' : 'proven'
}
