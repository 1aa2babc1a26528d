// From events to points: which rule gives how much, within its cap for the day. Pure, so that adding one event, counting
// a whole life again and showing the effect of a rule are the same sum.
import type { RecordedEvent } from '../contacts/index.ts'
import { matchConditions } from './match-conditions.ts'
import { findObstacle, NO_PERMISSIONS, type NotCounted, type Permissions } from './permissions.ts'
import type { BehaviourRule } from './rules.ts'

export type ScoredEvent = Pick<RecordedEvent, 'contactId' | 'id' | 'type' | 'occurredAt' | 'properties' | 'isAdmitted'>
export type Entry = { contactId: string; eventId: string; ruleId: string; points: number; occurredAt: Date }
export type Omission = { event: ScoredEvent; reason: NotCounted | 'daily_cap' }
/** Points that a capped rule has given already, by `capKey`. */
export type Spent = Map<string, number>

/** The start of a day of UTC, by the event's own time: the same for everybody, whenever we hear of it. Ms since 1970. */
export const dayOf = (at: Date): number => Math.floor(+at / DAY_MS) * DAY_MS
const DAY_MS = 86_400_000
export const capKey = (contactId: string, ruleId: string, day: number): string => `${contactId}/${ruleId}/${day}`

/** The rules that these events match, before any permission or cap. */
export function matchEvents<E extends ScoredEvent>(events: readonly E[], rules: readonly BehaviourRule[]) {
  const byType = Map.groupBy(rules, (rule) => rule.eventType)
  return events.flatMap((event) =>
    (byType.get(event.type) ?? [])
      .filter((rule) => matchConditions(rule.conditions, event.properties))
      .map((rule) => ({ event, rule })),
  )
}

/**
 * Counts events in the order of (occurredAt, id). `spent` is what was given before and is carried on.
 * Answers with the entries and with what was left out and why.
 */
export function countPoints(
  matches: readonly { event: ScoredEvent; rule: BehaviourRule }[],
  permissions: Map<string, Permissions>,
  spent: Spent,
  now: Date,
): { entries: Entry[]; omissions: Omission[] } {
  const entries: Entry[] = []
  const omissions: Omission[] = []
  for (const { event, rule } of matches.toSorted((a, b) => byTime(a.event, b.event))) {
    const obstacle = findObstacle(permissions.get(event.contactId) ?? NO_PERMISSIONS, event, now)
    if (obstacle) {
      omissions.push({ event, reason: obstacle })
      continue
    }
    const points = rule.dailyCap === null ? rule.points : spend(rule, event, spent)
    if (points === 0) omissions.push({ event, reason: 'daily_cap' })
    else
      entries.push({
        contactId: event.contactId,
        eventId: event.id,
        ruleId: rule.id,
        points,
        occurredAt: event.occurredAt,
      })
  }
  return { entries, omissions }
}

/** What is left of the day's cap, at most the points of the rule. A cap on a rule that takes points limits the taking. */
function spend(rule: BehaviourRule, event: ScoredEvent, spent: Spent): number {
  const key = capKey(event.contactId, rule.id, dayOf(event.occurredAt))
  const before = spent.get(key) ?? 0
  const left = Math.max(0, (rule.dailyCap ?? 0) - Math.abs(before))
  const points = Math.sign(rule.points) * Math.min(Math.abs(rule.points), left)
  spent.set(key, before + points)
  return points
}

export const byTime = (a: { occurredAt: Date; id: string }, b: { occurredAt: Date; id: string }): number =>
  +a.occurredAt - +b.occurredAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
