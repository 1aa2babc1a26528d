// Somebody answered a message: the fact, for scores, workflows and results. It holds no word of what they wrote.
import { recordLocked } from '../../contacts/index.ts'
import type { Transaction } from '../../platform/database.ts'

export type Replied = {
  contactId: string
  replyId: string
  channel: 'email' | 'sms'
  messageId: string | null
  campaignId: string | null
}

/** Records `mail.replied` or `sms.replied`, once for each answer. The caller has locked the contact and found it live. */
export async function noteReply(tx: Transaction, replied: Replied, now: Date): Promise<void> {
  const { contactId, replyId, channel, messageId, campaignId } = replied
  const source = channel === 'email' ? 'mail' : 'sms'
  const properties = { replyId, messageId, campaignId }
  await recordLocked(
    tx,
    [{ contactId, id: replyId, type: `${source}.replied`, occurredAt: now, source, properties }],
    now,
  )
}
