// Writes down who is on a list that will be compared with a register, and hands the list out. Only people who may be
// called or written to are on it, and of them only what the register needs.
import { Readable } from 'node:stream'
import { type Db, Prisma } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { newId } from '../../platform/id.ts'
import { findRegister, type ListColumn, type Register, type RegisteredChannel } from '../calls/registers/index.ts'
import { csvLine } from '../import-contacts/read-import.ts'
import { callableSql } from './find-callable.ts'
import { insertResults, nobodyNeedsIt } from './insert-results.ts'
import { writeNumber } from './read-number.ts'

/** `due`: those who were not compared in this period; `all`: everybody who needs it. */
export type Who = 'due' | 'all'

/** Makes a list. Throws `conflict` where nobody would be on it. It is there only when everybody is on it. */
export async function startWash(
  db: Db,
  { register, channel, who, by }: { register: Register; channel: RegisteredChannel; who: Who; by: string },
  now: Date,
): Promise<{ id: string; people: number }> {
  const list = { id: newId(now), register, channel }
  const callable = await callableSql(db, register, channel, now)
  const rows = callable
    ? await db.$queryRaw<{ contact_id: string; address_hash: Uint8Array }[]>(Prisma.sql`
        select contact_id, address_hash from (${callable}) callable where address_hash is not null
          and (is_due or ${who === 'all'}) order by contact_id`)
    : []
  const people = await insertResults(
    db,
    list,
    rows.map((row) => ({ contactId: row.contact_id, addressHash: row.address_hash, isReserved: null })),
    null,
  )
  if (people === 0) throw nobodyNeedsIt(register)
  await db.wash.create({
    data: { id: list.id, register: register.id, channel, kind: 'answer', startedAt: now, startedBy: by, people },
  })
  return { id: list.id, people }
}

const HEADINGS: Record<ListColumn, string> = {
  phone: 'phone',
  firstName: 'first_name',
  lastName: 'last_name',
  street: 'street',
  postalCode: 'postal_code',
  city: 'city',
}

/** The list as a file, while it waits for its answer. Throws `not_found`, and `conflict` once it was answered. */
export async function writeList(db: Db, washId: string): Promise<{ filename: string; content: Readable }> {
  const wash = found(await db.wash.findUnique({ where: { id: washId } }), 'list')
  if (wash.recordedAt !== null)
    throw new DomainError('conflict', 'This list was answered, and is not handed out again. Make a new one.')
  const register = findRegister(wash.register)
  const columns = register.wants[wash.channel as RegisteredChannel] ?? []
  return {
    filename: `${register.name} ${wash.channel} ${wash.startedAt.toISOString().slice(0, 10)}.csv`,
    content: Readable.from(listLines(db, washId, register, columns)),
  }
}

type Row = { reference: string } & Record<ListColumn, string | null>
/** People read from the database at once. */
const PAGE = 2000

async function* listLines(db: Db, washId: string, register: Register, columns: readonly ListColumn[]) {
  yield csvLine(['reference', ...columns.map((column) => HEADINGS[column])])
  for (let after = ''; ; ) {
    const rows = await db.$queryRaw<Row[]>(Prisma.sql`
      select listed.reference, address.value as phone, contact.first_name as "firstName", contact.last_name as "lastName",
        contact.street, contact.postal_code as "postalCode", contact.city
      from wash_result listed
      join contact on contact.id = listed.contact_id
      left join identity address on address.contact_id = contact.id and address.kind = 'phone' and address.is_primary
      where listed.wash_id = ${washId}::uuid and listed.reference > ${after} order by listed.reference limit ${PAGE}`)
    const last = rows.at(-1)
    if (!last) return
    yield rows
      .map((row) => csvLine([row.reference, ...columns.map((column) => cellOf(register, row, column))]))
      .join('')
    after = last.reference
  }
}

function cellOf(register: Register, row: Row, column: ListColumn): string {
  const value = row[column] ?? ''
  return column === 'phone' && value !== '' ? writeNumber(register, value) : value
}
