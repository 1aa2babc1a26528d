// The short link of an SMS to the person's own page: 27 characters instead of 82, since an SMS is paid for by the part. It
// names the message by parts of its ids and cannot be forged; only a message that is there leads anywhere.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { type LinkKey, makeLinkToken, serviceKey } from '../../consent/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import { idBytes, idOfBytes } from '../../platform/id.ts'
import type { SentMessage } from '../return-path.ts'

const ID_BYTES = 16
/** The moment of the contact's id, which its row is looked up by. */
const CONTACT_BYTES = 6
/** Of the message's id what is random: 62 bits. With the signature nobody tries it out. */
const MESSAGE_BYTES = 8
const MAC_BYTES = 6
const BODY_BYTES = CONTACT_BYTES + MESSAGE_BYTES

/** The key of what names an SMS: its short link, and its reference at a gateway, which differ in their length. */
export const smsKey = (key: LinkKey): LinkKey => serviceKey(key, 'sms')

/** The path of the link for this message. */
export function stopPath(key: LinkKey, { contactId, messageId }: SentMessage): string {
  const body = Buffer.concat([
    idBytes(contactId).subarray(0, CONTACT_BYTES),
    idBytes(messageId).subarray(ID_BYTES - MESSAGE_BYTES),
  ])
  return `/s/${Buffer.concat([body, mac(key, body)]).toString('base64url')}`
}

type Row = { contact_id: string; id: string; purpose_id: string; topic_id: string | null }

/** The token of the link that a code stands for; undefined where it is none of ours, or its message is gone. */
export async function findStopToken(db: Db, keys: readonly LinkKey[], code: string): Promise<string | undefined> {
  const bytes = Buffer.from(code, 'base64url')
  if (bytes.length !== BODY_BYTES + MAC_BYTES || bytes.toString('base64url') !== code) return undefined
  const body = bytes.subarray(0, BODY_BYTES)
  const key = keys.find((known) => timingSafeEqual(mac(known, body), bytes.subarray(BODY_BYTES)))
  if (!key) return undefined
  const start = body.subarray(0, CONTACT_BYTES)
  const bound = (fill: number) => idOfBytes(Buffer.concat([start, Buffer.alloc(ID_BYTES - CONTACT_BYTES, fill)]))
  const [row] = await db.$queryRaw<Row[]>(Prisma.sql`
    select message.contact_id, message.id, message.purpose_id, content.topic_id
    from message join message_content content on content.id = message.content_id
    where message.contact_id between ${bound(0)}::uuid and ${bound(0xff)}::uuid and message.channel = 'sms'
      and substr(uuid_send(message.id), ${ID_BYTES - MESSAGE_BYTES + 1}::int) = ${body.subarray(CONTACT_BYTES)} limit 1`)
  if (!row) return undefined
  const { contact_id: contactId, id: messageId, purpose_id: purposeId, topic_id: topicId } = row
  return makeLinkToken(key, { contactId, messageId, purposeId: topicId ?? purposeId })
}

const mac = (key: LinkKey, body: Buffer) =>
  createHmac('sha256', smsKey(key).key).update(body).digest().subarray(0, MAC_BYTES)
