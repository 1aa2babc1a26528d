// A browser that says Sec-GPC: 1 says that data about whoever uses it may not be handed to others. For somebody we know
// that is a no to every purpose that hands data on, and to nothing else: it is no unsubscribing (consent.md W2).
import type { Transaction } from '../platform/database.ts'
import { type ConsentFact, recordConsent } from './record-consent.ts'
import type { Choice } from './stop-consent.ts'

/** Purposes whose yes lets somebody else than the sender's marketing see the person. */
const HANDS_ON = 'sales'

/**
 * Takes back what this person has said yes to of that kind, but for what they tick in the same breath: a choice by hand
 * says more than a setting of the browser. The contact is locked. What is taken back can be given again by the contact.
 */
export async function stopHandingOver(
  tx: Transaction,
  contactId: string,
  { ticked, evidence }: { ticked: readonly Choice[]; evidence: Record<string, unknown> },
  now: Date,
): Promise<void> {
  const purposes = await tx.purpose.findMany({ where: { kind: HANDS_ON }, select: { id: true } })
  const standing = await tx.consentState.findMany({
    where: { contactId, state: { in: ['given', 'requested'] }, purposeId: { in: purposes.map(({ id }) => id) } },
  })
  const isTicked = (choice: Choice) =>
    ticked.some(({ purposeId, channel }) => purposeId === choice.purposeId && channel === choice.channel)
  const facts = standing
    .filter((state) => !isTicked(state))
    .map(
      ({ purposeId, channel }): ConsentFact => ({
        ...{ contactId, purposeId, channel },
        type: 'withdrawn',
        occurredAt: now,
        method: 'form',
        actor: 'contact',
        textId: null,
        evidence: { ...evidence, signal: 'Sec-GPC' },
      }),
    )
  await recordConsent(tx, facts, now)
}
