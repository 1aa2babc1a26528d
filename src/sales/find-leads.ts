// The inbox: who waits for an answer, the most urgent first, with what may be done with each of them now.
import { isRestrictedSql } from '../consent/index.ts'
import { type Db, Prisma } from '../platform/database.ts'
import { DomainError } from '../platform/errors.ts'
import { isId } from '../platform/id.ts'
import { findWays, type Way } from './find-ways.ts'
import { findSalesroom } from './hand-to-sales.ts'
import type { Fact, LeadStatus } from './words.ts'
import { timeZoneOf, workingTimeBetween } from './working-hours.ts'

/** Whose leads may be read: one seller's, or everybody's where `sellerId` is null. */
export type LeadReader = { sellerId: string | null }

export type LeadLine = {
  id: string
  contactId: string
  name: string | null
  jobTitle: string | null
  company: string | null
  status: LeadStatus
  seller: { id: string; name: string }
  why: Fact | null
  answerBy: Date
  /** Working time left, in ms; 0 where the time is over. */
  left: number
  createdAt: Date
  ways: Way[]
}

type Row = {
  id: string
  contact_id: string
  name: string | null
  job_title: string | null
  company: string | null
  status: LeadStatus
  seller_id: string
  seller_name: string | null
  why: Fact | null
  answer_by: Date
  created_at: Date
}

export type LeadPage = { items: LeadLine[]; next: string | null; counts: Record<LeadStatus, number> }

/** One page of leads with this status: waiting ones by when they must be answered, others by the newest. */
export async function findLeads(
  db: Db,
  reader: LeadReader,
  { status, limit, cursor }: { status: LeadStatus; limit: number; cursor: string | undefined },
  now: Date,
): Promise<LeadPage> {
  const rows = await readLeads(db, reader, status, limit + 1, cursor === undefined ? undefined : readCursor(cursor))
  const shown = rows.slice(0, limit)
  const ways = await findWays(
    db,
    shown.map((row) => row.contact_id),
    now,
  )
  const timeZone = timeZoneOf((await findSalesroom(db))?.country ?? 'NO')
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    items: shown.map((row) => ({
      id: row.id,
      contactId: row.contact_id,
      name: row.name,
      jobTitle: row.job_title,
      company: row.company,
      status: row.status,
      seller: { id: row.seller_id, name: row.seller_name ?? '' },
      why: row.why,
      answerBy: row.answer_by,
      left: row.status === 'assigned' ? workingTimeBetween(now, row.answer_by, timeZone) : 0,
      createdAt: row.created_at,
      ways: ways.get(row.contact_id) ?? [],
    })),
    next: last ? `${last.answer_by.toISOString()}_${last.id}` : null,
    counts: await countLeads(db, reader),
  }
}

function readCursor(cursor: string): { answerBy: Date; id: string } {
  const [at = '', id = ''] = cursor.split('_')
  const answerBy = new Date(at)
  if (Number.isNaN(+answerBy) || !isId(id))
    throw new DomainError('invalid', 'This place in the list is not known. Begin again at the first page.')
  return { answerBy, id }
}

const ofReader = ({ sellerId }: LeadReader) =>
  sellerId === null ? Prisma.empty : Prisma.sql`and lead.seller_id = ${sellerId}::uuid`

async function readLeads(
  db: Db,
  reader: LeadReader,
  status: LeadStatus,
  limit: number,
  after: { answerBy: Date; id: string } | undefined,
): Promise<Row[]> {
  const [isLater, order] = status === 'assigned' ? [Prisma.sql`>`, Prisma.sql`asc`] : [Prisma.sql`<`, Prisma.sql`desc`]
  const place = after
    ? Prisma.sql`and (lead.answer_by, lead.id) ${isLater} (${after.answerBy}::timestamptz, ${after.id}::uuid)`
    : Prisma.empty
  return db.$queryRaw<Row[]>(Prisma.sql`
    select lead.id, contact.id as contact_id, nullif(concat_ws(' ', contact.first_name, contact.last_name), '') as name,
      contact.job_title, account.name as company, lead.status, lead.seller_id, app_user.name as seller_name,
      lead.facts -> 0 as why, lead.answer_by, lead.created_at
    from lead
    -- Somebody merged into another is met as that one; the lead keeps the entry of the ledger that allowed it.
    join contact lead_contact on lead_contact.id = lead.contact_id
    join contact on contact.id = coalesce(lead_contact.merged_into_id, lead_contact.id)
    left join account on account.id = contact.account_id
    left join app_user on app_user.id = lead.seller_id
    where lead.status = ${status} and not ${isRestrictedSql(Prisma.sql`contact.id`)} ${ofReader(reader)} ${place}
    order by lead.answer_by ${order}, lead.id ${order}
    limit ${limit}`)
}

async function countLeads(db: Db, reader: LeadReader): Promise<Record<LeadStatus, number>> {
  const rows = await db.$queryRaw<{ status: LeadStatus; count: number }[]>(Prisma.sql`
    select status, count(*)::int as count from lead join contact on contact.id = lead.contact_id
    where not ${isRestrictedSql(Prisma.sql`coalesce(contact.merged_into_id, contact.id)`)} ${ofReader(reader)}
    group by status`)
  const counts = { assigned: 0, accepted: 0, rejected: 0 }
  for (const { status, count } of rows) counts[status] = count
  return counts
}
