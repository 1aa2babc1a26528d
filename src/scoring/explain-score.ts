// Why does this person score what they score? The account: each reason then and now, fit, the sum, and what was left out.
import type { Db } from '../platform/database.ts'
import { found } from '../platform/errors.ts'
import type { Omission } from './count-points.ts'
import { coolsBelow, DAY_SECONDS, heatAt, pointsAt } from './decay.ts'
import { findFitFacts, matchFit } from './fit.ts'
import { findPermissions, mayProfile, NO_PERMISSIONS } from './permissions.ts'
import { findReasons } from './reasons.ts'
import { findOmissions } from './recount-scores.ts'
import { roundParts } from './round-parts.ts'
import { findFitRules } from './rules.ts'

/** Single entries shown below the lines; the lines themselves always cover all. */
const ENTRIES_MAX = 200

/** The account of one person. Parts are in tenths of a point and add up exactly; `score` is the whole number shown. */
export async function explainScore(db: Db, contactId: string, now: Date) {
  found(await db.contact.findFirst({ where: { id: contactId, erasedAt: null } }), 'contact')
  const model = found(await db.scoringModel.findUnique({ where: { id: 1 } }), 'scoring model')
  const isProfiled = mayProfile((await findPermissions(db, [contactId], now)).get(contactId) ?? NO_PERMISSIONS, now)
  const stored = isProfiled ? await db.score.findUnique({ where: { contactId } }) : null
  const heat = heatAt(model, stored?.heat ?? 0, now)
  const reasons = stored ? ((await findReasons(db, [contactId], now)).get(contactId) ?? []) : []
  const rounded = roundParts(reasons.map((reason) => reason.pointsNow))
  const fit = stored ? await explainFit(db, contactId, stored.fit) : []
  const total = heat + (stored?.fit ?? 0)
  return {
    contactId,
    at: now,
    isProfiled,
    halfLifeDays: model.halfLifeSeconds / DAY_SECONDS,
    score: Math.round(total),
    total: tenths(sum(rounded)) + (stored?.fit ?? 0),
    heat: tenths(sum(rounded)),
    fit: stored?.fit ?? 0,
    lines: reasons.map(({ ruleId, name, times, firstAt, lastAt, pointsThen }, index) => ({
      ruleId,
      name,
      times,
      firstAt,
      lastAt,
      pointsThen,
      pointsNow: rounded[index] ?? 0,
    })),
    entries: stored ? await findEntries(db, contactId, model, now) : [],
    fitLines: fit,
    notCounted: groupOmissions(await findOmissions(db, contactId, now)),
    cooling: stored ? await findCooling(db, stored, model, now) : [],
  }
}

const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0)
const tenths = (value: number) => Math.round(value * 10) / 10

/** The fit rules that hold; where what is known changed a moment ago, a line says so and the sum still is the stored one. */
async function explainFit(db: Db, contactId: string, stored: number) {
  const rules = await findFitRules(db)
  const facts = (await findFitFacts(db, [contactId])).get(contactId)
  const lines = facts ? matchFit(rules, facts).map(({ id, name, points }) => ({ ruleId: id, name, points })) : []
  const rest = stored - sum(lines.map((line) => line.points))
  return rest === 0 ? lines : [...lines, { ruleId: null, name: 'Being counted again', points: rest }]
}

async function findEntries(db: Db, contactId: string, model: { origin: Date; halfLifeSeconds: number }, now: Date) {
  const entries = await db.scoreEntry.findMany({
    where: { contactId },
    orderBy: [{ occurredAt: 'desc' }, { eventId: 'desc' }, { ruleId: 'asc' }],
    take: ENTRIES_MAX,
  })
  return entries.map(({ eventId, ruleId, points, occurredAt }) => ({
    eventId,
    ruleId,
    occurredAt,
    pointsThen: points,
    pointsNow: pointsAt(model, points, occurredAt, now),
  }))
}

function groupOmissions(omissions: readonly Omission[]) {
  const groups = Map.groupBy(omissions, ({ event, reason }) => `${reason} ${event.type}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const times = group.map(({ event }) => event.occurredAt).toSorted((a, b) => +a - +b)
    const [firstAt = first.event.occurredAt] = times
    return [
      { reason: first.reason, type: first.event.type, times: group.length, firstAt, lastAt: times.at(-1) ?? firstAt },
    ]
  })
}

/** When the total falls below each watched total that it is above, if nothing happens. Soonest first. */
async function findCooling(
  db: Db,
  score: { heat: number; fit: number },
  model: { origin: Date; halfLifeSeconds: number },
  now: Date,
) {
  const watched = await db.scoreWatch.findMany({ orderBy: { value: 'desc' } })
  return watched.flatMap(({ value }) => {
    const at = coolsBelow(model, score, value, now)
    return at ? [{ threshold: value, at }] : []
  })
}
