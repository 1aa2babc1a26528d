// A person asks for what the law gives them. From here the clock runs: one month to the answer (GDPR 12(3)), whether or
// not it is known yet who asks.
import { lockContacts } from '../../contacts/index.ts'
import { type Db, inTransaction } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { newId } from '../../platform/id.ts'
import { addMonths } from '../give-consent.ts'
import { addStep } from './add-step.ts'
import type { CameBy, IdentityCheck, RequestActor, RequestKind } from './words.ts'

/** Months to the answer, and how many more a ground may add. Later is a breach of the law. */
export const ANSWER_MONTHS = 1
export const MORE_MONTHS = 2

export type NewRequest = {
  contactId: string
  kind: RequestKind
  cameBy: CameBy
  /** When it reached us; never after `now`. */
  receivedAt: Date
  /** What is asked for, in the words of the person, where the kind does not say it all. */
  words?: string | null | undefined
  /** Where it has been shown already who asks. */
  identityBy?: IdentityCheck | undefined
}

/**
 * Opens a request, or answers with the one of this kind that waits already. Whoever was merged is the person they became.
 * Throws `not_found`, `conflict` for an erased person, and `invalid` for a time that has not come.
 */
export async function openRequest(
  db: Db,
  { contactId, kind, cameBy, receivedAt, words = null, identityBy }: NewRequest,
  by: RequestActor,
  now: Date,
): Promise<{ id: string; isNew: boolean }> {
  if (receivedAt > now) throw new DomainError('invalid', 'A request cannot have come later than now. Check the date.')
  return inTransaction(db, async (tx) => {
    const person = await tx.contact.findUnique({ where: { id: contactId }, select: { mergedIntoId: true } })
    if (person?.mergedIntoId)
      return openRequest(tx, { contactId: person.mergedIntoId, kind, cameBy, receivedAt, words, identityBy }, by, now)
    const live = await lockContacts(tx, [contactId])
    if (!person) throw new DomainError('not_found', 'There is no such contact. Go back to the list.')
    if (!live.has(contactId))
      throw new DomainError('conflict', 'This person has been erased: nothing is kept here that could be asked for.')
    const standing = await tx.privacyRequest.findFirst({
      where: { contactId, kind, status: { in: ['identity', 'open'] } },
      select: { id: true },
    })
    if (standing) return { id: standing.id, isNew: false }
    const id = newId(now)
    await tx.privacyRequest.create({
      data: {
        contactId,
        id,
        kind,
        cameBy,
        receivedAt,
        dueAt: addMonths(receivedAt, ANSWER_MONTHS),
        words,
        ...(identityBy ? { status: 'open', identityBy, identityAt: now } : {}),
      },
    })
    await addStep(tx, { contactId, id }, { type: 'received', at: receivedAt, by, detail: { cameBy } })
    if (identityBy)
      await addStep(tx, { contactId, id }, { type: 'identity_shown', at: now, by, detail: { by: identityBy } })
    return { id, isNew: true }
  })
}
