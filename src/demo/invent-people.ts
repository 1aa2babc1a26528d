// Six hundred invented people: who they are, where they work, and when they came to be known. Pure: the same seed and
// the same moment always make the same people.
import { type Chance, pick } from './chance.ts'
import { COUNTRIES, type Country, type Industry } from './names.ts'
import type { TextLanguage } from './purpose-texts.ts'

export const DAY_MS = 86_400_000
export const HOUR_MS = 3_600_000
/** Days before now at which the first people came. Long enough that a yes of two years has run out since. */
export const FIRST_DAY = 900
/** The six months that charts show: people, answers and visits are densest here. */
export const LAST_DAYS = 180
const PEOPLE = 600
/** How many of them came in the last six months. */
const LATE_SHARE = 0.52

export type Person = {
  email: string
  firstName: string
  lastName: string
  jobTitle: string
  city: string
  country: Country
  language: TextLanguage
  phone: string | undefined
  company: { name: string; domain: string; industry: Industry; employees: number }
  fields: { role: string; heated_area: number; heating: string }
  cameFrom: 'import' | 'form' | 'fair'
  cameAt: Date
}

export const ROLES = ['Decides', 'Uses', 'Buys', 'Advises']
export const HEATINGS = ['District heating', 'Electricity', 'Oil or gas', 'Heat pump']

/** The people of the demo company, in the order in which they came. */
export function inventPeople(chance: Chance, now: Date): Person[] {
  const taken = new Set<string>()
  const people: Person[] = []
  for (let number = 0; people.length < PEOPLE; number++) {
    const person = inventPerson(chance, number, now)
    if (taken.has(person.email)) continue
    taken.add(person.email)
    people.push(person)
  }
  return people.sort((a, b) => +a.cameAt - +b.cameAt)
}

/** Somebody invented; the same number is the same person. */
export function inventPerson(chance: Chance, number: number, now: Date): Person {
  const drawn = (what: string) => chance('person', number, what)
  const country = pick<Country>(['NO', 'NO', 'NO', 'NO', 'NO', 'SE', 'SE', 'SE', 'DK', 'DK', 'FI'], drawn('country'))
  const plan = COUNTRIES[country]
  const [name, city, industry, employees] = pick(plan.companies, drawn('company'))
  const firstName = pick(plan.firstNames, drawn('first name'))
  const lastName = pick(plan.surnames, drawn('surname'))
  const domain = `${spell(name.split(' ')[0] ?? name)}.example`
  const isLate = drawn('late') < LATE_SHARE
  return {
    email: `${spell(firstName)}.${spell(lastName)}@${domain}`,
    firstName,
    lastName,
    jobTitle: pick(plan.titles, drawn('title')),
    city,
    country,
    language: pick(plan.languages, drawn('language')),
    // Numbers that nobody has: they begin with zeros after the country code.
    phone: drawn('phone') < 0.45 ? `${plan.dialling}00000${String(100 + number).padStart(4, '0')}` : undefined,
    company: { name, domain, industry, employees },
    fields: {
      role: pick(ROLES, drawn('role')),
      heated_area: Math.round((800 + drawn('area') ** 3 * 60_000) / 100) * 100,
      heating: pick(HEATINGS, drawn('heating')),
    },
    cameFrom: drawn('from') < (isLate ? 0.62 : 0.25) ? 'form' : drawn('fair') < 0.5 ? 'fair' : 'import',
    cameAt: atWork(chance, `came ${number}`, now, isLate ? lateDay(drawn('day')) : earlyDay(drawn('day'))),
  }
}

/** More come in autumn than in summer, and most after the webinar twelve days ago. */
function lateDay(drawn: number): number {
  if (drawn < 0.12) return 8 + Math.round((drawn / 0.12) * 5)
  const place = (drawn - 0.12) / 0.88
  return 2 + Math.round(place ** 1.35 * (LAST_DAYS - 3))
}

const earlyDay = (drawn: number): number => LAST_DAYS + 5 + Math.round(drawn * (FIRST_DAY - LAST_DAYS - 10))

/** A moment of the working day, so many days before `now`. */
export function atWork(chance: Chance, about: string, now: Date, daysAgo: number): Date {
  const day = new Date(+now - daysAgo * DAY_MS)
  const weekday = day.getUTCDay()
  const moved = +day - (weekday === 0 ? 2 : weekday === 6 ? 1 : 0) * DAY_MS
  const midnight = moved - (moved % DAY_MS)
  return new Date(Math.min(midnight + 6 * HOUR_MS + Math.round(chance('time', about) * 9 * HOUR_MS), +now - HOUR_MS))
}

/** The letters of a name that an address can hold. */
const spell = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
    .replaceAll('å', 'a')
    .normalize('NFD')
    .replace(/[^a-z]/g, '')
