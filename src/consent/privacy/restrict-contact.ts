// A restriction stops every use of what is known of a person and keeps it (GDPR 18). The hold that the ledger places is
// read by the decision, scoring, segments, workflows and sales; only lifting it, with the person told before, ends it.
import { type Db, inTransaction, type Transaction } from '../../platform/database.ts'
import { recordConsent } from '../record-consent.ts'
import { lowerThenSilence } from '../withdraw-consent.ts'
import type { ConsentActor, ConsentMethod } from '../words.ts'
import { findPerson } from './find-person.ts'
import { notifyRecipients, type Recipient } from './notify-recipients.ts'

export type Restriction = {
  contactId: string
  method: ConsentMethod
  actor: ConsentActor
  occurredAt: Date
  evidence: Record<string, unknown>
}

/** Restricts, and returns when nothing can be sent any more. Answers with who was told. Not in a transaction. */
export async function restrictContact(db: Db, said: Restriction, now: Date): Promise<Recipient[]> {
  const ids = await findPerson(db, said.contactId)
  const told: Recipient[] = []
  await lowerThenSilence(
    db,
    ids,
    async () => told.push(...(await inTransaction(db, (tx) => say(tx, ids, 'restricted', said, now)))),
    now,
  )
  return told
}

/** Ends a restriction: from now on what the person allows holds again, and nothing more. The person is told before. */
export async function liftRestriction(db: Db, said: Restriction, now: Date): Promise<Recipient[]> {
  const ids = await findPerson(db, said.contactId)
  return inTransaction(db, (tx) => say(tx, ids, 'unrestricted', said, now))
}

/** Said of the contact that is kept: those that were merged into it are reached by nobody. */
async function say(
  tx: Transaction,
  [contactId, ...merged]: readonly [string, ...string[]],
  type: 'restricted' | 'unrestricted',
  said: Restriction,
  now: Date,
): Promise<Recipient[]> {
  const fact = { ...said, contactId, type, purposeId: null, channel: null, textId: null, expiresAt: null }
  await recordConsent(tx, [fact], now)
  return notifyRecipients(tx, [contactId, ...merged], { type }, now)
}
