// One time of a campaign: a campaign of its own, with words that were frozen before, so nothing is compiled or approved
// anew. It begins by the same clock as every other.
import type { Transaction } from '../../platform/database.ts'
import { wordsOf } from '../save-campaign.ts'

export type Occurrence = {
  campaignId: string
  contentId: string
  occursAt: Date
  /** Who gets it this time; the audience of the campaign unless told. */
  segmentId?: string
}

/** Makes the campaign of one time, scheduled for now; answers its id. The campaign must be locked. */
export async function makeOccurrence(
  tx: Transaction,
  { campaignId, contentId, occursAt, segmentId }: Occurrence,
  now: Date,
): Promise<string> {
  const campaign = await tx.campaign.findUniqueOrThrow({
    where: { id: campaignId },
    include: { plan: true, segments: true },
  })
  const { name, purposeId, topicId, channel, language, mjml, plan, segments } = campaign
  const child = await tx.campaign.create({
    data: {
      ...{ name: `${name}, ${occursAt.toISOString().slice(0, 10)}`, purposeId, topicId, channel, language },
      ...{ ...wordsOf(campaign), segmentId: segmentId ?? campaign.segmentId },
      ...{ status: 'scheduled', startsAt: now, createdAt: now, updatedAt: now },
      versions: { create: { version: 1, contentId, mjml, createdAt: now } },
    },
    select: { id: true },
  })
  if (segmentId === undefined)
    await tx.campaignSegment.createMany({ data: segments.map((one) => ({ ...one, campaignId: child.id })) })
  // A plan by the clock names a date, which is not this one's.
  if (plan && plan.wall === null) await tx.campaignPlan.create({ data: { ...plan, campaignId: child.id } })
  await tx.campaignOccurrence.create({ data: { campaignId, occursAt, childId: child.id } })
  return child.id
}
