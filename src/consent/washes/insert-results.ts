// Writes down who is on a list, or what a register says of them. In small transactions: a list may hold hundreds of
// thousands, and nobody who withdraws meanwhile may wait for all of them.
import { lockContacts } from '../../contacts/index.ts'
import { type Db, inTransaction, listSql, Prisma } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import type { Register, RegisteredChannel } from '../calls/registers/index.ts'

/** People locked at once: some ten milliseconds. */
const CHUNK = 1000

export type List = { id: string; register: Register; channel: RegisteredChannel }
export type Result = {
  contactId: string
  addressHash: Uint8Array
  /** null until the answer comes. */
  isReserved: boolean | null
}
export type Answered = { washedAt: Date; recordedAt: Date }

/** Inserts these, in the order of contacts; answers how many. Whoever is being erased is left out: they are locked first. */
export async function insertResults(
  db: Db,
  list: List,
  results: readonly Result[],
  answered: Answered | null,
): Promise<number> {
  let inserted = 0
  for (let at = 0; at < results.length; at += CHUNK) {
    const chunk = results.slice(at, at + CHUNK)
    inserted += await inTransaction(db, async (tx) => {
      const live = await lockContacts(
        tx,
        chunk.map(({ contactId }) => contactId),
      )
      const listed = chunk.filter(({ contactId }) => live.has(contactId))
      if (listed.length > 0) await insertChunk(tx, list, listed, answered)
      return listed.length
    })
  }
  return inserted
}

async function insertChunk(db: Db, list: List, results: readonly Result[], answered: Answered | null): Promise<void> {
  const { id, register, channel } = list
  const ids = results.map(({ contactId }) => contactId)
  const hashes = results.map(({ addressHash }) => `\\x${Buffer.from(addressHash).toString('hex')}`)
  const answers = results.map(({ isReserved }) => isReserved)
  // The reference leads nowhere but into this list, so an answer to another one is told apart.
  await db.$executeRaw(Prisma.sql`
    insert into wash_result (contact_id, wash_id, register, channel, reference, address_hash, is_reserved, washed_at,
      recorded_at)
    select contact_id, ${id}::uuid, ${register.id}, ${channel},
      substr(encode(sha256(convert_to(${id} || contact_id::text, 'UTF8')), 'hex'), 1, 16), address_hash, is_reserved,
      ${answered?.washedAt ?? null}::timestamptz, ${answered?.recordedAt ?? null}::timestamptz
    from unnest(${listSql(ids, 'uuid')}, ${listSql(hashes, 'bytea')}, ${listSql(answers, 'boolean')})
      as listed (contact_id, address_hash, is_reserved)`)
}

export const nobodyNeedsIt = (register: Register) =>
  new DomainError(
    'conflict',
    `Nobody has to be compared with ${register.name} now: those who may be reached have been, or nobody may be.`,
  )
