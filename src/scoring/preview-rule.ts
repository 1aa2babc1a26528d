// What a rule would do, before it does it: who would gain or lose, and how many would stand above each watched total.
// Reads only; nothing is stored and no workflow hears of it.
import { type Db, Prisma } from '../platform/database.ts'
import { found } from '../platform/errors.ts'
import { countPoints, matchEvents } from './count-points.ts'
import { heatAt, pointsAt } from './decay.ts'
import { findFitFacts, sumFit } from './fit.ts'
import { findPermissions } from './permissions.ts'
import { findRuledEvents } from './recount-scores.ts'
import type { BehaviourRule, FitRule } from './rules.ts'
import type { RuleInput } from './schemas.ts'

/** Enough people to see what a rule does; counting all of a million would keep the page waiting. */
const PEOPLE_MAX = 2000
const EXAMPLES = 5
const NEW_RULE = 'new'

/** The effect of `input`, taking the place of the rule `replaces` where given. */
export async function previewRule(db: Db, input: RuleInput, replaces: string | undefined, now: Date) {
  const model = found(await db.scoringModel.findUnique({ where: { id: 1 } }), 'scoring model')
  const scores = await db.score.findMany({ orderBy: { updatedAt: 'desc' }, take: PEOPLE_MAX + 1 })
  const people = scores.slice(0, PEOPLE_MAX)
  const ids = people.map((score) => score.contactId)
  const former = replaces ? await db.scoringRule.findUnique({ where: { id: replaces } }) : null
  const worth = (points: number, at: Date) => pointsAt(model, points, at, now)
  const gained = await countInput(db, input, ids, worth, now)
  const lost = former ? await countFormer(db, former, ids, worth) : new Map<string, number>()
  const effects = people.map((score) => {
    const before = heatAt(model, score.heat, now) + score.fit
    return {
      contactId: score.contactId,
      before,
      after: before + (gained.get(score.contactId) ?? 0) - (lost.get(score.contactId) ?? 0),
    }
  })
  const watched = await db.scoreWatch.findMany({ orderBy: { value: 'asc' } })
  const changed = effects.filter(({ before, after }) => Math.abs(after - before) >= 0.05)
  return {
    lookedAt: people.length,
    isEverybody: scores.length <= PEOPLE_MAX,
    people: changed.length,
    thresholds: watched.map(({ value }) => ({
      value,
      before: effects.filter((effect) => effect.before >= value).length,
      after: effects.filter((effect) => effect.after >= value).length,
    })),
    examples: await nameExamples(db, changed),
  }
}

type Worth = (points: number, at: Date) => number

async function countInput(db: Db, input: RuleInput, ids: readonly string[], worth: Worth, now: Date) {
  const gained = new Map<string, number>()
  if (input.kind === 'fit') {
    const rule: FitRule = { ...input, id: NEW_RULE, eventType: null, dailyCap: null }
    for (const [id, facts] of await findFitFacts(db, ids)) gained.set(id, sumFit([rule], facts))
    return gained
  }
  const rules: BehaviourRule[] = [{ ...input, id: NEW_RULE }]
  const events = await findRuledEvents(db, ids, rules)
  const permissions = await findPermissions(db, ids, now)
  for (const entry of countPoints(matchEvents(events, rules), permissions, new Map(), now).entries)
    gained.set(entry.contactId, (gained.get(entry.contactId) ?? 0) + worth(entry.points, entry.occurredAt))
  return gained
}

async function countFormer(
  db: Db,
  former: { id: string; name: string; kind: string; conditions: unknown; points: number },
  ids: readonly string[],
  worth: Worth,
) {
  const lost = new Map<string, number>()
  if (former.kind === 'fit') {
    const rule = { ...former, kind: 'fit', eventType: null, dailyCap: null } as FitRule
    for (const [id, facts] of await findFitFacts(db, ids)) lost.set(id, sumFit([rule], facts))
    return lost
  }
  const entries = await db.$queryRaw<{ contact_id: string; points: number; occurred_at: Date }[]>(Prisma.sql`
    select contact_id, points, occurred_at from score_entry
    where contact_id = any(${[...ids]}::uuid[]) and rule_id = ${former.id}::uuid`)
  for (const entry of entries)
    lost.set(entry.contact_id, (lost.get(entry.contact_id) ?? 0) + worth(entry.points, entry.occurred_at))
  return lost
}

async function nameExamples(db: Db, changed: readonly { contactId: string; before: number; after: number }[]) {
  const largest = changed
    .toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before))
    .slice(0, EXAMPLES)
  const contacts = await db.contact.findMany({ where: { id: { in: largest.map((effect) => effect.contactId) } } })
  const names = new Map(contacts.map((one) => [one.id, nameOf(one)]))
  return largest.map(({ contactId, before, after }) => ({
    contactId,
    name: names.get(contactId) ?? null,
    before: Math.round(before),
    after: Math.round(after),
  }))
}

/** First and last name, or null where neither is known. */
export const nameOf = (of: { firstName: string | null; lastName: string | null }): string | null =>
  [of.firstName, of.lastName].filter((part) => part).join(' ') || null
