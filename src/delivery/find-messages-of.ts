// Every message to one person, for the file that the person may take away (GDPR 15).
import { type Db, Prisma } from '../platform/database.ts'
import { bounceJoin } from './facts/bounce-sql.ts'
import { titleSql } from './sms/title-sql.ts'

type MessageOf = {
  subject: string
  purpose: string
  channel: string
  status: string
  reason: string | null
  /** Why it came back, where it did. */
  bounce: string | null
  /** Of an SMS: when its gateway said that it arrived. */
  arrivedAt: Date | null
  /** What stood in the places of a mail that a program ordered, while it is kept. */
  ordered: Record<string, string> | null
  consentSeq: number | null
  isTracked: boolean
  at: Date
}

/** In the order in which they were put in line. Not sent is said too, with why. */
export function findMessagesOf(db: Db, contactId: string): Promise<MessageOf[]> {
  return db.$queryRaw<MessageOf[]>(Prisma.sql`
    select ${titleSql} as subject, purpose.name as purpose, message.channel, message.status, message.reason, bounce.reason as bounce,
      arrived.at as "arrivedAt",
      ordered.data as ordered, message.consent_seq as "consentSeq", message.is_tracked as "isTracked",
      coalesce(message.finished_at, message.decided_at, message.created_at) as at
    from message join message_content content on content.id = message.content_id
    join purpose on purpose.id = message.purpose_id
    ${bounceJoin}
    left join message_delivery arrived on arrived.contact_id = message.contact_id and arrived.message_id = message.id
    left join service_order ordered on ordered.contact_id = message.contact_id and ordered.message_id = message.id
    where message.contact_id = ${contactId}::uuid order by message.id`)
}
