// Messages, newest first, with where each stands and why: the list behind every number about sending.
import { type Db, Prisma } from '../platform/database.ts'
import { bounceJoin, bounceReason } from './facts/bounce-sql.ts'
import { standingReasonSql } from './limits/later.ts'
import { titleSql } from './sms/title-sql.ts'

export const MESSAGE_STATUSES = ['queued', 'started', 'sent', 'blocked', 'cancelled', 'failed', 'expired'] as const
export type MessageStatus = (typeof MESSAGE_STATUSES)[number]

export type MessageQuery = {
  status?: MessageStatus | undefined
  reason?: string | undefined
  campaignId?: string | undefined
  contactId?: string | undefined
  /** The id of the last message of the page before. */
  cursor?: string | undefined
  limit: number
}
export type MessageLine = {
  id: string
  contactId: string
  contactName: string | null
  subject: string
  purposeId: string
  purpose: string
  channel: string
  /** The entry of the contact's ledger that the decision rests on. */
  consentSeq: number | null
  status: MessageStatus
  reason: string | null
  /** `bounce_` and why, where it came back. */
  bounce: string | null
  isUncertain: boolean
  /** When it reached this status, or was put in line. */
  at: Date
}

/** One page of messages. Ids are time-ordered, so the page follows the order in which they were put in line. */
export async function findMessages(
  db: Db,
  query: MessageQuery,
): Promise<{ items: MessageLine[]; next: string | null }> {
  const conditions = [
    ...(query.status ? [Prisma.sql`message.status = ${query.status}`] : []),
    ...(query.reason ? [Prisma.sql`(message.reason = ${query.reason} or ${bounceReason} = ${query.reason})`] : []),
    ...(query.campaignId ? [Prisma.sql`message.campaign_id = ${query.campaignId}::uuid`] : []),
    ...(query.contactId ? [Prisma.sql`message.contact_id = ${query.contactId}::uuid`] : []),
    ...(query.cursor ? [Prisma.sql`message.id < ${query.cursor}::uuid`] : []),
  ]
  const items = await db.$queryRaw<MessageLine[]>(Prisma.sql`
    select message.id, message.contact_id as "contactId",
      nullif(concat_ws(' ', contact.first_name, contact.last_name), '') as "contactName", ${titleSql} as subject,
      purpose.id as "purposeId", purpose.name as purpose, message.channel, message.consent_seq as "consentSeq", message.status, message.reason, ${bounceReason} as bounce, message.is_uncertain as "isUncertain",
      coalesce(message.finished_at, message.decided_at, message.created_at) as at
    from message join message_content content on content.id = message.content_id ${bounceJoin}
    join purpose on purpose.id = message.purpose_id join contact on contact.id = message.contact_id
    ${conditions.length > 0 ? Prisma.sql`where ${Prisma.join(conditions, ' and ')}` : Prisma.empty}
    order by message.id desc limit ${query.limit}`)
  return { items, next: items.length === query.limit ? (items.at(-1)?.id ?? null) : null }
}

export type MessageCount = { status: MessageStatus; reason: string | null; messages: number }

/** How many messages stand where, by reason: the sums above the list. */
export function countMessages(db: Db): Promise<MessageCount[]> {
  return db.$queryRaw<MessageCount[]>(Prisma.sql`
    select message.status, coalesce(${bounceReason},
      ${standingReasonSql}) as reason,
      count(*)::int as messages
    from message ${bounceJoin} group by 1, 2 order by 1, 2`)
}
