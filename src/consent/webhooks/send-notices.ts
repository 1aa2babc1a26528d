// Webhooks are recipients: each is told, by a message of its own, that somebody whose consent it has heard of was erased,
// corrected, restricted or freed again (GDPR 19, consent.md L9). The message says who by id and what; never the data.
import { type Db, listSql, Prisma } from '../../platform/database.ts'
import { confirmNotices, type NoticeType, type RecipientSource } from '../privacy/notify-recipients.ts'
import type { WebhookMessage } from './sign-webhook.ts'

/** How notices name this way out. */
const KIND = 'webhook'
/** Notices to one webhook at once. */
const AT_ONCE = 20

/** Every webhook that was there when something was recorded about these contacts. */
export const webhooksOf: RecipientSource = {
  kind: KIND,
  find: (db, contactIds) =>
    db.$queryRaw<{ id: string; name: string }[]>(Prisma.sql`
      select id, name from webhook where exists (
        select from consent_event where contact_id = any(${listSql(contactIds, 'uuid')})
          and recorded_at >= webhook.created_at
      ) order by created_at`),
}

type Row = { id: string; contact_id: string; type: NoticeType; created_at: Date }

/**
 * Sends what this webhook has not been told, oldest first, until one is not taken; `send` says whether it was. A webhook
 * that takes a notice thereby says that it is done there.
 */
export async function sendNotices<Attempt extends { isTaken: boolean }>(
  db: Db,
  webhookId: string,
  send: (message: WebhookMessage) => Promise<Attempt>,
  now: () => Date,
): Promise<Attempt[]> {
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    select id, contact_id, type, created_at from privacy_notice
    where recipient_kind = ${KIND} and recipient_id = ${webhookId} and confirmed_at is null
    order by created_at, id limit ${AT_ONCE}::int`)
  const attempts: Attempt[] = []
  for (const { id, contact_id: contactId, type, created_at: timestamp } of rows) {
    const body = JSON.stringify({ type: `contact.${type}`, timestamp, data: { contactId } })
    const attempt = await send({ id: `msg_${id}`, body })
    attempts.push(attempt)
    if (!attempt.isTaken) break
    await confirmNotices(db, { kind: KIND, id: webhookId, noticeIds: [id] }, now())
  }
  return attempts
}
