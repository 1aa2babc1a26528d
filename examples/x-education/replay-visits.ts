// The file says how often each lead visited, not when, and nothing about tracking. Both are invented here from a fixed
// seed and labelled so: a share of the leads allows tracking and profiling, and the visits fall into the last 90 days.
// Then each lead sends the enquiry that made it a lead. All of it goes in as events, through the same door as any other.
import { type Grant, giveConsent } from '../../src/consent/index.ts'
import type { PrismaClient } from '../../src/platform/prisma/client.ts'
import { admitEvents, type ReportedEvent } from '../../src/tracking/index.ts'
import type { Visitor } from './expect.ts'
import { FORM_KEY } from './set-up-company.ts'

const DAY_MS = 86_400_000
/** Share of leads that allow tracking and profiling. Invented. */
const ALLOWING = 0.6
/** Visits of one lead that are replayed; one lead of the file has 251. */
const VISITS_MAX = 30
const BATCH = 500
const INVENTED = { seeded: true, note: 'Invented for this example: the file holds no consent to tracking.' }

/** Numbers from 0 to 1, the same in every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Gives the invented consents. Answers how many leads have one. */
export async function seedTracking(db: PrismaClient, purposes: Map<string, string>, random: () => number, now: Date) {
  const contacts = await db.contact.findMany({ select: { id: true }, orderBy: { id: 'asc' } })
  const allowing = contacts.filter(() => random() < ALLOWING)
  const occurredAt = new Date(+now - 120 * DAY_MS)
  const grants = allowing.flatMap(({ id }) =>
    ['tracking', 'profiling'].map(
      (key): Grant => ({
        contactId: id,
        purposeId: purposes.get(key) ?? '',
        channel: 'web',
        method: 'import',
        actor: 'import',
        language: 'en',
        occurredAt,
        evidence: INVENTED,
      }),
    ),
  )
  for (let from = 0; from < grants.length; from += 2 * BATCH)
    await giveConsent(db, grants.slice(from, from + 2 * BATCH), now)
  return allowing.length
}

/** Reports visits and enquiries in batches, as a web site would. Visits of leads without a yes to tracking are not kept. */
export async function replayVisits(db: PrismaClient, visitors: readonly Visitor[], random: () => number, now: Date) {
  const total = { visits: 0, enquiries: 0, notAllowed: 0 }
  const events: ReportedEvent[] = visitors.flatMap((visitor) => {
    const person = { kind: 'external' as const, value: visitor.leadNumber }
    const visits = Array.from({ length: Math.min(visitor.visits, VISITS_MAX) }, () => ({
      person,
      type: 'page.viewed',
      occurredAt: new Date(+now - random() * 90 * DAY_MS),
      properties: { seeded: true, url: 'https://x-education.example/courses' },
    }))
    const enquiry = { person, type: 'form.submitted', occurredAt: now, properties: { formKey: FORM_KEY } }
    return [...visits, enquiry]
  })
  for (let from = 0; from < events.length; from += BATCH) {
    const batch = events.slice(from, from + BATCH)
    const { notAllowed } = await admitEvents(db, batch, 'example', now)
    const enquiries = batch.filter((event) => event.type === 'form.submitted').length
    total.enquiries += enquiries
    total.visits += batch.length - enquiries - notAllowed.length
    total.notAllowed += notAllowed.length
  }
  return total
}
