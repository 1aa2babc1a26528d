// Why somebody stands where they stand, in a line per rule: what they did, how often, what it is worth now.
import { type Db, Prisma } from '../platform/database.ts'
import { coolingSql, weightSql } from './decay.ts'

export type Reason = {
  contactId: string
  ruleId: string
  name: string
  times: number
  firstAt: Date
  lastAt: Date
  pointsThen: number
  pointsNow: number
}

type Row = {
  contact_id: string
  rule_id: string
  name: string
  times: number
  first_at: Date
  last_at: Date
  points_then: number
  points_now: number
}

/** Every reason of these people, strongest first within each. */
export async function findReasons(db: Db, contactIds: readonly string[], now: Date): Promise<Map<string, Reason[]>> {
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    select contact_id, rule_id, scoring_rule.name, count(*)::int as times, min(occurred_at) as first_at,
      max(occurred_at) as last_at, sum(score_entry.points)::int as points_then,
      sum(score_entry.points * ${weightSql(Prisma.sql`occurred_at`)}) * min(${coolingSql(now)}) as points_now
    from score_entry join scoring_rule on scoring_rule.id = rule_id join scoring_model on scoring_model.id = 1
    where contact_id = any(${[...contactIds]}::uuid[])
    group by contact_id, rule_id, scoring_rule.name order by contact_id, points_now desc, rule_id`)
  return Map.groupBy(
    rows.map(
      (row): Reason => ({
        contactId: row.contact_id,
        ruleId: row.rule_id,
        name: row.name,
        times: row.times,
        firstAt: row.first_at,
        lastAt: row.last_at,
        pointsThen: row.points_then,
        pointsNow: row.points_now,
      }),
    ),
    (reason) => reason.contactId,
  )
}

export type ReasonFact = { at: Date; text: string; points: number }

/** The strongest reasons of one person, for whoever takes them over. Points are those of now, to a tenth. */
export async function strongestReasons(db: Db, contactId: string, now: Date, limit = 5): Promise<ReasonFact[]> {
  const reasons = (await findReasons(db, [contactId], now)).get(contactId) ?? []
  return reasons
    .filter((reason) => reason.pointsNow > 0)
    .slice(0, limit)
    .map((reason) => ({ at: reason.lastAt, text: sayReason(reason), points: Math.round(reason.pointsNow * 10) / 10 }))
}

/** `Looked at prices`, or `Looked at prices, 3 times`. */
export const sayReason = ({ name, times }: { name: string; times: number }): string =>
  times === 1 ? name : `${name}, ${times} times`

/** What each person's total has gained since then (negative: cooled), in points. `totals` are those of now. */
export async function findTrends(
  db: Db,
  ranked: readonly { contactId: string; heat: number }[],
  since: Date,
  now: Date,
): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ contact_id: string; gained: number; warmer: number }[]>(Prisma.sql`
    select person.contact_id, coalesce(sum(score_entry.points * ${weightSql(Prisma.sql`occurred_at`)}), 0)
        * min(${coolingSql(now)}) as gained,
      min(power(2::float8, extract(epoch from ${now}::timestamptz - ${since}::timestamptz)::float8 / half_life_seconds)) as warmer
    from unnest(${ranked.map((one) => one.contactId)}::uuid[]) as person (contact_id) join scoring_model on scoring_model.id = 1
    left join score_entry on score_entry.contact_id = person.contact_id and occurred_at > ${since}
    group by person.contact_id`)
  const byId = new Map(rows.map((row) => [row.contact_id, row]))
  return new Map(
    ranked.map(({ contactId, heat }) => {
      const { gained, warmer } = byId.get(contactId) ?? { gained: 0, warmer: 1 }
      return [contactId, heat - (heat - gained) * warmer]
    }),
  )
}
