// Drafts: made, changed, copied, removed. A draft may hold mistakes; publishing may not.
import type { MailLanguage } from '../delivery/index.ts'
import { type Db, inTransaction, Prisma, type Transaction } from '../platform/database.ts'
import { DomainError, found } from '../platform/errors.ts'
import { findLook } from './brand-look/brand-look.ts'
import { type CampaignAction, may, REFUSAL } from './campaign-states.ts'
import type { OwnText } from './plain-text/own-text.ts'
import { defaultTemplate } from './templates/default-template.ts'
import { languageOfPurpose } from './translations/language-of-purpose.ts'

export type CampaignDraft = OwnText & {
  name: string
  purposeId: string
  /** A topic of the purpose; null: all of it. */
  topicId: string | null
  /** null: nobody yet, or a campaign that workflows send. */
  segmentId: string | null
  subject: string
  preheader: string
  mjml: string
  /** What it is written in first. */
  language: MailLanguage
}

/** A part of a draft: what is left out stays as it is. */
export type CampaignChange = { [Part in keyof CampaignDraft]?: CampaignDraft[Part] | undefined }
export type NewCampaign = CampaignChange &
  Pick<CampaignDraft, 'name' | 'purposeId'> & {
    /** A mail unless told. It stays what it is begun as. */
    channel?: 'email' | 'sms'
  }

/** Makes a draft. What is left out is empty; without MJML it begins with the default template of its sender. */
export async function createCampaign(
  db: Db,
  { name, purposeId, topicId = null, segmentId = null, subject = '', preheader = '', ...draft }: NewCampaign,
  now: Date,
): Promise<{ id: string }> {
  await requireKnown(db, { purposeId, topicId, segmentId })
  const language = draft.language ?? (await languageOfPurpose(db, purposeId))
  const { channel = 'email', plainText = null, plainTextOf = null } = draft
  const mjml = draft.mjml ?? (channel === 'sms' ? '' : await beginTemplate(db, purposeId, language))
  return db.campaign.create({
    data: {
      ...{ name, purposeId, topicId, segmentId, channel, subject, preheader, mjml, plainText, plainTextOf, language },
      ...{ createdAt: now, updatedAt: now },
    },
    select: { id: true },
  })
}

/**
 * Changes a draft, or a campaign for workflows, which keep the published version until the next one. A new purpose has
 * other topics: the one that was chosen goes, unless the change names one.
 */
export async function changeCampaign(db: Db, id: string, said: CampaignChange, now: Date): Promise<void> {
  const change = said.purposeId === undefined ? said : { topicId: null, ...said }
  await inTransaction(db, async (tx) => {
    const { purposeId } = await lockCampaign(tx, id, 'edit')
    if (
      change.language &&
      (await tx.campaignTranslation.count({ where: { campaignId: id, language: change.language } }))
    )
      throw new DomainError('conflict', 'There is a translation into this language. Remove it, then choose it here.')
    await requireKnown(tx, { ...change, purposeId: change.purposeId ?? purposeId })
    await tx.campaign.update({ where: { id }, data: { ...withoutGaps(change), updatedAt: now } })
    if (change.segmentId !== undefined) await dropFurther(tx, id, change.segmentId)
  })
}

/** A segment stands in an audience once; without a first one there are no further ones. */
const dropFurther = (tx: Transaction, campaignId: string, segmentId: string | null) =>
  tx.campaignSegment.deleteMany({ where: { campaignId, ...(segmentId !== null && { segmentId }) } })

/** Prisma takes a part that is left out, but not one that is undefined. */
const withoutGaps = (change: CampaignChange) =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<CampaignDraft>

type Words = Pick<CampaignDraft, 'subject' | 'preheader' | 'mjml'> & OwnText
/** What a campaign says in its main language. */
export const wordsOf = ({ subject, preheader, mjml, plainText, plainTextOf }: Words): Words => ({
  ...{ subject, preheader, mjml, plainText, plainTextOf },
})

/** A new draft that says the same. */
export async function copyCampaign(db: Db, id: string, name: string, now: Date): Promise<{ id: string }> {
  const { purposeId, topicId, segmentId, channel, language, translations, segments, ...said } = found(
    await db.campaign.findUnique({
      where: { id },
      include: { translations: { omit: { campaignId: true } }, segments: { omit: { campaignId: true } } },
    }),
    'campaign',
  )
  return db.campaign.create({
    data: {
      ...{ name, purposeId, topicId, segmentId, channel, language, ...wordsOf(said), createdAt: now, updatedAt: now },
      translations: { create: translations },
      segments: { createMany: { data: segments } },
    },
    select: { id: true },
  })
}

/** Removes a draft that never went out. */
export async function removeCampaign(db: Db, id: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockCampaign(tx, id, 'remove')
    const published = await tx.campaignVersion.count({ where: { campaignId: id } })
    if (published > 0) throw new DomainError('conflict', REFUSAL.remove)
    await tx.campaign.delete({ where: { id } })
  })
}

export type LockedCampaign = {
  id: string
  status: string
  pausedFrom: string | null
  purposeId: string
  segmentId: string | null
}

/** Holds a campaign for the rest of the transaction. Throws `conflict` where this action is not possible now. */
export async function lockCampaign(tx: Transaction, id: string, action: CampaignAction): Promise<LockedCampaign> {
  const [row] = await tx.$queryRaw<LockedCampaign[]>(Prisma.sql`
    select id, status, paused_from as "pausedFrom", purpose_id as "purposeId", segment_id as "segmentId" from campaign where id = ${id}::uuid for update`)
  const campaign = found(row, 'campaign')
  if (!may(action, campaign.status)) throw new DomainError('conflict', REFUSAL[action])
  return campaign
}

async function requireKnown(db: Db, { purposeId, topicId, segmentId }: CampaignChange): Promise<void> {
  const faults = []
  if (purposeId !== undefined && !(await db.purpose.findUnique({ where: { id: purposeId } })))
    faults.push({ path: 'purposeId', message: 'There is no such purpose. Choose what people have said yes to.' })
  if (typeof topicId === 'string' && !(await db.purpose.count({ where: { id: topicId, parentId: purposeId ?? '' } })))
    faults.push({ path: 'topicId', message: 'This is no topic of the purpose. Choose one of its own, or none.' })
  if (typeof segmentId === 'string' && !(await db.segment.findUnique({ where: { id: segmentId } })))
    faults.push({ path: 'segmentId', message: 'There is no such segment. Choose one of the list, or make it first.' })
  if (faults.length > 0)
    throw new DomainError('invalid', 'A campaign needs a purpose and a segment that exist.', { faults })
}

async function beginTemplate(db: Db, purposeId: string, language: MailLanguage): Promise<string> {
  const purpose = found(
    await db.purpose.findUnique({
      where: { id: purposeId },
      include: { brand: true, texts: { orderBy: { version: 'desc' } } },
    }),
    'purpose',
  )
  const { brand, texts, name, legalBasis } = purpose
  const purposeName = texts.find((text) => text.language === language)?.name ?? name
  const look = await findLook(db, brand.id)
  const website = look?.website || `https://${brand.senderEmail.slice(brand.senderEmail.lastIndexOf('@') + 1)}/`
  return defaultTemplate({
    language,
    purposeName,
    colour: brand.colour,
    website,
    look,
    isForCustomers: legalBasis === 'existing_customer',
  })
}
