// A withdrawal is answered only when nothing more can start: record, commit, remove what is queued, wait for what has
// begun (DESIGN: withdrawing). The caller shows "you are unsubscribed" after this returns, never before.
import type { Db } from '../platform/database.ts'
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
  if (!('$transaction' in db)) throw new Error('a withdrawal waits for senders, so it cannot run inside a transaction')
  const facts = withdrawals.map(
    (said): ConsentFact => ({ ...said, type: 'withdrawn', occurredAt: now, textId: null, expiresAt: null }),
  )
  await recordConsent(db, facts, now)
  return silence(db, [...new Set(withdrawals.map((said) => said.contactId))], now)
}
