// Takes facts that others report: finds the person, asks whether it may be watched, and records what may be kept.
// Nobody is ever created here, and what is not allowed leaves no trace.
import { addressHash, type IdentityKind, normaliseAddress } from '../contacts/index.ts'
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
  const people = await findPeople(
    db,
    reported.map((event) => event.person),
  )
  const unknown: number[] = []
  const known = reported.flatMap(({ person, ...fact }, position) => {
    const contactId = people.get(referenceKey(person))
    if (contactId === undefined) unknown.push(position)
    return contactId === undefined ? [] : [{ position, fact: { ...fact, contactId, source } }]
  })
  const fates = await recordInLanes(
    db,
    known.map(({ fact }) => fact),
    now,
  )
  const of = (fate: Fate) => known.flatMap(({ position }, index) => (fates[index] === fate ? [position] : []))
  return {
    recorded: of('recorded').length,
    repeated: of('repeated').length,
    unknown: [...unknown, ...of('unknown')].sort((a, b) => a - b),
    notAllowed: of('not_allowed'),
  }
}

const referenceKey = ({ kind, value }: PersonReference) => `${kind}:${value}`

/** The contact behind each reference, by kind and value as given. Our own ids are looked at when they are locked. */
async function findPeople(db: Db, references: readonly PersonReference[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const addresses = new Map<string, { kind: string; hash: string }>()
  for (const reference of references) {
    if (reference.kind === 'contact') found.set(referenceKey(reference), reference.value)
    else {
      const value = normaliseAddress(reference.kind, reference.value)
      if (value !== undefined)
        addresses.set(referenceKey(reference), { kind: reference.kind, hash: addressHash(reference.kind, value) })
    }
  }
  if (addresses.size > 0) {
    const rows = await findOwners(db, [...addresses.values()])
    const owners = new Map(rows.map((row) => [`${row.kind}:${row.hash}`, row.contact_id]))
    for (const [key, { kind, hash }] of addresses) {
      const owner = owners.get(`${kind}:${hash}`)
      if (owner !== undefined) found.set(key, owner)
    }
  }
  return found
}

async function findOwners(db: Db, addresses: readonly { kind: string; hash: string }[]) {
  return db.$queryRaw<{ kind: string; hash: string; contact_id: string }[]>(Prisma.sql`
    select asked.kind, asked.hash, address_key.contact_id
    from unnest(${addresses.map((one) => one.kind)}::text[], ${addresses.map((one) => one.hash)}::text[])
      as asked (kind, hash)
    join address_key on address_key.kind = asked.kind and address_key.value_hash = decode(asked.hash, 'hex')
    join contact on contact.id = address_key.contact_id and contact.erased_at is null`)
}
