// Keeps what somebody answered, by whichever channel it came. Who answered is known by the caller: by our signed token of a
// mail, or by the number of a text. Nothing follows from an answer but that it is there and is a fact about the person.
import { type Db, inTransaction, Prisma, type Transaction } from '../../platform/database.ts'
import { idFrom } from '../../platform/id.ts'
import { lockWithHeirs } from '../facts/lock-with-heirs.ts'
import { noteReply } from '../facts/note-reply.ts'
import type { StopWish } from './asks-stop.ts'
import { findOwner } from './owners.ts'
import type { AttachmentName } from './read-reply.ts'

export type NewReply = {
  contactId: string
  channel: 'email' | 'sms'
  /** The message that is answered; null where none is known. */
  messageId: string | null
  /** Whose message it was; told by the message where there is one. */
  brandId?: string | null
  /** The same for the same answer, however often it comes. */
  key: string
  text: string
  wish: StopWish
  fromName?: string
  fromAddress?: string
  subject?: string
  quoted?: string
  attachments?: AttachmentName[]
}
/** `too_many`: nobody writes so much; it is a machine that answers a machine. `gone`: there is no such person any more. */
export type KeptReply = { outcome: 'kept' | 'known'; id: string } | { outcome: 'gone' | 'too_many' }

/** Answers of one person in 24 hours that are kept. More than anybody reads, few enough that no loop fills the inbox. */
const DAY_MAX = 20
const DAY_MS = 86_400_000

/** Keeps it once, with whoever is to read it. May be repeated without harm. */
export async function keepReply(db: Db, reply: NewReply, now: Date): Promise<KeptReply> {
  return inTransaction(db, async (tx) => {
    const people = await lockWithHeirs(tx, reply.contactId)
    const heir = people.at(-1)
    if (heir === undefined) return { outcome: 'gone' }
    const { contactId, channel, messageId } = reply
    const id = idFrom('reply', channel, contactId, reply.key)
    if (await tx.reply.findUnique({ where: { contactId_id: { contactId, id } }, select: { id: true } }))
      return { outcome: 'known', id }
    const since = new Date(+now - DAY_MS)
    const recent = await tx.reply.count({ where: { contactId: { in: people }, receivedAt: { gt: since } } })
    if (recent >= DAY_MAX) return { outcome: 'too_many' }
    const message = messageId === null ? undefined : await findMessage(tx, contactId, messageId)
    const campaignId = message?.campaignId ?? null
    await tx.reply.create({
      data: {
        ...{ contactId, id, channel, messageId, campaignId, receivedAt: now },
        ...{ brandId: message?.brandId ?? reply.brandId ?? null, text: reply.text, wish: reply.wish },
        ...{ fromName: reply.fromName ?? '', fromAddress: reply.fromAddress ?? '', subject: reply.subject ?? '' },
        ...{ quoted: reply.quoted ?? '', attachments: reply.attachments ?? [] },
        ownerId: await findOwner(tx, { contactIds: people, campaignId }),
      },
    })
    await noteReply(tx, { contactId: heir, replyId: id, channel, messageId, campaignId }, now)
    return { outcome: 'kept', id }
  })
}

async function findMessage(
  tx: Transaction,
  contactId: string,
  messageId: string,
): Promise<{ campaignId: string | null; brandId: string } | undefined> {
  const [message] = await tx.$queryRaw<{ campaignId: string | null; brandId: string }[]>(Prisma.sql`
    select message.campaign_id as "campaignId", content.brand_id as "brandId"
    from message join message_content content on content.id = message.content_id
    where message.contact_id = ${contactId}::uuid and message.id = ${messageId}::uuid`)
  return message
}
