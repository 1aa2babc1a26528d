// Who is keenest now. The order within one fit never changes by waiting, so the best of all are among the best of each
// fit: a short walk down the index (fit, heat desc), however many people there are and with no nightly job.
import { type Db, Prisma } from '../platform/database.ts'
import { coolingSql } from './decay.ts'

export type Ranked = { contactId: string; total: number; heat: number; fit: number }

/** More than this is a list to filter, not a ranking. */
export const RANKING_MAX = 500

/** Of each fit, so many of the best are looked at first; they tell how good one must be to be among the best of all. */
const SAMPLE_SHARE = 4
/** In points. Rounding must never drop somebody who stands exactly at the bound. */
const SLACK = 1e-6

/** The `limit` people with the highest total (fit + heat in points of now), highest first. */
export async function rankContacts(db: Db, { limit }: { limit: number }, now: Date): Promise<Ranked[]> {
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    with recursive cooling as materialized (select ${coolingSql(now)} as factor from scoring_model where id = 1),
    fits as (
      (select fit from score order by fit desc limit 1)
      union all
      select (select fit from score where fit < fits.fit order by fit desc limit 1) from fits where fits.fit is not null
    ), bound as materialized (
      select fits.fit + best.heat * factor as total
      from fits cross join cooling cross join lateral (
        select heat from score where fit = fits.fit order by heat desc limit ${Math.ceil(limit / SAMPLE_SHARE)}
      ) best
      order by total desc offset ${limit - 1} limit 1
    )
    select best.contact_id, fits.fit + best.heat * factor as total, best.heat * factor as heat, fits.fit
    from fits cross join cooling left join bound on true cross join lateral (
      select contact_id, heat from score
      where fit = fits.fit and heat >= coalesce((bound.total - ${SLACK}::float8 - fits.fit) / factor, '-infinity')
      order by heat desc limit ${limit}
    ) best
    order by total desc, best.contact_id limit ${limit}`)
  return rows.map(asRanked)
}

/** The same among the people of a relation (contact_id): all of them are read, so it is for thousands, not for everybody. */
export async function rankAmong(
  db: Db,
  people: Prisma.Sql,
  { limit }: { limit: number },
  now: Date,
): Promise<Ranked[]> {
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    select score.contact_id, score.fit + score.heat * factor as total, score.heat * factor as heat, score.fit
    from score cross join (select ${coolingSql(now)} as factor from scoring_model where id = 1) cooling
    where score.contact_id in (${people})
    order by total desc, score.contact_id limit ${limit}`)
  return rows.map(asRanked)
}

type Row = { contact_id: string; total: number; heat: number; fit: number }
const asRanked = ({ contact_id, ...rest }: Row): Ranked => ({ contactId: contact_id, ...rest })
