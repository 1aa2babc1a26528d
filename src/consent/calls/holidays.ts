// The public holidays of each country, computed: fixed days, days counted from Easter, and days tied to a weekday. A day
// too many only moves a call to the next morning; a day too few is a call that the law forbids.

/** The first such weekday (0 is Sunday) from a date on, as MM-DD. */
type FirstWeekday = { from: string; weekday: number }
type Holidays = {
  /** The same date each year, as MM-DD. */
  fixed: readonly string[]
  /** Days after Easter Sunday. */
  easter: readonly number[]
  weekdays?: readonly FirstWeekday[]
  /** In one year only, as YYYY-MM-DD. */
  once?: readonly string[]
  /** A fixed day on a weekend makes the next working day free. */
  movesOffWeekends?: boolean
  /** No public holidays, but days on which nobody is called all the same: eves, and half days. */
  quiet: readonly (string | FirstWeekday)[]
}

const WESTERN = [-2, 0, 1, 39, 49] // Good Friday, Easter, Easter Monday, Ascension, Whit Sunday
const MIDSUMMER_EVE = { from: '06-19', weekday: 5 }
const MIDSUMMER = { from: '06-20', weekday: 6 }
const ALL_SAINTS = { from: '10-31', weekday: 6 }
const EVES = ['12-24', '12-31']

const HOLIDAYS: Readonly<Record<string, Holidays>> = {
  NO: { fixed: ['01-01', '05-01', '05-17', '12-25', '12-26'], easter: [-3, ...WESTERN, 50], quiet: EVES },
  SE: {
    fixed: ['01-01', '01-06', '05-01', '06-06', '12-25', '12-26'],
    easter: WESTERN,
    weekdays: [MIDSUMMER, ALL_SAINTS],
    quiet: [MIDSUMMER_EVE, ...EVES],
  },
  // 5 June is a closing day in trade, and most are free on 1 May.
  DK: { fixed: ['01-01', '12-25', '12-26'], easter: [-3, ...WESTERN, 50], quiet: ['05-01', '06-05', ...EVES] },
  FI: {
    fixed: ['01-01', '01-06', '05-01', '12-06', '12-24', '12-25', '12-26'],
    easter: WESTERN,
    weekdays: [MIDSUMMER_EVE, MIDSUMMER, ALL_SAINTS],
    quiet: ['12-31'],
  },
  // Those of every state: which of them somebody lives in is not known.
  DE: {
    fixed: ['01-01', '01-06', '03-08', '05-01', '08-08', '08-15', '09-20', '10-03', '10-31', '11-01', '12-25', '12-26'],
    easter: [...WESTERN, 50, 60],
    weekdays: [{ from: '11-16', weekday: 3 }],
    once: ['2025-05-08', '2028-06-17'], // Berlin
    quiet: EVES,
  },
  // The first day of summer is a Thursday in April, that of merchants a Monday in August.
  IS: {
    fixed: ['01-01', '05-01', '06-17', '12-25', '12-26'],
    easter: [-3, ...WESTERN, 50],
    weekdays: [
      { from: '04-19', weekday: 4 },
      { from: '08-01', weekday: 1 },
    ],
    quiet: EVES,
  },
  NL: { fixed: ['01-01', '04-27', '05-05', '12-25', '12-26'], easter: [...WESTERN, 50], quiet: EVES },
  // 26 December and Good Friday in Alsace and Moselle alone: which of us live there is not known.
  FR: {
    fixed: ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25', '12-26'],
    easter: [-2, 0, 1, 39, 49, 50],
    quiet: EVES,
  },
  // With the days of Scotland and Northern Ireland. One that falls on a weekend is free on the working days after it.
  GB: {
    fixed: ['01-01', '01-02', '03-17', '07-12', '11-30', '12-25', '12-26'],
    easter: [-2, 0, 1],
    weekdays: [
      { from: '05-01', weekday: 1 },
      { from: '05-25', weekday: 1 },
      { from: '08-01', weekday: 1 },
      { from: '08-25', weekday: 1 },
    ],
    movesOffWeekends: true,
    quiet: EVES,
  },
  // Where the holidays are not known, those that western countries have in common.
  '': { fixed: ['01-01', '05-01', '12-25', '12-26'], easter: [...WESTERN, 50], quiet: EVES },
}

const DAY_MS = 86_400_000
const dateOf = (time: number) => new Date(time).toISOString().slice(0, 10)

/** Whether nobody is called on this date (YYYY-MM-DD) in a country: a weekend, a public holiday, or a quiet day. */
export function isQuietDay(country: string, date: string): boolean {
  const weekday = new Date(date).getUTCDay()
  const year = Number(date.slice(0, 4))
  return weekday === 0 || weekday === 6 || holidaysOf(country, year).has(date) || quietDaysOf(country, year).has(date)
}

const known = new Map<string, ReadonlySet<string>>()
function remember(key: string, list: () => string[]): ReadonlySet<string> {
  const days = known.get(key) ?? new Set(list())
  known.set(key, days)
  return days
}
const dataOf = (country: string) => HOLIDAYS[country] ?? HOLIDAYS['']

/** The public holidays of a country in a year, as YYYY-MM-DD. */
export const holidaysOf = (country: string, year: number): ReadonlySet<string> =>
  remember(`${country} ${year}`, () => listHolidays(dataOf(country), year))

const quietDaysOf = (country: string, year: number) =>
  remember(`${country} ${year} quiet`, () =>
    (dataOf(country)?.quiet ?? []).map((day) => (typeof day === 'string' ? `${year}-${day}` : firstFrom(day, year))),
  )

function firstFrom({ from, weekday }: FirstWeekday, year: number): string {
  const first = Date.parse(`${year}-${from}`)
  return dateOf(first + ((7 + weekday - new Date(first).getUTCDay()) % 7) * DAY_MS)
}

function listHolidays(holidays: Holidays | undefined, year: number): string[] {
  if (!holidays) return []
  const easter = easterSunday(year)
  const fixed = holidays.fixed.map((day) => `${year}-${day}`)
  return [
    ...fixed,
    ...(holidays.movesOffWeekends ? movedOffWeekends(fixed) : []),
    ...holidays.easter.map((days) => dateOf(easter + days * DAY_MS)),
    ...(holidays.weekdays ?? []).map((day) => firstFrom(day, year)),
    ...(holidays.once ?? []).filter((day) => day.startsWith(`${year}-`)),
  ]
}

/** The working days that are free because these fall on weekends: each the next that is not free itself. */
function movedOffWeekends(days: readonly string[]): string[] {
  const free = new Set(days)
  const moved: string[] = []
  for (const day of days.filter(isWeekend)) {
    let next = day
    while (isWeekend(next) || free.has(next)) next = dateOf(Date.parse(next) + DAY_MS)
    free.add(next)
    moved.push(next)
  }
  return moved
}
const isWeekend = (date: string) => [0, 6].includes(new Date(date).getUTCDay())

/** Easter Sunday of the Gregorian calendar, as UTC milliseconds (Meeus, Jones and Butcher; Nature, 1876). */
function easterSunday(year: number): number {
  const century = Math.floor(year / 100)
  const golden = year % 19
  const correction = Math.floor((8 * century + 13) / 25)
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30
  const moon = epact - Math.floor(epact / 28) * (1 - Math.floor(29 / (epact + 1)) * Math.floor((21 - golden) / 11))
  const weekday = (year + Math.floor(year / 4) + moon + 2 - century + Math.floor(century / 4)) % 7
  const march = moon - weekday
  return Date.UTC(year, 2, 28 + march)
}
