// Writes new entries and adds them to the stored heat in one statement, so that heat is the sum of the entries always.
// Only within contacts that are locked, and only for events that are new: nothing else can write the same rows.
import { listSql, Prisma, type Transaction } from '../platform/database.ts'
import type { Entry } from './count-points.ts'
import { coolingSql, weightSql } from './decay.ts'
import type { Crossing } from './watch-threshold.ts'

type Row = { contact_id: string; is_new: boolean; value: number | null }

/** Answers with the watched totals that were crossed, and with the people who had no score until now. */
export async function addPoints(
  tx: Transaction,
  entries: readonly Entry[],
  now: Date,
): Promise<{ crossings: Crossing[]; newcomers: string[] }> {
  if (entries.length === 0) return { crossings: [], newcomers: [] }
  const of = (pick: (entry: Entry) => string | number | Date, type: Parameters<typeof listSql>[1]) =>
    listSql(entries.map(pick), type)
  const rows = await tx.$queryRaw<Row[]>(Prisma.sql`
    with entry as (
      insert into score_entry (contact_id, event_id, rule_id, points, occurred_at)
      select * from unnest(${of((entry) => entry.contactId, 'uuid')}, ${of((entry) => entry.eventId, 'uuid')},
        ${of((entry) => entry.ruleId, 'uuid')}, ${of((entry) => entry.points, 'int')},
        ${of((entry) => entry.occurredAt, 'timestamptz')})
      returning contact_id, points, occurred_at
    ), added as (
      select contact_id, sum(points * ${weightSql(Prisma.sql`occurred_at`)}) as heat
      from entry join scoring_model on scoring_model.id = 1 group by contact_id
    ), warmed as (
      update score set heat = score.heat + added.heat, updated_at = ${now}
      from added where score.contact_id = added.contact_id
      returning score.contact_id, score.heat, score.fit
    ), begun as (
      insert into score (contact_id, heat, fit, updated_at)
      select contact_id, heat, 0, ${now} from added where not exists (select from warmed where warmed.contact_id = added.contact_id)
      returning contact_id, heat, fit
    ), changed as (
      select *, false as is_new from warmed union all select *, true from begun
    ), cooling as materialized (select ${coolingSql(now)} as factor from scoring_model where id = 1)
    select changed.contact_id, changed.is_new, score_watch.value
    from changed join added using (contact_id) cross join cooling left join score_watch
      on changed.fit + (changed.heat - added.heat) * factor < score_watch.value
      and changed.fit + changed.heat * factor >= score_watch.value
    where changed.is_new or score_watch.value is not null`)
  return {
    crossings: rows.flatMap((row) => (row.value === null ? [] : [{ contactId: row.contact_id, value: row.value }])),
    newcomers: [...new Set(rows.filter((row) => row.is_new).map((row) => row.contact_id))],
  }
}
