// A restriction ends in two steps, since the person must be told before it ends, not after (GDPR 18(3)).
import { type Db, inTransaction } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { liftRestriction } from '../privacy/restrict-contact.ts'
import { addStep } from './add-step.ts'
import { lockRequest, type RequestRow } from './lock-request.ts'
import { tellPerson } from './tell-person.ts'
import type { RequestActor, ToldBy } from './words.ts'

type Telling = { id: string; told: Exclude<ToldBy, 'mail'> | undefined }

/** Tells the person that the restriction is about to end. */
export async function announceLifting(db: Db, { id, told }: Telling, by: RequestActor, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    const request = await lockRequest(tx, id, ['done'])
    requireStanding(request)
    await tellPerson(tx, request, 'lifting', { told, by }, now)
  })
}

/** Lifts the restriction. Throws `conflict` where the person has not been told. */
export async function liftRequest(db: Db, id: string, by: RequestActor, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    const request = await lockRequest(tx, id, ['done'])
    requireStanding(request)
    const { contactId, personId } = request
    const told = await tx.privacyRequestStep.count({
      where: { contactId, requestId: id, type: 'told', detail: { path: ['about'], equals: 'lifting' } },
    })
    if (told === 0)
      throw new DomainError('conflict', 'The person must be told before the restriction ends. Tell them first.')
    const evidence = { privacyRequest: id, enteredBy: by.userId ?? null }
    const recipients = await liftRestriction(
      tx,
      { contactId: personId, method: 'staff', actor: by.actor, occurredAt: now, evidence },
      now,
    )
    await tx.privacyRequest.update({ where: { contactId_id: { contactId, id } }, data: { liftedAt: now } })
    await addStep(tx, request, { type: 'lifted', at: now, by, detail: { recipients: recipients.length } })
  })
}

function requireStanding({ kind, liftedAt }: RequestRow): void {
  if (kind !== 'restriction') throw new DomainError('conflict', 'Only a restriction can be lifted.')
  if (liftedAt) throw new DomainError('conflict', 'This restriction has been lifted already.')
}
