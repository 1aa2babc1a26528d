// What the law of Germany asks before marketing goes out. A version that was used is never edited: a change is a new one.
import { ALWAYS_ASK, type CountryRules } from './rule.ts'

/** Electronic mail needs an express yes from everybody, companies too; a customer is the one exception. */
export const GERMANY: readonly CountryRules[] = [
  {
    country: 'DE',
    version: 'DE-2022-1',
    validFrom: '2022-05-28',
    customerMonths: 12,
    sources: ['Act against Unfair Competition (UWG) § 7(2) no. 2 and § 7(3)'],
    bases: {
      natural: { ...ALWAYS_ASK, email: 'existing_customer', sms: 'existing_customer' },
      legal: { ...ALWAYS_ASK, email: 'existing_customer', sms: 'existing_customer' },
    },
  },
]
