// A draft, as it stands, to the mailboxes of colleagues.
import { type MailLanguage, queueTestMails } from '../../delivery/index.ts'
import type { Db } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { checkDraft } from '../feed/check-draft.ts'
import { findSample } from '../feed/save-feed.ts'
import { wordsOf } from '../save-campaign.ts'

export type TestAsked = {
  userIds: readonly string[]
  /** One of the campaign's; null: the main one. */
  language: MailLanguage | null
  contactId: string | null
}

/** Sends one language of a campaign to people who sign in here. Mistakes of a draft do not stop a test; one that cannot be read does. */
export async function sendTest(
  db: Db,
  id: string,
  { userIds, language, contactId }: TestAsked,
  requestedBy: string,
  now: Date,
): Promise<void> {
  const { translations, ...campaign } = found(
    await db.campaign.findUnique({ where: { id }, include: { translations: true } }),
    'campaign',
  )
  if (campaign.channel !== 'email')
    throw new DomainError('conflict', 'A test goes to the mailbox of a colleague, so only a mail can be tested.')
  const main = campaign.language as MailLanguage
  const translation = translations.find((one) => one.language === language)
  if (language !== null && language !== main && !translation)
    throw new DomainError('invalid', 'The campaign is not written in this language. Begin the translation first.')
  const words = wordsOf(translation ?? campaign)
  const { content } = await checkDraft(db, {
    ...campaign,
    ...words,
    feed: await findSample(db, id),
    language: language ?? main,
  })
  const asked = { campaignId: id, language: language ?? main, userIds, asContactId: contactId, requestedBy }
  await queueTestMails(db, asked, content, now)
}
