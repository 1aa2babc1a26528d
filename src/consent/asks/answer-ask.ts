// What somebody answered to a seller or on paper, entered by a colleague: with the very words that were read or signed, as
// said by staff, and never against the person's own no (consent.md C16).
import type { PrismaClient } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { addMonths } from '../give-consent.ts'
import { type ConsentFact, recordConsent } from '../record-consent.ts'
import { lowerThenSilence } from '../withdraw-consent.ts'
import type { Channel } from '../words.ts'

export type AskAnswer = {
  answer: 'given' | 'refused'
  /** How and where it was said; kept as evidence. */
  reason: string
  saidAt: Date
}

/** Records the answer to an open question. Throws `conflict` where it is closed, or the person has said no meanwhile. */
export async function answerAsk(
  db: PrismaClient,
  askId: string,
  { answer, reason, saidAt }: AskAnswer,
  by: { id: string; name: string },
  now: Date,
): Promise<void> {
  const ask = found(await db.consentAsk.findFirst({ where: { id: askId } }), 'question')
  if (ask.closedAt !== null)
    throw new DomainError('conflict', 'This question is closed: it was answered, or gave way to a new one.')
  if (saidAt < ask.askedAt || saidAt > now)
    throw new DomainError('invalid', 'It was answered after it was asked, and not in the future.', {
      faults: [{ path: 'saidAt', message: 'Write the day on which it was said or signed.' }],
    })
  const purpose = found(await db.purpose.findUnique({ where: { id: ask.purposeId } }), 'purpose')
  const isYes = answer === 'given'
  if (isYes && purpose.retiredAt !== null)
    throw new DomainError('conflict', 'This purpose is retired, so nobody can say yes to it any more.')
  const months = isYes ? purpose.validityMonths : null
  const fact: ConsentFact = {
    ...{ contactId: ask.contactId, purposeId: ask.purposeId, channel: ask.channel as Channel, type: answer },
    ...{ occurredAt: saidAt, method: 'staff', actor: 'staff', textId: ask.textId },
    expiresAt: months === null ? null : addMonths(saidAt, months),
    evidence: { reason, enteredBy: by, ask: ask.id, way: ask.way, ...(ask.code && { code: ask.code }) },
  }
  if (!isYes) {
    await lowerThenSilence(db, [ask.contactId], () => recordConsent(db, [fact], now), now)
    return
  }
  const { heldBack } = await recordConsent(db, [fact], now)
  if (heldBack.length > 0)
    throw new DomainError(
      'conflict',
      'Held back: this person has said no here since, and only a new yes of their own changes that.',
    )
}
