import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { run as runJcs } from '../../../conformance/jcs.ts'
import { run as runMerkle } from '../../../conformance/merkle.ts'
import {
  EMPTY_ROOT,
  type FindSubtree,
  hashLeaf,
  hashNode,
  makeConsistencyProof,
  makeInclusionProof,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '../../../src/consent/proof/merkle.ts'

const DATA = join(import.meta.dirname, '../../../../shared/data')
const hasData = existsSync(join(DATA, 'merkle'))

const leaves = Array.from({ length: 70 }, (_, index) => hashLeaf(Buffer.from(`entry ${index}`)))
const find: FindSubtree = async (level, index) => {
  const [one, other] = [leaves[index], level > 0]
  if (!other) return one ?? EMPTY_ROOT
  return hashNode(await find(level - 1, index * 2), await find(level - 1, index * 2 + 1))
}

/** RFC 6962 section 2.1 word for word, which knows nothing of subtrees. */
function plainRoot(hashes: readonly Buffer[]): Buffer {
  const [only] = hashes
  if (only === undefined) return EMPTY_ROOT
  if (hashes.length === 1) return only
  let half = 1
  while (half * 2 < hashes.length) half *= 2
  return hashNode(plainRoot(hashes.slice(0, half)), plainRoot(hashes.slice(half)))
}

describe('hashing as RFC 6962 has it', () => {
  test('puts 0 before a leaf and 1 before two nodes (T3)', () => {
    // From the tests of transparency-dev/merkle: the hash of an empty leaf, and of no leaves.
    const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
    expect(hex(hashLeaf(Buffer.alloc(0)))).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d')
    expect(hex(EMPTY_ROOT)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(hex(hashNode(Buffer.from('N123'), Buffer.from('N456')))).toBe(
      'aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb',
    )
  })

  test('comes to the root of the definition for every size', async () => {
    for (let size = 0; size <= leaves.length; size++)
      expect(Buffer.from(await rootOf(size, find))).toEqual(plainRoot(leaves.slice(0, size)))
  })
})

describe('proofs that are made', () => {
  test('verify for every leaf of every size, and for no other leaf or place', async () => {
    for (let size = 1; size <= 40; size++) {
      const root = await rootOf(size, find)
      for (let index = 0; index < size; index++) {
        const hashes = await makeInclusionProof(index, size, find)
        const leaf = leaves[index] ?? EMPTY_ROOT
        expect(verifyInclusion(leaf, { index, size, hashes, root })).toBe(true)
        expect(verifyInclusion(leaf, { index: index + 1, size, hashes, root })).toBe(false)
        expect(verifyInclusion(leaves[index + 1] ?? EMPTY_ROOT, { index, size, hashes, root })).toBe(false)
      }
    }
  })

  test('show for any two sizes that the later log begins with the earlier one', async () => {
    for (let later = 1; later <= 40; later++)
      for (let earlier = 1; earlier <= later; earlier++) {
        const heads = [
          { size: earlier, root: await rootOf(earlier, find) },
          { size: later, root: await rootOf(later, find) },
        ] as const
        expect(verifyConsistency(...heads, await makeConsistencyProof(earlier, later, find))).toBe(true)
      }
  })

  test('are refused from a log without leaves, with which everything begins (T4)', async () => {
    const [nothing, some] = [
      { size: 0, root: EMPTY_ROOT },
      { size: 5, root: await rootOf(5, find) },
    ]
    expect(verifyConsistency(nothing, nothing, [])).toBe(false)
    expect(verifyConsistency(nothing, some, [])).toBe(false)
    expect(verifyConsistency(nothing, some, [some.root])).toBe(false)
  })

  test('are refused once any byte of them is another', async () => {
    const size = leaves.length
    const root = await rootOf(size, find)
    await fc.assert(
      fc.asyncProperty(fc.nat(size - 1), fc.nat(1000), fc.nat(255), async (index, place, change) => {
        const hashes = await makeInclusionProof(index, size, find)
        const all = Buffer.concat(hashes)
        const byte = place % all.length
        all[byte] = (all[byte] ?? 0) ^ (change || 1)
        const changed = hashes.map((_, at) => all.subarray(at * 32, at * 32 + 32))
        expect(verifyInclusion(leaves[index] ?? EMPTY_ROOT, { index, size, hashes: changed, root })).toBe(false)
      }),
      { numRuns: 100 },
    )
  })
})

describe.skipIf(!hasData)(`material of others${hasData ? '' : ' (skipped: there is no ../shared/data)'}`, () => {
  test('the verifiers agree with all 98 inclusion and 98 consistency proofs (T4)', async () => {
    expect(await runMerkle(DATA)).toEqual({ passed: 196, failed: 0, failures: [] })
  })

  test('canonical JSON is RFC 8785 byte for byte', async () => {
    expect(await runJcs(DATA)).toEqual({ passed: 6, failed: 0, failures: [] })
  })
})
