// What the law of Denmark asks before marketing goes out. A version that was used is never edited: a change is a new one.
import { ALWAYS_ASK, type CountryRules } from './rule.ts'

/** Every recipient must have said yes, companies and authorities too; a customer is the one exception (consent.md E1). */
export const DENMARK: readonly CountryRules[] = [
  {
    country: 'DK',
    version: 'DK-2017-1',
    validFrom: '2017-07-01',
    customerMonths: 12,
    sources: ['Marketing Practices Act (markedsføringsloven, lov nr. 426 af 3. maj 2017) § 10(1)-(3)'],
    bases: {
      natural: { ...ALWAYS_ASK, email: 'existing_customer', sms: 'existing_customer' },
      legal: { ...ALWAYS_ASK, email: 'existing_customer', sms: 'existing_customer' },
    },
  },
]
