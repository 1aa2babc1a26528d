// Hashing of the log of consent as RFC 6962 has it, and the proofs that follow (consent.md T3, T4). Pure: node:crypto and
// nothing else, so that anybody can check a proof with this file alone.
import { hash as hashOnce } from 'node:crypto'

/** Bytes of one hash. */
export const HASH_BYTES = 32
/** The root of a log without leaves: SHA-256 of nothing. */
export const EMPTY_ROOT: Buffer = hashOnce('sha256', '', 'buffer')

const LEAF = Buffer.of(0)
const NODE = Buffer.of(1)

/** SHA-256(0x00 ‖ entry), RFC 6962 section 2.1. */
export function hashLeaf(entry: Uint8Array): Buffer {
  return hashOnce('sha256', Buffer.concat([LEAF, entry]), 'buffer')
}

/** SHA-256(0x01 ‖ left ‖ right), RFC 6962 section 2.1. */
export function hashNode(left: Uint8Array, right: Uint8Array): Buffer {
  return hashOnce('sha256', Buffer.concat([NODE, left, right]), 'buffer')
}

/** Whether the leaf stands at `index` in the log of `size` leaves with this root. RFC 9162 section 2.1.3.2. */
export function verifyInclusion(
  leafHash: Uint8Array,
  { index, size, hashes, root }: { index: number; size: number; hashes: readonly Uint8Array[]; root: Uint8Array },
): boolean {
  if (!isPlace(index) || !isPlace(size) || index >= size || !areHashes([leafHash, root, ...hashes])) return false
  let at: Place = { node: index, last: size - 1 }
  let result = leafHash
  for (const hash of hashes) {
    if (at.last === 0) return false
    if (isRight(at)) {
      result = hashNode(hash, result)
      at = upToRight(at)
    } else result = hashNode(result, hash)
    at = up(at)
  }
  return at.last === 0 && isSame(result, root)
}

type Head = { size: number; root: Uint8Array }

/**
 * Whether the later log begins with all of the earlier one. RFC 9162 section 2.1.4.2. An earlier log without leaves is
 * refused: everything begins with nothing, so such a proof would prove nothing.
 */
export function verifyConsistency(earlier: Head, later: Head, hashes: readonly Uint8Array[]): boolean {
  if (!isPlace(earlier.size) || !isPlace(later.size) || earlier.size < 1 || earlier.size > later.size) return false
  if (!areHashes(hashes)) return false
  if (earlier.size === later.size) return hashes.length === 0 && isSame(earlier.root, later.root)
  // A whole tree is a node of the later one, which the proof therefore leaves out.
  const [first, ...rest] = isPowerOfTwo(earlier.size) ? [earlier.root, ...hashes] : hashes
  if (first === undefined || hashes.length === 0) return false
  let at: Place = { node: earlier.size - 1, last: later.size - 1 }
  while (at.node % 2 === 1) at = up(at)
  let [before, after] = [first, first]
  for (const hash of rest) {
    if (at.last === 0) return false
    if (isRight(at)) {
      before = hashNode(hash, before)
      after = hashNode(hash, after)
      at = upToRight(at)
    } else after = hashNode(after, hash)
    at = up(at)
  }
  return at.last === 0 && isSame(before, earlier.root) && isSame(after, later.root)
}

/** A node on one level of the tree, and the last node of that level. */
type Place = { node: number; last: number }

const up = ({ node, last }: Place): Place => ({ node: Math.floor(node / 2), last: Math.floor(last / 2) })
const isRight = ({ node, last }: Place) => node % 2 === 1 || node === last
/** Levels on which the node has no sibling are passed by: a left edge alone at the end of its level. */
function upToRight(at: Place): Place {
  let place = at
  while (place.node % 2 === 0 && place.node !== 0) place = up(place)
  return place
}

const isPlace = (value: number) => Number.isSafeInteger(value) && value >= 0
const isPowerOfTwo = (value: number) => Number.isInteger(Math.log2(value))
const isSame = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0
const areHashes = (values: readonly Uint8Array[]) => values.every((value) => value.length === HASH_BYTES)

/** The hash over the 2^level leaves from index · 2^level on, all of which the log has. */
export type FindSubtree = (level: number, index: number) => Promise<Uint8Array>

/** The root of the first `size` leaves. */
export async function rootOf(size: number, find: FindSubtree): Promise<Uint8Array> {
  return size === 0 ? EMPTY_ROOT : hashRange(0, size, find)
}

/** The hashes with which `verifyInclusion` gets from the leaf to the root: at most log2(size) of them. */
export async function makeInclusionProof(index: number, size: number, find: FindSubtree): Promise<Uint8Array[]> {
  const proof: Uint8Array[] = []
  let [start, count] = [0, size]
  while (count > 1) {
    const half = leftHalf(count)
    const isLeft = index < start + half
    proof.push(await (isLeft ? hashRange(start + half, count - half, find) : hashRange(start, half, find)))
    ;[start, count] = isLeft ? [start, half] : [start + half, count - half]
  }
  return proof.reverse()
}

/** The hashes with which `verifyConsistency` sees that the log of `later` leaves begins with that of `earlier`. */
export async function makeConsistencyProof(earlier: number, later: number, find: FindSubtree): Promise<Uint8Array[]> {
  const proof: Uint8Array[] = []
  let [start, count] = [0, later]
  while (start + count > earlier) {
    const half = leftHalf(count)
    const isLeft = earlier <= start + half
    proof.push(await (isLeft ? hashRange(start + half, count - half, find) : hashRange(start, half, find)))
    ;[start, count] = isLeft ? [start, half] : [start + half, count - half]
  }
  if (start > 0) proof.push(await hashRange(start, count, find))
  return proof.reverse()
}

async function hashRange(start: number, count: number, find: FindSubtree): Promise<Uint8Array> {
  if (isPowerOfTwo(count)) return find(Math.log2(count), start / count)
  const half = leftHalf(count)
  return hashNode(await hashRange(start, half, find), await hashRange(start + half, count - half, find))
}

/** The largest power of two below `count`. */
const leftHalf = (count: number) => 2 ** Math.floor(Math.log2(count - 1))
