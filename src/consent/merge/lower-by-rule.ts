// What one contact has lowered, said of another because both are one person: entries of the system, and holds.
import type { Transaction } from '../../platform/database.ts'
import { keepHeldOutside } from '../journal.ts'
import { asLine, type HoldKind } from '../place-hold.ts'
import { type ConsentFact, recordConsent } from '../record-consent.ts'
import type { HoldRow } from './find-pair.ts'

/** A fact about this contact that follows from a merge; `evidence` says from whom. */
export const ruleFact = (
  contactId: string,
  said: Pick<ConsentFact, 'purposeId' | 'channel' | 'type'>,
  evidence: Record<string, unknown>,
  now: Date,
): ConsentFact => ({
  contactId,
  ...said,
  occurredAt: now,
  method: 'rule',
  actor: 'system',
  textId: null,
  expiresAt: null,
  evidence,
})

/** An objection or a restriction is a word of the ledger; every other hold is placed as it stands. */
export async function copyHolds(
  tx: Transaction,
  contactId: string,
  holds: readonly HoldRow[],
  evidence: Record<string, unknown>,
  now: Date,
): Promise<void> {
  const objections = holds.filter((hold) => hold.kind === 'objection' || hold.kind === 'restriction')
  const others = holds.filter((hold) => !objections.includes(hold))
  const facts = objections.map(({ kind }) =>
    ruleFact(
      contactId,
      { purposeId: null, channel: null, type: kind === 'objection' ? 'objected' : 'restricted' },
      evidence,
      now,
    ),
  )
  await recordConsent(tx, facts, now)
  const rows = others.map(({ kind, channel, brandId, reason, until }) => ({
    ...{ contactId, kind: kind as HoldKind, channel, brandId, until, since: now },
    reason: `from a merge: ${reason}`,
  }))
  if (rows.length > 0) await tx.consentHold.createMany({ data: rows })
  await keepHeldOutside(rows.map(asLine))
}
