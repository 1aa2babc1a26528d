// How the yes to one purpose grows: who began to say yes, who withdrew and whose yes ran out, week by week. Only changes
// count, so that what was given less what ended is always the change in how many say yes.
import { type Db, Prisma } from '../../platform/database.ts'

/** Weeks that the chart shows, the one under way included. */
export const WEEKS = 24
/** Weeks that are said in words. */
export const LAST_WEEKS = 4

export type GrowthQuestion = { purposeId: string; channel: string; timeZone: string }
export type GrowthWeek = { week: string; given: number; withdrawn: number; expired: number }
export type Source = { method: string; people: number }

/** The weeks, oldest first; each is named by its Monday in the time zone. */
export async function countGrowth(db: Db, question: GrowthQuestion, now: Date): Promise<GrowthWeek[]> {
  const { timeZone } = question
  return db.$queryRaw<GrowthWeek[]>(Prisma.sql`
    with week as (
      select monday from generate_series(${firstMonday(question, WEEKS, now)},
        date_trunc('week', ${now}::timestamptz at time zone ${timeZone}), interval '1 week') as monday
    ), change as (${changesSql(question, WEEKS, now)})
    select to_char(week.monday, 'YYYY-MM-DD') as week,
      count(*) filter (where change.kind = 'given')::int as given,
      count(*) filter (where change.kind = 'withdrawn')::int as withdrawn,
      count(*) filter (where change.kind = 'expired')::int as expired
    from week left join change on date_trunc('week', change.at at time zone ${timeZone}) = week.monday
    group by week.monday order by week.monday`)
}

/** How the new yeses of the last weeks were said, the most frequent first; they add up to those weeks' `given`. */
export async function countSources(db: Db, question: GrowthQuestion, now: Date): Promise<Source[]> {
  return db.$queryRaw<Source[]>(Prisma.sql`
    select method, count(*)::int as people from (${changesSql(question, LAST_WEEKS, now)}) change
    where kind = 'given' group by method order by people desc, method`)
}

/** The Monday on which the first of so many weeks begins, as a time without zone. */
const firstMonday = ({ timeZone }: GrowthQuestion, weeks: number, now: Date) =>
  Prisma.sql`date_trunc('week', ${now}::timestamptz at time zone ${timeZone}) - make_interval(weeks => ${weeks - 1}::int)`

const IS_YES = Prisma.sql`('given', 'confirmed')`

/** A relation (at, kind, method) of every change within so many weeks. A yes that is said twice is one. */
function changesSql(question: GrowthQuestion, weeks: number, now: Date): Prisma.Sql {
  const { purposeId, channel, timeZone } = question
  const from = Prisma.sql`(${firstMonday(question, weeks, now)}) at time zone ${timeZone}`
  return Prisma.sql`
    select change.at, change.kind, said.method
    from (
      select entry.type, entry.occurred_at, entry.method, before.expires_at as ended_at,
        coalesce(before.type in ${IS_YES}, false) as was_said,
        coalesce(before.type in ${IS_YES} and (before.expires_at is null or before.expires_at > entry.occurred_at),
          false) as was_yes
      from consent_event entry
      left join lateral (
        select type, expires_at from consent_event earlier
        where earlier.contact_id = entry.contact_id and earlier.seq < entry.seq and earlier.purpose_id = entry.purpose_id
          and earlier.channel = entry.channel and earlier.type <> 'requested'
        order by earlier.seq desc limit 1
      ) before on true
      where entry.occurred_at >= ${from} and entry.occurred_at <= ${now}::timestamptz
        and entry.purpose_id = ${purposeId}::uuid and entry.channel = ${channel} and entry.type <> 'requested'
    ) said
    cross join lateral (
      select said.occurred_at as at, 'given' as kind where said.type in ${IS_YES} and not said.was_yes
      union all
      select said.occurred_at, 'withdrawn' where said.type in ('withdrawn', 'refused') and said.was_yes
      union all
      select least(said.ended_at, said.occurred_at), 'expired'
      where said.was_said and (not said.was_yes or said.type = 'expired')
    ) change
    where change.at >= ${from}
    union all
    select expires_at, 'expired', null from consent_state
    where purpose_id = ${purposeId}::uuid and channel = ${channel} and state = 'given'
      and expires_at >= ${from} and expires_at <= ${now}::timestamptz`
}

export type PurposeNow = { id: string; name: string; channel: string; givenNow: number }

/** The purposes that are for marketing, each on its first channel, and how many say yes to them now. */
export async function countYes(db: Db, now: Date): Promise<PurposeNow[]> {
  return db.$queryRaw<PurposeNow[]>(Prisma.sql`
    select purpose.id, purpose.name, purpose.channels[1] as channel, coalesce(said.people, 0)::int as "givenNow"
    from purpose cross join lateral (
      select count(*) as people from consent_state
      where purpose_id = purpose.id and channel = purpose.channels[1] and state = 'given'
        and (expires_at is null or expires_at > ${now}::timestamptz)
    ) said
    where purpose.kind = 'marketing' and purpose.retired_at is null
    order by purpose.position, purpose.created_at`)
}
