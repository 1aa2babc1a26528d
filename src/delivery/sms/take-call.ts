// One call of a gateway: proved to be theirs, acted upon once, noted. What is not proved changes nothing but the note that it
// came. Whom a report is about is told by our own signed reference; who stopped, by the number they wrote from.
import { createHash } from 'node:crypto'
import type { LinkKey, SuppressionKey } from '../../consent/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import { openSecret, type SealKey } from '../../platform/seal.ts'
import { noteBounce } from '../facts/note-bounce.ts'
import type { ProviderCall } from '../providers/prove-call.ts'
import { type ReturnedMessage, readReturnToken } from '../return-path.ts'
import type { GatewayEvent, GatewayKind } from './gateway.ts'
import { gateways } from './gateways/index.ts'
import { smsKey } from './stop-link.ts'
import { takeAnswer } from './take-answer.ts'

/** What came of an event, for the count of what comes in. `unresolved`: about nobody whom we know. */
export type SmsOutcome =
  | ('sms_delivered' | 'sms_failed' | 'sms_stop' | 'sms_stop_all')
  | ('sms_reply' | 'sms_other' | 'sms_unresolved')

export type GatewayContext = {
  keys: readonly LinkKey[]
  /** Read only where an unknown number stops. */
  findSuppressionKeys: () => Promise<readonly SuppressionKey[]>
  /** Opens what gateways sign with. */
  passwordKey: SealKey
  now: Date
}

/** ms between notes that something was refused: whoever calls again and again writes no more than this often. */
const REFUSED_EVERY_MS = 60_000

/** What it was about, `repeated`, or undefined where it is not theirs. Throws where it is worth another try. */
export async function takeGatewayCall(
  db: Db,
  { id, url, call }: { id: string; url: string; call: ProviderCall },
  context: GatewayContext,
): Promise<readonly SmsOutcome[] | 'repeated' | undefined> {
  const { passwordKey, now } = context
  const row = await db.mailRelay.findUnique({ where: { id }, select: { gateway: true, callSecret: true } })
  const secret = row?.callSecret ? openOr(passwordKey, row.callSecret) : undefined
  const proven = secret && gateways[row?.gateway as GatewayKind].read(call, { secret, url }, now)
  if (!proven) {
    await noteRefused(db, id, now)
    return undefined
  }
  const key = new Uint8Array(createHash('sha256').update(proven.key).digest())
  if (await db.gatewaySeen.findUnique({ where: { relayId_key: { relayId: id, key } } })) return 'repeated'
  const outcomes: SmsOutcome[] = []
  for (const event of proven.events) outcomes.push(await obey(db, event, proven.key, context))
  await countOutcomes(db, outcomes, now)
  // Only now: a call that could not be acted upon is brought again. What is done twice meanwhile does no harm.
  await noteTaken(db, id, key, now)
  return outcomes
}

function openOr(key: SealKey, sealed: Uint8Array): string | undefined {
  try {
    return openSecret(key, sealed)
  } catch {
    return undefined // sealed with another SECRET_KEY: then nothing can be proved
  }
}

async function obey(db: Db, event: GatewayEvent, key: string, context: GatewayContext): Promise<SmsOutcome> {
  const { keys, now } = context
  if (event.kind === 'incoming') return takeAnswer(db, event, key, context)
  const returned = readReturnToken(keys.map(smsKey), event.reference)
  if (!returned) return 'sms_unresolved'
  if (event.kind === 'delivered') return (await noteDelivery(db, returned, now)) ? 'sms_delivered' : 'sms_unresolved'
  const report = { outcome: event.outcome, reason: event.reason, status: null, replyCode: null }
  return (await noteBounce(db, returned, [report], now)) ? 'sms_failed' : 'sms_unresolved'
}

/** False where there is no such SMS. Told again, the first word stands. */
async function noteDelivery(db: Db, { messageId, from, to }: ReturnedMessage, now: Date): Promise<boolean> {
  const [row] = await db.$queryRaw<{ is_there: boolean }[]>(Prisma.sql`
    with sent as (
      select contact_id, id from message where contact_id between ${from}::uuid and ${to}::uuid and id = ${messageId}::uuid
        and channel = 'sms' and decided_at is not null
    ), noted as (
      insert into message_delivery (contact_id, message_id, at) select contact_id, id, ${now}::timestamptz from sent
      on conflict do nothing
    )
    select exists (select from sent) as is_there`)
  return row?.is_there ?? false
}

async function countOutcomes(db: Db, outcomes: readonly SmsOutcome[], now: Date): Promise<void> {
  for (const outcome of outcomes)
    await db.$executeRaw(Prisma.sql`
      insert into inbound_count (day, outcome, mails) values (${now}::timestamptz at time zone 'UTC', ${outcome}, 1)
      on conflict (day, outcome) do update set mails = inbound_count.mails + 1`)
}

async function noteTaken(db: Db, id: string, key: Uint8Array<ArrayBuffer>, now: Date): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    with taken as (
      update mail_relay set heard_at = ${now}::timestamptz where id = ${id}::uuid returning id
    )
    insert into gateway_seen (relay_id, key, at) select id, ${key}, ${now}::timestamptz from taken
    on conflict do nothing`)
}

async function noteRefused(db: Db, id: string, now: Date): Promise<void> {
  const before = new Date(+now - REFUSED_EVERY_MS)
  await db.mailRelay.updateMany({
    where: { id, gateway: { not: null }, OR: [{ refusedAt: null }, { refusedAt: { lt: before } }] },
    data: { refusedAt: now },
  })
}
