// What a campaign says in other languages than its main one. A translation may hold mistakes like any draft; publishing
// looks at all of them.
import type { MailLanguage } from '../../delivery/index.ts'
import { type Db, inTransaction } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import type { OwnText } from '../plain-text/own-text.ts'
import { lockCampaign, wordsOf } from '../save-campaign.ts'
import { translateFooter } from './translate-footer.ts'

export type TranslationDraft = OwnText & { subject: string; preheader: string; mjml: string }

/** Begins a translation with the words of the main language; the footer that we wrote is put into the other one. */
export async function beginTranslation(db: Db, id: string, language: MailLanguage, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockCampaign(tx, id, 'edit')
    const { purpose, ...campaign } = found(
      await tx.campaign.findUnique({
        where: { id },
        include: {
          translations: { select: { language: true } },
          purpose: { include: { brand: true, texts: { orderBy: { version: 'desc' } } } },
        },
      }),
      'campaign',
    )
    if (campaign.language === language || campaign.translations.some((one) => one.language === language))
      throw new DomainError('conflict', 'The campaign is written in this language already. Choose another one.')
    const nameIn = (wanted: string) => purpose.texts.find((text) => text.language === wanted)?.name ?? purpose.name
    const from = campaign.language as MailLanguage
    const mjml = translateFooter(
      campaign.mjml,
      { language: from, purposeName: nameIn(from) },
      { language, purposeName: nameIn(language) },
    )
    await tx.campaignTranslation.create({ data: { ...wordsOf(campaign), campaignId: id, language, mjml } })
    await tx.campaign.update({ where: { id }, data: { updatedAt: now } })
  })
}

/** Changes a translation. Throws `not_found` where it was not begun. */
export async function changeTranslation(
  db: Db,
  { id, language }: { id: string; language: MailLanguage },
  change: { [Part in keyof TranslationDraft]?: TranslationDraft[Part] | undefined },
  now: Date,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockCampaign(tx, id, 'edit')
    const said = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
    const { count } = await tx.campaignTranslation.updateMany({ where: { campaignId: id, language }, data: said })
    if (count === 0) throw new DomainError('not_found', 'There is no translation into this language. Begin it first.')
    await tx.campaign.update({ where: { id }, data: { updatedAt: now } })
  })
}

/** Removes a translation: who reads its language gets the next one of theirs. Versions that were published keep it. */
export async function removeTranslation(db: Db, id: string, language: MailLanguage, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockCampaign(tx, id, 'edit')
    await tx.campaignTranslation.deleteMany({ where: { campaignId: id, language } })
    await tx.campaign.update({ where: { id }, data: { updatedAt: now } })
  })
}
