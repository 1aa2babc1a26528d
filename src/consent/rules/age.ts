// From which age a child may say yes alone (consent.md C15). A version that was used is never edited: a change is a new one.

export type AgeRule = {
  /** ISO 3166-1 alpha-2. */
  country: string
  /** The day, in UTC, from which it holds. */
  validFrom: string
  /** In years. */
  age: number
  source: string
}

export const AGE_RULES: readonly AgeRule[] = [
  { country: 'NO', validFrom: '2018-07-20', age: 13, source: 'Personal Data Act (LOV-2018-06-15-38) § 5' },
  { country: 'SE', validFrom: '2018-05-25', age: 13, source: 'Act 2018:218 with supplementary provisions, ch. 2 § 4' },
  { country: 'DK', validFrom: '2018-05-25', age: 13, source: 'Data Protection Act (lov nr. 502/2018) § 6(2)' },
  { country: 'DK', validFrom: '2024-01-01', age: 15, source: 'Data Protection Act § 6(2), as amended from 2024' },
  { country: 'FI', validFrom: '2019-01-01', age: 13, source: 'Data Protection Act (1050/2018) § 5' },
  { country: 'DE', validFrom: '2018-05-25', age: 16, source: 'GDPR art. 8(1); no other age was set' },
]

/** In years, for everybody else and where the country is not known: the highest that a country may set (GDPR art. 8(1)). */
export const STRICT_AGE = 16

/** The age at which a person in this country may say yes alone at this moment, in years. */
export function ageOfConsent(country: string | null, at: Date): number {
  const rules = AGE_RULES.filter((rule) => rule.country === country && new Date(rule.validFrom) <= at)
  return rules.toSorted((one, other) => (one.validFrom < other.validFrom ? 1 : -1))[0]?.age ?? STRICT_AGE
}
