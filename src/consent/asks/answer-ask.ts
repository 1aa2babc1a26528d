// What somebody answered to a seller or on paper, entered by a colleague: with the very words that were read or signed, as
// said by staff, and never against the person's own no (consent.md C16).
import { lockPeople } from '../../contacts/index.ts'
import { inTransaction, type PrismaClient, type Transaction } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { refuseChild } from '../find-children.ts'
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
  answer: AskAnswer,
  by: { id: string; name: string },
  now: Date,
): Promise<void> {
  const { contactId } = found(await db.consentAsk.findFirst({ where: { id: askId } }), 'question')
  const record = () => inTransaction(db, (tx) => recordAnswer(tx, { contactId, id: askId }, answer, by, now))
  if (answer.answer === 'given') await record()
  else await lowerThenSilence(db, [contactId], record, now)
}

async function recordAnswer(
  tx: Transaction,
  place: { contactId: string; id: string },
  { answer, reason, saidAt }: AskAnswer,
  by: { id: string; name: string },
  now: Date,
): Promise<void> {
  // Under the lock: of two who enter the same answer, one finds it closed.
  const { heirs } = await lockPeople(tx, [place.contactId])
  const ask = await tx.consentAsk.findUniqueOrThrow({ where: { contactId_id: place } })
  if (ask.closedAt !== null)
    throw new DomainError('conflict', 'This question is closed: it was answered, or gave way to a new one.')
  if (heirs.has(ask.contactId))
    throw new DomainError('conflict', 'This person was merged into another. Enter the answer on the page of that one.')
  if (saidAt < ask.askedAt || saidAt > now)
    throw new DomainError('invalid', 'It was answered after it was asked, and not in the future.', {
      faults: [{ path: 'saidAt', message: 'Write the day on which it was said or signed.' }],
    })
  const purpose = found(await tx.purpose.findUnique({ where: { id: ask.purposeId } }), 'purpose')
  const isYes = answer === 'given'
  if (isYes && purpose.retiredAt !== null)
    throw new DomainError('conflict', 'This purpose is retired, so nobody can say yes to it any more.')
  const months = isYes ? purpose.validityMonths : null
  const fact: ConsentFact = {
    ...{ contactId: ask.contactId, purposeId: ask.purposeId, channel: ask.channel as Channel, type: answer },
    ...{ occurredAt: saidAt, method: 'staff', actor: 'staff', textId: ask.textId },
    expiresAt: months === null ? null : addMonths(saidAt, months),
    evidence: {
      reason,
      enteredBy: { id: by.id, name: by.name },
      ask: ask.id,
      way: ask.way,
      ...(ask.code && { code: ask.code }),
    },
  }
  const { heldBack, tooYoung } = await recordConsent(tx, [fact], now)
  refuseChild(tooYoung)
  if (heldBack.length > 0)
    throw new DomainError(
      'conflict',
      'Held back: this person has said no here since, and only a new yes of their own changes that.',
    )
}
