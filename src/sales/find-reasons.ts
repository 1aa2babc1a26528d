// Why now: what a contact did that made the score, grouped by rule, the strongest first.
import { type Db, Prisma } from '../platform/database.ts'
import type { Fact } from './words.ts'

/** A seller reads on the phone, between two calls. */
const REASONS_SHOWN = 5
/** Days after which a reason counts half; must follow the model's half-life once that can be set. */
const HALF_LIFE_DAYS = 90

type Row = { at: Date; text: string; times: number; points: number; heat: number }

/** The strongest reasons behind a contact's score at `now`, and the heat that all of them add up to. */
export async function findReasons(db: Db, contactId: string, now: Date): Promise<{ heat: number; reasons: Fact[] }> {
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    with reason as (
      select rule.id, max(entry.occurred_at) as at, rule.name as text, count(*)::int as times,
        sum(entry.points * power(2, -extract(epoch from ${now} - entry.occurred_at) / 86400 / ${HALF_LIFE_DAYS}))
          ::double precision as points
      from score_entry entry join scoring_rule rule on rule.id = entry.rule_id
      where entry.contact_id = ${contactId}::uuid and entry.occurred_at <= ${now}
      group by rule.id, rule.name
    )
    select at, text, times, round(points::numeric, 1)::double precision as points, sum(points) over () as heat
    from reason order by points desc, at desc`)
  const reasons = rows.slice(0, REASONS_SHOWN).filter((row) => row.points > 0)
  return {
    heat: rows[0]?.heat ?? 0,
    reasons: reasons.map(({ at, text, times, points }) => ({ at: at.toISOString(), text, times, points })),
  }
}
