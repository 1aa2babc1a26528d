// The requests as the desk lists them: what has run out first, then by what is due next. And one with all its steps.
import { contactNameSql, getContact } from '../../contacts/index.ts'
import { type Db, inTransaction, Prisma } from '../../platform/database.ts'
import { found } from '../../platform/errors.ts'
import { readRequest } from './lock-request.ts'
import { findMailing } from './tell-person.ts'
import type {
  CameBy,
  ExtensionGround,
  IdentityCheck,
  RefusalGround,
  RequestKind,
  RequestStatus,
  StepType,
} from './words.ts'

export type RequestLine = {
  id: string
  contactId: string
  /** null once the person is erased, or where nothing is known to call them by. */
  name: string | null
  company: string | null
  kind: RequestKind
  status: RequestStatus
  cameBy: CameBy
  receivedAt: Date
  dueAt: Date
  extendedAt: Date | null
  identityBy: IdentityCheck | null
  closedAt: Date | null
  liftedAt: Date | null
}

/** Requests that wait, or the closed ones, newest first; and how many there are of both. */
export async function findRequests(
  db: Db,
  { isOpen, limit }: { isOpen: boolean; limit: number },
): Promise<{ items: RequestLine[]; open: number; closed: number }> {
  const [counts] = await db.$queryRaw<{ open: number; closed: number }[]>(Prisma.sql`
    select (count(*) filter (where closed_at is null))::int as open,
      (count(*) filter (where closed_at is not null))::int as closed
    from privacy_request`)
  const items = await db.$queryRaw<RequestLine[]>(Prisma.sql`
    select request.id, contact.id as "contactId", ${contactNameSql} as name, account.name as company, request.kind, status,
      came_by as "cameBy", received_at as "receivedAt", due_at as "dueAt", extended_at as "extendedAt",
      identity_by as "identityBy", closed_at as "closedAt", lifted_at as "liftedAt"
    from privacy_request request
    join contact asked on asked.id = request.contact_id
    join contact on contact.id = coalesce(asked.merged_into_id, asked.id)
    left join account on account.id = contact.account_id
    where ${isOpen ? Prisma.sql`closed_at is null` : Prisma.sql`closed_at is not null`}
    order by ${isOpen ? Prisma.sql`due_at, request.id` : Prisma.sql`closed_at desc, request.id`} limit ${limit}`)
  return { items, open: counts?.open ?? 0, closed: counts?.closed ?? 0 }
}

/** The columns whose words the database checks. */
type Closed = Pick<RequestDetail, 'kind' | 'status' | 'cameBy' | 'identityBy' | 'extensionGround' | 'refusalGround'>

export type RequestStep = {
  position: number
  type: StepType
  at: Date
  actor: 'contact' | 'staff' | 'system'
  /** Whoever of staff, or which key of a script; null for the person and for a rule. */
  by: string | null
  detail: Record<string, string | number>
}
export type ScanResult = { at: string; places: { table: string; rows: number }[] }
export type RequestDetail = RequestLine & {
  person: {
    isErased: boolean
    firstName: string | null
    lastName: string | null
    jobTitle: string | null
    city: string | null
    addresses: { kind: string; value: string; isPrimary: boolean }[]
    /** A mail from here can reach them. */
    isReachable: boolean
  }
  identityAt: Date | null
  words: string | null
  extensionGround: ExtensionGround | null
  extensionWords: string | null
  refusalGround: RefusalGround | null
  refusalWords: string | null
  isCodeSent: boolean
  scan: ScanResult | null
  steps: RequestStep[]
}

/** One request with its person and steps. Throws `not_found`. */
export async function getRequest(db: Db, id: string): Promise<RequestDetail> {
  return inTransaction(db, async (tx) => {
    const { contactId, personId } = await readRequest(tx, id)
    const request = found(await tx.privacyRequest.findUnique({ where: { contactId_id: { contactId, id } } }), 'request')
    const person = await getContact(tx, personId)
    const mailing = await findMailing(tx, personId)
    const { codeId, scan, contactId: _, ...said } = request
    return {
      ...(said as typeof said & Closed),
      contactId: personId,
      name: person.name,
      company: person.account?.name ?? null,
      person: {
        isErased: person.erasedAt !== null,
        firstName: person.firstName,
        lastName: person.lastName,
        jobTitle: person.jobTitle,
        city: person.city,
        addresses: person.identities.filter((one) => one.kind !== 'visitor'),
        isReachable: mailing?.isReachable ?? false,
      },
      isCodeSent: codeId !== null,
      scan: scan as ScanResult | null,
      steps: await findSteps(tx, contactId, id),
    }
  })
}

function findSteps(db: Db, contactId: string, id: string): Promise<RequestStep[]> {
  return db.$queryRaw<RequestStep[]>(Prisma.sql`
    select position, type, at, actor, coalesce(app_user.name, api_key.name) as by, detail - 'messageId' as detail
    from privacy_request_step step left join app_user on app_user.id = step.user_id
    left join api_key on api_key.id = step.user_id
    where contact_id = ${contactId}::uuid and request_id = ${id}::uuid order by position`)
}
