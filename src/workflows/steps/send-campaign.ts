// Puts a mail in line for each person. Whether it goes out is decided by delivery in the second of sending; here nobody
// is asked and nobody is skipped. The occasion names enrolment and step, so the same step never sends twice.
import { z } from 'zod'
import { findReadyContent } from '../../campaigns/index.ts'
import { enqueueMessages, pauseMessages } from '../../delivery/index.ts'
import { Prisma } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import type { TakeStep } from './step.ts'

export const sendCampaignSchema = z.strictObject({
  kind: z.literal('send_campaign'),
  campaignId: z.uuid().nullable(),
  next: z.string().nullable(),
})
export type SendCampaignStep = z.infer<typeof sendCampaignSchema>

/** What makes the mail of this step to this person unique. */
export const occasionOf = (enrolmentId: string, stepKey: string): string => `enrolment:${enrolmentId}:${stepKey}`

export const takeSendCampaign: TakeStep<SendCampaignStep> = async ({ tx, now, stepKey }, step, people) => {
  const content = step.campaignId ? await findReadyContent(tx, step.campaignId) : undefined
  if (!content)
    throw new DomainError('conflict', 'The campaign of this step is not ready. Make it ready, then let them go on.')
  const occasions = people.map((person) => occasionOf(person.enrolmentId, stepKey))
  await enqueueMessages(
    tx,
    {
      contentId: content.contentId,
      campaignId: step.campaignId,
      notBefore: now,
      people: Prisma.sql`select * from unnest(${people.map((person) => person.contactId)}::uuid[],
        ${occasions}::text[]) as person (contact_id, occasion)`,
    },
    now,
  )
  if (content.isPaused && step.campaignId) await pauseMessages(tx, step.campaignId)
  return people.map((person) => ({ person, outcome: 'queued', next: step.next }))
}
