// Does what was asked for, in one press, once it is known who asks: each kind by the use case that keeps its promise. A
// press that was cut off half-way is pressed again, for each of them may be done twice without harm.
import { type Db, inTransaction } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { type Correction, correctContact } from '../privacy/correct-contact.ts'
import { eraseContact } from '../privacy/erase-contact.ts'
import { findRecipients } from '../privacy/notify-recipients.ts'
import { restrictContact } from '../privacy/restrict-contact.ts'
import { stopEverything } from '../stop-consent.ts'
import type { SuppressionKey } from '../suppression/index.ts'
import { addStep } from './add-step.ts'
import { lockRequest, type RequestRow } from './lock-request.ts'
import { tellPerson } from './tell-person.ts'
import type { RequestActor, ToldBy } from './words.ts'

export type Fulfilment = {
  id: string
  /** How the person was told; by a mail from here unless told. After an erasure no address is left for one. */
  told?: Exclude<ToldBy, 'mail'> | undefined
  /** What a rectification is to say. */
  correction?: Correction | undefined
}

/** Carries a request out and closes it. Throws `invalid` and `conflict` with what is missing. Not in a transaction. */
export async function fulfilRequest(
  db: Db,
  keys: readonly SuppressionKey[],
  { id, told, correction }: Fulfilment,
  by: RequestActor,
  now: Date,
): Promise<void> {
  const request = await inTransaction(db, (tx) => lockRequest(tx, id, ['open']))
  if (request.kind === 'erasure' && told === undefined)
    throw new DomainError(
      'invalid',
      'After an erasure no address is left to write to. Tell the person first, and say how they were told.',
    )
  const recipients = await carryOut(db, keys, request, { correction, by }, now)
  await inTransaction(db, async (tx) => {
    const { contactId } = await lockRequest(tx, id, ['open'])
    await tx.privacyRequest.update({
      where: { contactId_id: { contactId, id } },
      data: { status: 'done', closedAt: now },
    })
    await addStep(tx, request, { type: 'done', at: now, by, detail: recipients === null ? {} : { recipients } })
    await tellPerson(tx, request, 'done', { told, by }, now)
  })
}

type Means = { correction: Correction | undefined; by: RequestActor }

/** Answers with how many recipients were told, or null where there is nothing to tell them. */
async function carryOut(
  db: Db,
  keys: readonly SuppressionKey[],
  { id, kind, personId, receivedAt }: RequestRow,
  { correction, by }: Means,
  now: Date,
): Promise<number | null> {
  const said = {
    contactId: personId,
    method: 'staff',
    actor: by.actor,
    evidence: { privacyRequest: id, receivedAt: receivedAt.toISOString(), enteredBy: by.userId ?? null },
  } as const
  switch (kind) {
    case 'access':
    case 'portability':
      return null // made when it is fetched, from what is known then (copy-data.ts)
    case 'rectification':
      if (!correction || Object.keys(correction).length === 0)
        throw new DomainError('invalid', 'Nothing has been corrected yet. Write what is to stand there.')
      return (await correctContact(db, keys, { ...correction, contactId: personId }, now)).length
    case 'erasure': {
      const { erasedAt } = await db.contact.findUniqueOrThrow({ where: { id: personId }, select: { erasedAt: true } })
      if (erasedAt !== null) return (await findRecipients(db, [personId])).length
      const { method, actor } = said
      return (await eraseContact(db, keys, { contactId: personId, method, actor, occurredAt: now }, now)).recipients
        .length
    }
    case 'restriction':
      return (await restrictContact(db, { ...said, occurredAt: now }, now)).length
    case 'objection':
      await stopEverything(db, said, now)
      return null
    default:
      return kind satisfies never
  }
}
