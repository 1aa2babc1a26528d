// A draft as one named person would see it. Nothing is sent and nothing is written.
import { decide } from '../consent/index.ts'
import { type MailLanguage, renderPreview } from '../delivery/index.ts'
import type { Db } from '../platform/database.ts'
import { DomainError } from '../platform/errors.ts'
import type { Language } from '../segments/index.ts'
import { readableOn } from './brand-look/apply-look.ts'
import { type BrandLook, findLook } from './brand-look/brand-look.ts'
import type { Check, MessageDraft } from './check-message.ts'
import { checkDraft } from './feed/check-draft.ts'
import type { Feed } from './feed/parse-feed.ts'
import { languageFor, previewSms, type SmsPreview } from './sms/preview-sms.ts'

export type CampaignPreview = {
  checks: Check[]
  mayPublish: boolean
  /** `ink`: what is read best on the colour. */
  sender: { id: string; name: string; email: string; colour: string; ink: string; look: BrandLook | null } | null
  /** null where it cannot be shown: the checks say why. */
  mail: { subject: string; preheader: string; html: string; text: string } | null
  /** The text part as the mail makes it, with its Liquid. */
  madeText: string
  /** Of an SMS; null of a mail. */
  sms: SmsPreview | null
  /** What tracking does to this person's mail. */
  isTracked: boolean
  /** In which of the languages of the campaign this person gets it. */
  language: MailLanguage | null
}

/** Checks a draft and renders it for a contact. */
export async function previewCampaign(
  db: Db,
  draft: MessageDraft & { feed?: Feed | undefined },
  contactId: string | null,
  now: Date,
  languages: readonly MailLanguage[] = [],
  reader: Language = 'en',
): Promise<CampaignPreview> {
  const checked = await checkDraft(db, draft, reader)
  const { content, madeText, checks, mayPublish } = checked
  const brand = content.brandId === '' ? null : await db.brand.findUnique({ where: { id: content.brandId } })
  const [main = content.language] = languages
  const isSms = content.channel === 'sms'
  const mail = contactId === null || brand === null || isSms ? null : await render(db, content, contactId)
  return {
    checks,
    mayPublish,
    sender: brand && {
      ...{ id: brand.id, name: brand.senderName, email: brand.senderEmail, colour: brand.colour },
      ink: readableOn(brand.colour),
      look: await findLook(db, brand.id),
    },
    mail,
    madeText,
    sms: isSms ? await previewSms(db, checked, contactId, draft) : null,
    isTracked: !isSms && contactId !== null && brand !== null && (await mayTrack(db, brand.id, contactId, now)),
    language: await languageFor(db, contactId, main, languages),
  }
}

/** A draft with mistakes often cannot be rendered; its checks have said so already. A text part with one hides no mail. */
async function render(
  db: Db,
  content: Parameters<typeof renderPreview>[1],
  contactId: string,
): Promise<CampaignPreview['mail']> {
  try {
    return await renderPreview(db, content, contactId)
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') throw error
    return content.text === '' ? null : render(db, { ...content, text: '' }, contactId)
  }
}

async function mayTrack(db: Db, brandId: string, contactId: string, at: Date): Promise<boolean> {
  const purpose = await db.purpose.findFirst({ where: { brandId, kind: 'tracking', retiredAt: null } })
  return purpose !== null && (await decide(db, contactId, { purposeId: purpose.id, channel: 'email', at })).isAllowed
}
