import { describe, expect, it } from 'vitest'
import { hashLeaf, hashNode, rootOf } from '../../../src/consent/proof/merkle.ts'
import { sequenceEntries } from '../../../src/consent/proof/sequence-entries.ts'
import { appendNodes, findSubtrees, readTile } from '../../../src/consent/proof/tiles.ts'
import { sqlState } from '../../../src/platform/database.ts'
import { testDatabase } from '../../support/database.ts'
import { grant, makeContact, makePurpose, NOON } from '../../support/factories.ts'
import { makeEntries, sequenceAll } from './log.ts'

const { db } = await testDatabase()
const RESTRICT_VIOLATION = '23001'

async function findCommitments(): Promise<Buffer[]> {
  const rows = await db.$queryRaw<{ leaf_index: number; commitment: Uint8Array }[]>`
    select leaf_index, commitment from proof_leaf join consent_event using (contact_id, seq) order by leaf_index`
  expect(rows.map((row) => row.leaf_index)).toEqual(rows.map((_, index) => index))
  return rows.map((row) => Buffer.from(row.commitment))
}
const countPending = async () =>
  (await db.$queryRaw<{ count: number }[]>`select count(*)::int as count from proof_pending`)[0]?.count

describe('taking entries into the log', () => {
  it('gives each entry one place, without gaps, in whatever batches, and leaves none pending', async () => {
    await makeEntries(db, 20)
    expect(await sequenceAll(db, 7)).toBe(30)
    await makeEntries(db, 4)
    expect(await sequenceAll(db)).toBe(36)
    expect(await countPending()).toBe(0)
    expect(await db.consentEvent.count()).toBe(36)
  })

  it('hashes each entry’s commitment as a leaf of the tree (T3)', async () => {
    const leaves = (await findCommitments()).map(hashLeaf)
    expect(await readTile(db, 0, 0)).toEqual(leaves)
  })

  it('takes nothing that is not committed, and everything once it is', async () => {
    const [purpose, contact] = [await makePurpose(db), await makeContact(db)]
    const before = await sequenceAll(db)
    await db.$transaction(async (tx) => {
      await grant(tx as typeof db, contact.id, purpose.id, { now: NOON })
      expect(await sequenceEntries(db)).toEqual({ size: before, added: 0 })
    })
    expect(await sequenceEntries(db)).toEqual({ size: before + 1, added: 1 })
  })

  it('is done by one process at a time, and nobody who records waits for it', async () => {
    const [purpose, contact] = [await makePurpose(db), await makeContact(db)]
    await db.$transaction(async (tx) => {
      await tx.$queryRaw`select pg_advisory_xact_lock(6962)::text`
      await grant(db, contact.id, purpose.id, { now: NOON })
      expect(await sequenceEntries(db)).toBeUndefined()
    })
    expect((await sequenceEntries(db))?.added).toBe(1)
  })
})

describe('the database', () => {
  it('refuses a gap, a change, a removal and a second place for an entry (T1)', async () => {
    const refusal = async (work: Promise<unknown>) =>
      sqlState(
        await work.then(
          () => undefined,
          (error: unknown) => error,
        ),
      )
    const [{ id }, size] = [await makeContact(db), await sequenceAll(db)]
    expect(await refusal(db.proofLeaf.create({ data: { leafIndex: size + 1, contactId: id, seq: 1 } }))).toBe(
      RESTRICT_VIOLATION,
    )
    const leaf = await db.proofLeaf.findUniqueOrThrow({ where: { leafIndex: 3 } })
    expect(await refusal(db.proofLeaf.create({ data: { ...leaf, leafIndex: size } }))).toBeDefined()
    expect(await refusal(db.$executeRaw`update proof_leaf set seq = 9 where leaf_index = 3`)).toBe(RESTRICT_VIOLATION)
    expect(await refusal(db.$executeRaw`delete from proof_leaf`)).toBe(RESTRICT_VIOLATION)
    expect(await refusal(db.$executeRaw`truncate proof_leaf`)).toBe(RESTRICT_VIOLATION)
    const shorter = db.$executeRaw`update proof_tile set hashes = substring(hashes for 32)`
    expect(await refusal(shorter)).toBe(RESTRICT_VIOLATION)
    const other = db.$executeRaw`update proof_tile set hashes = overlay(hashes placing '\\x00'::bytea from 1)`
    expect(await refusal(other)).toBe(RESTRICT_VIOLATION)
    expect(await refusal(db.$executeRaw`delete from proof_tile`)).toBe(RESTRICT_VIOLATION)
  })
})

describe('tiles', () => {
  it('answer every subtree as plain hashing does, over three levels of tiles and odd batches', async () => {
    const leaves = Array.from({ length: 66_000 }, (_, index) => hashLeaf(Buffer.from(`${index}`)))
    await db.$transaction(
      async (tx) => {
        await tx.$executeRaw`alter table proof_tile disable trigger user`
        await tx.$executeRaw`delete from proof_tile`
        await tx.$executeRaw`alter table proof_tile enable trigger user`
        for (let size = 0; size < leaves.length; size += 5001)
          await appendNodes(tx, size, leaves.slice(size, size + 5001))
        const plain = await rootOf(leaves.length, plainSubtrees(leaves))
        expect(Buffer.from(await rootOf(leaves.length, findSubtrees(tx)))).toEqual(Buffer.from(plain))
        expect(await readTile(tx, 2, 0)).toHaveLength(1)
      },
      { timeout: 30_000 },
    )
  })
})

/** Every level of the tree by itself. */
function plainSubtrees(leaves: readonly Buffer[]) {
  const levels: Buffer[][] = [[...leaves]]
  for (let row = levels[0] ?? []; row.length > 1; row = levels.at(-1) ?? [])
    levels.push(
      Array.from({ length: Math.floor(row.length / 2) }, (_, at) =>
        hashNode(row[at * 2] ?? Buffer.of(), row[at * 2 + 1] ?? Buffer.of()),
      ),
    )
  return async (level: number, index: number) => levels[level]?.[index] ?? Buffer.of()
}
