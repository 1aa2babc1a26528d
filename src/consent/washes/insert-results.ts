// Writes down who is on a list, or what a register says of them. In small transactions: a list may hold hundreds of
// thousands, and nobody who withdraws meanwhile may wait for all of them.
import { lockContacts } from '../../contacts/index.ts'
import { type Db, inTransaction, listSql, Prisma } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { newId } from '../../platform/id.ts'
import { washedAddressSql } from '../calls/call-decision.ts'
import { findRegister, type Register, type RegisteredChannel } from '../calls/registers/index.ts'
import { keepBeforehand } from '../journal.ts'
import type { ReservedLine } from '../journal-lines.ts'

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
  const hashes = results.map(({ addressHash }) => addressHash)
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

/**
 * Writes to the journal whom the register names, before it is recorded: a restored backup may hold an older comparison of
 * the same period that named them not. Ids alone; some thousand in a line, so that a torn one costs little.
 */
export async function keepReserved(
  { register, channel }: Omit<List, 'id'>,
  contactIds: readonly string[],
  { washedAt, recordedAt }: Answered,
): Promise<void> {
  const said = { type: 'reserved', register: register.id, channel } as const
  const times = { washedAt: washedAt.toISOString(), at: recordedAt.toISOString() }
  const chunks = Array.from({ length: Math.ceil(contactIds.length / CHUNK) }, (_, index) =>
    contactIds.slice(index * CHUNK, (index + 1) * CHUNK),
  )
  await keepBeforehand(chunks.map((chunk) => ({ ...said, ...times, contactIds: chunk })))
}

/**
 * Puts back what the journal knows of reserved people and a restored database has forgotten; answers of how many. It
 * counts for the number or address that they have now: which one was compared, the journal does not tell.
 */
export async function restoreReserved(db: Db, { register, channel, contactIds, ...line }: ReservedLine, now: Date) {
  const answered = { washedAt: new Date(line.washedAt), recordedAt: new Date(line.at) }
  const rows = await db.$queryRaw<{ contact_id: string; address_hash: Uint8Array }[]>(Prisma.sql`
    select contact.id as contact_id, ${washedAddressSql(channel)} as address_hash from contact
    left join identity address on address.contact_id = contact.id and address.kind = 'phone' and address.is_primary
    where contact.id = any(${listSql(contactIds, 'uuid')}) and ${washedAddressSql(channel)} is not null
      and not exists (select from wash_result known where known.contact_id = contact.id and known.is_reserved
        and known.register = ${register} and known.channel = ${channel} and known.washed_at = ${answered.washedAt})
    order by contact.id`)
  const results = rows.map((row) => ({ contactId: row.contact_id, addressHash: row.address_hash, isReserved: true }))
  return insertResults(db, { id: newId(now), register: findRegister(register), channel }, results, answered)
}

export const nobodyNeedsIt = (register: Register) =>
  new DomainError(
    'conflict',
    `Nobody has to be compared with ${register.name} now: those who may be reached have been, or nobody may be.`,
  )
