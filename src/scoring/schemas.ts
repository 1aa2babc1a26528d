// What may be sent to scoring and what it answers.
import { z } from 'zod'
import { DECISION_REASONS, MARK_STATES } from '../consent/index.ts'
import { EVENT_TYPE } from '../tracking/index.ts'
import { LONGEST_HALF_LIFE_DAYS, SHORTEST_HALF_LIFE_DAYS } from './decay.ts'
import { conditionSchema } from './match-conditions.ts'
import { RANKING_MAX } from './rank-contacts.ts'

/** More than this in one rule hides every other rule. */
const POINTS_MAX = 1000
const points = z.int().min(-POINTS_MAX).max(POINTS_MAX)
const conditions = z.array(conditionSchema).max(20)
const name = z.string().trim().min(1).max(120)

export const ruleInput = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('behaviour'),
      name,
      eventType: z.string().regex(EVENT_TYPE, 'Write it as noun.verb, such as page.viewed.'),
      conditions: conditions.default([]),
      points,
      dailyCap: z.int().min(1).max(POINTS_MAX).nullable().default(null),
    }),
    z.strictObject({
      kind: z.literal('fit'),
      name,
      conditions: conditions.min(1, 'Say whom this is about: at least one condition.'),
      points,
    }),
  ])
  .refine((rule) => rule.points !== 0, { path: ['points'], message: 'A rule that gives nothing is no rule.' })
  .meta({ id: 'ScoringRuleInput' })
export type RuleInput = z.infer<typeof ruleInput>

export const ruleAnswer = z
  .object({
    id: z.uuid(),
    kind: z.enum(['behaviour', 'fit']),
    name: z.string(),
    eventType: z.string().nullable(),
    conditions: z.array(
      z.object({
        field: z.string(),
        operator: z.string(),
        value: z.union([z.string(), z.number(), z.boolean()]).optional(),
      }),
    ),
    points: z.number(),
    dailyCap: z.number().nullable(),
  })
  .meta({ id: 'ScoringRule' })

export const modelInput = z.strictObject({
  halfLifeDays: z.number().min(SHORTEST_HALF_LIFE_DAYS).max(LONGEST_HALF_LIFE_DAYS),
})
export const modelAnswer = z.object({
  halfLifeDays: z.number(),
  /** Everybody is being counted again after a change of rules. */
  isRecounting: z.boolean(),
  /** Totals that a workflow waits for. */
  watched: z.array(z.number()),
})

export const previewAnswer = z.object({
  lookedAt: z.number(),
  isEverybody: z.boolean(),
  people: z.number(),
  thresholds: z.array(z.object({ value: z.number(), before: z.number(), after: z.number() })),
  examples: z.array(
    z.object({ contactId: z.uuid(), name: z.string().nullable(), before: z.number(), after: z.number() }),
  ),
})

export const rankingQuery = z.object({ limit: z.coerce.number().int().min(1).max(RANKING_MAX).default(50) })
export const rankingAnswer = z.object({
  items: z.array(
    z.object({
      contactId: z.uuid(),
      name: z.string().nullable(),
      jobTitle: z.string().nullable(),
      company: z.string().nullable(),
      score: z.number(),
      heat: z.number(),
      fit: z.number(),
      /** The two strongest, of now. */
      reasons: z.array(z.object({ text: z.string(), times: z.number(), lastAt: z.iso.datetime(), points: z.number() })),
      /** What the total gained in the last seven days; negative where it cooled. */
      trend: z.number(),
      /** May sales have this person? null: there is no purpose that asks for it. */
      sales: z
        .object({
          isAllowed: z.boolean(),
          reason: z.enum(DECISION_REASONS),
          mark: z.enum(MARK_STATES),
          since: z.iso.datetime().nullable(),
          expiresAt: z.iso.datetime().nullable(),
        })
        .nullable(),
    }),
  ),
})

const omissionReason = z.enum([
  'no_profiling',
  'before_profiling',
  'no_tracking',
  'before_tracking',
  'silence',
  'daily_cap',
])

export const scoreAnswer = z
  .object({
    contactId: z.uuid(),
    at: z.iso.datetime(),
    /** Whether a yes to profiling is in force. Without it there is no score. */
    isProfiled: z.boolean(),
    halfLifeDays: z.number(),
    /** The whole number shown. */
    score: z.number(),
    /** In tenths; the lines and fitLines add up to it exactly. */
    total: z.number(),
    heat: z.number(),
    fit: z.number(),
    lines: z.array(
      z.object({
        ruleId: z.uuid(),
        name: z.string(),
        times: z.number(),
        firstAt: z.iso.datetime(),
        lastAt: z.iso.datetime(),
        pointsThen: z.number(),
        pointsNow: z.number(),
      }),
    ),
    /** Single entries behind the lines, newest first, at most 200. */
    entries: z.array(
      z.object({
        eventId: z.uuid(),
        ruleId: z.uuid(),
        occurredAt: z.iso.datetime(),
        pointsThen: z.number(),
        pointsNow: z.number(),
      }),
    ),
    fitLines: z.array(z.object({ ruleId: z.uuid().nullable(), name: z.string(), points: z.number() })),
    notCounted: z.array(
      z.object({
        reason: omissionReason,
        type: z.string(),
        times: z.number(),
        firstAt: z.iso.datetime(),
        lastAt: z.iso.datetime(),
      }),
    ),
    /** When the total falls below each watched total, if nothing happens. */
    cooling: z.array(z.object({ threshold: z.number(), at: z.iso.datetime() })),
  })
  .meta({ id: 'ScoreAccount' })
