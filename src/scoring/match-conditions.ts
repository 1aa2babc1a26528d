// Conditions of a rule, on the properties of an event or on what is known of a person. Pure; never throws on any data:
// a value of another kind than the condition expects simply does not match.
import { z } from 'zod'

export const OPERATORS = ['is', 'is_not', 'contains', 'starts_with', 'at_least', 'at_most', 'is_set'] as const

export const conditionSchema = z
  .strictObject({
    /** A property of the event (`path`), or of the person (`job_title`, `account.industry`, `fields.<key>`). */
    field: z.string().trim().min(1).max(80),
    operator: z.enum(OPERATORS),
    value: z.union([z.string().max(200), z.number(), z.boolean()]).optional(),
  })
  .superRefine(({ operator, value }, context) => {
    if (operator === 'is_set') return
    if (value === undefined || value === '')
      context.addIssue({ code: 'custom', path: ['value'], message: 'Say what to compare with.' })
    else if ((operator === 'at_least' || operator === 'at_most') && !Number.isFinite(Number(value)))
      context.addIssue({ code: 'custom', path: ['value'], message: 'Compare with a number here.' })
  })
export type Condition = z.infer<typeof conditionSchema>
export type Facts = Record<string, unknown>

/** Whether all conditions hold. Text is compared without regard to case. */
export function matchConditions(conditions: readonly Condition[], facts: Facts): boolean {
  return conditions.every((condition) =>
    holds(condition, Object.hasOwn(facts, condition.field) ? facts[condition.field] : undefined),
  )
}

function holds({ operator, value }: Condition, actual: unknown): boolean {
  const isSet = actual !== undefined && actual !== null && actual !== ''
  switch (operator) {
    case 'is_set':
      return isSet
    case 'is':
      return isSet && fold(actual) === fold(value)
    case 'is_not':
      return !isSet || fold(actual) !== fold(value)
    case 'contains':
      return isSet && fold(actual).includes(fold(value))
    case 'starts_with':
      return isSet && fold(actual).startsWith(fold(value))
    case 'at_least':
      return isSet && typeof actual !== 'boolean' && amount(actual) >= amount(value)
    case 'at_most':
      return isSet && typeof actual !== 'boolean' && amount(actual) <= amount(value)
    default:
      return operator satisfies never
  }
}

/** An object may claim to be a number and then throw when it is asked for it. */
const amount = (value: unknown) => (typeof value === 'object' ? Number.NaN : Number(value))

const fold = (value: unknown) => (typeof value === 'object' ? '' : String(value).toLowerCase())
