// What the law of Finland asks before marketing goes out. A version that was used is never edited: a change is a new one.
import { ALWAYS_ASK, type CountryRules } from './rule.ts'

/** Natural persons say yes or are customers; the law lets a legal person be written to until it objects (consent.md E4). */
export const FINLAND: readonly CountryRules[] = [
  {
    country: 'FI',
    version: 'FI-2015-1',
    validFrom: '2015-01-01',
    customerMonths: 12,
    sources: ['Act on Electronic Communications Services (917/2014) §§ 200, 202'],
    bases: {
      natural: { ...ALWAYS_ASK, email: 'existing_customer', sms: 'existing_customer' },
      legal: { ...ALWAYS_ASK, email: 'opt_out', sms: 'opt_out' },
    },
  },
]
