// Takes the answer of a register to one of our lists. All of it is taken, or nothing: an answer to another list, one that
// cannot be read and one that names somebody who is not on the list change nothing.
import { createHash } from 'node:crypto'
import { type Db, inTransaction, listSql, Prisma, type Transaction } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { findRegister, type RegisteredChannel, washedSince } from '../calls/registers/index.ts'
import type { OpenFile } from '../import-contacts/read-file.ts'
import { keepReserved } from './insert-results.ts'
import { type KeyKind, openList } from './read-list.ts'

/** Whom the file names: those who are reserved, or those who may be reached. Everybody else on the list is the other. */
export type Holds = 'reserved' | 'clear'
export type WashFile = { fileName: string; open: OpenFile }
export type WashOutcome = { people: number; reserved: number }

export type WashAnswer = WashFile & {
  washId: string
  holds: Holds
  by: string
  /** Says what would be recorded, and records nothing. */
  isTrial: boolean
}

/** Records an answer. Throws `not_found`, `conflict` (answered before, or too late) and `invalid` (not this list's answer). */
export async function answerWash(db: Db, answer: WashAnswer, now: Date): Promise<WashOutcome> {
  const wash = found(await db.wash.findUnique({ where: { id: answer.washId } }), 'list')
  const register = findRegister(wash.register)
  // A list of postal addresses is answered by its references alone.
  const kinds: KeyKind[] = wash.channel === 'phone' ? ['reference', 'phone'] : ['reference']
  if (wash.recordedAt !== null) throw new DomainError('conflict', 'This list has its answer. Make a new list.')
  if (wash.startedAt < washedSince(register, now))
    throw new DomainError(
      'conflict',
      `The period of this list is over, so its answer would count for nothing. Make a new list.`,
    )
  const { kind, lines } = await openList(answer.open, register, kinds)
  const named = new Map<string, number>()
  for await (const { line, key } of lines) {
    if (key === undefined)
      throw new DomainError('invalid', `Line ${line} names nobody of this list. ${CHOOSE_ITS_ANSWER}`)
    if (!named.has(key)) named.set(key, line)
  }
  const fileHash = await hashFile(answer.open)
  return inTransaction(db, async (tx) => {
    const column = kind === 'reference' ? Prisma.sql`reference` : Prisma.sql`encode(address_hash, 'hex')`
    const keys = [...named.keys()].map((key) => (kind === 'reference' ? key : hashNumber(key)))
    await requireOnList(tx, answer.washId, column, keys, [...named.values()])
    const isNamed = Prisma.sql`${column} in (select unnest(${listSql(keys, 'text')}))`
    const isReserved = answer.holds === 'reserved' ? isNamed : Prisma.sql`not ${isNamed}`
    const [counts] = await tx.$queryRaw<WashOutcome[]>(Prisma.sql`
      select count(*)::int as people, (count(*) filter (where ${isReserved}))::int as reserved
      from wash_result where wash_id = ${answer.washId}::uuid`)
    const outcome = counts ?? { people: 0, reserved: 0 }
    if (answer.isTrial) return outcome
    const answered = { washedAt: wash.startedAt, recordedAt: now }
    // The rows of this list alone are changed, and no contact is locked: whoever withdraws does not wait for a long answer.
    await tx.$executeRaw(Prisma.sql`
      update wash_result set is_reserved = ${isReserved}, washed_at = ${wash.startedAt}, recorded_at = ${now}
      where wash_id = ${answer.washId}::uuid`)
    const { fileName, by } = answer
    const { count } = await tx.wash.updateMany({
      where: { id: answer.washId, recordedAt: null },
      data: { ...answered, recordedBy: by, fileName, fileHash, reserved: outcome.reserved },
    })
    if (count === 0) throw new DomainError('conflict', 'This list has its answer. Make a new list.')
    const reserved = await tx.washResult.findMany({
      where: { washId: answer.washId, isReserved: true },
      select: { contactId: true },
    })
    const ids = reserved.map(({ contactId }) => contactId)
    await keepReserved({ register, channel: wash.channel as RegisteredChannel }, ids, answered)
    return outcome
  })
}

const CHOOSE_ITS_ANSWER = 'Nothing was recorded. Choose the answer to this list, as it came.'

export const hashNumber = (number: string): string => createHash('sha256').update(`phone:${number}`).digest('hex')

export async function hashFile(open: OpenFile): Promise<Uint8Array<ArrayBuffer>> {
  const hash = createHash('sha256')
  for await (const bytes of open()) hash.update(bytes)
  return Uint8Array.from(hash.digest())
}

async function requireOnList(
  tx: Transaction,
  washId: string,
  column: Prisma.Sql,
  keys: readonly string[],
  lines: readonly number[],
): Promise<void> {
  const [first] = await tx.$queryRaw<{ line: number }[]>(Prisma.sql`
    select named.line from unnest(${listSql(keys, 'text')}, ${listSql(lines, 'int')}) as named (key, line)
    left join (select ${column} as key from wash_result where wash_id = ${washId}::uuid) listed on listed.key = named.key
    where listed.key is null order by named.line limit 1`)
  if (first)
    throw new DomainError('invalid', `Line ${first.line} names somebody who is not on this list. ${CHOOSE_ITS_ANSWER}`)
}
