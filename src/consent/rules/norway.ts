// What the law of Norway asks before marketing goes out. A version that was used is never edited: a change is a new one.
import { ALWAYS_ASK, type CountryRules } from './rule.ts'

/** A named employee is a natural person, at work too; addresses such as post@ belong to the company (consent.md N1, N4). */
export const NORWAY: readonly CountryRules[] = [
  {
    country: 'NO',
    version: 'NO-2025-1',
    validFrom: '2025-01-01',
    customerMonths: 12,
    sources: [
      'Marketing Control Act (markedsføringsloven, LOV-2009-01-09-2) § 15 first, third and fifth paragraphs',
      'Electronic Communications Act (ekomloven, LOV-2024-12-13-76) § 3-15, in force 1 January 2025',
    ],
    bases: {
      natural: { ...ALWAYS_ASK, email: 'existing_customer', sms: 'existing_customer' },
      legal: { ...ALWAYS_ASK, email: 'opt_out', sms: 'opt_out' },
    },
  },
]
