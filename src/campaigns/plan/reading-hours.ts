// At which hour somebody usually reads, from when they opened mails and followed links. Only of people whose yes to
// tracking by mail is in force, and only from what a person did; nothing of it is kept.

import { Prisma } from '../../platform/database.ts'
import { isPersonsSql } from '../../tracking/index.ts'

/** Days looked back: habits change, and what is older says little. */
const DAYS_BACK = 180
/** What everybody does weighs as much as so many readings of one's own, so that one late night makes no habit. */
const WEIGHT_OF_ALL = 3
/** A reading at one hour speaks for the hours beside it too, half as much. */
const BESIDE = 0.5

/**
 * A relation (contact_id, hour) of those of `people` (contact_id, ahead: minutes ahead of UTC) who have read anything;
 * whoever has not, or may not be watched, is not in it. The hour is that of the wall where they are.
 */
export const readingHours = (people: Prisma.Sql, brandId: string, now: Date): Prisma.Sql => Prisma.sql`
  with reads as (
    select event.contact_id,
      extract(hour from event.occurred_at at time zone 'UTC' + make_interval(mins => watched.ahead))::int as hour,
      count(*)::float8 as times
    from ${people} watched
    join purpose on purpose.brand_id = ${brandId}::uuid and purpose.kind = 'tracking' and purpose.retired_at is null
    join consent_state state on state.contact_id = watched.contact_id and state.purpose_id = purpose.id
      and state.channel = 'email' and state.state = 'given' and (state.expires_at is null or state.expires_at > ${now}::timestamptz)
    join event on event.contact_id = watched.contact_id and event.type in ('mail.opened', 'mail.clicked')
      and event.occurred_at > ${now}::timestamptz - make_interval(days => ${DAYS_BACK})
    where ${isPersonsSql} group by 1, 2
  ), everybody as (
    select hour, sum(times) / sum(sum(times)) over () as share from reads group by hour
  ), weighed as (
    select reader.contact_id, hours.hour, coalesce(sum(reads.times * case when reads.hour = hours.hour then 1 else ${BESIDE}::float8 end), 0)
      + ${WEIGHT_OF_ALL}::float8 * coalesce(max(everybody.share), 0) as weight
    from (select distinct contact_id from reads) reader cross join generate_series(0, 23) as hours (hour)
    left join reads on reads.contact_id = reader.contact_id
      and reads.hour in (hours.hour, (hours.hour + 1) % 24, (hours.hour + 23) % 24)
    left join everybody on everybody.hour = hours.hour
    group by 1, 2
  )
  select distinct on (contact_id) contact_id, hour from weighed order by contact_id, weight desc, hour`
