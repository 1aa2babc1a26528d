// Divides an audience by its experiment while it is put in line: each way its part, those who are held out recorded with
// what was decided about them, and the rest in batches that wait until it is known what is better.
import { recordHeldOut } from '../../delivery/index.ts'
import { Prisma, type Transaction } from '../../platform/database.ts'
import { dividePlaces, inSpan } from './place-contacts.ts'

export type Group = { contentId: string; people: Prisma.Sql; notBefore: Date; isWaiting: boolean }
/** `people`: a relation (contact_id, occasion). */
export type Audience = { campaignId: string; contentId: string; people: Prisma.Sql; notBefore: Date }

const MINUTE_MS = 60_000

/** The groups of an audience, each with what it gets and when. Without an experiment: all of it. */
export async function divideAudience(tx: Transaction, audience: Audience, now: Date): Promise<Group[]> {
  const { campaignId, contentId, people, notBefore } = audience
  const experiment = await tx.experiment.findUnique({
    where: { campaignId },
    include: { variants: { orderBy: { position: 'asc' } }, campaign: true },
  })
  if (!experiment) return [{ contentId, people, notBefore, isWaiting: false }]
  const { key, variants, campaign, state } = experiment
  if (state === 'planned') await tx.experiment.update({ where: { campaignId }, data: { state: 'testing' } })
  const places = dividePlaces(experiment, variants.length)
  const within = (span: { from: number; to: number }) => Prisma.sql`
    select audience.* from (${people}) audience where ${inSpan(key, Prisma.sql`audience.contact_id`, span)}`
  if (places.heldOut.to > 0) {
    const { purposeId, topicId, channel } = campaign
    const question = { purposeId, topicId, channel, at: now }
    await recordHeldOut(tx, { contentId, campaignId, people: within(places.heldOut), question }, now)
  }
  const groups = variants.map(
    (variant, index): Group => ({
      contentId: variant.contentId ?? contentId,
      people: within(places.variants[index] ?? places.rest),
      notBefore: new Date(+notBefore + variant.delayMinutes * MINUTE_MS),
      isWaiting: false,
    }),
  )
  if (places.rest.from < 1) groups.push({ contentId, people: within(places.rest), notBefore, isWaiting: true })
  return groups
}
