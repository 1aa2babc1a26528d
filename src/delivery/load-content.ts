// Content with its sender, compiled once and kept while a worker needs it.
import { codeOf, type LinkKey, makeLinkToken, type ServiceKind, serviceKey } from '../consent/index.ts'
import { type Db, Prisma } from '../platform/database.ts'
import { brandVariables, findBrand, readFrozenBrand } from './brand-look/brand-variables.ts'
import { type ComposeMail, type Content, compileMail } from './compose-mail.ts'
import { findLinkCounting } from './count-links.ts'
import { takesRepliesSql } from './replies/reply-choice.ts'
import { replyAddress, replyKey, returnKey, returnPath } from './return-path.ts'
import { compileSms } from './sms/compose-sms.ts'

/** What kind of mail: marketing rests on a yes, service mail on the person's own open request. */
export type MailKind = 'marketing' | ServiceKind
export type ClaimQuestion = {
  kind: MailKind
  purposeId: string
  channel: string
  topicId: string | null
  trackingPurposeId: string | null
}
export type LoadedContent = { compose: ComposeMail; question: ClaimQuestion }
export type LinkSettings = {
  publicUrl: string
  linkKey: LinkKey
  /** Behind the @ of the address that unsubscribes, and of return paths: where mail comes back to us. */
  inboundDomain?: string
}

type Row = Content & ClaimQuestion & { frozenBrand: string | null; takesReplies: boolean }

/** Reads and compiles a content. The tracking purpose is its brand's own. */
export async function loadContent(db: Db, contentId: string, settings: LinkSettings): Promise<LoadedContent> {
  const [row] = await db.$queryRaw<Row[]>(Prisma.sql`
    select content.id, content.kind, brand.id as "brandId", brand.name as "brandName", brand.country, brand.postal_address as "postalAddress",
      content.subject, content.html, content.text, content.sender_name as "senderName",
      content.sender_email as "senderEmail", content.reply_to as "replyTo", content.links, content.frozen_brand as "frozenBrand",
      ${takesRepliesSql} as "takesReplies",
      content.purpose_id as "purposeId", content.topic_id as "topicId", content.channel, tracking.id as "trackingPurposeId"
    from message_content content join brand on brand.id = content.brand_id
    left join purpose tracking on tracking.brand_id = brand.id and tracking.kind = 'tracking' and tracking.retired_at is null
      and content.kind = 'marketing' and content.channel = 'email'
    where content.id = ${contentId}::uuid limit 1`)
  if (!row) throw new Error(`there is no content ${contentId}, though a batch names it`)
  const { purposeId, topicId, channel, trackingPurposeId, frozenBrand, takesReplies, ...content } = row
  const { kind } = row
  const known = frozenBrand === null ? await findBrand(db, content.brandId) : readFrozenBrand(frozenBrand)
  const brand = brandVariables(known, settings.publicUrl)
  const countsLinks = kind === 'marketing' && (await findLinkCounting(db)).counts
  const bounceKey = returnKey(settings.linkKey)
  const question = { kind, purposeId, topicId, channel, trackingPurposeId }
  if (channel === 'sms') return { compose: compileSms({ ...content, brand }, { ...settings, topicId }), question }
  const answerKey = takesReplies && settings.inboundDomain ? replyKey(settings.linkKey) : undefined
  const replyTo = answerKey ? null : content.replyTo
  const confirmKey = serviceKey(settings.linkKey, 'confirmation')
  return {
    compose: compileMail({ ...content, replyTo, brand, countsLinks }, (person) => ({
      // The link stops what the mail was sent for, for as long as the mail exists: the topic where it has one (U7, U8).
      token: makeLinkToken(settings.linkKey, { ...person, purposeId: topicId ?? person.purposeId }),
      publicUrl: settings.publicUrl,
      ...(settings.inboundDomain && {
        inboundDomain: settings.inboundDomain,
        returnPath: returnPath(bounceKey, person, settings.inboundDomain),
        ...(answerKey && { replyTo: replyAddress(answerKey, person, settings.inboundDomain) }),
      }),
      ...(kind === 'confirmation'
        ? { service: { confirm_url: `${settings.publicUrl}/y/${makeLinkToken(confirmKey, person)}` } }
        : kind === 'code'
          ? { service: { code: codeOf(settings.linkKey, person) } }
          : kind === 'order'
            ? { service: { data: person.ordered ?? {} } }
            : {}),
    })),
    question,
  }
}
