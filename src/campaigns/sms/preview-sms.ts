// An SMS as one named person would get it, and how many parts it takes. Nothing is sent and nothing is written.
import { chooseLanguage, findSmsSender, type MailLanguage, renderSms, smsParts } from '../../delivery/index.ts'
import type { Db } from '../../platform/database.ts'
import type { CheckedMessage, MessageDraft } from '../check-message.ts'

export type SmsPreview = {
  /** What stands above it on the phone; null where the sender has none. */
  from: string | null
  text: string
  encoding: 'gsm7' | 'ucs2'
  parts: number
  /** Characters that still fit into the last part. */
  left: number
}

/** null where it cannot be shown: the checks say why. */
export async function previewSms(
  db: Db,
  { content }: CheckedMessage,
  contactId: string | null,
  { publicUrl = '' }: MessageDraft,
): Promise<SmsPreview | null> {
  if (content.brandId === '' || content.text === '') return null
  const sender = await findSmsSender(db, content.brandId)
  const ids = contactId === null ? null : [contactId]
  const [{ text } = { text: undefined }] = await renderSms(db, { ...content }, ids, publicUrl)
  if (text === undefined) return null
  const { encoding, parts, left } = smsParts(text)
  return { from: sender?.sender ?? null, text, encoding, parts, left }
}

/** In which of the languages of the campaign this person gets it. */
export async function languageFor(
  db: Db,
  contactId: string | null,
  main: MailLanguage | undefined,
  languages: readonly MailLanguage[],
): Promise<MailLanguage | null> {
  const contact = contactId === null ? null : await db.contact.findUnique({ where: { id: contactId } })
  return contact && main ? chooseLanguage(contact.language, main, languages) : null
}
