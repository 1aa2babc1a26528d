// The proof that an entry of the ledger stands in the log, for receipts and for whoever asks (consent.md T7).
import type { Db } from '../../platform/database.ts'
import { makeInclusionProof } from './merkle.ts'
import { findSubtrees } from './tiles.ts'
import { findHead } from './witness/cosigned-head.ts'

export type InclusionProof = {
  leafIndex: number
  /** Leaves of the log that the checkpoint signs. */
  treeSize: number
  /** From the leaf's sibling up to the root, 32 bytes each. */
  hashes: Buffer[]
  /** The signed note, whole, with the signatures of those who cosigned it. */
  checkpoint: string
}

/**
 * Proves the entry against the newest checkpoint, or the newest that a second party has signed too. Undefined until a checkpoint covers it, which is a matter of seconds:
 * ask again. The leaf itself is the entry's `commitment`, hashed by `hashLeaf`.
 */
export async function proveInclusion(
  db: Db,
  { contactId, seq }: { contactId: string; seq: number },
): Promise<InclusionProof | undefined> {
  const leaf = await db.proofLeaf.findUnique({ where: { contactId_seq: { contactId, seq } } })
  const head = leaf && (await findHead(db, { above: leaf.leafIndex, cosigned: true }))
  if (!leaf || !head) return undefined
  const hashes = await makeInclusionProof(leaf.leafIndex, head.size, findSubtrees(db))
  return {
    leafIndex: leaf.leafIndex,
    treeSize: head.size,
    hashes: hashes.map((hash) => Buffer.from(hash)),
    checkpoint: head.note,
  }
}

/** A proof as a file of its own: C2SP tlog-proof. */
export function formatProof({ leafIndex, hashes, checkpoint }: InclusionProof): string {
  const lines = ['c2sp.org/tlog-proof@v1', `index ${leafIndex}`, ...hashes.map((hash) => hash.toString('base64'))]
  return `${lines.join('\n')}\n\n${checkpoint}`
}
