// Scoring's part in recording facts: adds points for behaviour, and counts people again where what they allow, or what
// is known of them, has changed. Set-based, in a handful of statements per batch; evaluates nothing that can throw.
import type { EventConsumer, NewEvent, RecordedEvent } from '../contacts/index.ts'
import { listSql, Prisma, type Transaction } from '../platform/database.ts'
import { MACHINE_FOUND } from '../tracking/index.ts'
import { addPoints } from './add-points.ts'
import { capKey, countPoints, dayOf, matchEvents, type ScoredEvent, type Spent } from './count-points.ts'
import { findPermissionsFor } from './permissions.ts'
import { recountFit, recountScores } from './recount-scores.ts'
import { type BehaviourRule, findBehaviourRules } from './rules.ts'
import { asCrossedEvent, type Crossing } from './watch-threshold.ts'

export const scoreEvents: EventConsumer = {
  name: 'scoring',
  consume: async (tx, events, now) => {
    const changed = await findChangedPermissions(tx, events)
    const behaviour = events.filter((event) => event.source !== LEDGER && !changed.has(event.contactId))
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

/** What the ledger of consent announces is no behaviour: a score is counted from recorded events alone. */
const LEDGER = 'ledger'

/** Facts after which a person is counted again whole: what they did is no longer the same. */
const COUNTED_ANEW = ['contact.merged', 'contact.unmerged', MACHINE_FOUND]

/** People who said something that changes what may count, who were merged or split, or whose clicks were a machine's. */
async function findChangedPermissions(tx: Transaction, events: readonly RecordedEvent[]): Promise<Set<string>> {
  const said = events.filter((event) => event.type.startsWith('consent.') && event.type !== 'consent.requested')
  const others = events.filter((event) => COUNTED_ANEW.includes(event.type))
  const ids = [...new Set(said.map((event) => event.properties.purposeId))].filter((id) => typeof id === 'string')
  const purposes = ids.length > 0 ? await findCounting(tx, ids) : []
  const counting = new Set(purposes.map(({ id }) => id))
  const changing = said.filter(
    ({ properties: { purposeId } }) => typeof purposeId !== 'string' || counting.has(purposeId),
  )
  return new Set([...changing, ...others].map((event) => event.contactId))
}

/** Those of these purposes that decide what counts. */
function findCounting(tx: Transaction, ids: readonly string[]): Promise<{ id: string }[]> {
  return tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    select id from purpose where id = any(${listSql(ids, 'uuid')}) and kind in ('profiling', 'tracking')`)
}

async function scoreBehaviour(
  tx: Transaction,
  events: readonly RecordedEvent[],
  now: Date,
): Promise<{ crossings: Crossing[]; late: string[] }> {
  const rules = events.length > 0 ? await findBehaviourRules(tx) : []
  const matches = matchEvents(events, rules)
  if (matches.length === 0) return { crossings: [], late: [] }
  const matched = [...new Set(matches.map(({ event }) => event))]
  const permissions = await findPermissionsFor(tx, matched, now)
  const { spent, late } = await findSpent(tx, matches)
  const inTime = late.size > 0 ? matches.filter(({ event }) => !late.has(event.contactId)) : matches
  const { entries } = countPoints(inTime, permissions, spent, now)
  const { crossings, newcomers } = await addPoints(tx, entries, now)
  const refitted = newcomers.length > 0 ? await recountFit(tx, newcomers, now) : []
  return { crossings: [...crossings, ...refitted], late: [...late] }
}

/** `room`: points that may have been given before without any of these events meeting the cap. */
type Day = { key: string; contactId: string; ruleId: string; from: Date; room: number }
type SpentRow = { at: number; points: number; last_at: Date }

/**
 * What the days have given already whose cap these events meet, and who must be counted again: where a cap is reached,
 * an event that is earlier than one already counted that day would have come first.
 */
async function findSpent(
  tx: Transaction,
  matches: readonly { event: ScoredEvent; rule: BehaviourRule }[],
): Promise<{ spent: Spent; late: Set<string> }> {
  const capped = matches.filter(({ rule }) => rule.dailyCap !== null)
  const wanted = Map.groupBy(capped, ({ event, rule }) => capKey(event.contactId, rule.id, dayOf(event.occurredAt)))
  const days = [...wanted].flatMap(([key, group]): Day[] => {
    const [first] = group
    if (!first) return []
    const { event, rule } = first
    const room = (rule.dailyCap ?? 0) - group.length * Math.abs(rule.points)
    return [{ key, contactId: event.contactId, ruleId: rule.id, from: new Date(dayOf(event.occurredAt)), room }]
  })
  const spent: Spent = new Map()
  const late = new Set<string>()
  for (const { at, points, last_at } of days.length > 0 ? await findSpentRows(tx, days) : []) {
    const day = days[at]
    const group = wanted.get(day?.key ?? '') ?? []
    if (!day) continue
    spent.set(day.key, points)
    if (group.some(({ event }) => event.occurredAt <= last_at)) late.add(day.contactId)
  }
  return { spent, late }
}

async function findSpentRows(tx: Transaction, days: readonly Day[]): Promise<SpentRow[]> {
  const of = (pick: (day: Day) => string | number | Date, type: 'uuid' | 'timestamptz' | 'int') =>
    listSql(days.map(pick), type)
  return tx.$queryRaw<SpentRow[]>(Prisma.sql`
    select wanted.at::int - 1 as at, given.points, given.last_at
    from unnest(${of((day) => day.contactId, 'uuid')}, ${of((day) => day.ruleId, 'uuid')},
      ${of((day) => day.from, 'timestamptz')}, ${of((day) => day.room, 'int')})
      with ordinality as wanted (contact_id, rule_id, day, room, at)
    cross join lateral (
      select sum(points)::int as points, max(occurred_at) as last_at from score_entry
      where score_entry.contact_id = wanted.contact_id and score_entry.rule_id = wanted.rule_id
        and occurred_at >= wanted.day and occurred_at < wanted.day + interval '24 hours'
      having abs(sum(points)) > wanted.room
    ) given`)
}
