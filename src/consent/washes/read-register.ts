// Compares our people with the file of a whole register. What it says of them is kept, and of nobody else: a register
// may be used for washing only. However long the file, memory holds our own people.
import { type Db, inTransaction, listSql, Prisma } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { newId } from '../../platform/id.ts'
import { type Register, type RegisteredChannel, washedSince } from '../calls/registers/index.ts'
import { hashFile, recordAnswer, type WashFile, type WashOutcome } from './answer-wash.ts'
import { type KeyKind, openList, personKey } from './read-list.ts'
import { insertPeople } from './start-wash.ts'

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
  const fileHash = await hashFile(file.open)
  return inTransaction(db, async (tx) => {
    const id = newId(now)
    const people = await insertPeople(tx, { id, register, channel, who: 'all' }, now)
    const byKey = await findKeys(tx, id, kind)
    const without = people - [...byKey.values()].reduce((sum, ids) => sum + ids.length, 0)
    // Whoever has no postal address cannot be found in a file of addresses, so nothing is known of them.
    if (without > 0) await leaveOut(tx, id, [...byKey.values()].flat())
    if (without === people)
      throw new DomainError(
        'conflict',
        'None of our people has a street and a postal code, so none can be found in this file.',
      )
    const reserved = new Set<string>()
    let read = 0
    let strange = 0
    for await (const { key } of lines) {
      read++
      if (key === undefined) strange++
      else for (const contactId of byKey.get(key) ?? []) reserved.add(contactId)
    }
    if (strange * STRANGE_LINES > read)
      throw new DomainError(
        'invalid',
        `${strange} of ${read} lines are none of ${register.name}. Nothing was recorded. Choose its file.`,
      )
    const outcome = { people: people - without, reserved: reserved.size }
    if (file.isTrial) throw new TrialEnded(outcome)
    const isReserved = Prisma.sql`contact_id in (select unnest(${listSql([...reserved], 'uuid')}))`
    const answered = { washedAt: fetchedAt, recordedAt: now }
    await tx.wash.create({
      data: {
        ...{ id, register: register.id, channel, kind: 'file', startedAt: now, startedBy: file.by, ...outcome },
        ...{ ...answered, recordedBy: file.by, fileName: file.fileName, fileHash },
      },
    })
    await recordAnswer(tx, id, isReserved, answered)
    return outcome
  }).catch((error: unknown) => {
    if (error instanceof TrialEnded) return error.outcome
    throw error
  })
}

/** Takes back what a trial has written, by ending its transaction. */
class TrialEnded extends Error {
  readonly outcome: WashOutcome
  constructor(outcome: WashOutcome) {
    super('only a trial')
    this.outcome = outcome
  }
}

type Person = {
  contact_id: string
  phone: string | null
  last_name: string | null
  street: string | null
  postal_code: string | null
}

/** Our people by what the file calls them. */
async function findKeys(db: Db, washId: string, kind: KeyKind): Promise<Map<string, string[]>> {
  const rows = await db.$queryRaw<Person[]>(Prisma.sql`
    select listed.contact_id, address.value as phone, contact.last_name, contact.street, contact.postal_code
    from wash_result listed join contact on contact.id = listed.contact_id
    left join identity address on address.contact_id = contact.id and address.kind = 'phone' and address.is_primary
    where listed.wash_id = ${washId}::uuid`)
  const keys = new Map<string, string[]>()
  for (const row of rows) {
    const key =
      kind === 'phone'
        ? (row.phone ?? undefined)
        : personKey(row.last_name ?? '', row.street ?? '', row.postal_code ?? '')
    if (key !== undefined) keys.set(key, [...(keys.get(key) ?? []), row.contact_id])
  }
  return keys
}

async function leaveOut(db: Db, washId: string, kept: readonly string[]): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    delete from wash_result where wash_id = ${washId}::uuid and contact_id not in (select unnest(${listSql(kept, 'uuid')}))`)
}
