// The two answers that are not what was asked for: later, once, with its ground; or no, with its ground. Both are told to
// the person, with whom they may complain to (GDPR 12(3), 12(4)).
import { type Db, inTransaction } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { addMonths } from '../give-consent.ts'
import { addStep } from './add-step.ts'
import { lockRequest } from './lock-request.ts'
import { ANSWER_MONTHS, MORE_MONTHS } from './open-request.ts'
import { tellPerson } from './tell-person.ts'
import type { ExtensionGround, RefusalGround, RequestActor, ToldBy } from './words.ts'

type Telling = {
  /** What staff note about it; nobody else reads it, and it goes when the person is erased. */
  words: string
  /** How the person was told; by a mail from here unless told. */
  told: Exclude<ToldBy, 'mail'> | undefined
}

/** Gives two months more, once, and only before the first month is over. Throws `conflict`. */
export async function extendRequest(
  db: Db,
  { id, ground, words, told }: { id: string; ground: ExtensionGround } & Telling,
  by: RequestActor,
  now: Date,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const request = await lockRequest(tx, id, ['identity', 'open'])
    if (request.extendedAt)
      throw new DomainError('conflict', 'The deadline has been moved once. The law allows no second time.')
    if (request.dueAt <= now)
      throw new DomainError('conflict', 'The month is over: the deadline can only be moved before it. Answer now.')
    const moved = {
      extendedAt: now,
      extensionGround: ground,
      dueAt: addMonths(request.receivedAt, ANSWER_MONTHS + MORE_MONTHS),
    }
    const { contactId } = request
    await tx.privacyRequest.update({
      where: { contactId_id: { contactId, id } },
      data: { ...moved, extensionWords: words },
    })
    await addStep(tx, request, { type: 'extended', at: now, by, detail: { ground } })
    await tellPerson(tx, { ...request, ...moved }, 'extended', { told, by }, now)
  })
}

/** Refuses, whether or not it is known who asks: not knowing it is a ground of its own. */
export async function refuseRequest(
  db: Db,
  { id, ground, words, told }: { id: string; ground: RefusalGround } & Telling,
  by: RequestActor,
  now: Date,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const request = await lockRequest(tx, id, ['identity', 'open'])
    if (ground === 'identity' && request.status === 'open')
      throw new DomainError('conflict', 'It has been shown who asks, so that is no ground for a no.')
    const { contactId } = request
    await tx.privacyRequest.update({
      where: { contactId_id: { contactId, id } },
      data: { status: 'refused', refusalGround: ground, refusalWords: words, closedAt: now },
    })
    await addStep(tx, request, { type: 'refused', at: now, by, detail: { ground } })
    await tellPerson(tx, { ...request, refusalGround: ground }, 'refused', { told, by }, now)
  })
}
