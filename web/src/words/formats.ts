// Numbers, dates and times as each language writes them. Pure, so that it is the same in a test as on a page.
// The typeface lacks U+202F, so numbers hold U+00A0; minus is U+2212.

export type Language = 'en' | 'nb'

export type Formats = {
  /** 10,412 · 10 412 */
  number: (value: number) => string
  /** A fixed number of decimals: 46.4 · 46,4. */
  decimal: (value: number, digits?: number) => string
  /** With its sign: +25, −5. */
  signed: (value: number, digits?: number) => string
  /** A share between 0 and 1: 58.8% · 58,8 %. Never shown without its count. */
  percent: (share: number, digits?: number) => string
  /** 3 Nov · 3. nov., with the year where it is not the year of `now`. */
  shortDate: (at: Date, now: Date) => string
  /** 3 November 2026 · 3. november 2026 */
  longDate: (at: Date) => string
  /** Tuesday 24 November · tirsdag 24. november */
  weekday: (at: Date) => string
  /** 07:30 · 07.30 */
  time: (at: Date) => string
  /** 3 November 2026 at 21:40 · 3. november 2026 kl. 21.40 */
  exact: (at: Date) => string
  /** Nov · nov. */
  month: (at: Date) => string
}

const LOCALE = { en: 'en-GB', nb: 'nb-NO' } as const satisfies Record<Language, string>

const tidy = (text: string) => text.replaceAll('\u202f', '\u00a0').replace(/^-/, '\u2212')

/** The formats of one language. `timeZone` is the reader's own unless a test says otherwise. */
export function formatsOf(language: Language, timeZone?: string): Formats {
  const locale = LOCALE[language]
  const date = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone })
    return (at: Date) => tidy(format.format(at)).replace(',', '')
  }
  const numbers = (digits: number, options: Intl.NumberFormatOptions = {}) =>
    new Intl.NumberFormat(locale, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      useGrouping: 'always',
      ...options,
    })
  const whole = numbers(0)
  const dayMonth = date({ day: 'numeric', month: 'short' })
  const dayMonthYear = date({ day: 'numeric', month: 'short', year: 'numeric' })
  const year = date({ year: 'numeric' })
  const longDate = date({ day: 'numeric', month: 'long', year: 'numeric' })
  const clock = date({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const time = (at: Date) => (language === 'nb' ? clock(at).replace(':', '.') : clock(at))
  return {
    number: (value) => tidy(whole.format(value)),
    decimal: (value, digits = 1) => tidy(numbers(digits).format(value)),
    signed: (value, digits = 0) => tidy(numbers(digits, { signDisplay: 'exceptZero' }).format(value)),
    percent: (share, digits = 1) => tidy(numbers(digits, { style: 'percent' }).format(share)),
    shortDate: (at, now) => (year(at) === year(now) ? dayMonth(at) : dayMonthYear(at)),
    longDate,
    weekday: date({ weekday: 'long', day: 'numeric', month: 'long' }),
    time,
    exact: (at) => `${longDate(at)} ${language === 'nb' ? 'kl.' : 'at'} ${time(at)}`,
    month: date({ month: 'short' }),
  }
}
