// Another system asks for a campaign, for a contact or a segment, under a key of its own. Whether each may get it is
// decided at sending, as for every mail; asking gives no permission.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { enqueueMessages, pauseMessages } from '../../delivery/index.ts'
import { type Db, inTransaction, Prisma, type Transaction } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { wake } from '../../platform/jobs.ts'
import { START_JOB } from '../campaign-states.ts'
import { findReadyContent } from '../publish-campaign.ts'
import { makeOccurrence } from '../recurring/make-occurrence.ts'

export const triggerBody = z
  .strictObject({
    key: z.string().min(1).max(200).meta({ description: 'Names this request; sent again, nothing is done again.' }),
    contactId: z.uuid().optional(),
    segmentId: z.uuid().optional(),
  })
  .refine((body) => (body.contactId === undefined) !== (body.segmentId === undefined), {
    path: ['contactId'],
    error: 'Name a contact or a segment, one of the two.',
  })
export type Trigger = z.output<typeof triggerBody>
export type Triggered = { campaignId: string; queued: number | null; isRepeated: boolean }

const hashOf = (text: string) => createHash('sha256').update(text).digest()

/**
 * Puts the campaign in line for the contact, or begins a campaign of its own for the segment. Throws `conflict` where it is
 * not ready, or where the key was used for something else.
 */
export async function triggerCampaign(db: Db, campaignId: string, asked: Trigger, now: Date): Promise<Triggered> {
  const { key, contactId, segmentId } = asked
  const keyHash = hashOf(key)
  const bodyHash = hashOf(JSON.stringify([contactId ?? null, segmentId ?? null]))
  return inTransaction(db, async (tx) => {
    found(await tx.campaign.findUnique({ where: { id: campaignId }, select: { id: true } }), 'campaign')
    const made = await tx.campaignTrigger.createMany({
      data: [{ campaignId, keyHash, bodyHash, askedAt: now }],
      skipDuplicates: true,
    })
    const where = { campaignId_keyHash: { campaignId, keyHash } }
    if (made.count === 0) {
      const before = await tx.campaignTrigger.findUniqueOrThrow({ where })
      if (!bodyHash.equals(before.bodyHash))
        throw new DomainError(
          'conflict',
          'This key was used for another contact or segment. Use a key for each request.',
        )
      return {
        campaignId: before.childId ?? campaignId,
        queued: before.childId ? null : before.queued,
        isRepeated: true,
      }
    }
    const content = await findReadyContent(tx, campaignId)
    if (!content)
      throw new DomainError('conflict', 'The campaign is not ready to be triggered. Make it ready, then ask again.')
    if (contactId !== undefined) {
      const queued = await queueOne(tx, { campaignId, contactId, keyHash, ...content }, now)
      await tx.campaignTrigger.update({ where, data: { queued } })
      return { campaignId, queued, isRepeated: false }
    }
    if (content.isPaused) throw new DomainError('conflict', 'The campaign is paused. Let it go on, then ask again.')
    found(await tx.segment.findUnique({ where: { id: segmentId ?? '' }, select: { id: true } }), 'segment')
    const childId = await makeOccurrence(
      tx,
      { campaignId, contentId: content.contentId, occursAt: now, segmentId: segmentId ?? '' },
      now,
    )
    await tx.campaignTrigger.update({ where, data: { childId } })
    await wake(tx, START_JOB)
    return { campaignId: childId, queued: null, isRepeated: false }
  })
}

type One = { campaignId: string; contactId: string; contentId: string; keyHash: Buffer; isPaused: boolean }

async function queueOne(tx: Transaction, one: One, now: Date): Promise<number> {
  const { campaignId, contactId, contentId, keyHash, isPaused } = one
  found(await tx.contact.findUnique({ where: { id: contactId }, select: { id: true } }), 'contact')
  const occasion = `trigger:${campaignId}:${keyHash.toString('hex').slice(0, 32)}`
  const { queued } = await enqueueMessages(
    tx,
    {
      ...{ contentId, campaignId, notBefore: now },
      people: Prisma.sql`select ${contactId}::uuid as contact_id, ${occasion}::text as occasion`,
    },
    now,
  )
  if (isPaused) await pauseMessages(tx, campaignId)
  return queued
}
