// Checks the whole log as somebody who distrusts the database would: hashes every leaf anew from the ledger and compares
// with the tiles and with every signed head outside (consent.md T2). Changes nothing.
import { type Db, Prisma } from '../../platform/database.ts'
import { verifyLedger } from '../verify-chain.ts'
import { findSigner, type LogHead } from './checkpoint.ts'
import { readCheckpoints, readCosigned } from './checkpoint-files.ts'
import { EMPTY_ROOT, hashLeaf, hashNode, rootOf } from './merkle.ts'
import type { PublicKey } from './signing-keys.ts'
import { findSubtrees, readTile, TILE_NODES } from './tiles.ts'
import { findCosignatures, type WitnessKey } from './witness/cosignature.ts'

/** `index`: the first leaf that it concerns, where that can be told; null for what is not in the log. */
export type LogFault = { index: number | null; what: string }
export type LogCheck = {
  leaves: number
  entries: number
  pending: number
  checkpoints: number
  /** Heads that a witness known here has signed too; the leaves of the largest and when it was signed. */
  cosigned: { heads: number; size: number; at: Date } | null
  faults: LogFault[]
}

/** Leaves that are read at once: whole tiles, a few MB. */
const CHUNK = 32 * TILE_NODES
/** Faults named by one check; the first index is always among them. */
const MAX_FAULTS = 20

/**
 * Verifies every leaf, every checkpoint in `folder` and every chain. Faults come in order of their place in the log:
 * the first is the first bad index. `keys` must not come from the database that is checked.
 */
export async function verifyLog(
  db: Db,
  { folder, keys, witnesses = [] }: { folder: string; keys: readonly PublicKey[]; witnesses?: readonly WitnessKey[] },
  now: Date,
): Promise<LogCheck> {
  const { heads, faults } = await readHeads(folder, keys)
  const cosigned = await readCosignedHeads(folder, { keys, witnesses }, { heads, faults })
  const { leaves, first } = await verifyLeaves(db, heads, faults)
  const ledger = await verifyLedger(db, now)
  for (const { contactId, seq, fault } of ledger.faults) {
    const leaf = await db.proofLeaf.findUnique({ where: { contactId_seq: { contactId, seq } } })
    faults.push({ index: leaf?.leafIndex ?? null, what: `entry ${seq} of contact ${contactId}: ${CHAIN_WORDS[fault]}` })
  }
  const { pending, forgotten } = await findOutside(db)
  for (const { contact_id, seq } of forgotten)
    faults.push({ index: null, what: `entry ${seq} of contact ${contact_id} is neither in the log nor pending` })
  if (first !== undefined) faults.unshift(first)
  faults.sort((one, other) => (one.index ?? Infinity) - (other.index ?? Infinity))
  const checkpoints = heads.reduce((sum, { files }) => sum + files, 0)
  return { leaves, entries: ledger.entries, pending, checkpoints, cosigned, faults: faults.slice(0, MAX_FAULTS) }
}

const CHAIN_WORDS = {
  missing: 'it is missing from its chain',
  entry: 'its fields do not give its hash',
  link: 'it does not follow the entry before it',
  evidence: 'its evidence or its commitment is another',
  state: 'what is believed now does not follow from it',
}

type SignedHead = LogHead & { file: string; files: number }

/** The heads outside, by size; the same head in several files counts as one. */
async function readHeads(folder: string, keys: readonly PublicKey[]) {
  const [heads, faults]: [Map<string, SignedHead>, LogFault[]] = [new Map(), []]
  for await (const { checkpoint, file } of readCheckpoints(folder)) {
    if (!checkpoint || !findSigner(checkpoint, keys)) {
      faults.push({ index: null, what: `${file} is damaged, or no key here has signed it` })
      continue
    }
    const { size, root } = checkpoint
    const key = `${size} ${Buffer.from(root).toString('hex')}`
    heads.set(key, { size, root, file, files: (heads.get(key)?.files ?? 0) + 1 })
  }
  return { heads: [...heads.values()].sort((one, other) => one.size - other.size), faults }
}

/** What a second party has signed too: compared with the log like every head, also where the head's own file is gone. */
async function readCosignedHeads(
  folder: string,
  { keys, witnesses }: { keys: readonly PublicKey[]; witnesses: readonly WitnessKey[] },
  { heads, faults }: { heads: SignedHead[]; faults: LogFault[] },
): Promise<LogCheck['cosigned']> {
  let found = null as LogCheck['cosigned']
  for await (const { checkpoint, file } of readCosigned(folder)) {
    const [cosignature] = checkpoint ? findCosignatures(checkpoint, witnesses) : []
    if (!checkpoint || !findSigner(checkpoint, keys) || (witnesses.length > 0 && !cosignature)) {
      faults.push({ index: null, what: `${file} is damaged, or a key that is not known here has signed it` })
      continue
    }
    const { size, root } = checkpoint
    const isKnown = heads.some((head) => head.size === size && Buffer.compare(head.root, root) === 0)
    if (!isKnown) heads.push({ size, root, file, files: 0 })
    if (cosignature) found = { heads: (found?.heads ?? 0) + 1, size, at: cosignature.at }
  }
  heads.sort((one, other) => one.size - other.size)
  return found
}

