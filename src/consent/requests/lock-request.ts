// A request with its contact locked, so that two who press at once do it once; and the person whom it is about now.
import { lockContacts } from '../../contacts/index.ts'
import { Prisma, type Transaction } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import type { ExtensionGround, IdentityCheck, RefusalGround, RequestKind, RequestStatus } from './words.ts'

export type RequestRow = {
  contactId: string
  id: string
  kind: RequestKind
  status: RequestStatus
  receivedAt: Date
  dueAt: Date
  extendedAt: Date | null
  extensionGround: ExtensionGround | null
  refusalGround: RefusalGround | null
  identityBy: IdentityCheck | null
  codeId: string | null
  liftedAt: Date | null
  /** The contact that its own has become, where it was merged. */
  personId: string
}

/** Reads a request by its id alone. Throws `not_found`. */
export async function readRequest(tx: Transaction, id: string): Promise<RequestRow> {
  const [row] = await tx.$queryRaw<RequestRow[]>(Prisma.sql`
    with recursive person (id, heir) as (
      select contact.id, merged_into_id from privacy_request join contact on contact.id = contact_id
      where privacy_request.id = ${id}::uuid
      union select contact.id, contact.merged_into_id from person join contact on contact.id = person.heir
    )
    select contact_id as "contactId", request.id, kind, status, received_at as "receivedAt", due_at as "dueAt",
      extended_at as "extendedAt", extension_ground as "extensionGround", refusal_ground as "refusalGround",
      identity_by as "identityBy", code_id as "codeId", lifted_at as "liftedAt", person.id as "personId"
    from privacy_request request join person on person.heir is null where request.id = ${id}::uuid`)
  return found(row, 'request')
}

/** Locks the contact and reads its request anew. Throws `conflict` where the request is not in one of these states. */
export async function lockRequest(
  tx: Transaction,
  id: string,
  statuses: readonly RequestStatus[],
): Promise<RequestRow> {
  const { contactId, personId } = await readRequest(tx, id)
  await lockContacts(tx, [contactId, personId])
  const request = await readRequest(tx, id)
  if (!statuses.includes(request.status)) throw new DomainError('conflict', WRONG_STATE[request.status])
  return request
}

const WRONG_STATE: Record<RequestStatus, string> = {
  identity: 'It is not known yet who asks. Check that first.',
  open: 'It has been shown already who asks. Go on with the request.',
  done: 'This request is done. Open a new one for what has been asked for since.',
  refused: 'This request was refused. Open a new one for what has been asked for since.',
}
