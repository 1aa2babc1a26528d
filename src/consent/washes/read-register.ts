// Compares our people with the file of a whole register. What it says of them is kept, and of nobody else: a register
// may be used for washing only. However long the file, memory holds our own people.
import { type Db, Prisma } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { newId } from '../../platform/id.ts'
import { type Register, type RegisteredChannel, washedSince } from '../calls/registers/index.ts'
import { hashFile, type WashFile, type WashOutcome } from './answer-wash.ts'
import { callableSql } from './find-callable.ts'
import { insertResults, keepReserved, nobodyNeedsIt } from './insert-results.ts'
import { type KeyKind, type ListLine, openList, personKey } from './read-list.ts'

export type RegisterFile = WashFile & {
  register: Register
  channel: RegisteredChannel
  /** When the file was fetched from the register. */
  fetchedAt: Date
  by: string
  isTrial: boolean
}

/** Of so many lines one may be none of the country's: more, and it is another file. */
const STRANGE_LINES = 100

/** Reads the register and records what it says. Throws `invalid` where it is not this register, and `conflict`. */
export async function readRegister(db: Db, file: RegisterFile, now: Date): Promise<WashOutcome> {
  const { register, channel, fetchedAt } = file
  if (fetchedAt > now || fetchedAt < washedSince(register, now))
    throw new DomainError(
      'invalid',
      'The file was fetched before this period began, or later than now. Fetch it anew, and say when you did.',
      { faults: [{ path: 'fetchedAt', message: 'Write a moment of this period that has passed.' }] },
    )
  const kinds: KeyKind[] = channel === 'phone' ? ['phone', 'person'] : ['person']
  const { kind, lines } = await openList(file.open, register, kinds)
  const people = await findPeople(db, register, channel, kind, now)
  const { found, read, strange } = await findInFile(lines, people)
  if (strange * STRANGE_LINES > read)
    throw new DomainError(
      'invalid',
      `${strange} of ${read} lines are none of ${register.name}. Nothing was recorded. Choose its file.`,
    )
  const results = people.map(({ contactId, addressHash, key }) => ({
    contactId,
    addressHash,
    isReserved: found.has(key),
  }))
  const outcome = { people: results.length, reserved: results.filter(({ isReserved }) => isReserved).length }
  if (file.isTrial) return outcome
  const id = newId(now)
  const answered = { washedAt: fetchedAt, recordedAt: now }
  const reserved = results.flatMap(({ contactId, isReserved }) => (isReserved ? [contactId] : []))
  await keepReserved({ register, channel }, reserved, answered)
  // What was read is on record before anybody counts as washed by it.
  await db.wash.create({
    data: {
      ...{
        id,
        register: register.id,
        channel,
        kind: 'file',
        startedAt: now,
        startedBy: file.by,
        ...outcome,
        ...answered,
      },
      ...{ recordedBy: file.by, fileName: file.fileName, fileHash: await hashFile(file.open) },
    },
  })
  await insertResults(db, { id, register, channel }, results, answered)
  return outcome
}

type Person = { contactId: string; addressHash: Uint8Array; key: string }
type Row = {
  contact_id: string
  address_hash: Uint8Array
  phone: string | null
  last_name: string | null
  street: string | null
  postal_code: string | null
}

/** Our people who need it, by what the file calls them. Whoever has no such name cannot be found, so nothing is said of them. */
async function findPeople(
  db: Db,
  register: Register,
  channel: RegisteredChannel,
  kind: KeyKind,
  now: Date,
): Promise<Person[]> {
  const callable = await callableSql(db, register, channel, now)
  const rows = callable
    ? await db.$queryRaw<Row[]>(Prisma.sql`
        select callable.contact_id, callable.address_hash, address.value as phone, contact.last_name, contact.street,
          contact.postal_code
        from (${callable}) callable join contact on contact.id = callable.contact_id
        left join identity address on address.contact_id = contact.id and address.kind = 'phone' and address.is_primary
        where callable.address_hash is not null order by callable.contact_id`)
    : []
  if (rows.length === 0) throw nobodyNeedsIt(register)
  const people = rows.flatMap((row) => {
    const key =
      kind === 'phone'
        ? (row.phone ?? undefined)
        : personKey(row.last_name ?? '', row.street ?? '', row.postal_code ?? '')
    return key === undefined ? [] : [{ contactId: row.contact_id, addressHash: row.address_hash, key }]
  })
  if (people.length === 0)
    throw new DomainError(
      'conflict',
      'None of our people has a street and a postal code, so none can be found in this file.',
    )
  return people
}

/** Which of these the file names. Nothing else of it is remembered. */
async function findInFile(lines: AsyncIterable<ListLine>, people: readonly Person[]) {
  const keys = new Set(people.map(({ key }) => key))
  const found = new Set<string>()
  let read = 0
  let strange = 0
  for await (const { key } of lines) {
    read++
    if (key === undefined) strange++
    else if (keys.has(key)) found.add(key)
  }
  return { found, read, strange }
}
