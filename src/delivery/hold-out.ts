// People who would get a mail and are left out by chance, so that it can be measured what the mail does. Each has a message
// row like everybody: what was decided about them, and, where that was a yes, that they were held out. Never sent.
import { decisionSql, type Question } from '../consent/index.ts'
import { Prisma, type Transaction } from '../platform/database.ts'
import { newId } from '../platform/id.ts'

/** Why somebody who might have got a mail did not. */
export const HELD_OUT = 'held_out'

/** `people`: a relation (contact_id, occasion). An occasion that the contact has already does nothing. */
export type HeldOut = {
  contentId: string
  campaignId: string
  people: Prisma.Sql
  question: Question & { topicId: string | null }
}

export async function recordHeldOut(
  tx: Transaction,
  { contentId, campaignId, people, question }: HeldOut,
  now: Date,
): Promise<void> {
  const batchId = newId(now)
  await tx.messageBatch.create({
    data: { id: batchId, contentId, campaignId, status: 'done', notBefore: now, createdAt: now, finishedAt: now },
  })
  const asked = Prisma.sql`select contact_id from (${people}) people`
  await tx.$executeRaw(Prisma.sql`
    insert into message (contact_id, batch_id, content_id, campaign_id, purpose_id, channel, occasion, status, reason,
      rule_version, consent_seq, decided_at, finished_at, created_at)
    select decision.contact_id, ${batchId}::uuid, ${contentId}::uuid, ${campaignId}::uuid, ${question.purposeId}::uuid,
      ${question.channel}, people.occasion, case when decision.is_allowed then 'cancelled' else 'blocked' end,
      case when decision.is_allowed then ${HELD_OUT} else decision.reason end, decision.rule_version, decision.consent_seq,
      ${now}::timestamptz, ${now}::timestamptz, ${now}::timestamptz
    from (${decisionSql(asked, question, 'many')}) decision join (${people}) people using (contact_id)
    on conflict (contact_id, occasion) do nothing`)
}
