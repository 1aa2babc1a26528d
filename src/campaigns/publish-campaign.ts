// Freezes what a campaign says: compiled once, kept as content that never changes. Refuses while anything is wrong.
import { type MailLanguage, saveContent } from '../delivery/index.ts'
import { type Db, inTransaction, Prisma, type Transaction } from '../platform/database.ts'
import { DomainError, found } from '../platform/errors.ts'
import { wake } from '../platform/jobs.ts'
import { isApprovedSql } from './approval/approve-campaign.ts'
import { CANARY_JOB } from './canary/check-live-mails.ts'
import { asFaults, type CheckedMessage } from './check-message.ts'
import { checkDraft } from './feed/check-draft.ts'
import { findSample } from './feed/save-feed.ts'
import { lockCampaign } from './save-campaign.ts'

/** Makes a campaign ready for workflows. They send the newest version; it needs no audience. */
export async function makeReady(db: Db, id: string, now: Date): Promise<{ version: number }> {
  return inTransaction(db, async (tx) => {
    await lockCampaign(tx, id, 'make_ready')
    if ((await tx.experiment.count({ where: { campaignId: id } })) > 0)
      throw new DomainError(
        'conflict',
        'An experiment needs an audience of its own. Remove it, then let workflows send this.',
      )
    const version = await publishVersion(tx, id, now)
    await tx.campaign.update({ where: { id }, data: { status: 'ready' } })
    await wake(tx, CANARY_JOB)
    return { version }
  })
}

/** Compiles and keeps the next version. Throws `invalid` with every problem. The campaign must be locked. */
export async function publishVersion(tx: Transaction, id: string, now: Date): Promise<number> {
  const { translations, ...campaign } = found(
    await tx.campaign.findUnique({ where: { id }, include: { translations: { orderBy: { language: 'asc' } } } }),
    'campaign',
  )
  const feed = await findSample(tx, id)
  const main = await checkDraft(tx, { ...campaign, feed, language: campaign.language as MailLanguage })
  const others: { language: MailLanguage; mjml: string; checked: CheckedMessage }[] = []
  for (const { campaignId: _, ...words } of translations) {
    const language = words.language as MailLanguage
    others.push({
      language,
      mjml: words.mjml,
      checked: await checkDraft(tx, { ...campaign, ...words, feed, language }),
    })
  }
  const faults = [
    ...asFaults(main.checks),
    ...others.flatMap(({ language, checked }) =>
      asFaults(checked.checks)
        .filter(({ path }) => path !== 'purposeId')
        .map(({ path, message }) => ({ path: `translations.${language}.${path}`, message: `${language}: ${message}` })),
    ),
  ]
  if (faults.length > 0)
    throw new DomainError('invalid', 'The mail is not ready. Correct what is named here, then try again.', { faults })
  const contentId = await saveContent(tx, main.content)
  const { _max } = await tx.campaignVersion.aggregate({ where: { campaignId: id }, _max: { version: true } })
  const version = (_max.version ?? 0) + 1
  await tx.campaignVersion.create({
    data: { campaignId: id, version, contentId, mjml: campaign.mjml, createdAt: now },
  })
  for (const { language, mjml, checked } of others) {
    const translated = await saveContent(tx, { ...checked.content, translationOf: contentId })
    await tx.campaignVersionTranslation.create({
      data: { campaignId: id, version, language, contentId: translated, mjml },
    })
  }
  return version
}

/**
 * The content that workflows send for this campaign, the newest that is approved where its sender asks for that, or
 * undefined where it is not ready for them. `isPaused`: what is put
 * in line now must wait there. Holds the campaign against being resumed meanwhile.
 */
export async function findReadyContent(
  db: Db,
  campaignId: string,
): Promise<{ contentId: string; purposeId: string; isPaused: boolean } | undefined> {
  await db.$queryRaw`select id from campaign where id = ${campaignId}::uuid for share`
  const campaign = await db.campaign.findUnique({ where: { id: campaignId } })
  const [newest] = await db.$queryRaw<{ contentId: string }[]>(Prisma.sql`
    select content_id as "contentId" from campaign_version version
    where campaign_id = ${campaignId}::uuid and ${isApprovedSql(Prisma.sql`version.content_id`)}
    order by version desc limit 1`)
  const isPaused = campaign?.status === 'paused' && campaign.pausedFrom === 'ready'
  if (!campaign || !newest || !(isPaused || campaign.status === 'ready')) return undefined
  return { contentId: newest.contentId, purposeId: campaign.purposeId, isPaused }
}
