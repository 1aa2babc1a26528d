// Takes facts that others report: finds the person, asks whether it may be watched, and records what may be kept.
// Nobody is ever created here, and what is not allowed leaves no trace.
import { addressHash, type IdentityKind, normaliseAddress } from '../contacts/index.ts'
import { type Db, listSql, Prisma } from '../platform/database.ts'
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
  const known = reported.flatMap((event, position) => {
    const contactId = people.get(referenceKey(event.person))
    if (contactId === undefined) unknown.push(position)
    const { person: _, ...fact } = event
    return contactId === undefined ? [] : [{ position, fact: { ...fact, contactId, source } }]
  })
  const fates = await recordInLanes(
    db,
    known.map(({ fact }) => fact),
    now,
  )
  const of = (fate: Fate) => known.filter((_, index) => fates[index] === fate)
  return {
    recorded: of('recorded').length,
    repeated: of('repeated').length,
    unknown,
    notAllowed: of('not_allowed').map(({ position }) => position),
  }
}

const referenceKey = ({ kind, value }: PersonReference) => `${kind}:${value}`

/** The contact behind each reference, by kind and value as given. A merged contact leads to the one it became. */
async function findPeople(db: Db, references: readonly PersonReference[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const addresses = new Map<string, { kind: string; hash: string }>()
  const contacts = new Set<string>()
  for (const reference of references) {
    if (reference.kind === 'contact') contacts.add(reference.value)
    else {
      const value = normaliseAddress(reference.kind, reference.value)
      if (value !== undefined)
        addresses.set(referenceKey(reference), { kind: reference.kind, hash: addressHash(reference.kind, value) })
    }
  }
  for (const id of contacts) found.set(`contact:${id}`, id)
  for (const { asked, contact_id } of contacts.size > 0 ? await findOddContacts(db, [...contacts]) : [])
    if (contact_id === null) found.delete(`contact:${asked}`)
    else found.set(`contact:${asked}`, contact_id)
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

/** Of these ids, those that are no contact by themselves: unknown or erased (null), or merged into another. */
async function findOddContacts(db: Db, ids: readonly string[]) {
  return db.$queryRaw<{ asked: string; contact_id: string | null }[]>(Prisma.sql`
    select asked.id as asked, case when contact.erased_at is null then contact.merged_into_id end as contact_id
    from unnest(${listSql(ids, 'uuid')}) as asked (id) left join contact on contact.id = asked.id
    where contact.id is null or contact.erased_at is not null or contact.merged_into_id is not null`)
}

async function findOwners(db: Db, addresses: readonly { kind: string; hash: string }[]) {
  return db.$queryRaw<{ kind: string; hash: string; contact_id: string }[]>(Prisma.sql`
    select asked.kind, asked.hash, address_key.contact_id
    from unnest(${addresses.map((one) => one.kind)}::text[], ${addresses.map((one) => one.hash)}::text[])
      as asked (kind, hash)
    join address_key on address_key.kind = asked.kind and address_key.value_hash = decode(asked.hash, 'hex')
    join contact on contact.id = address_key.contact_id and contact.erased_at is null`)
}