type Leaf = { leaf_index: number; commitment: Uint8Array | null }

/** Hashes every leaf anew. `first` is the first that is not what its tile holds. */
async function verifyLeaves(db: Db, heads: readonly SignedHead[], faults: LogFault[]) {
  const tree: Parts = { size: 0, roots: [] }
  const waiting = [...heads]
  let [first, lastGood]: [LogFault | undefined, number] = [undefined, 0]
  const compare = () => {
    for (; waiting[0] && waiting[0].size <= tree.size; waiting.shift()) {
      const [{ root, size, file }] = waiting as [SignedHead]
      if (Buffer.compare(root, rootOfParts(tree)) === 0) lastGood = size
      else
        faults.push({ index: first?.index ?? lastGood, what: `the first ${size} leaves are not what ${file} signed` })
    }
  }
  for (let isMore = true; isMore; ) {
    const chunk = await findLeaves(db, tree.size)
    isMore = chunk.length === CHUNK // what is taken in meanwhile is for the next check
    const tiles = await readTiles(db, tree.size / TILE_NODES, Math.ceil(chunk.length / TILE_NODES))
    for (const [at, { leaf_index, commitment }] of chunk.entries()) {
      const hash = commitment && hashLeaf(commitment)
      const isRight = leaf_index === tree.size && hash && tiles[at] && Buffer.compare(hash, tiles[at]) === 0
      if (!isRight) first ??= { index: tree.size, what: describeLeaf(leaf_index === tree.size, commitment !== null) }
      append(tree, hash ?? EMPTY_ROOT)
      compare()
    }
  }
  for (const { size, file } of waiting)
    faults.push({ index: tree.size, what: `the log has ${tree.size} leaves, but ${file} signed ${size}` })
  const kept = tree.size === 0 ? EMPTY_ROOT : await rootOf(tree.size, findSubtrees(db)).catch(() => EMPTY_ROOT)
  if (!first && Buffer.compare(kept, rootOfParts(tree)) !== 0)
    faults.push({ index: null, what: 'a tile above the leaves holds other hashes than follow from them' })
  return { leaves: tree.size, first }
}

function describeLeaf(isNext: boolean, isThere: boolean): string {
  if (!isNext) return 'the leaf is missing'
  return isThere
    ? 'the commitment of its entry is not what was taken into the log'
    : 'its entry is gone from the ledger'
}

async function findLeaves(db: Db, from: number): Promise<Leaf[]> {
  return db.$queryRaw<Leaf[]>(Prisma.sql`
    select leaf_index, commitment from proof_leaf
    left join consent_event using (contact_id, seq)
    where leaf_index >= ${from}::int order by leaf_index limit ${CHUNK}::int`)
}

async function readTiles(db: Db, from: number, number: number): Promise<Buffer[]> {
  const tiles: Buffer[][] = []
  for (let at = 0; at < number; at++) tiles.push(await readTile(db, 0, from + at))
  return tiles.flat()
}

/** Entries that wait for the log, and those that the log would never meet. */
async function findOutside(db: Db) {
  const [row] = await db.$queryRaw<{ count: number }[]>`select count(*)::int as count from proof_pending`
  const forgotten = await db.$queryRaw<{ contact_id: string; seq: number }[]>(Prisma.sql`
    select entry.contact_id, entry.seq from consent_event entry
    where not exists (select from proof_leaf leaf where leaf.contact_id = entry.contact_id and leaf.seq = entry.seq)
      and not exists (select from proof_pending pending
        where pending.contact_id = entry.contact_id and pending.seq = entry.seq)
    limit ${MAX_FAULTS}`)
  return { pending: row?.count ?? 0, forgotten }
}

/** A tree of which only the roots of its whole parts are kept, largest first: one hash for each bit of its size. */
type Parts = { size: number; roots: Buffer[] }

function append(tree: Parts, hash: Buffer): void {
  tree.roots.push(hash)
  for (let size = tree.size; size % 2 === 1; size = (size - 1) / 2) {
    const [left, right] = tree.roots.splice(-2) as [Buffer, Buffer]
    tree.roots.push(hashNode(left, right))
  }
  tree.size++
}

function rootOfParts({ roots: [...left] }: Parts): Buffer {
  const last = left.pop() ?? EMPTY_ROOT
  return left.reduceRight((right, part) => hashNode(part, right), last)
}
