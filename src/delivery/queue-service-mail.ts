// Puts a mail in line that somebody asked for and waits for: a confirmation, a code. Its words are kept once, it is a
// batch of its own that goes before campaigns, and it is decided at the claim like every other message.
import { createHash } from 'node:crypto'
import type { ServiceMail } from '../consent/index.ts'
import { type Db, Prisma } from '../platform/database.ts'
import { newId } from '../platform/id.ts'
import { compileTemplate } from './liquid.ts'

/** Batches are taken by the time from which they are due: somebody sits at a page and waits for this one. */
const FIRST_IN_LINE = new Date(0)

/** Queues one service mail. The same message is queued once. */
export async function queueServiceMail(db: Db, mail: ServiceMail, now: Date): Promise<void> {
  const contentId = await keepContent(db, mail, now)
  const { contactId, messageId, purposeId, kind } = mail
  await db.$executeRaw(Prisma.sql`
    with fresh as (
      insert into message (contact_id, id, batch_id, content_id, purpose_id, channel, occasion, created_at)
      values (${contactId}::uuid, ${messageId}::uuid, ${newId(now)}::uuid, ${contentId}::uuid, ${purposeId}::uuid, 'email',
        ${`${kind}:${messageId}`}, ${now}::timestamptz)
      on conflict do nothing returning batch_id
    )
    insert into message_batch (id, content_id, not_before, created_at)
    select batch_id, ${contentId}::uuid, ${FIRST_IN_LINE}::timestamptz, ${now}::timestamptz from fresh`)
}

async function keepContent(db: Db, { kind, brandId, purposeId, subject, html, text }: ServiceMail, now: Date) {
  compileTemplate(subject, 'plain')
  compileTemplate(html, 'html')
  compileTemplate(text, 'text')
  const brand = await db.brand.findUniqueOrThrow({ where: { id: brandId } })
  const sender = [brand.senderName, brand.senderEmail, brand.replyTo]
  const words = JSON.stringify([kind, brandId, purposeId, subject, html, text, ...sender])
  const key = createHash('sha256').update(words).digest()
  await db.$executeRaw(Prisma.sql`
    insert into message_content (kind, service_key, brand_id, purpose_id, subject, html, text, sender_name, sender_email,
      reply_to, created_at)
    values (${kind}, ${key}, ${brandId}::uuid, ${purposeId}::uuid, ${subject}, ${html}, ${text}, ${brand.senderName},
      ${brand.senderEmail}, ${brand.replyTo}, ${now}::timestamptz)
    on conflict (service_key) do nothing`)
  const { id } = await db.messageContent.findUniqueOrThrow({ where: { serviceKey: key }, select: { id: true } })
  return id
}
