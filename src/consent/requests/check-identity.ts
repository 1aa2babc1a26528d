// Who asks? Nothing is handed out or done before that is known: by a code that only the owner of the address can read, or
// by what staff have seen.
import { type Db, inTransaction, type Transaction } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { askForCode, tryCode } from '../capture/page-code.ts'
import type { LinkKey } from '../link-token.ts'
import { addStep } from './add-step.ts'
import { lockRequest, readRequest } from './lock-request.ts'
import { composeIdentityCode } from './request-mail.ts'
import { findMailing } from './tell-person.ts'
import type { IdentityCheck, RequestActor } from './words.ts'

/** Mails six digits to the address of the person, who reads them to us. Throws `invalid` and `too_many`. */
export async function sendIdentityCode(db: Db, id: string, by: RequestActor, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    const request = await lockRequest(tx, id, ['identity'])
    const mailing = await findMailing(tx, request.personId)
    if (!mailing?.isReachable)
      throw new DomainError('invalid', 'No mail can reach this person. Ask them to show who they are another way.')
    const codeId = await askForCode(tx, mailing, now, composeIdentityCode(request, mailing.language, mailing.brand))
    if (!codeId) throw new DomainError('too_many', 'Too many codes were sent to this person. Wait an hour.')
    await tx.privacyRequest.update({
      where: { contactId_id: { contactId: request.contactId, id } },
      data: { codeId },
    })
    await addStep(tx, request, { type: 'code_sent', at: now, by })
  })
}

/** Takes the digits that the person has read to us. Throws `invalid` where they are wrong or no longer good. */
export async function checkIdentityCode(
  db: Db,
  key: LinkKey,
  { id, code }: { id: string; code: string },
  by: RequestActor,
  now: Date,
): Promise<void> {
  const { codeId, personId } = await inTransaction(db, (tx) => readRequest(tx, id))
  // Counted outside the transaction below: a try that fails must stay counted.
  const answer = codeId ? await tryCode(db, key, { contactId: personId, messageId: codeId, code }, now) : 'closed'
  if (answer === 'wrong') throw new DomainError('invalid', 'Those are not the digits that were sent last.')
  if (answer === 'closed') throw new DomainError('invalid', 'This code does not work any more. Send a new one.')
  await showIdentity(db, { id, identityBy: 'code' }, by, now)
}

/** Writes down that it is known who asks. From then on the request can be carried out. */
export async function showIdentity(
  db: Db,
  { id, identityBy }: { id: string; identityBy: IdentityCheck },
  by: RequestActor,
  now: Date,
): Promise<void> {
  await inTransaction(db, async (tx: Transaction) => {
    const { contactId } = await lockRequest(tx, id, ['identity'])
    await tx.privacyRequest.update({
      where: { contactId_id: { contactId, id } },
      data: { status: 'open', identityBy, identityAt: now, codeId: null },
    })
    await addStep(tx, { contactId, id }, { type: 'identity_shown', at: now, by, detail: { by: identityBy } })
  })
}
