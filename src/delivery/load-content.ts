// Content with its sender, compiled once and kept while a worker needs it.
import type { LinkKey } from '../consent/index.ts'
import { makeLinkToken } from '../consent/index.ts'
import { type Db, Prisma } from '../platform/database.ts'
import { type ComposeMail, type Content, compileMail } from './compose-mail.ts'

export type LoadedContent = {
  compose: ComposeMail
  question: { purposeId: string; channel: string; trackingPurposeId: string | null }
}
export type LinkSettings = { publicUrl: string; linkKey: LinkKey }

type Row = Content & { purposeId: string; channel: string; trackingPurposeId: string | null }

/** Reads and compiles a content. The tracking purpose is its brand's own. */
export async function loadContent(db: Db, contentId: string, settings: LinkSettings): Promise<LoadedContent> {
  const [row] = await db.$queryRaw<Row[]>(Prisma.sql`
    select content.id, brand.id as "brandId", brand.name as "brandName", brand.postal_address as "postalAddress",
      content.subject, content.html, content.text, content.sender_name as "senderName",
      content.sender_email as "senderEmail", content.reply_to as "replyTo", content.links,
      content.purpose_id as "purposeId", content.channel, tracking.id as "trackingPurposeId"
    from message_content content join brand on brand.id = content.brand_id
    left join purpose tracking on tracking.brand_id = brand.id and tracking.kind = 'tracking' and tracking.retired_at is null
    where content.id = ${contentId}::uuid limit 1`)
  if (!row) throw new Error(`there is no content ${contentId}, though a batch names it`)
  const { purposeId, channel, trackingPurposeId, ...content } = row
  return {
    compose: compileMail(content, (person) => ({
      token: makeLinkToken(settings.linkKey, person),
      publicUrl: settings.publicUrl,
    })),
    question: { purposeId, channel, trackingPurposeId },
  }
}
