// The fields that a condition can ask about: built in, of the account, and those defined for contacts here.
// Each has a type, and the type says which questions make sense.
import { type Db, Prisma } from '../platform/database.ts'
import type { Operator } from './definition.ts'

export const FIELD_TYPES = ['text', 'number', 'boolean', 'date', 'choice', 'country', 'language'] as const
export type FieldType = (typeof FIELD_TYPES)[number]

export const OPERATORS_OF: Record<FieldType, readonly Operator[]> = {
  text: ['is', 'is_not', 'contains', 'starts_with', 'is_known', 'is_unknown'],
  number: ['is', 'at_least', 'at_most', 'is_known', 'is_unknown'],
  boolean: ['is', 'is_known', 'is_unknown'],
  date: ['before', 'after', 'within_days', 'is_known', 'is_unknown'],
  choice: ['is', 'is_not', 'is_known', 'is_unknown'],
  country: ['is', 'is_not', 'is_known', 'is_unknown'],
  language: ['is', 'is_not', 'is_known', 'is_unknown'],
}

export type SegmentField = {
  type: FieldType
  /** The value in a query over contact, account: text, a number, or a date as YYYY-MM-DD. */
  value: Prisma.Sql
  /** Only custom fields: what people here call it. */
  label?: string
  choices?: string[]
}
export type SegmentFields = ReadonlyMap<string, SegmentField>

const sql = Prisma.sql
const BUILT_IN: [string, SegmentField][] = [
  ['first_name', { type: 'text', value: sql`contact.first_name` }],
  ['last_name', { type: 'text', value: sql`contact.last_name` }],
  ['job_title', { type: 'text', value: sql`contact.job_title` }],
  ['city', { type: 'text', value: sql`contact.city` }],
  ['country', { type: 'country', value: sql`contact.country` }],
  ['language', { type: 'language', value: sql`contact.language` }],
  ['source', { type: 'text', value: sql`contact.source` }],
  ['recipient_kind', { type: 'choice', value: sql`contact.recipient_kind`, choices: ['natural', 'legal'] }],
  ['created_at', { type: 'date', value: sql`to_char(contact.created_at at time zone 'UTC', 'YYYY-MM-DD')` }],
  [
    'email_domain',
    {
      type: 'text',
      value: sql`(select split_part(identity.value, '@', 2) from identity
        where identity.contact_id = contact.id and identity.kind = 'email' and identity.is_primary limit 1)`,
    },
  ],
  ['account.name', { type: 'text', value: sql`account.name` }],
  ['account.domain', { type: 'text', value: sql`account.domain` }],
  ['account.country', { type: 'country', value: sql`account.country` }],
  ['account.industry', { type: 'text', value: sql`account.industry` }],
  ['account.employees', { type: 'number', value: sql`account.employees` }],
]

/** All fields by the name that conditions use. Custom ones are `fields.<key>`. */
export async function findSegmentFields(db: Db): Promise<SegmentFields> {
  const custom = await db.field.findMany({ orderBy: { label: 'asc' } })
  return new Map([
    ...BUILT_IN,
    ...custom.map(({ key, label, type, choices }): [string, SegmentField] => [
      `fields.${key}`,
      { type: type as FieldType, value: customValue(key, type as FieldType), label, choices },
    ]),
  ])
}

/** A value of the wrong JSON type counts as none: one bad row must not fail the whole audience. */
function customValue(key: string, type: FieldType): Prisma.Sql {
  const text = sql`(contact.fields ->> ${key})`
  if (type === 'number')
    return sql`(case when jsonb_typeof(contact.fields -> ${key}) = 'number' then ${text}::numeric end)`
  if (type === 'date') return sql`left(${text}, 10)`
  return text
}
