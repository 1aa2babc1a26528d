// What the invented people said and did, as a list of dated facts. Pure. Nobody is watched before their yes, a no is
// never followed by a yes, and whoever said no to everything is left in peace.
import { type Chance, pick } from './chance.ts'
import { atWork, DAY_MS, HOUR_MS, LAST_DAYS, type Person } from './invent-people.ts'

export type Said = {
  email: string
  purpose: string
  channel: string
  type: 'given' | 'requested' | 'refused' | 'withdrawn'
  at: Date
  method: 'form' | 'import' | 'preference_page' | 'one_click'
}
export type Did = { email: string; type: string; at: Date; properties: Record<string, string | number> }
export type History = { said: Said[]; did: Did[] }

/** How many of a hundred say yes, no or nothing yet when asked; the rest are never asked. */
const ANSWERS: { purpose: string; channel: string; yes: number; no: number; asked: number }[] = [
  { purpose: 'product_news', channel: 'email', yes: 62, no: 9, asked: 7 },
  { purpose: 'newsletter', channel: 'email', yes: 54, no: 12, asked: 5 },
  { purpose: 'events', channel: 'email', yes: 41, no: 14, asked: 4 },
  { purpose: 'tracking', channel: 'web', yes: 46, no: 34, asked: 0 },
  { purpose: 'tracking', channel: 'email', yes: 34, no: 40, asked: 0 },
  { purpose: 'profiling', channel: 'web', yes: 43, no: 36, asked: 0 },
  { purpose: 'share_with_sales', channel: 'email', yes: 27, no: 25, asked: 0 },
  { purpose: 'phone_follow_up', channel: 'phone', yes: 9, no: 38, asked: 0 },
  { purpose: 'sms_reminders', channel: 'sms', yes: 38, no: 20, asked: 0 },
]
/** Of a hundred who said yes to marketing, so many withdraw within the last six months. */
const WITHDRAW_OF_100 = 15
export const PAGES: { path: string; title: string; weight: number }[] = [
  { path: '/varmegjenvinning', title: 'Varmegjenvinning', weight: 30 },
  { path: '/priser', title: 'Priser', weight: 20 },
  { path: '/fagstoff/fire-bygg-ett-ar', title: 'Fire bygg, ett år', weight: 18 },
  { path: '/fagstoff/fjernvarme-2027', title: 'Fjernvarme i 2027', weight: 14 },
  { path: '/kunder/rimdal', title: 'Rimdal fikk 38 % tilbake', weight: 12 },
  { path: '/ledige-stillinger', title: 'Ledige stillinger', weight: 6 },
]

/** Everything that these people said and did, oldest first. */
export function inventHistory(chance: Chance, people: readonly Person[], now: Date): History {
  const said = people.flatMap((person) => inventAnswers(chance, person, now))
  const did = people.flatMap((person) => inventVisits(chance, person, said, now))
  const byTime = (a: { at: Date }, b: { at: Date }) => +a.at - +b.at
  return { said: said.sort(byTime), did: did.sort(byTime) }
}

function inventAnswers(chance: Chance, { email, phone, cameFrom, cameAt }: Person, now: Date): Said[] {
  const drawn = (what: string) => chance('said', email, what)
  // Two in ten were never asked about anything: names from a fair or from an old list.
  if (cameFrom !== 'form' && drawn('asked at all') < 0.3) return []
  const later = (ms: number) => new Date(Math.min(+cameAt + ms, +now - HOUR_MS))
  return ANSWERS.flatMap(({ purpose, channel, yes, no, asked }): Said[] => {
    if (channel === 'sms' && phone === undefined) return []
    const key = `${purpose} ${channel}`
    const isWatching = channel === 'web' || purpose === 'tracking' || purpose === 'profiling'
    // Whoever trusts with one thing is likelier to trust with the next.
    const answer = (drawn(`${key} like the others`) < 0.55 ? drawn('trust') : drawn(key)) * 100
    if (isWatching && cameFrom !== 'form' && drawn('cookie page') < 0.35) return []
    const method = cameFrom === 'import' && !isWatching ? 'import' : 'form'
    const fact = { email, purpose, channel, method, at: later(drawn(`${key} minute`) * 600_000) } as const
    if (answer < yes) return [{ ...fact, type: 'given' }, ...inventEnd(chance, fact, now)]
    if (answer < yes + no) return method === 'form' ? [{ ...fact, type: 'refused' }] : []
    return answer < yes + no + asked ? [{ ...fact, type: 'requested' }] : []
  })
}

