// Withdraws for somebody who has asked for it in an answer: one press of whoever reads it, or by itself where the answer is
// nothing but that wish. It stops what the mail was sent for, as the link at its end does, and keeps their words as evidence.
import { type LinkKey, makeLinkToken, stopByReply } from '../../consent/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'

/** Characters of an answer that are kept as evidence, with the withdrawal and for as long as it. */
const WORDS_MAX = 300

/** `by`: who read it; nobody where it says nothing else. Once stopped it stays so. Must not run in a transaction. */
export async function stopForReply(
  db: Db,
  keys: readonly LinkKey[],
  { contactId, id }: { contactId: string; id: string },
  by: { id: string; name: string } | undefined,
  now: Date,
): Promise<void> {
  const reply = found(await db.reply.findUnique({ where: { contactId_id: { contactId, id } } }), 'answer')
  if (reply.stoppedAt !== null) return
  const token = keys[0] && reply.messageId && (await makeStopToken(db, keys[0], contactId, reply.messageId))
  if (!token) throw new DomainError('conflict', 'It is not known what this answers. Enter the wish on their own page.')
  const words = (reply.text || reply.subject).slice(0, WORDS_MAX)
  const silenced = await stopByReply(
    db,
    keys,
    { token, replyId: id, channel: reply.channel === 'sms' ? 'sms' : 'email', words, ...(by && { by }) },
    now,
  )
  if (!silenced) return
  await db.reply.update({
    where: { contactId_id: { contactId, id } },
    // What stopped by itself has nothing left to do; whoever looks for it finds it among what is done.
    data: { stoppedAt: now, stoppedByName: by?.name ?? null, ...(by ? {} : { doneAt: now }) },
  })
}

/** The link of that message, made anew: it names the topic where the mail had one. */
async function makeStopToken(db: Db, key: LinkKey, contactId: string, messageId: string): Promise<string | undefined> {
  const [row] = await db.$queryRaw<{ purposeId: string }[]>(Prisma.sql`
    select coalesce(content.topic_id, message.purpose_id) as "purposeId"
    from message join message_content content on content.id = message.content_id
    where message.contact_id = ${contactId}::uuid and message.id = ${messageId}::uuid`)
  return row && makeLinkToken(key, { contactId, messageId, ...row })
}
