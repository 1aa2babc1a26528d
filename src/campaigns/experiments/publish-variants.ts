// Freezes what each way of an experiment says, beside the version of the campaign that the first way is.
import { type MailLanguage, saveContent } from '../../delivery/index.ts'
import type { Transaction } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { asFaults, checkMessage } from '../check-message.ts'

/** Compiles and keeps every way. Throws `invalid` with every problem. The campaign is locked, its version published. */
export async function publishVariants(tx: Transaction, campaignId: string): Promise<void> {
  const experiment = await tx.experiment.findUnique({
    where: { campaignId },
    include: { variants: { orderBy: { position: 'asc' } } },
  })
  if (!experiment) return
  const { translations, versions, ...campaign } = found(
    await tx.campaign.findUnique({
      where: { id: campaignId },
      include: { translations: true, versions: { orderBy: { version: 'desc' }, take: 1 } },
    }),
    'campaign',
  )
  if (translations.length > 0 && ['subject', 'content'].includes(experiment.kind))
    throw new DomainError(
      'invalid',
      'The ways of this experiment are not translated. Compare times or senders, or remove the translations.',
      { faults: [{ path: 'experiment', message: 'Subjects and contents are compared in one language alone.' }] },
    )
  // Nobody is in line any more or yet: a campaign that was taken back begins anew.
  await tx.experiment.update({
    where: { campaignId },
    data: { state: 'planned', winner: null, decidedBy: null, decidedAt: null, checkedAt: null },
  })
  for (const { position, subject, preheader, mjml, plainText, plainTextOf, senderName } of experiment.variants) {
    const differs = {
      ...(subject !== null && { subject }),
      ...(preheader !== null && { preheader }),
      // The text of the campaign says what the campaign says: another mail has its own, or one that is made from it.
      ...(mjml !== null && { mjml, plainText, plainTextOf }),
    }
    const sender = senderName === null ? {} : { senderName }
    const contentId =
      position === 0
        ? (versions[0]?.contentId ?? null)
        : await saveChecked(
            tx,
            { ...campaign, ...differs, language: campaign.language as MailLanguage },
            sender,
            position,
          )
    if (position > 0)
      for (const { campaignId: _, ...words } of translations)
        await saveChecked(
          tx,
          { ...campaign, ...words, language: words.language as MailLanguage },
          { ...sender, translationOf: contentId ?? '' },
          position,
        )
    await tx.experimentVariant.update({ where: { campaignId_position: { campaignId, position } }, data: { contentId } })
  }
}

async function saveChecked(
  tx: Transaction,
  draft: Parameters<typeof checkMessage>[1],
  more: { senderName?: string; translationOf?: string },
  position: number,
): Promise<string> {
  const { content, checks } = await checkMessage(tx, draft)
  const faults = asFaults(checks).map(({ path, message }) => ({
    path: `experiment.${position}.${path}`,
    message: `${letterOf(position)}: ${message}`,
  }))
  if (faults.length > 0)
    throw new DomainError(
      'invalid',
      'A way of the experiment is not ready. Correct what is named here, then try again.',
      {
        faults,
      },
    )
  return saveContent(tx, { ...content, ...more })
}

/** A, B, C …: how ways are called. */
export const letterOf = (position: number): string => String.fromCharCode('A'.charCodeAt(0) + position)