/** A withdrawal, for some, at least ten days after the yes and within the last six months. */
function inventEnd(chance: Chance, { email, purpose, channel, at }: Omit<Said, 'type'>, now: Date): Said[] {
  const drawn = (what: string) => chance('ends', email, purpose, channel, what)
  const daysSince = (+now - +at) / DAY_MS
  const latest = Math.min(daysSince - 10, LAST_DAYS - 4)
  if (latest < 1 || drawn('at all') * 100 >= WITHDRAW_OF_100) return []
  const method = channel === 'email' && drawn('how') < 0.4 ? 'one_click' : 'preference_page'
  const ended = atWork(chance, `${email} ${purpose} ${channel} ends`, now, 1 + drawn('day') * latest)
  return [{ email, purpose, channel, type: 'withdrawn', method, at: ended }]
}

/** Visits of those who said yes to being watched there, from their yes on, and forms and meetings of anybody. */
function inventVisits(chance: Chance, person: Person, said: readonly Said[], now: Date): Did[] {
  const { email } = person
  const drawn = (...what: (string | number)[]) => chance('did', email, ...what)
  const own = said.filter((fact) => fact.email === email)
  const yes = own.find((fact) => fact.purpose === 'tracking' && fact.channel === 'web' && fact.type === 'given')
  const end = own.find((fact) => fact.purpose === 'tracking' && fact.channel === 'web' && fact.type === 'withdrawn')
  const start = Math.max(+(yes?.at ?? now), +now - 120 * DAY_MS)
  const days = (Math.min(+(end?.at ?? now), +now) - start) / DAY_MS
  if (!yes || days < 1) return inventForms(chance, person, own, now)
  const isKeen = drawn('keen') < 0.4
  const visits = Math.round(drawn('visits') ** 2 * (isKeen ? 22 : 6))
  const pages = Array.from({ length: visits }, (_, visit) => {
    // Keen people came lately: interest that is months old is no lead.
    const place = isKeen ? 1 - drawn('when', visit) ** 2 : drawn('when', visit)
    return inventVisit(drawn, email, new Date(start + place * days * DAY_MS), visit)
  })
  return [...pages.flat(), ...inventForms(chance, person, own, now)]
}

function inventVisit(drawn: (...what: (string | number)[]) => number, email: string, at: Date, visit: number): Did[] {
  const [path, title] = pickPage(drawn('page', visit))
  const viewed = { email, type: 'page.viewed', at, properties: { host: 'vidjevik.example', path, title } }
  if (path !== '/varmegjenvinning' || drawn('guide', visit) > 0.4) return [viewed]
  const file = { host: 'vidjevik.example', path, file: '/guide/varmegjenvinning.pdf' }
  return [viewed, { email, type: 'file.downloaded', at: new Date(+at + 90_000), properties: file }]
}

export function pickPage(drawn: number): [path: string, title: string] {
  const { path, title } = pick(
    PAGES.flatMap((page) => Array.from({ length: page.weight }, () => page)),
    drawn,
  )
  return [path, title]
}

/** Days ago in which the heat audit has been on offer. */
export const AUDIT_DAYS = 56

function inventForms(chance: Chance, { email, cameFrom, cameAt }: Person, own: readonly Said[], now: Date): Did[] {
  const drawn = (what: string) => chance('form', email, what)
  const isOpen = own.some((fact) => fact.purpose === 'share_with_sales' && fact.type === 'given')
  const daysKnown = (+now - +cameAt) / DAY_MS - 0.1
  const at = (what: string, days: number) => {
    const moment = atWork(chance, `${email} ${what}`, now, 0.2 + drawn(`${what} day`) * Math.min(days, daysKnown))
    return moment > cameAt ? moment : new Date(+cameAt + 300_000)
  }
  const did: Did[] = []
  if (drawn('calculator') < (isOpen ? 0.3 : 0.12))
    did.push({
      email,
      type: 'calculator.used',
      at: at('calculator', 70),
      properties: { saving: Math.round(10 + drawn('saving') * 45) },
    })
  if (cameFrom === 'form' && drawn('audit') < (isOpen ? 0.68 : 0.12))
    did.push({
      email,
      type: 'form.submitted',
      at: at('audit', AUDIT_DAYS - 2),
      properties: { formKey: 'heat-audit' },
    })
  return did
}
