// Takes facts that others report: finds the person, asks whether it may be watched, and records what may be kept.
// Nobody is ever created here, and what is not allowed leaves no trace.
import { addressHash, type IdentityKind, type NewEvent, normaliseAddress } from '../contacts/index.ts'
import { type Db, Prisma } from '../platform/database.ts'
import { type Fate, recordInLanes } from './record-in-lanes.ts'

/** How a reported fact names its person: our own id, or an address. */
export type PersonReference = { kind: 'contact' | IdentityKind; value: string }
export type ReportedEvent = {
  id?: string
  person: PersonReference
  type: string
  occurredAt: Date
  properties: Record<string, unknown>
}
export type Admission = {
  recorded: number
  repeated: number
  /** Positions in the batch whose person is not known. */
  unknown: number[]
  /** Positions in the batch that need a yes to tracking which was not in force. Nothing of them is kept. */
  notAllowed: number[]
}

/** Records what may be kept. Answers for every event, once everything is committed. */
export async function admitEvents(
  db: Db,
  reported: readonly ReportedEvent[],
  source: string,
  now: Date,
): Promise<Admission> {
  const owners = await findOwners(db, reported)
  const unknown: number[] = []
  const positions: number[] = []
  const facts: NewEvent[] = []
  for (const [position, { id, person, type, occurredAt, properties }] of reported.entries()) {
    const contactId = person.kind === 'contact' ? person.value : owners.get(referenceKey(person))
    if (contactId === undefined) unknown.push(position)
    else {
      positions.push(position)
      facts.push({ contactId, ...(id === undefined ? {} : { id }), type, occurredAt, source, properties })
    }
  }
  const fates = await recordInLanes(db, facts, now)
  const of = (fate: Fate) => positions.filter((_, index) => fates[index] === fate)
  return {
    recorded: of('recorded').length,
    repeated: of('repeated').length,
    unknown: [...unknown, ...of('unknown')].sort((a, b) => a - b),
    notAllowed: of('not_allowed'),
  }
}

const referenceKey = ({ kind, value }: PersonReference) => `${kind}:${value}`

/** The contact behind each address that is named, by kind and value as given. Our own ids are looked at when they are locked. */
async function findOwners(db: Db, reported: readonly ReportedEvent[]): Promise<Map<string, string>> {
  const hashes = new Map<string, { kind: IdentityKind; hash: string }>()
  for (const { person } of reported) {
    if (person.kind === 'contact') continue
    const value = normaliseAddress(person.kind, person.value)
    if (value !== undefined)
      hashes.set(referenceKey(person), { kind: person.kind, hash: addressHash(person.kind, value) })
  }
  if (hashes.size === 0) return new Map()
  const asked = [...hashes.values()]
  const rows = await db.$queryRaw<{ kind: string; hash: string; contact_id: string }[]>(Prisma.sql`
    select asked.kind, asked.hash, address_key.contact_id
    from unnest(${asked.map((one) => one.kind)}::text[], ${asked.map((one) => one.hash)}::text[])
      as asked (kind, hash)
    join address_key on address_key.kind = asked.kind and address_key.value_hash = decode(asked.hash, 'hex')
    join contact on contact.id = address_key.contact_id and contact.erased_at is null`)
  const owners = new Map(rows.map((row) => [`${row.kind}:${row.hash}`, row.contact_id]))
  return new Map(
    [...hashes].flatMap(([key, { kind, hash }]) => {
      const owner = owners.get(`${kind}:${hash}`)
      return owner === undefined ? [] : [[key, owner]]
    }),
  )
}
