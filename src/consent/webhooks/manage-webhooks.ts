// Registering a webhook, changing its secret, stopping it, trying it out, and what became of its messages.
import { type Db, Prisma } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { newId } from '../../platform/id.ts'
import { sealSecret } from '../../platform/seal.ts'
import type { PlatformConfig } from '../../platform/services.ts'
import { requireReachable } from './guard-address.ts'
import { type Attempt, postWebhook } from './post-webhook.ts'
import { reachOf, secretsOf } from './send-webhooks.ts'
import { makeSecret, webhookKey } from './sign-webhook.ts'

/** In ms. How long the former secret signs beside the new one: time to take the new one into use. */
const FORMER_SIGNS = 86_400_000
/** Enough for every system of a company; each costs a row for every entry. */
const MOST_WEBHOOKS = 20

export type WebhookSummary = {
  id: string
  name: string
  url: string
  createdAt: Date
  stoppedAt: Date | null
  /** Failures in a row; it rests until then. */
  failures: number
  restsUntil: Date | null
  isReplaying: boolean
  waiting: number
  dead: number
  lastDeliveredAt: Date | null
}

/** Registers a webhook. The answer holds its secret, which cannot be shown again. Throws `invalid` and `conflict`. */
export async function createWebhook(
  db: Db,
  { name, url }: { name: string; url: string },
  config: PlatformConfig,
  now: Date,
): Promise<{ id: string; secret: string }> {
  const reachable = requireReachable(url, reachOf(config))
  if ((await db.webhook.count()) >= MOST_WEBHOOKS)
    throw new DomainError('conflict', `There are ${MOST_WEBHOOKS} webhooks, which is the most. Remove one first.`)
  const secret = makeSecret()
  const sealed = sealSecret(webhookKey(config.secretKey), secret)
  const { id } = await db.webhook.create({ data: { name, url: reachable.href, secret: sealed, createdAt: now } })
  return { id, secret }
}

/** Makes a new secret; the former one signs beside it for a day. */
export async function changeSecret(db: Db, id: string, { secretKey }: PlatformConfig, now: Date): Promise<string> {
  const webhook = found(await db.webhook.findUnique({ where: { id } }), 'webhook')
  const secret = makeSecret()
  const formerUntil = new Date(+now + FORMER_SIGNS)
  await db.webhook.update({
    where: { id },
    data: { secret: sealSecret(webhookKey(secretKey), secret), formerSecret: webhook.secret, formerUntil },
  })
  return secret
}

/** Stops a webhook, or starts it again. What changes while it is stopped is not enqueued: it can be replayed afterwards. */
export async function stopWebhook(db: Db, id: string, isStopped: boolean, now: Date): Promise<void> {
  const { stoppedAt } = found(await db.webhook.findUnique({ where: { id } }), 'webhook')
  if ((stoppedAt !== null) === isStopped) return
  const data = isStopped ? { stoppedAt: now } : { stoppedAt: null, failures: 0, restsUntil: null }
  await db.webhook.update({ where: { id }, data })
}

/** Removes a webhook with all that was meant for it. */
export async function removeWebhook(db: Db, id: string): Promise<void> {
  found(await db.webhook.findUnique({ where: { id } }), 'webhook')
  await db.webhook.delete({ where: { id } })
}

/** Sends a message that says nothing but that it is a test, and answers what came back. */
export async function testWebhook(db: Db, id: string, config: PlatformConfig, now: Date): Promise<Attempt> {
  const webhook = found(await db.webhook.findUnique({ where: { id } }), 'webhook')
  const secrets = secretsOf(webhook, config.secretKey, now)
  const body = JSON.stringify({ type: 'webhook.test', timestamp: now, data: {} })
  return postWebhook({ url: webhook.url, secrets, reach: reachOf(config) }, { id: `msg_${newId(now)}`, body }, now)
}

type Counts = { webhook_id: string; waiting: number; dead: number; last_delivered_at: Date | null }

/** Every webhook with the health of its deliveries. */
export async function listWebhooks(db: Db): Promise<WebhookSummary[]> {
  const webhooks = await db.webhook.findMany({ orderBy: { createdAt: 'asc' } })
  const counts = await db.$queryRaw<Counts[]>(Prisma.sql`
    select webhook.id as webhook_id,
      (select count(*)::int from webhook_delivery where webhook_id = webhook.id and status = 'pending') as waiting,
      (select count(*)::int from webhook_delivery where webhook_id = webhook.id and status = 'dead') as dead,
      (select max(finished_at) from webhook_delivery
        where webhook_id = webhook.id and status = 'delivered') as last_delivered_at
    from webhook`)
  const countsOf = new Map(counts.map((row) => [row.webhook_id, row]))
  return webhooks.map(({ id, name, url, createdAt, stoppedAt, failures, restsUntil, replayNext }) => {
    const { waiting = 0, dead = 0, last_delivered_at: lastDeliveredAt = null } = countsOf.get(id) ?? {}
    const state = { createdAt, stoppedAt, failures, restsUntil, isReplaying: replayNext !== null }
    return { id, name, url, ...state, waiting, dead, lastDeliveredAt }
  })
}

export type DeliverySummary = {
  contactId: string
  seq: number
  type: string
  purpose: string | null
  channel: string | null
  status: 'pending' | 'delivered' | 'dead'
  enqueuedAt: Date
  dueAt: Date
  attempts: number
  finishedAt: Date | null
  answer: string | null
}

/** The last deliveries of one webhook, those that wait and those that are dead included; newest first. */
export async function listDeliveries(db: Db, webhookId: string, limit: number): Promise<DeliverySummary[]> {
  found(await db.webhook.findUnique({ where: { id: webhookId } }), 'webhook')
  return db.$queryRaw<DeliverySummary[]>(Prisma.sql`
    select delivery.contact_id as "contactId", delivery.seq, entry.type, purpose.name as purpose, entry.channel,
      delivery.status, delivery.enqueued_at as "enqueuedAt", delivery.due_at as "dueAt", delivery.attempts,
      delivery.finished_at as "finishedAt", delivery.answer
    from (select * from webhook_delivery where webhook_id = ${webhookId}::uuid
      order by enqueued_at desc limit ${limit}::int) delivery
    join consent_event entry using (contact_id, seq) left join purpose on purpose.id = entry.purpose_id
    order by delivery.enqueued_at desc, delivery.contact_id, delivery.seq desc`)
}
