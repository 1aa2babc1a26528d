// Since when each person may be watched. The decision is consent's; here it is asked for many at once.
import { decisionSql, hasHoldSql, hasYesSql, type Question } from '../consent/index.ts'
import { type Db, listSql, Prisma } from '../platform/database.ts'
import type { TrackingChannel } from './event-kinds.ts'

export type Watched = { contactId: string; channel: TrackingChannel; occurredAt: Date }

/**
 * Since when each of these may be watched, on each channel; whoever may not has no time. Only those who must be looked
 * at more closely are in it: everybody else may be, since before the first of these events. The people are locked, live
 * and not merged into others.
 */
export async function findLimits(
  db: Db,
  watched: readonly Watched[],
  now: Date,
): Promise<Record<TrackingChannel, Map<string, Date | null>>> {
  const limits = { web: new Map<string, Date | null>(), email: new Map<string, Date | null>() }
  for (const channel of ['web', 'email'] as const) {
    const own = watched.filter((one) => one.channel === channel)
    const first = new Date(own.reduce((earliest, one) => Math.min(earliest, +one.occurredAt), Number.POSITIVE_INFINITY))
    const people = [...new Set(own.map((one) => one.contactId))]
    const doubtful = channel === 'web' && people.length > 0 ? await findDoubtful(db, people, first, now) : people
    let left = new Map<string, Date | null>(doubtful.map((contactId) => [contactId, null]))
    const purposes = left.size > 0 ? await findTrackingPurposes(db) : []
    for (const purpose of purposes.filter((one) => one.channels.includes(channel))) {
      const question = { purposeId: purpose.id, channel, at: now }
      const limited = await findLimited(db, [...left.keys()], question, first)
      left = new Map(limited.map(({ contact_id, since }) => [contact_id, earlier(left.get(contact_id), since)]))
    }
    limits[channel] = left
  }
  return limits
}

const earlier = (one: Date | null | undefined, other: Date | null) =>
  one && other ? (one < other ? one : other) : (one ?? other)

/** Of these, for whom the decision must be asked: no plain yes that is as old as this, or something is held against them. */
async function findDoubtful(db: Db, ids: readonly string[], since: Date, at: Date): Promise<string[]> {
  const [person, first] = [Prisma.sql`person.id`, Prisma.sql`${since}::timestamptz`]
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    select person.id from unnest(${listSql(ids, 'uuid')}) as person (id)
    where not ${hasYesSql(person, { kind: 'tracking', channel: 'web', since: first, at })} or ${hasHoldSql(person)}`)
  return rows.map((row) => row.id)
}

/** Of these, who may not be watched for this purpose at all (since is null), or only since some time after `first`. */
async function findLimited(db: Db, ids: readonly string[], question: Question, first: Date) {
  const people = Prisma.sql`select unnest(${listSql(ids, 'uuid')}) as contact_id`
  return db.$queryRaw<{ contact_id: string; since: Date | null }[]>(Prisma.sql`
    select contact_id, case when is_allowed then since end as since from (${decisionSql(people, question)}) decision
    where not is_allowed or since > ${first}`)
}

/** What people say yes to so that they may be watched, in the order in which brands list it. */
export async function findTrackingPurposes(db: Db): Promise<{ id: string; channels: string[] }[]> {
  return db.$queryRaw(Prisma.sql`
    select id, channels from purpose where kind = 'tracking' and retired_at is null order by position, created_at`)
}
