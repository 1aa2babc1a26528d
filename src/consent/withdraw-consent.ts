// A withdrawal is answered only when nothing more can start: record, commit, remove what is queued, wait for what has
// begun (ARCHITECTURE.md: a withdrawal). The caller shows "you are unsubscribed" after this returns, never before.
import { type Db, isTransaction, listSql, Prisma } from '../platform/database.ts'
import { type ConsentFact, recordConsent } from './record-consent.ts'
import { type Silenced, silence } from './silence.ts'
import type { ConsentActor, ConsentMethod } from './words.ts'

export type Withdrawal = {
  contactId: string
  purposeId: string
  channel: string
  method: ConsentMethod
  actor: ConsentActor
  evidence: Record<string, unknown>
}

/** Withdraws these consents and returns when no message of theirs can begin any more. Must not run in a transaction. */
export async function withdrawConsent(db: Db, withdrawals: readonly Withdrawal[], now: Date): Promise<Silenced> {
  const facts = withdrawals.map(
    (said): ConsentFact => ({ ...said, type: 'withdrawn', occurredAt: now, textId: null, expiresAt: null }),
  )
  return lowerThenSilence(
    db,
    withdrawals.map((said) => said.contactId),
    () => recordConsent(db, facts, now),
    now,
  )
}

/**
 * Runs `lower`, which commits, and stops what may no longer be sent to these contacts. Stops it also where `lower`
 * failed half-way (the journal could not be written), and throws only then: an answer may not claim more than is true.
 */
export async function lowerThenSilence(
  db: Db,
  contactIds: readonly string[],
  lower: () => Promise<unknown>,
  now: Date,
): Promise<Silenced> {
  if (isTransaction(db)) throw new Error('a withdrawal waits for senders, so it cannot run inside a transaction')
  const [lowered] = await Promise.allSettled([lower()])
  const people = [...(await findHeirs(db, contactIds)).values()].flat()
  const silenced = await silence(db, [...new Set(people)], now)
  if (lowered.status === 'rejected') throw lowered.reason
  return silenced
}

/** Each of these contacts with those that it was merged into: what lowers one lowers the others. */
export async function findHeirs(db: Db, contactIds: readonly string[]): Promise<Map<string, string[]>> {
  const ids = [...new Set(contactIds)]
  const people = new Map(ids.map((id) => [id, [id]]))
  if (ids.length === 0) return people
  // Answers only with people who were merged, as hardly anybody was.
  const rows = await db.$queryRaw<{ id: string; heir: string }[]>(Prisma.sql`
    with recursive person (id, heir) as (
      select contact.id, contact.merged_into_id from contact
      where contact.id = any(${listSql(ids, 'uuid')}) and contact.merged_into_id is not null
      union
      select person.id, contact.merged_into_id from person join contact on contact.id = person.heir
      where contact.merged_into_id is not null
    )
    select id, heir from person`)
  for (const { id, heir } of rows) people.get(id)?.push(heir)
  return people
}
