// The mail that somebody answered, as they got it, for whoever reads the answer. Its links are signed with a key that opens
// nothing: a colleague who follows one must not unsubscribe the person.
import { type LinkKey, serviceKey } from '../../consent/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import { findSentMail, type ShownMail } from '../view/find-mail.ts'

/** Null where it is not kept in that form: a service mail, or a person who is gone. The caller has asked who may see it. */
export async function showAnswered(
  db: Db,
  replyId: string,
  { publicUrl, key }: { publicUrl: string; key: LinkKey },
): Promise<ShownMail | null> {
  const [message] = await db.$queryRaw<{ contactId: string; messageId: string; purposeId: string }[]>(Prisma.sql`
    select message.contact_id as "contactId", message.id as "messageId", message.purpose_id as "purposeId"
    from reply join message on message.contact_id = reply.contact_id and message.id = reply.message_id
    where reply.id = ${replyId}::uuid`)
  const dead = { publicUrl, key: serviceKey(key, 'reply') }
  return (message && (await findSentMail(db, message, dead))) ?? null
}
