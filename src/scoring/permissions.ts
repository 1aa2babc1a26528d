// Which behaviour may count: only what somebody did while their yes to profiling was in force, and for what only
// watching tells also their yes to tracking. A withdrawal takes back what came before it; a new yes does not return it.
import { hasHoldSql, hasYesSql } from '../consent/index.ts'
import { type Db, listSql, Prisma } from '../platform/database.ts'
import { trackingChannel } from '../tracking/index.ts'

/** From, and until when (null: open). Milliseconds since 1970. */
export type Span = { from: number; until: number | null }
export type Permissions = {
  profiling: Span[]
  tracking: { web: Span[]; email: Span[] }
  /** Times in which nothing counts: the person had objected, was restricted, or had paused. */
  silences: Span[]
  /** The person has stopped everything: nothing counts, whatever was said before. */
  isStopped: boolean
}
export type NotCounted = 'no_profiling' | 'before_profiling' | 'no_tracking' | 'before_tracking' | 'silence'

export const NO_PERMISSIONS: Permissions = {
  profiling: [],
  tracking: { web: [], email: [] },
  silences: [],
  isStopped: false,
}

/** One entry of the ledger, or one hold with its kind as the type. Times in milliseconds since 1970. */
export type Said = {
  contactId: string
  purposeId: string | null
  kind: string | null
  channel: string | null
  type: string
  from: number
  until: number | null
}

/** Follows what one person said, in the order of the ledger, holds last. */
export function followPermissions(said: readonly Said[], now: Date): Permissions {
  const spans = new Map<string, { kind: string; channel: string; list: Span[] }>()
  const silences: Span[] = []
  let isStopped = false
  for (const { purposeId, kind, channel, type, from, until } of said) {
    const key = `${purposeId}/${channel}`
    const list = spans.get(key)?.list ?? []
    if (purposeId !== null && kind !== null && channel !== null) spans.set(key, { kind, channel, list })
    if (type === 'given' || type === 'confirmed') list.push({ from, until })
    else if (type === 'expired') for (const span of list) span.until = Math.min(span.until ?? from, from)
    else if (type === 'refused' || type === 'withdrawn') list.length = 0
    else if (type === 'objected' || type === 'erased') for (const other of spans.values()) other.list.length = 0
    else if (type === 'restricted') isStopped = true
    else if (type === 'unrestricted') isStopped = false
    else if (type.startsWith('hold.')) {
      silences.push({ from, until })
      if (type !== 'hold.pause' && covers({ from, until }, +now)) isStopped = true
    }
  }
  const of = (kind: string, channel: string) =>
    [...spans.values()].filter((one) => one.kind === kind && one.channel === channel).flatMap((one) => one.list)
  return {
    profiling: of('profiling', 'web'),
    tracking: { web: of('tracking', 'web'), email: of('tracking', 'email') },
    silences,
    isStopped,
  }
}

const covers = ({ from, until }: Span, at: number) => from <= at && (until === null || at < until)
const isIn = (spans: readonly Span[], at: number) => spans.some((span) => covers(span, at))

/** Whether this person may have a score at all now. */
export const mayProfile = (permissions: Permissions, now: Date): boolean =>
  !permissions.isStopped && isIn(permissions.profiling, +now)

/** Why this event must not count, or undefined where it may. */
export function findObstacle(
  permissions: Permissions,
  event: { type: string; occurredAt: Date },
  now: Date,
): NotCounted | undefined {
  const at = +event.occurredAt
  if (!mayProfile(permissions, now)) return 'no_profiling'
  if (!isIn(permissions.profiling, at)) return 'before_profiling'
  const channel = trackingChannel(event.type)
  if (channel) {
    if (!isIn(permissions.tracking[channel], +now)) return 'no_tracking'
    if (!isIn(permissions.tracking[channel], at)) return 'before_tracking'
  }
  return isIn(permissions.silences, at) ? 'silence' : undefined
}

/** For whom everything counts that is asked about. */
const ALWAYS: Span[] = [{ from: Number.NEGATIVE_INFINITY, until: null }]
const ALL_PERMISSIONS: Permissions = {
  profiling: ALWAYS,
  tracking: { web: ALWAYS, email: ALWAYS },
  silences: [],
  isStopped: false,
}

/** `isAdmitted`: consent was asked in this transaction whether it may be watched, and said yes. */
type Done = { contactId: string; type: string; occurredAt: Date; isAdmitted?: true | undefined }

