// Which rules hold for a recipient. The data is one file for each country; everybody whose country is not known, or has
// no file, falls under the strict rules: nothing but the recipient's own yes (consent.md D6, E5).
import { listSql, Prisma } from '../../platform/database.ts'
import type { Channel } from '../words.ts'
import { DENMARK } from './denmark.ts'
import { FINLAND } from './finland.ts'
import { GERMANY } from './germany.ts'
import { NORWAY } from './norway.ts'
import { ALWAYS_ASK, type Basis, type CountryRules, RECIPIENT_KINDS, type RecipientKind } from './rule.ts'
import { SWEDEN } from './sweden.ts'

export type { Basis, CountryRules, RecipientKind } from './rule.ts'
export { RECIPIENT_KINDS } from './rule.ts'

export const COUNTRY_RULES: readonly CountryRules[] = [...NORWAY, ...SWEDEN, ...DENMARK, ...FINLAND, ...GERMANY]

/** For everybody else. */
export const STRICT: CountryRules = {
  country: '',
  version: 'strict-1',
  validFrom: '1970-01-01',
  customerMonths: 0,
  sources: ['GDPR art. 6(1)(a); ePrivacy directive art. 13(1)'],
  bases: { natural: ALWAYS_ASK, legal: ALWAYS_ASK },
}

export type Rule = { version: string; basis: Basis; customerMonths: number }

/** The rule for a recipient at a moment: of the country's versions the newest that holds by then. */
export function ruleFor(country: string | null, kind: string | null, channel: Channel, at: Date): Rule {
  const recipientKind: RecipientKind = kind === 'legal' ? 'legal' : 'natural'
  const rules = rulesAt(at).find((one) => one.country === country) ?? STRICT
  return { version: rules.version, basis: rules.bases[recipientKind][channel], customerMonths: rules.customerMonths }
}

/** The version of each country that holds at a moment. */
function rulesAt(at: Date): CountryRules[] {
  const newest = new Map<string, CountryRules>()
  for (const rules of COUNTRY_RULES) {
    const known = newest.get(rules.country)
    if (new Date(rules.validFrom) <= at && (!known || known.validFrom < rules.validFrom))
      newest.set(rules.country, rules)
  }
  return [...newest.values()]
}

/** The rules in force as a relation (country, recipient_kind, version, basis, customer_months); no row means strict. */
export function rulesSql(channel: string, at: Date): Prisma.Sql {
  const rows = rulesAt(at).flatMap((rules) =>
    RECIPIENT_KINDS.map((kind) => ({ ...rules, kind, basis: rules.bases[kind][channel as Channel] })),
  )
  const of = (pick: (row: (typeof rows)[number]) => string) => listSql(rows.map(pick), 'text')
  const months = listSql(
    rows.map((row) => row.customerMonths),
    'int',
  )
  return Prisma.sql`
    select * from unnest(${of((r) => r.country)}, ${of((r) => r.kind)}, ${of((r) => r.version)}, ${of((r) => r.basis)},
      ${months}) as rules (country, recipient_kind, version, basis, customer_months)`
}
