// The languages of everything a contact sees, and how dates are written in each.
import { type Authority, EVERY_AUTHORITY, findAuthority } from '../notice/authorities.ts'
import { da } from './words/da.ts'
import { en } from './words/en.ts'
import { fi } from './words/fi.ts'
import { nb, type PageWords } from './words/nb.ts'
import { nn } from './words/nn.ts'
import { sv } from './words/sv.ts'

/** In the order in which the page offers them. */
export const PAGE_WORDS = { nb, nn, sv, da, fi, en } as const satisfies Record<string, PageWords>
export type PageLanguage = keyof typeof PAGE_WORDS
export const PAGE_LANGUAGES = Object.keys(PAGE_WORDS) as PageLanguage[]

const LANGUAGE_OF_COUNTRY: Record<string, PageLanguage> = { NO: 'nb', SE: 'sv', DK: 'da', FI: 'fi' }

/** The first of these that the page speaks; each may be a language ('no', 'sv-FI'), a country code last of all. */
export function pickLanguage(wishes: readonly (string | null | undefined)[], country: string): PageLanguage {
  for (const wish of wishes) {
    const base = wish?.toLowerCase().split(/[-_]/, 1)[0]
    const language = base === 'no' ? 'nb' : PAGE_LANGUAGES.find((candidate) => candidate === base)
    if (language) return language
  }
  return LANGUAGE_OF_COUNTRY[country] ?? 'en'
}

const TIME_ZONE_OF_COUNTRY: Record<string, string> = {
  NO: 'Europe/Oslo',
  SE: 'Europe/Stockholm',
  DK: 'Europe/Copenhagen',
  FI: 'Europe/Helsinki',
}

export type PageDates = { day: (date: Date) => string; moment: (date: Date) => string }

/** Making a format takes a millisecond, and a page needs several: kept, as few as there are languages and countries. */
const made = new Map<string, PageDates>()

/** Dates as the language writes them, in the time of the sender's country. */
export function datesIn(language: PageLanguage, country: string): PageDates {
  const timeZone = TIME_ZONE_OF_COUNTRY[country] ?? 'UTC'
  const key = `${language} ${timeZone}`
  const dates = made.get(key) ?? makeDates(language, timeZone)
  made.set(key, dates)
  return dates
}

function makeDates(language: PageLanguage, timeZone: string): PageDates {
  const locale = language === 'en' ? 'en-GB' : language
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone })
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone })
  const sign = language === 'en' || language === 'sv' ? ':' : '.'
  return {
    day: (date) => day.format(date),
    moment: (date) => `${day.format(date)} ${PAGE_WORDS[language].at} ${clock.format(date).replace(':', sign)}`,
  }
}

/** Who answers a complaint, by the sender's country (GDPR 13(2)(d)). */
export const authorityOf = (country: string): Authority => findAuthority(country) ?? EVERY_AUTHORITY
