// A message came back. The fact is kept with its reason, whoever it was sent to learns of it as an event, and the address is
// held: after a hard bounce until it is another, after several soft ones for a time that grows.

import { addressKindOf, placeHold } from '../../consent/index.ts'
import { addressHash, type MovedAddress, recordLocked } from '../../contacts/index.ts'
import { type Db, inTransaction, Prisma, type Transaction } from '../../platform/database.ts'
import { idFrom } from '../../platform/id.ts'
import { judgeRefusal } from '../inbound/bounces/judge-report.ts'
import type { DeliveryReport } from '../inbound/bounces/words.ts'
import type { ReturnedMessage, SentMessage } from '../return-path.ts'
import { lockWithHeirs } from './lock-with-heirs.ts'
import { softHoldUntil } from './soft-hold.ts'

type Message = { contact_id: string; id: string; campaign_id: string | null; channel: string; decided_at: Date | null }
type Failure = DeliveryReport & { outcome: 'hard' | 'soft' | 'message' }

/** False where there is no such message. Reports of delays and arrivals change nothing. May be repeated without harm. */
export async function noteBounce(
  db: Db,
  returned: ReturnedMessage,
  reports: readonly DeliveryReport[],
  now: Date,
): Promise<boolean> {
  const message = await findMessage(db, returned)
  if (!message) return false
  const report = mildest(reports)
  if (report && isFailure(report)) await inTransaction(db, (tx) => noteFailure(tx, message, report, now))
  return true
}

/**
 * The relay has refused the recipient of a message at once. It counts as a soft failure at most: a relay that is set up
 * wrongly refuses everybody, and must not stop all their addresses for good.
 */
export async function noteRefusal(db: Db, refused: SentMessage & { reply: string }, now: Date): Promise<void> {
  const { contactId, messageId, reply } = refused
  const { outcome, ...report } = judgeRefusal(reply)
  await noteBounce(
    db,
    { messageId, from: contactId, to: contactId },
    [{ ...report, outcome: outcome === 'hard' ? 'soft' : outcome }],
    now,
  )
}

/** The same of a gateway for SMS, which has refused the number: soft, since one that is set up wrongly refuses all of them. */
export async function noteRefusedNumber(db: Db, { contactId, messageId }: SentMessage, now: Date): Promise<void> {
  const report = { outcome: 'soft', reason: 'no_number', status: null, replyCode: null } as const
  await noteBounce(db, { messageId, from: contactId, to: contactId }, [report], now)
}

const isFailure = (report: DeliveryReport): report is Failure => !['delayed', 'delivered'].includes(report.outcome)

const MILDEST_FIRST = ['delivered', 'delayed', 'message', 'soft', 'hard'] as const

/** Each mail of ours has one recipient; where a list behind the address tells of several, the address itself works. */
const mildest = (reports: readonly DeliveryReport[]) =>
  [...reports].sort((a, b) => MILDEST_FIRST.indexOf(a.outcome) - MILDEST_FIRST.indexOf(b.outcome))[0]

async function findMessage(db: Db, { messageId, from, to }: ReturnedMessage): Promise<Message | undefined> {
  const [message] = await db.$queryRaw<Message[]>(Prisma.sql`
    select contact_id, id, campaign_id, channel, decided_at from message
    where contact_id between ${from}::uuid and ${to}::uuid and id = ${messageId}::uuid
      and status in ('started', 'sent', 'failed', 'queued') and decided_at is not null limit 1`)
  return message
}

async function noteFailure(tx: Transaction, message: Message, report: Failure, now: Date): Promise<void> {
  const { contact_id: contactId, id: messageId, campaign_id: campaignId, channel } = message
  const people = await lockWithHeirs(tx, contactId)
  if (people.length === 0) return
  const { outcome, reason, status, replyCode } = report
  // Told twice, the graver counts; the same again changes nothing, also not a hold that has been lifted since.
  const changed = await tx.$executeRaw(Prisma.sql`
    insert into message_bounce (contact_id, message_id, outcome, reason, status, reply_code, at)
    values (${contactId}::uuid, ${messageId}::uuid, ${outcome}, ${reason}, ${status}, ${replyCode}, ${now}::timestamptz)
    on conflict (contact_id, message_id) do update set outcome = excluded.outcome, reason = excluded.reason,
      status = excluded.status, reply_code = excluded.reply_code
      where excluded.outcome = 'hard' and message_bounce.outcome <> 'hard'`)
  if (changed === 0) return
  const properties = { messageId, campaignId, outcome, reason, status }
  const [type, source] = channel === 'sms' ? ['sms.failed', 'sms'] : ['mail.bounced', 'mail']
  const id = idFrom(type, messageId)
  await recordLocked(tx, [{ contactId, id, type, occurredAt: now, source, properties }], now)
  if (outcome === 'message' || !message.decided_at) return
  const until = outcome === 'hard' ? null : await softHoldUntil(tx, contactId, channel, now)
  if (until === undefined) return
  for (const holder of await findHolders(tx, people, addressKindOf(channel) ?? 'email', message.decided_at))
    await placeHold(tx, { contactId: holder, kind: 'bounce', channel, reason, until }, now)
}

/**
 * Whose address it was: the person's own, unless it has been another since; and theirs into whom they were merged, where
 * that one is written to at the very address that came along. Who was merged is held too: undoing gives the address back.
 */
async function findHolders(
  tx: Transaction,
  people: readonly string[],
  kind: 'email' | 'phone',
  sentAt: Date,
): Promise<readonly string[]> {
  const [contactId = '', heir] = people
  const address = await tx.identity.findFirst({
    where: { contactId: people.at(-1) ?? '', kind, isPrimary: true },
  })
  if (heir === undefined) return address && address.createdAt <= sentAt ? people : []
  const merge = await tx.contactMerge.findFirst({ where: { contactId: heir, otherId: contactId, undoneAt: null } })
  const moved = (merge?.addresses ?? []) as MovedAddress[]
  const hash = address && addressHash(kind, address.value)
  return moved.some((one) => one.kind === kind && one.wasPrimary && one.hash === hash) ? people : [contactId]
}