/**
 * Whether these very events may count: as `findPermissions` says, but the ledger is read only for people of whom what is
 * true now does not settle it. Nearly everybody has a yes in force that is older than what they just did, and no hold.
 */
export async function findPermissionsFor(
  db: Db,
  events: readonly Done[],
  now: Date,
): Promise<Map<string, Permissions>> {
  const doubtful = await findDoubtful(db, events, now)
  const permissions = new Map(events.map((event) => [event.contactId, ALL_PERMISSIONS]))
  for (const id of doubtful) permissions.set(id, NO_PERMISSIONS)
  for (const [id, own] of await findPermissions(db, doubtful, now)) permissions.set(id, own)
  return permissions
}

type First = { id: string; at: Date; web: Date | null; email: Date | null }

/** The people among these of whom a hold is known, or no yes that is in force now and was when they did the first of it. */
async function findDoubtful(db: Db, events: readonly Done[], now: Date): Promise<string[]> {
  if (events.length === 0) return []
  const person = Prisma.sql`person.id`
  const hasYes = (kind: 'profiling' | 'tracking', channel: 'web' | 'email', since: Prisma.Sql) =>
    hasYesSql(person, { kind, channel, since, at: now })
  const first = findFirst(events)
  const of = (pick: (person: First) => Date | null) =>
    listSql(
      first.map((person) => pick(person)),
      'timestamptz',
    )
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    select person.id from unnest(${listSql(
      first.map((person) => person.id),
      'uuid',
    )}, ${of((person) => person.at)},
      ${of((person) => person.web)}, ${of((person) => person.email)}) as person (id, at, web_at, email_at)
    where not ${hasYes('profiling', 'web', Prisma.sql`person.at`)}
      or person.web_at is not null and not ${hasYes('tracking', 'web', Prisma.sql`person.web_at`)}
      or person.email_at is not null and not ${hasYes('tracking', 'email', Prisma.sql`person.email_at`)}
      or ${hasHoldSql(person)}`)
  return rows.map((row) => row.id)
}

/** When each person did the first of it, and the first that is tracking on each channel and was not admitted just now. */
function findFirst(events: readonly Done[]): First[] {
  const people = new Map<string, First>()
  for (const { contactId, type, occurredAt, isAdmitted } of events) {
    const person = people.get(contactId) ?? { id: contactId, at: occurredAt, web: null, email: null }
    people.set(contactId, person)
    if (occurredAt < person.at) person.at = occurredAt
    const channel = isAdmitted ? undefined : trackingChannel(type)
    const known = channel && person[channel]
    if (channel && (!known || occurredAt < known)) person[channel] = occurredAt
  }
  return [...people.values()]
}

type Row = {
  contact_id: string
  purpose_id: string | null
  kind: string | null
  channel: string | null
  type: string
  from: number
  until: number | null
}

/** What these people have said about profiling and tracking. People who said nothing have no entry: that is a no. */
export async function findPermissions(
  db: Db,
  contactIds: readonly string[],
  now: Date,
): Promise<Map<string, Permissions>> {
  if (contactIds.length === 0) return new Map()
  const ids = [...new Set(contactIds)]
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    with person as materialized (select unnest(${listSql(ids, 'uuid')}) as id)
    select entry.contact_id, entry.purpose_id, purpose.kind, entry.channel, entry.type, entry.seq,
      extract(epoch from entry.occurred_at)::float8 * 1000 as "from",
      extract(epoch from entry.expires_at)::float8 * 1000 as "until"
    from person join consent_event entry on entry.contact_id = person.id
    left join purpose on purpose.id = entry.purpose_id
    where (entry.purpose_id is null or (purpose.kind in ('profiling', 'tracking') and purpose.retired_at is null))
    union all
    select contact_id, null, null, null, 'hold.' || consent_hold.kind, null,
      extract(epoch from since)::float8 * 1000, extract(epoch from least(until, lifted_at))::float8 * 1000
    from person join consent_hold on contact_id = person.id
    where consent_hold.kind in ('objection', 'restriction', 'erasure', 'pause')
      and (channel is null or channel = 'web')
    order by contact_id, seq nulls last`)
  const said = Map.groupBy(
    rows.map((row): Said => ({ ...row, contactId: row.contact_id, purposeId: row.purpose_id })),
    (one) => one.contactId,
  )
  return new Map([...said].map(([contactId, list]) => [contactId, followPermissions(list, now)]))
}
