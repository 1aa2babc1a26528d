// When each person of an audience gets the mail, as a relation with their time. Few times for many people, so that they
// share batches: an hour in each zone, a minute of a window.
import { findSendingRules } from '../../delivery/index.ts'
import { type Db, listSql, Prisma } from '../../platform/database.ts'
import { momentOn, offsetsAt, TIME_ZONES } from '../../platform/time-zones.ts'
import { type Plan, readWall } from './plan.ts'
import { readingHours } from './reading-hours.ts'

export type Timing = {
  plan: Plan
  /** Of what is sent: whose sender's zone stands in for an unknown one, and whose tracking tells when somebody reads. */
  brandId: string
  /** When the campaign began: what has passed by then has passed. */
  from: Date
}

const DAY_MS = 86_400_000
/** A window is divided into so many parts at most: each is a batch of its own. */
const MOST_SLOTS = 1000
const MINUTE_MS = 60_000

/**
 * `people` (contact_id, occasion) with `due`, when each is to get the mail; undefined where all get it at once. Nobody's
 * time is before `from`.
 */
export async function dueTimes(
  db: Db,
  people: Prisma.Sql,
  { plan, brandId, from }: Timing,
): Promise<Prisma.Sql | undefined> {
  switch (plan.mode) {
    case 'at':
      return undefined
    case 'spread':
      return spread(people, plan.minutes, from)
    case 'local':
    case 'usual': {
      const placed = await placePeople(db, people, brandId, plan.wall, from)
      if (plan.mode === 'local')
        return Prisma.sql`select contact_id, occasion, ${notBefore(Prisma.sql`wall`, plan.passed, from)} as due
          from (${placed}) placed`
      const hour = Prisma.sql`coalesce(midnight + make_interval(hours => reads.hour), wall)`
      return Prisma.sql`
        with placed as materialized (${placed})
        select placed.contact_id, placed.occasion, ${notBefore(hour, plan.passed, from)} as due
        from placed left join (${readingHours(Prisma.sql`placed`, brandId, from)}) reads using (contact_id)`
    }
    default:
      return plan satisfies never
  }
}

/** Evenly over the window, whoever they are: in the order of a hash, which has nothing to do with anybody. */
function spread(people: Prisma.Sql, minutes: number, from: Date): Prisma.Sql {
  const slots = Math.min(minutes, MOST_SLOTS)
  const seconds = (minutes * MINUTE_MS) / 1000 / slots
  return Prisma.sql`
    select contact_id, occasion, ${from}::timestamptz + make_interval(secs => ${seconds}::float8 * floor(
      (row_number() over (order by hashtext(contact_id::text), contact_id) - 1) * ${slots}::float8 / count(*) over ())) as due
    from (${people}) people`
}

/** A moment that has passed by `from` becomes `from`, or the same hour of the next day that has not passed. */
const notBefore = (moment: Prisma.Sql, passed: 'now' | 'next_day', from: Date): Prisma.Sql =>
  passed === 'now'
    ? Prisma.sql`greatest(${moment}, ${from}::timestamptz)`
    : Prisma.sql`(${moment} + make_interval(days => greatest(0,
        ceil(extract(epoch from ${from}::timestamptz - (${moment})) / ${DAY_MS / 1000}))::int))`

/**
 * `people` with the moment at which the wall shows the time where each is (`wall`), the beginning of that day there
 * (`midnight`), and how far the zone is ahead of UTC in minutes (`ahead`).
 */
async function placePeople(
  db: Db,
  people: Prisma.Sql,
  brandId: string,
  wallTime: string,
  from: Date,
): Promise<Prisma.Sql> {
  const { rules } = await findSendingRules(db, brandId)
  const { date, minutes } = readWall(wallTime)
  const offsets = offsetsAt(from)
  const zones = [...offsets.keys()]
  const text = (values: readonly string[]) => listSql(values, 'text')
  const moments = (at: number) =>
    listSql(
      zones.map((zone) => momentOn(date, at, zone).toISOString()),
      'timestamptz',
    )
  return Prisma.sql`
    select people.contact_id, people.occasion, zone.wall, zone.midnight, zone.ahead
    from (${people}) people join contact on contact.id = people.contact_id
    left join unnest(${text(Object.keys(TIME_ZONES))}, ${text(Object.values(TIME_ZONES))}) as home (country, zone)
      on home.country = contact.country
    left join unnest(${text(zones)}) as own (zone) on own.zone = contact.time_zone
    join unnest(${text(zones)}, ${moments(minutes)}, ${moments(0)}, ${listSql([...offsets.values()], 'int')})
      as zone (zone, wall, midnight, ahead) on zone.zone = coalesce(own.zone, home.zone, ${rules.timeZone}::text)`
}
