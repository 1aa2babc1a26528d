// What the server answers about mail that came back, added up by kind and by day.

export type ReturnedCount = { day: string; outcome: string; mails: number }
export type Returned = {
  /** Behind the @ of the addresses that take it; null where none do. */
  domain: string | null
  days: number
  items: ReturnedCount[]
}

/** What somebody meant first, what machines said after; kinds that are not named here stand last. */
const ORDER = [
  'complaint',
  'unsubscribe',
  'opt_out',
  'reply',
  'unresolved',
  'delivery_report',
  'automatic_reply',
  'other_report',
]
const placeOf = (outcome: string) => (ORDER.indexOf(outcome) + ORDER.length + 1) % (ORDER.length + 1)

const DAY_MS = 86_400_000
const WEEK_DAYS = 7

export type ReturnedKind = { outcome: string; mails: number; week: number }

/** The sum of each kind: of all, and of the last seven days, days being those of UTC. */
export function countReturned(items: readonly ReturnedCount[], now: Date): ReturnedKind[] {
  const first = new Date(+now - (WEEK_DAYS - 1) * DAY_MS).toISOString().slice(0, 10)
  const kinds = new Map<string, ReturnedKind>()
  for (const { day, outcome, mails } of items) {
    const kind = kinds.get(outcome) ?? { outcome, mails: 0, week: 0 }
    kind.mails += mails
    if (day >= first) kind.week += mails
    kinds.set(outcome, kind)
  }
  return [...kinds.values()].sort((a, b) => placeOf(a.outcome) - placeOf(b.outcome))
}

export type ReturnedDay = { day: string; counts: ReturnedCount[] }

/** Each day on which something came, the newest first. */
export function daysOf(items: readonly ReturnedCount[]): ReturnedDay[] {
  const days = new Map<string, ReturnedCount[]>()
  for (const item of items) days.set(item.day, [...(days.get(item.day) ?? []), item])
  return [...days].map(([day, counts]) => ({
    day,
    counts: counts.toSorted((a, b) => placeOf(a.outcome) - placeOf(b.outcome)),
  }))
}
