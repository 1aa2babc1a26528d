// What the law of Sweden asks before marketing goes out. A version that was used is never edited: a change is a new one.
import { ALWAYS_ASK, type CountryRules } from './rule.ts'

/** Natural persons say yes or are customers; every message names an address to stop it (consent.md E3). */
export const SWEDEN: readonly CountryRules[] = [
  {
    country: 'SE',
    version: 'SE-2008-1',
    validFrom: '2008-07-01',
    customerMonths: 12,
    sources: ['Marketing Act (marknadsföringslagen, SFS 2008:486) §§ 19-21'],
    bases: {
      natural: { ...ALWAYS_ASK, email: 'existing_customer', sms: 'existing_customer' },
      legal: { ...ALWAYS_ASK, email: 'opt_out', sms: 'opt_out' },
    },
  },
]
