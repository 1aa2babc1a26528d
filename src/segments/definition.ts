// What a segment is: a tree of conditions. Consent is never one of them; who may be reached is decided at sending.
import { z } from 'zod'

/** What a condition can ask of a field. Which of them fit follows from the type of the field. */
export const OPERATORS = [
  'is',
  'is_not',
  'contains',
  'starts_with',
  'at_least',
  'at_most',
  'before',
  'after',
  'within_days',
  'is_known',
  'is_unknown',
] as const
export type Operator = (typeof OPERATORS)[number]

const value = z.union([z.string().max(200), z.number(), z.boolean()])

/** `field` is a built-in (`country`), one of the account (`account.industry`) or a custom one (`fields.role`). */
export const fieldCondition = z
  .strictObject({
    kind: z.literal('field'),
    field: z.string().min(1).max(100),
    operator: z.enum(OPERATORS),
    values: z.array(value).max(300).default([]),
  })
  .meta({ id: 'SegmentFieldCondition' })
export type FieldCondition = z.infer<typeof fieldCondition>

/** What the score is now, not what it was. */
export const scoreCondition = z
  .strictObject({
    kind: z.literal('score'),
    of: z.enum(['heat', 'fit', 'total']),
    atLeast: z.number().min(-100_000).max(100_000),
  })
  .meta({ id: 'SegmentScoreCondition' })
export type ScoreCondition = z.infer<typeof scoreCondition>

/** Did it at least `times` within `days` (null: ever), or with `has` false: not once within them. */
export const eventCondition = z
  .strictObject({
    kind: z.literal('event'),
    event: z.string().regex(/^[a-z][a-z_]*\.[a-z][a-z_.]*$/, 'Write an event as noun.verb, for example page.viewed.'),
    has: z.boolean().default(true),
    times: z.int().min(1).max(1000).default(1),
    days: z.int().min(1).max(3650).nullable().default(null),
    where: z
      .array(
        z.strictObject({
          property: z.string().min(1).max(100),
          operator: z.enum(['is', 'contains']),
          value: z.string().min(1).max(200),
        }),
      )
      .max(5)
      .default([]),
  })
  .meta({ id: 'SegmentEventCondition' })
export type EventCondition = z.infer<typeof eventCondition>

export const importCondition = z
  .strictObject({ kind: z.literal('import'), importId: z.uuid() })
  .meta({ id: 'SegmentImportCondition' })
export type ImportCondition = z.infer<typeof importCondition>

export type Condition = FieldCondition | ScoreCondition | EventCondition | ImportCondition
export type Group = { kind: 'all' | 'any'; conditions: Node[] }
export type Node = Condition | Group

const node: z.ZodType<Node> = z.lazy(() =>
  z.union([fieldCondition, scoreCondition, eventCondition, importCondition, group]),
)

const group: z.ZodType<Group> = z
  .strictObject({ kind: z.enum(['all', 'any']), conditions: z.array(node).max(50) })
  .meta({ id: 'SegmentGroup' })

/** More than a person reads, and more than one statement should carry. */
const MAX_CONDITIONS = 100
const MAX_DEPTH = 5

/** The root of the tree. A group without conditions holds for everybody. */
export const definitionSchema: z.ZodType<Group> = group.check((context) => {
  const size = measure(context.value)
  const say = (message: string) => context.issues.push({ code: 'custom', message, input: context.value, path: [] })
  if (size.conditions > MAX_CONDITIONS) say(`Use at most ${MAX_CONDITIONS} conditions.`)
  if (size.depth > MAX_DEPTH) say(`Put groups at most ${MAX_DEPTH} levels deep.`)
})

export const isGroup = (of: Node): of is Group => of.kind === 'all' || of.kind === 'any'

function measure(of: Node): { conditions: number; depth: number } {
  if (!isGroup(of)) return { conditions: 1, depth: 0 }
  const parts = of.conditions.map(measure)
  return {
    conditions: parts.reduce((sum, part) => sum + part.conditions, 0),
    depth: 1 + Math.max(0, ...parts.map((part) => part.depth)),
  }
}
