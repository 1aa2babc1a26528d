// What a branch can ask about a person, and each question as SQL over `contact`. Values are always bound, never spelled
// into the statement. A condition that cannot be answered (a number asked of a text) is simply not met.
import { z } from 'zod'
import { CHANNELS } from '../consent/index.ts'
import { Prisma } from '../platform/database.ts'
import { coolingSql } from '../scoring/index.ts'
import { isPersonsSql } from '../tracking/index.ts'

const OPERATORS = ['is', 'is_not', 'contains', 'at_least', 'at_most', 'is_known', 'is_unknown'] as const
/** Operators that compare with nothing. */
const WITHOUT_VALUE: readonly string[] = ['is_known', 'is_unknown']

const COLUMNS = {
  first_name: Prisma.sql`contact.first_name`,
  last_name: Prisma.sql`contact.last_name`,
  job_title: Prisma.sql`contact.job_title`,
  city: Prisma.sql`contact.city`,
  country: Prisma.sql`contact.country`,
  language: Prisma.sql`contact.language`,
  source: Prisma.sql`contact.source`,
  company: Prisma.sql`(select name from account where account.id = contact.account_id)`,
  industry: Prisma.sql`(select industry from account where account.id = contact.account_id)`,
  employees: Prisma.sql`(select employees::text from account where account.id = contact.account_id)`,
} as const
/** Fields that every contact has; custom ones are named `fields.<key>`. */
export const BUILT_IN_FIELDS = Object.keys(COLUMNS)

export const conditionSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('field'),
      field: z.string().max(100),
      operator: z.enum(OPERATORS),
      value: z.string().max(200).default(''),
    })
    .meta({ description: 'A field of the contact or its company; custom fields are fields.<key>.' }),
  z
    .strictObject({ kind: z.literal('score'), atLeast: z.int().min(0).max(10_000) })
    .meta({ description: 'Heat and fit together, when the person arrives.' }),
  z.strictObject({ kind: z.literal('yes'), purposeId: z.uuid().nullable(), channel: z.enum(CHANNELS) }),
  z.strictObject({
    kind: z.literal('event'),
    type: z.string().max(100),
    withinDays: z.int().min(1).max(3650),
  }),
])
export type Condition = z.infer<typeof conditionSchema>

/** The condition as a boolean SQL expression over the row `contact`, at `now`. */
export function conditionSql(condition: Condition, now: Date): Prisma.Sql {
  switch (condition.kind) {
    case 'field':
      return fieldSql(condition.field, condition.operator, condition.value)
    case 'score':
      return Prisma.sql`coalesce((select score.fit + score.heat * ${coolingSql(now)} from score cross join scoring_model
        where score.contact_id = contact.id), 0) >= ${condition.atLeast}`
    case 'yes':
      return Prisma.sql`exists (select from consent_state state where state.contact_id = contact.id
        and state.purpose_id = ${condition.purposeId}::uuid and state.channel = ${condition.channel}
        and state.state = 'given' and (state.expires_at is null or state.expires_at > ${now}::timestamptz))`
    case 'event':
      return Prisma.sql`exists (select from event where event.contact_id = contact.id and event.type = ${condition.type}
        and ${isPersonsSql} and event.occurred_at > ${now}::timestamptz - make_interval(days => ${condition.withinDays}::int))`
    default:
      return condition satisfies never
  }
}

function fieldSql(field: string, operator: (typeof OPERATORS)[number], value: string): Prisma.Sql {
  const text = columnOf(field)
  switch (operator) {
    case 'is':
      return Prisma.sql`lower(${text}) is not distinct from lower(${value})`
    case 'is_not':
      return Prisma.sql`lower(${text}) is distinct from lower(${value})`
    case 'contains':
      return Prisma.sql`position(lower(${value}) in lower(coalesce(${text}, ''))) > 0`
    case 'at_least':
      return Prisma.sql`coalesce(${numberSql(text)} >= ${Number(value)}::numeric, false)`
    case 'at_most':
      return Prisma.sql`coalesce(${numberSql(text)} <= ${Number(value)}::numeric, false)`
    case 'is_known':
      return Prisma.sql`coalesce(${text}, '') <> ''`
    case 'is_unknown':
      return Prisma.sql`coalesce(${text}, '') = ''`
    default:
      return operator satisfies never
  }
}

/** The number that a text spells, or null where it spells none. */
const numberSql = (text: Prisma.Sql) =>
  Prisma.sql`case when ${text} ~ '^-?[0-9]{1,15}([.][0-9]{1,9})?$' then (${text})::numeric end`

function columnOf(field: string): Prisma.Sql {
  if (field.startsWith('fields.')) return Prisma.sql`(contact.fields ->> ${field.slice('fields.'.length)})`
  return COLUMNS[field as keyof typeof COLUMNS] ?? Prisma.sql`null::text`
}

/** What is wrong with a condition as it is written, if anything. `fields` are the custom ones that exist. */
export function findConditionFault(
  condition: Condition,
  known: { fields: ReadonlySet<string>; purposes: ReadonlySet<string> },
):
  | { code: 'unknown_field' | 'value_missing' | 'not_a_number' | 'unknown_purpose' | 'event_missing'; name: string }
  | undefined {
  if (condition.kind === 'yes')
    return condition.purposeId && known.purposes.has(condition.purposeId)
      ? undefined
      : { code: 'unknown_purpose', name: '' }
  if (condition.kind === 'event') return condition.type.trim() === '' ? { code: 'event_missing', name: '' } : undefined
  if (condition.kind !== 'field') return undefined
  const { field, operator, value } = condition
  const isKnown = BUILT_IN_FIELDS.includes(field) || (field.startsWith('fields.') && known.fields.has(field.slice(7)))
  if (!isKnown) return { code: 'unknown_field', name: field }
  if (WITHOUT_VALUE.includes(operator)) return undefined
  if (value.trim() === '') return { code: 'value_missing', name: field }
  const isNumeric = operator === 'at_least' || operator === 'at_most'
  return isNumeric && !Number.isFinite(Number(value)) ? { code: 'not_a_number', name: field } : undefined
}
