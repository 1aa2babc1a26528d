// Somebody has written to a number of ours. A stop is obeyed, whoever it is; other words are kept for whoever answers them, where
// the number is somebody's, and else for nobody.
import { stopBySms } from '../../consent/index.ts'
import { addressHash, addressOf, findOwners, normaliseAddress } from '../../contacts/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import { asksStop, keepReply } from '../replies/index.ts'
import type { GatewayEvent } from './gateway.ts'
import { asSender } from './sms-sender.ts'
import { readStop } from './stop-words.ts'
import type { GatewayContext, SmsOutcome } from './take-call.ts'

/** Characters that are kept: ten parts, which is more than a phone puts together. */
const TEXT_MAX = 1600

/** `key` is unique of the call: an answer that comes again is the same one. */
export async function takeAnswer(
  db: Db,
  { from, to, text }: Extract<GatewayEvent, { kind: 'incoming' }>,
  key: string,
  { findSuppressionKeys, now }: GatewayContext,
): Promise<SmsOutcome> {
  const phone = normaliseAddress('phone', from)
  if (phone === undefined) return 'sms_unresolved'
  const senders = await db.smsSender.findMany({ where: { sender: asSender(to) ?? '' }, select: { brandId: true } })
  const brandIds = senders.map(({ brandId }) => brandId)
  const wish = asksStop(text)
  const scope = readStop(text) ?? (wish === 'only' ? 'sms' : undefined)
  if (scope !== undefined) {
    await stopBySms(db, await findSuppressionKeys(), { phone, brandIds, scope }, now)
    return scope === 'all' ? 'sms_stop_all' : 'sms_stop'
  }
  const address = { kind: 'phone', value: phone, hash: addressHash('phone', phone) } as const
  const contactId = (await findOwners(db, [address])).get(addressOf(address))
  if (contactId === undefined) return 'sms_other'
  const messageId = (await findAnswered(db, contactId, brandIds)) ?? null
  const reply = { contactId, messageId, channel: 'sms', key, text: text.slice(0, TEXT_MAX), wish } as const
  const kept = await keepReply(db, { ...reply, brandId: brandIds[0] ?? null }, now)
  return 'id' in kept ? 'sms_reply' : 'sms_other'
}

/** The last SMS that this person got from one of these senders, or from any where nobody knows which was meant. */
async function findAnswered(db: Db, contactId: string, brandIds: readonly string[]): Promise<string | undefined> {
  const [row] = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    select message.id from message join message_content content on content.id = message.content_id
    where message.contact_id = ${contactId}::uuid and message.channel = 'sms' and message.status = 'sent'
      and (${brandIds.length === 0} or content.brand_id = any(${[...brandIds]}::uuid[]))
    order by message.finished_at desc limit 1`)
  return row?.id
}
