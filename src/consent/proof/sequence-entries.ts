// Takes entries of the ledger into the log: gives each a place and hashes it into the tree. Beside the recording, never
// within it, so that no yes and no withdrawal ever waits for the tree.
import { type Db, inTransaction, listSql, Prisma, type Transaction } from '../../platform/database.ts'
import { hashLeaf } from './merkle.ts'
import { appendNodes } from './tiles.ts'

/** Entries in one transaction: some hundred ms, so that a process that stops loses little. */
const BATCH = 5000
/** The advisory lock of whoever appends: two at once would give out the same places. */
const LOCK = 6962

export type Sequenced = { size: number; added: number }

/**
 * Takes up to `limit` pending entries in, ordered within the batch by (recorded_at, contact_id, seq), and answers with
 * the size of the log. Undefined while another process is doing this.
 */
export async function sequenceEntries(db: Db, limit = BATCH): Promise<Sequenced | undefined> {
  return inTransaction(db, async (tx) => {
    const [lock] = await tx.$queryRaw<{ mine: boolean }[]>`select pg_try_advisory_xact_lock(${LOCK}::int) as mine`
    if (!lock?.mine) return undefined
    const size = await countLeaves(tx)
    const entries = await takePending(tx, limit)
    if (entries.length === 0) return { size, added: 0 }
    const hashes = entries.map(({ contact_id, seq, commitment }) => {
      if (commitment === null)
        throw new Error(`Entry ${seq} of contact ${contact_id} is pending but not in the ledger.`)
      return hashLeaf(commitment)
    })
    await appendNodes(tx, size, hashes)
    await insertLeaves(tx, size, entries)
    return { size: size + entries.length, added: entries.length }
  })
}

/** How many leaves the log has. */
export async function countLeaves(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ size: number }[]>`
    select coalesce(max(leaf_index) + 1, 0)::int as size from proof_leaf`
  return row?.size ?? 0
}

type Pending = { contact_id: string; seq: number; commitment: Uint8Array | null }

async function takePending(tx: Transaction, limit: number): Promise<Pending[]> {
  return tx.$queryRaw<Pending[]>(Prisma.sql`
    with taken as (
      delete from proof_pending where ctid = any(array(select ctid from proof_pending limit ${limit}::int))
      returning contact_id, seq
    )
    select taken.contact_id, taken.seq, entry.commitment
    from taken left join consent_event entry on entry.contact_id = taken.contact_id and entry.seq = taken.seq
    order by entry.recorded_at, taken.contact_id, taken.seq`)
}

async function insertLeaves(tx: Transaction, size: number, entries: readonly Pending[]): Promise<void> {
  const ids = entries.map(({ contact_id }) => contact_id)
  const seqs = entries.map(({ seq }) => seq)
  await tx.$executeRaw(Prisma.sql`
    insert into proof_leaf (leaf_index, contact_id, seq)
    select ${size}::int + place - 1, contact_id, seq
    from unnest(${listSql(ids, 'uuid')}, ${listSql(seqs, 'int')}) with ordinality as t (contact_id, seq, place)`)
}
