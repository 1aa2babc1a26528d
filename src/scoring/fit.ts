// How well a person and their company match: whole points from what is known of them now. Fit does not decay.
import { type Db, Prisma } from '../platform/database.ts'
import { type Facts, matchConditions } from './match-conditions.ts'
import type { FitRule } from './rules.ts'

type Row = {
  id: string
  job_title: string | null
  city: string | null
  country: string | null
  language: string | null
  source: string | null
  recipient_kind: string
  fields: Record<string, unknown>
  account_name: string | null
  account_industry: string | null
  account_country: string | null
  account_employees: number | null
}

/** What fit rules may ask about. Custom fields are `fields.<key>`. */
export const FIT_FIELDS = [
  'job_title',
  'city',
  'country',
  'language',
  'source',
  'recipient_kind',
  'account.name',
  'account.industry',
  'account.country',
  'account.employees',
] as const

/** What is known of these people, as rules see it. Erased and merged people are left out. */
export async function findFitFacts(db: Db, contactIds: readonly string[]): Promise<Map<string, Facts>> {
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    select contact.id, job_title, city, contact.country, language, source, recipient_kind, fields,
      account.name as account_name, account.industry as account_industry, account.country as account_country,
      account.employees as account_employees
    from contact left join account on account.id = contact.account_id
    where contact.id = any(${[...contactIds]}::uuid[]) and erased_at is null and merged_into_id is null`)
  return new Map(rows.map((row) => [row.id, asFacts(row)]))
}

function asFacts(row: Row): Facts {
  const { id: _, fields, account_name, account_industry, account_country, account_employees, ...own } = row
  return {
    ...own,
    'account.name': account_name,
    'account.industry': account_industry,
    'account.country': account_country,
    'account.employees': account_employees,
    ...Object.fromEntries(Object.entries(fields).map(([key, value]) => [`fields.${key}`, value])),
  }
}

/** The rules that a person matches. */
export const matchFit = (rules: readonly FitRule[], facts: Facts): FitRule[] =>
  rules.filter((rule) => matchConditions(rule.conditions, facts))

/** The sum of what the rules give. */
export const sumFit = (rules: readonly FitRule[], facts: Facts): number =>
  matchFit(rules, facts).reduce((sum, rule) => sum + rule.points, 0)
