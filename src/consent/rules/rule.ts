// What the data of a country says: for each kind of recipient and each channel, what the law asks before we may write.
import type { Channel } from '../words.ts'

/** A sole trader is a natural person (consent.md N4). What is not known is natural. */
export const RECIPIENT_KINDS = ['natural', 'legal'] as const
export type RecipientKind = (typeof RECIPIENT_KINDS)[number]

/**
 * What the law asks. consent: only a yes. existing_customer: a yes, or an earlier sale under conditions. opt_out: nothing
 * until the recipient objects. The decision is stricter than all three: it asks for a yes, since silence is no answer.
 */
export type Basis = 'consent' | 'existing_customer' | 'opt_out'

export type CountryRules = {
  /** ISO 3166-1 alpha-2. */
  country: string
  /** Stored with each decision. What has been named once never changes: a change is a new version. */
  version: string
  /** The day, in UTC, from which these rules hold. */
  validFrom: string
  /** How long after a sale the buyer is still a customer, in months. Where the law names no limit, the strict reading. */
  customerMonths: number
  sources: readonly string[]
  bases: Readonly<Record<RecipientKind, Readonly<Record<Channel, Basis>>>>
}

/** Asks for a yes on every channel. */
export const ALWAYS_ASK = {
  email: 'consent',
  sms: 'consent',
  phone: 'consent',
  post: 'consent',
  web: 'consent',
} as const satisfies Record<Channel, Basis>
