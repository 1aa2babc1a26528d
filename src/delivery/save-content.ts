// Content is what is sent, frozen: a change is a new content. Compiled before it is saved, so that what cannot be
// rendered never reaches a batch.
import type { Db } from '../platform/database.ts'
import { DomainError, found } from '../platform/errors.ts'
import { findBrand } from './brand-look/brand-variables.ts'
import type { MailLanguage } from './content-language.ts'
import { compileTemplate } from './liquid.ts'
import { saveSmsContent } from './sms/save-sms-content.ts'

export type NewContent = {
  brandId: string
  purposeId: string
  /** A topic of the purpose: then its links stop the topic, and whoever left it out does not get it. */
  topicId?: string | null
  subject: string
  preheader: string
  /** HTML (compiled from MJML) and text, both with Liquid. */
  html: string
  text: string
  /** Who it is from; without one, the sender's own name. */
  senderName?: string
  /** What it is written in. */
  language?: MailLanguage
  /** The content that it is a translation of: whoever is queued for that one gets this where it is their language. */
  translationOf?: string
  /** An SMS is its text alone: subject, preheader and HTML are empty. */
  channel?: 'email' | 'sms'
}

/** An address in a link that is the same for everybody: those can be followed where tracking is allowed. */
const FIXED_LINK = /(<a\b[^>]*?\shref=")(https?:\/\/[^"{}]+)(")/gi

/** Saves content for sending and answers with its id. Every marketing content must let the reader stop it. */
export async function saveContent(db: Db, content: NewContent): Promise<string> {
  if (content.channel === 'sms') return saveSmsContent(db, content)
  for (const variable of ['unsubscribe_url', 'preferences_url'])
    if (!content.html.includes(variable))
      throw new DomainError('invalid', `The mail has no {{ ${variable} }}. Put it in the footer, then save again.`)
  const brand = found(await db.brand.findUnique({ where: { id: content.brandId } }), 'sender')
  const { html, links } = numberLinks(content.html)
  compileTemplate(content.subject, 'plain')
  compileTemplate(html, 'html')
  compileTemplate(content.text, 'text')
  const row = await db.messageContent.create({
    data: {
      ...content,
      html,
      links,
      frozenBrand: JSON.stringify(await findBrand(db, content.brandId)),
      senderName: content.senderName ?? brand.senderName,
      senderEmail: brand.senderEmail,
      replyTo: brand.replyTo,
    },
    select: { id: true },
  })
  return row.id
}

/** Replaces each fixed address by a variable: the clean address, or one that can be counted, is decided per person. */
function numberLinks(html: string): { html: string; links: string[] } {
  const links: string[] = []
  const numbered = html.replace(FIXED_LINK, (_all, before: string, address: string, after: string) => {
    const clean = address.replaceAll('&amp;', '&')
    if (!links.includes(clean)) links.push(clean)
    return `${before}{{ links[${links.indexOf(clean)}] }}${after}`
  })
  return { html: numbered, links }
}
