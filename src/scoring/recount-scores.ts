// Counts people's scores again from their facts: after a withdrawal, a yes, a late event, a change of rules or of data.
// What is no longer allowed is gone afterwards, entries and all. Only within contacts that are locked.
import { type Db, Prisma, type Transaction } from '../platform/database.ts'
import { isPersonsSql } from '../tracking/index.ts'
import { countPoints, type Entry, matchEvents, type Omission, type ScoredEvent } from './count-points.ts'
import { coolingSql, weightSql } from './decay.ts'
import { findFitFacts, sumFit } from './fit.ts'
import { findPermissions, mayProfile, NO_PERMISSIONS } from './permissions.ts'
import { type BehaviourRule, findBehaviourRules, findFitRules } from './rules.ts'
import type { Crossing } from './watch-threshold.ts'

/** Counts these people again, whole. Answers with the watched totals that this crossed. */
export async function recountScores(tx: Transaction, contactIds: readonly string[], now: Date): Promise<Crossing[]> {
  const ids = [...new Set(contactIds)].toSorted()
  if (ids.length === 0) return []
  const permissions = await findPermissions(tx, ids, now)
  const rules = await findBehaviourRules(tx)
  const profiled = ids.filter((id) => mayProfile(permissions.get(id) ?? NO_PERMISSIONS, now))
  const { entries } = countPoints(
    matchEvents(await findRuledEvents(tx, profiled, rules), rules),
    permissions,
    new Map(),
    now,
  )
  await replaceEntries(tx, ids, entries)
  return saveScores(tx, ids, await countFit(tx, profiled), now)
}

/** Counts only the fit of these people again, where they have a score. Answers with the watched totals crossed. */
export async function recountFit(tx: Transaction, contactIds: readonly string[], now: Date): Promise<Crossing[]> {
  if (contactIds.length === 0) return []
  const scored = await tx.score.findMany({
    where: { contactId: { in: [...new Set(contactIds)] } },
    select: { contactId: true },
    orderBy: { contactId: 'asc' },
  })
  const ids = scored.map((row) => row.contactId)
  return ids.length > 0 ? saveScores(tx, ids, await countFit(tx, ids), now) : []
}

/** What these people's score leaves out and why, from the same count. */
export async function findOmissions(db: Db, contactId: string, now: Date): Promise<Omission[]> {
  const rules = await findBehaviourRules(db)
  const matches = matchEvents(await findRuledEvents(db, [contactId], rules), rules)
  return countPoints(matches, await findPermissions(db, [contactId], now), new Map(), now).omissions
}

type EventRow = { contact_id: string; id: string; type: string; occurred_at: Date; properties: Record<string, unknown> }

/** The events of these people that some rule may be about. */
export async function findRuledEvents(
  db: Db,
  ids: readonly string[],
  rules: readonly BehaviourRule[],
): Promise<ScoredEvent[]> {
  if (ids.length === 0 || rules.length === 0) return []
  const rows = await db.$queryRaw<EventRow[]>(Prisma.sql`
    select contact_id, id, type, occurred_at, properties from event
    where contact_id = any(${[...ids]}::uuid[]) and type = any(${rules.map((rule) => rule.eventType)}::text[])
      and ${isPersonsSql}`)
  return rows.map((row) => ({
    contactId: row.contact_id,
    id: row.id,
    type: row.type,
    occurredAt: row.occurred_at,
    properties: row.properties,
  }))
}

/** The fit of each who may have a score and is neither erased nor merged. */
async function countFit(tx: Transaction, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rules = await findFitRules(tx)
  const facts = await findFitFacts(tx, ids)
  return new Map([...facts].map(([id, known]) => [id, sumFit(rules, known)]))
}

async function replaceEntries(tx: Transaction, ids: readonly string[], entries: readonly Entry[]): Promise<void> {
  await tx.$executeRaw(Prisma.sql`delete from score_entry where contact_id = any(${ids}::uuid[])`)
  if (entries.length === 0) return
  const of = <T>(pick: (entry: Entry) => T) => entries.map(pick)
  await tx.$executeRaw(Prisma.sql`
    insert into score_entry (contact_id, event_id, rule_id, points, occurred_at)
    select * from unnest(${of((entry) => entry.contactId)}::uuid[], ${of((entry) => entry.eventId)}::uuid[],
      ${of((entry) => entry.ruleId)}::uuid[], ${of((entry) => entry.points)}::int[],
      ${of((entry) => entry.occurredAt.toISOString())}::timestamptz[])`)
}

/** Sums the entries of each anew. Whoever is not in `fits` may have no score and keeps none. */
async function saveScores(
  tx: Transaction,
  ids: readonly string[],
  fits: Map<string, number>,
  now: Date,
): Promise<Crossing[]> {
  const gone = ids.filter((id) => !fits.has(id))
  if (gone.length > 0)
    await tx.$executeRaw(Prisma.sql`
      with gone as (delete from score where contact_id = any(${gone}::uuid[]))
      delete from score_entry where contact_id = any(${gone}::uuid[])`)
  if (fits.size === 0) return []
  const rows = await tx.$queryRaw<{ contact_id: string; value: number }[]>(Prisma.sql`
    with fit as (select * from unnest(${[...fits.keys()]}::uuid[], ${[...fits.values()]}::int[]) as t (contact_id, fit)),
    heat as (
      select contact_id, sum(points * ${weightSql(Prisma.sql`occurred_at`)}) as heat
      from score_entry join scoring_model on scoring_model.id = 1 where contact_id = any(${[...fits.keys()]}::uuid[]) group by contact_id
    ), former as (
      select contact_id, heat, fit from score where contact_id = any(${[...fits.keys()]}::uuid[])
    ), changed as (
      insert into score (contact_id, heat, fit, updated_at)
      select contact_id, coalesce(heat.heat, 0), fit.fit, ${now} from fit left join heat using (contact_id)
      order by contact_id
      on conflict (contact_id) do update
        set heat = excluded.heat, fit = excluded.fit, updated_at = excluded.updated_at
      returning contact_id, heat, fit
    ), cooling as materialized (select ${coolingSql(now)} as factor from scoring_model where id = 1)
    select changed.contact_id, score_watch.value
    from changed left join former using (contact_id) cross join cooling join score_watch
      on coalesce(former.fit + former.heat * factor, 0) < score_watch.value
      and changed.fit + changed.heat * factor >= score_watch.value`)
  return rows.map((row) => ({ contactId: row.contact_id, value: row.value }))
}
