// A list of numbers for those who call. Nobody is on it without a decision that was taken for it: consent, register and
// hour (consent.md N6, N8). The file asks again each time it is fetched, so an older list releases nobody who has said no.
import { csvLine, type DecisionReason, decideMany, findCallTimes } from '../consent/index.ts'
import { lockContacts } from '../contacts/index.ts'
import { type Db, inTransaction, listSql, Prisma } from '../platform/database.ts'
import { DomainError, found } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { LeadReader } from './find-leads.ts'
import { findPurposeOf } from './find-ways.ts'

export type CallListOutcome = {
  /** null: nobody may be called, so there is no list. */
  id: string | null
  allowed: number
  /** Who is not on it, and why; the largest first. */
  not: { reason: DecisionReason; count: number }[]
  /** When the first hours of those on the list end. */
  until: Date | null
  /** When the next call may be made to somebody whom only the hour keeps off the list. */
  next: Date | null
}

/** Leads on one list. More than anybody calls before it has to be asked again. */
const MOST = 1000

/** Decides about everybody among the open leads of this reader, and keeps the list if somebody may be called. */
export async function releaseCallList(
  db: Db,
  reader: LeadReader,
  releasedTo: string,
  now: Date,
): Promise<CallListOutcome> {
  return inTransaction(db, async (tx) => {
    const purpose = await findPurposeOf(tx, 'phone')
    if (!purpose) throw new DomainError('conflict', 'No purpose for calls has been set up, so nobody may be called.')
    const asked = await findCallees(tx, reader)
    await lockContacts(tx, asked)
    const decisions = await decideMany(tx, asked, { purposeId: purpose.id, channel: 'phone', at: now })
    const times = await findCallTimes(tx, asked, now)
    const allowed = decisions.filter((decision) => decision.isAllowed)
    const moments = (pick: (id: string) => Date | null | undefined) =>
      asked.flatMap((id) => pick(id) ?? []).sort((a, b) => +a - +b)[0] ?? null
    const isAllowed = new Set(allowed.map((decision) => decision.contactId))
    const isEarly = new Set(
      decisions.filter((one) => one.reason === 'outside_calling_hours').map((one) => one.contactId),
    )
    const outcome = {
      allowed: allowed.length,
      not: countReasons(decisions.filter((decision) => !decision.isAllowed).map((decision) => decision.reason)),
      until: moments((id) => closingOf(isAllowed, times, id)),
      next: moments((id) => openingOf(isEarly, times, id)),
    }
    if (allowed.length === 0) return { ...outcome, id: null }
    const id = newId(now)
    await tx.callList.create({
      data: {
        ...{ id, purposeId: purpose.id, releasedAt: now, releasedTo, sellerId: reader.sellerId },
        ...{ allowed: allowed.length, asked: asked.length },
      },
    })
    const rows = decisions.map(({ contactId, isAllowed, reason, consentSeq, ruleVersion }) => {
      return { contactId, listId: id, isAllowed, reason, consentSeq, ruleVersion }
    })
    await tx.callListRow.createMany({ data: rows })
    return { ...outcome, id }
  })
}

type Times = Awaited<ReturnType<typeof findCallTimes>>

function closingOf(allowed: ReadonlySet<string>, times: Times, id: string): Date | undefined {
  const time = times.get(id)
  return allowed.has(id) && time?.isOpen ? time.until : undefined
}

function openingOf(early: ReadonlySet<string>, times: Times, id: string): Date | null | undefined {
  const time = times.get(id)
  return early.has(id) && time && !time.isOpen ? time.next : undefined
}

/** The people of open leads; somebody who was merged into another is called as that one. */
async function findCallees(db: Db, { sellerId }: LeadReader): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    select distinct coalesce(contact.merged_into_id, contact.id) as id
    from lead join contact on contact.id = lead.contact_id
    where lead.status in ('assigned', 'accepted')
      ${sellerId === null ? Prisma.empty : Prisma.sql`and lead.seller_id = ${sellerId}::uuid`}
    order by id limit ${MOST}`)
  return rows.map((row) => row.id)
}

function countReasons(reasons: readonly DecisionReason[]): CallListOutcome['not'] {
  const counts = new Map<DecisionReason, number>()
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count)
}

type Row = { id: string; name: string | null; company: string | null; number: string }

/**
 * The list as a file: those on it who may be called now, with until when and by which rules. Throws `not_found` where it
 * is not this reader's, and `conflict` where nobody on it may be called any more.
 */
export async function writeCallList(
  db: Db,
  listId: string,
  reader: LeadReader,
  now: Date,
): Promise<{ filename: string; content: string }> {
  const mine = reader.sellerId === null ? {} : { sellerId: reader.sellerId }
  const list = found(await db.callList.findFirst({ where: { id: listId, ...mine } }), 'call list')
  const listed = await db.callListRow.findMany({ where: { listId, isAllowed: true }, select: { contactId: true } })
  const ids = listed.map((row) => row.contactId)
  const decisions = await decideMany(db, ids, { purposeId: list.purposeId, channel: 'phone', at: now })
  const allowed = new Map(decisions.filter((one) => one.isAllowed).map((one) => [one.contactId, one]))
  if (allowed.size === 0) throw new DomainError('conflict', 'Nobody on this list may be called now. Ask for a new one.')
  const times = await findCallTimes(db, [...allowed.keys()], now)
  const lines = (await findNumbers(db, [...allowed.keys()])).map(({ id, name, company, number }) => {
    const time = times.get(id)
    const until = time?.isOpen ? time.until.toISOString() : ''
    return csvLine([name ?? '', company ?? '', number, until, allowed.get(id)?.ruleVersion ?? '', id])
  })
  return {
    filename: `calls ${now.toISOString().slice(0, 10)}.csv`,
    content: csvLine(['name', 'company', 'phone', 'call_before', 'decided_by', 'contact']) + lines.join(''),
  }
}

const findNumbers = (db: Db, ids: readonly string[]) =>
  db.$queryRaw<Row[]>(Prisma.sql`
    select contact.id, nullif(concat_ws(' ', contact.first_name, contact.last_name), '') as name,
      account.name as company, address.value as number
    from contact
    join identity address on address.contact_id = contact.id and address.kind = 'phone' and address.is_primary
    left join account on account.id = contact.account_id
    where contact.id = any(${listSql(ids, 'uuid')}) order by name, contact.id`)
