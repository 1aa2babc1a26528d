// Scoring's part in recording facts: adds points for behaviour, and counts people again where what they allow, or what
// is known of them, has changed. Set-based, in a handful of statements per batch; evaluates nothing that can throw.
import type { EventConsumer, NewEvent, RecordedEvent } from '../contacts/index.ts'
import { Prisma, type Transaction } from '../platform/database.ts'
import { addPoints } from './add-points.ts'
import { byTime, capKey, countPoints, dayOf, matchEvents, type ScoredEvent, type Spent } from './count-points.ts'
import { findPermissions } from './permissions.ts'
import { recountFit, recountScores } from './recount-scores.ts'
import { type BehaviourRule, findBehaviourRules } from './rules.ts'
import { asCrossedEvent, type Crossing } from './watch-threshold.ts'

export const scoreEvents: EventConsumer = {
  name: 'scoring',
  consume: async (tx, events, now) => {
    const changed = await findChangedPermissions(tx, events)
    const behaviour = events.filter((event) => !changed.has(event.contactId))
    const { crossings, late } = await scoreBehaviour(tx, behaviour, now)
    const recounted = await recountScores(tx, [...changed, ...late], now)
    const known = events.filter((event) => event.type === 'contact.changed' && !changed.has(event.contactId))
    const refitted = await recountFit(
      tx,
      known.map((event) => event.contactId),
      now,
    )
    return [...crossings, ...recounted, ...refitted].map((crossing): NewEvent => asCrossedEvent(crossing, now))
  },
}

/** People who said something that changes what may count, or who were merged or split. */
async function findChangedPermissions(tx: Transaction, events: readonly RecordedEvent[]): Promise<Set<string>> {
  const said = events.filter((event) => event.type.startsWith('consent.') && event.type !== 'consent.requested')
  const others = events.filter((event) => event.type === 'contact.merged' || event.type === 'contact.unmerged')
  const ids = [...new Set(said.map((event) => event.properties.purposeId))].filter((id) => typeof id === 'string')
  const purposes = ids.length > 0 ? await tx.purpose.findMany({ where: { id: { in: ids } } }) : []
  const counting = new Set(
    purposes.filter((one) => one.kind === 'profiling' || one.kind === 'tracking').map((one) => one.id),
  )
  const changing = said.filter(
    ({ properties: { purposeId } }) => typeof purposeId !== 'string' || counting.has(purposeId),
  )
  return new Set([...changing, ...others].map((event) => event.contactId))
}

async function scoreBehaviour(
  tx: Transaction,
  events: readonly RecordedEvent[],
  now: Date,
): Promise<{ crossings: Crossing[]; late: string[] }> {
  const rules = events.length > 0 ? await findBehaviourRules(tx) : []
  const matches = matchEvents(events, rules)
  if (matches.length === 0) return { crossings: [], late: [] }
  const people = matches.map(({ event }) => event.contactId)
  const permissions = await findPermissions(tx, people, now)
  const { spent, late } = await findSpent(tx, matches)
  const inTime = late.size > 0 ? matches.filter(({ event }) => !late.has(event.contactId)) : matches
  const { entries } = countPoints(inTime, permissions, spent, now)
  const { crossings, newcomers } = await addPoints(tx, entries, now)
  const refitted = newcomers.length > 0 ? await recountFit(tx, newcomers, now) : []
  return { crossings: [...crossings, ...refitted], late: [...late] }
}

type SpentRow = {
  contact_id: string
  rule_id: string
  day: string
  points: number
  last_at: Date
  last_id: string
}

/**
 * What the caps of the days concerned have given already, and who must be counted again: a capped event that is earlier
 * than one already counted that day would have come first.
 */
async function findSpent(
  tx: Transaction,
  matches: readonly { event: ScoredEvent; rule: BehaviourRule }[],
): Promise<{ spent: Spent; late: Set<string> }> {
  const capped = matches.filter(({ rule }) => rule.dailyCap !== null)
  const spent: Spent = new Map()
  const late = new Set<string>()
  if (capped.length === 0) return { spent, late }
  const rows = await findSpentRows(tx, capped)
  const byKey = new Map(rows.map((row) => [capKey(row.contact_id, row.rule_id, row.day), row]))
  for (const { event, rule } of capped) {
    const key = capKey(event.contactId, rule.id, dayOf(event.occurredAt))
    const row = byKey.get(key)
    if (!row) continue
    spent.set(key, row.points)
    if (byTime(event, { occurredAt: row.last_at, id: row.last_id }) < 0) late.add(event.contactId)
  }
  return { spent, late }
}

async function findSpentRows(
  tx: Transaction,
  capped: readonly { event: ScoredEvent; rule: BehaviourRule }[],
): Promise<SpentRow[]> {
  const days = new Map(
    capped.map(({ event, rule }) => {
      const day = dayOf(event.occurredAt)
      return [capKey(event.contactId, rule.id, day), { contactId: event.contactId, ruleId: rule.id, day }]
    }),
  )
  const of = <T>(pick: (one: { contactId: string; ruleId: string; day: string }) => T) => [...days.values()].map(pick)
  return tx.$queryRaw<SpentRow[]>(Prisma.sql`
    select wanted.contact_id, wanted.rule_id, to_char(wanted.day, 'YYYY-MM-DD') as day, given.*
    from unnest(${of((one) => one.contactId)}::uuid[], ${of((one) => one.ruleId)}::uuid[],
      ${of((one) => one.day)}::date[]) as wanted (contact_id, rule_id, day)
    cross join lateral (
      select sum(points)::int as points, max(occurred_at) as last_at,
        (array_agg(event_id order by occurred_at desc, event_id desc))[1] as last_id
      from score_entry
      where score_entry.contact_id = wanted.contact_id and score_entry.rule_id = wanted.rule_id
        and occurred_at >= wanted.day::timestamp at time zone 'UTC'
        and occurred_at < (wanted.day + 1)::timestamp at time zone 'UTC'
      having count(*) > 0
    ) given`)
}
