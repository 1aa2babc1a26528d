// What a person can do with nothing but a link: stop one thing, stop everything, pause. Each only lowers permission, may
// be repeated without harm, and returns when no message of theirs can begin any more.
import { type Db, Prisma } from '../platform/database.ts'
import { addMonths } from './give-consent.ts'
import { keepOutside } from './journal.ts'
import { placeHold } from './place-hold.ts'
import { type ConsentFact, recordConsent } from './record-consent.ts'
import type { Silenced } from './silence.ts'
import { mergedSinceSql, said, stopTogether, withdrawal } from './stop-together.ts'
import { lowerThenSilence } from './withdraw-consent.ts'
import type { ConsentActor, ConsentMethod, ConsentStateName } from './words.ts'

export type Speaker = {
  contactId: string
  method: ConsentMethod
  /** The contact unless told: staff who enter what the contact has said. */
  actor?: ConsentActor
  evidence: Record<string, unknown>
}
export type Choice = { purposeId: string; channel: string }

/** Stops these. What had stopped before is not written again, but nothing of it can begin either when this returns. */
export function stopChoices(db: Db, speaker: Speaker, choices: readonly Choice[], now: Date): Promise<Silenced> {
  return stopTogether(db, { speaker, choices, now })
}

/** Stops everything: withdraws every yes, and objects to all that may come (GDPR 21(2)), profiling included. */
export async function stopEverything(db: Db, speaker: Speaker, now: Date): Promise<Silenced> {
  const { contactId } = speaker
  const object = (at: Date): ConsentFact => ({
    ...said(speaker, at),
    purposeId: null,
    channel: null,
    type: 'objected',
  })
  const stopAll = async () => {
    const standing = await findStanding(db, contactId)
    const before = await findObjection(db, contactId)
    if (before && standing.length === 0) await keepOutside([object(before.since)])
    else await recordConsent(db, [...standing.map((choice) => withdrawal(speaker, choice, now)), object(now)], now)
  }
  return lowerThenSilence(db, [contactId], stopAll, now)
}

/** Months of silence that a person may choose. */
export const PAUSE_MONTHS = [1, 3, 6] as const

/** Sends nothing for so many months. A pause that lasts longer already stands: it is never made shorter here. */
export async function pauseContact(db: Db, speaker: Speaker, months: number, now: Date): Promise<Silenced> {
  const { contactId, method } = speaker
  const until = addMonths(now, months)
  const hold = { contactId, kind: 'pause', channel: null, reason: `${method}: ${months} months`, until } as const
  return lowerThenSilence(db, [contactId], () => placeHold(db, hold, now), now)
}

/** In ms: about two years. A longer pause is a no, and a no is said with a box. */
const LONGEST_PAUSE_MS = 730 * 86_400_000

/** The beginning of that day (YYYY-MM-DD, UTC), or undefined where a pause cannot last until then. */
export function pauseEnd(day: string | undefined, now: Date): Date | undefined {
  const until = day ? new Date(`${day}T00:00:00.000Z`) : undefined
  return until && +until > +now && +until < +now + LONGEST_PAUSE_MS ? until : undefined
}

/** Sends nothing until then. A pause that lasts longer already stands. */
export async function pauseUntil(db: Db, { contactId, method }: Speaker, until: Date, now: Date): Promise<Silenced> {
  const hold = { contactId, kind: 'pause', channel: null, reason: `${method}: until a day`, until } as const
  return lowerThenSilence(db, [contactId], () => placeHold(db, hold, now), now)
}

/** What may still be a yes. A topic is none by itself: a no to its purpose covers it, and a new yes finds it as it was. */
/** The objection that stands, unless somebody was merged into this contact since: then it is said anew, for both. */
async function findObjection(db: Db, contactId: string): Promise<{ since: Date } | undefined> {
  const [row] = await db.$queryRaw<{ since: Date }[]>(Prisma.sql`
    select since from consent_hold hold where contact_id = ${contactId}::uuid and kind = 'objection' and lifted_at is null
      and not ${mergedSinceSql(Prisma.sql`hold.contact_id`, Prisma.sql`hold.since`)} limit 1`)
  return row
}

async function findStanding(db: Db, contactId: string): Promise<Choice[]> {
  const open: ConsentStateName[] = ['given', 'customer', 'collected', 'requested', 'expired']
  return db.$queryRaw<Choice[]>(Prisma.sql`
    select purpose_id as "purposeId", channel from consent_state join purpose on purpose.id = purpose_id
    where contact_id = ${contactId}::uuid and state = any(${open}) and purpose.kind <> 'topic'`)
}
