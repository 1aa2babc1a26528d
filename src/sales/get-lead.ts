// One lead as its seller reads it: who, why now, what may be done. An address is shown only for a way that is allowed.
import { isRestrictedSql } from '../consent/index.ts'
import { type Db, Prisma } from '../platform/database.ts'
import { found } from '../platform/errors.ts'
import type { LeadReader } from './find-leads.ts'
import { findWays, type Way } from './find-ways.ts'
import { findSalesroom } from './hand-to-sales.ts'
import type { Fact, LeadStatus, RejectReason } from './words.ts'
import { timeZoneOf, workingTimeBetween } from './working-hours.ts'

export type Lead = {
  id: string
  contactId: string
  name: string | null
  jobTitle: string | null
  company: string | null
  city: string | null
  employees: number | null
  status: LeadStatus
  seller: { id: string; name: string }
  heat: number
  fit: number
  facts: Fact[]
  ways: (Way & { address: string | null })[]
  answerBy: Date
  /** Working time left, in ms. */
  left: number
  createdAt: Date
  answeredAt: Date | null
  rejectReason: RejectReason | null
  note: string | null
}

/** Reads one lead. Throws `not_found` where it is not this reader's. */
export async function getLead(db: Db, leadId: string, reader: LeadReader, now: Date): Promise<Lead> {
  const row = found((await readLead(db, leadId, reader))[0], 'lead')
  const [ways, addresses, salesroom] = [
    (await findWays(db, [row.contactId], now)).get(row.contactId) ?? [],
    await db.identity.findMany({ where: { contactId: row.contactId, isPrimary: true } }),
    await findSalesroom(db),
  ]
  const { sellerId, sellerName, ...lead } = row
  return {
    ...lead,
    seller: { id: sellerId, name: sellerName ?? '' },
    ways: ways.map((way) => ({ ...way, address: way.isAllowed ? addressOf(addresses, way.channel) : null })),
    left:
      lead.status === 'assigned' ? workingTimeBetween(now, lead.answerBy, timeZoneOf(salesroom?.country ?? 'NO')) : 0,
  }
}

function addressOf(addresses: readonly { kind: string; value: string }[], channel: Way['channel']): string | null {
  const kind = channel === 'email' ? 'email' : 'phone'
  return addresses.find((address) => address.kind === kind)?.value ?? null
}

type Row = Omit<Lead, 'seller' | 'ways' | 'left'> & { sellerId: string; sellerName: string | null }

async function readLead(db: Db, leadId: string, { sellerId }: LeadReader): Promise<Row[]> {
  return db.$queryRaw<Row[]>(Prisma.sql`
    select lead.id, contact.id as "contactId",
      nullif(concat_ws(' ', contact.first_name, contact.last_name), '') as name, contact.job_title as "jobTitle",
      account.name as company, contact.city, account.employees, lead.status, lead.seller_id as "sellerId",
      app_user.name as "sellerName", lead.heat, lead.fit, lead.facts, lead.answer_by as "answerBy",
      lead.created_at as "createdAt", coalesce(lead.accepted_at, lead.rejected_at) as "answeredAt",
      lead.reject_reason as "rejectReason", lead.note
    from lead
    -- Somebody merged into another is met as that one; the lead keeps the entry of the ledger that allowed it.
    join contact lead_contact on lead_contact.id = lead.contact_id
    join contact on contact.id = coalesce(lead_contact.merged_into_id, lead_contact.id)
    left join account on account.id = contact.account_id
    left join app_user on app_user.id = lead.seller_id
    where lead.id = ${leadId}::uuid and not ${isRestrictedSql(Prisma.sql`contact.id`)} ${sellerId === null ? Prisma.empty : Prisma.sql`and lead.seller_id = ${sellerId}::uuid`}`)
}
