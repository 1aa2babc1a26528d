// When a person may be called, country by country: data with versions, like the rules of a country. A version that was
// used is never edited: a change is a new one. Companies are not people; for them no hours are set and nothing is washed.

export type CallRules = {
  /** ISO 3166-1 alpha-2; empty for everybody else. */
  country: string
  /** Stored with each decision about calls and letters, after the version of the country's rules. */
  version: string
  /** The day, in UTC, from which these rules hold. */
  validFrom: string
  /** Minutes after midnight, on the wall where the person is; on Saturdays, Sundays and holidays nobody is called. */
  opens: number
  closes: number
  sources: readonly string[]
}

const HOUR = 60
/** What every law and code that we know of allows. Where a law names no hours, these are kept. */
const CAUTIOUS = { opens: 9 * HOUR, closes: 20 * HOUR } as const

export const CALL_RULES: readonly CallRules[] = [
  {
    country: 'NO',
    version: 'NO-calls-2018-1',
    validFrom: '2018-01-01',
    ...{ opens: 9 * HOUR, closes: 21 * HOUR },
    sources: ['Marketing Control Act (markedsføringsloven, LOV-2009-01-09-2) § 14; Prop. 43 L (2016-2017) 2.1'],
  },
  {
    country: 'SE',
    version: 'SE-calls-2021-1',
    validFrom: '2021-07-01',
    ...CAUTIOUS,
    sources: ['No hours in the law; Kontakta and SWEDMA, ethical rules for calls to consumers, 1 July 2021'],
  },
  {
    country: 'DK',
    version: 'DK-calls-2017-1',
    validFrom: '2017-07-01',
    ...CAUTIOUS,
    sources: ['Consumer Contracts Act (forbrugeraftaleloven) § 4: only on request; no hours in the law'],
  },
  {
    country: 'FI',
    version: 'FI-calls-2023-1',
    validFrom: '2023-01-01',
    ...CAUTIOUS,
    sources: ['Consumer Protection Act (38/1978) chapter 6; no hours in the law'],
  },
  {
    country: 'DE',
    version: 'DE-calls-2020-1',
    validFrom: '2020-01-01',
    ...CAUTIOUS,
    sources: ['UWG § 7(2) no. 1; code of CCV and DDV: Monday to Friday from 8 to 20'],
  },
]

export const STRICT_CALLS: CallRules = {
  country: '',
  version: 'strict-calls-1',
  validFrom: '1970-01-01',
  ...CAUTIOUS,
  sources: ['The narrowest of the hours above'],
}

/** The rules of a country that hold at a moment, else the strict ones. */
export function callRulesOf(country: string | null, at: Date): CallRules {
  const own = CALL_RULES.filter((rules) => rules.country === country && new Date(rules.validFrom) <= at)
  return own.reduce((newest, rules) => (rules.validFrom > newest.validFrom ? rules : newest), STRICT_CALLS)
}
