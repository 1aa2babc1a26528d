// Takes facts that others report: finds the person, asks whether it may be watched, and records what may be kept.
// Nobody is ever created here, and what is not allowed leaves no trace.
import { decideMany } from '../consent/index.ts'
import { addressHash, type IdentityKind, type NewEvent, normaliseAddress, recordEvents } from '../contacts/index.ts'
import { type Db, Prisma } from '../platform/database.ts'
import { type TrackingChannel, trackingChannel } from './event-kinds.ts'

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
    return contactId === undefined ? [] : [{ event, position, contactId, channel: trackingChannel(event.type) }]
  })
  const permissions = await findTrackingSince(db, known, now)
  const notAllowed: number[] = []
  const admitted = known.flatMap(({ event, position, contactId, channel }): NewEvent[] => {
    const { person: _, ...fact } = event
    const since = channel ? permissions[channel].get(contactId) : undefined
    // A yes speaks of what comes after it.
    if (!channel || (since !== undefined && since <= event.occurredAt)) return [{ ...fact, contactId, source }]
    notAllowed.push(position)
    return []
  })
  const recorded = (await recordEvents(db, admitted, now)).length
  return { recorded, repeated: admitted.length - recorded, unknown, notAllowed }
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
  if (contacts.size > 0)
    for (const row of await findContacts(db, [...contacts])) found.set(`contact:${row.asked}`, row.contact_id)
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

async function findContacts(db: Db, ids: readonly string[]) {
  return db.$queryRaw<{ asked: string; contact_id: string }[]>(Prisma.sql`
    select id as asked, coalesce(merged_into_id, id) as contact_id from contact
    where id = any(${[...ids]}::uuid[]) and erased_at is null`)
}

async function findOwners(db: Db, addresses: readonly { kind: string; hash: string }[]) {
  return db.$queryRaw<{ kind: string; hash: string; contact_id: string }[]>(Prisma.sql`
    select asked.kind, asked.hash, address_key.contact_id
    from unnest(${addresses.map((one) => one.kind)}::text[], ${addresses.map((one) => one.hash)}::text[])
      as asked (kind, hash)
    join address_key on address_key.kind = asked.kind and address_key.value_hash = decode(asked.hash, 'hex')
    join contact on contact.id = address_key.contact_id and contact.erased_at is null`)
}

/** Since when each of these may be watched, on each channel. Whoever is not in it may not. */
async function findTrackingSince(
  db: Db,
  known: readonly { contactId: string; channel: TrackingChannel | undefined }[],
  now: Date,
): Promise<Record<TrackingChannel, Map<string, Date>>> {
  const since = { web: new Map<string, Date>(), email: new Map<string, Date>() }
  const watched = known.filter((one) => one.channel !== undefined)
  const purposes = watched.length > 0 ? await findTrackingPurposes(db) : []
  for (const channel of ['web', 'email'] as const) {
    const ids = [...new Set(watched.filter((one) => one.channel === channel).map((one) => one.contactId))]
    for (const purpose of ids.length > 0 ? purposes.filter((one) => one.channels.includes(channel)) : [])
      for (const decision of await decideMany(db, ids, { purposeId: purpose.id, channel, at: now })) {
        const known = since[channel].get(decision.contactId)
        if (decision.isAllowed && decision.since && (!known || decision.since < known))
          since[channel].set(decision.contactId, decision.since)
      }
  }
  return since
}

/** What a person says yes to so that they may be watched, in the order in which brands list it. */
export async function findTrackingPurposes(db: Db) {
  return db.purpose.findMany({
    where: { kind: 'tracking', retiredAt: null },
    orderBy: [{ position: 'asc' }, { createdAt: 'asc' }],
  })
}
