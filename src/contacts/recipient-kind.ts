// Whether an address belongs to a company or to a person, where nobody has said it. Whatever is in doubt is a person,
// whom the law protects more.
import type { ContactRow } from './contact-row.ts'

/** Addresses of a role and not of a person, as Norwegian practice knows them (consent.md N4). */
const ROLES = new Set([
  'post',
  'postmottak',
  'kontakt',
  'info',
  'firmapost',
  'mail',
  'epost',
  'kontor',
  'salg',
  'ordre',
  'faktura',
  'kundeservice',
  'support',
  'contact',
  'office',
  'sales',
])
/** A sole trader's form of company, at the end of its name. */
const SOLE_TRADER = /\b(enk|enkeltpersonforetak)\.?$/i

/**
 * The kind of recipient: as said, or legal for a role address of a Norwegian company that is no sole trader. Undefined
 * where nothing speaks for a legal person.
 */
export function recipientKindOf(row: ContactRow): 'natural' | 'legal' | undefined {
  if (row.recipientKind !== undefined) return row.recipientKind
  const local = row.email?.trim().toLowerCase().split('@')[0] ?? ''
  const isNamed = Boolean(row.firstName || row.lastName)
  const isSoleTrader = SOLE_TRADER.test(row.company?.name?.trim() ?? '')
  return row.country === 'NO' && ROLES.has(local) && !isNamed && !isSoleTrader ? 'legal' : undefined
}
