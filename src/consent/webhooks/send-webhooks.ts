// Tells every webhook what it has not been told: a few at once, each contact's entries in their order, at least once. A
// message says ids and facts about consent, never an address: whoever may know more fetches it with a key of their own.
import type { Db } from '../../platform/database.ts'
import { idOfBytes } from '../../platform/id.ts'
import { defineJob, type Job } from '../../platform/jobs.ts'
import { openSecret } from '../../platform/seal.ts'
import type { PlatformConfig, Services } from '../../platform/services.ts'
import { receiptNumber } from '../receipt-number.ts'
import {
  claimDeliveries,
  type Delivery,
  markDelivered,
  markFailed,
  retryAt,
  tidyDeliveries,
} from './claim-deliveries.ts'
import type { Reach } from './guard-address.ts'
import { type Attempt, postWebhook } from './post-webhook.ts'
import { continueReplay } from './replay-deliveries.ts'
import { sendNotices } from './send-notices.ts'
import { type WebhookMessage, webhookKey } from './sign-webhook.ts'

/** Messages to one webhook at once. More would flood a small receiver. */
const AT_ONCE = 10
/** Answered to say: never again. Standard Webhooks has the sender stop then. */
const GONE = 410

export const reachOf = ({ isProduction, webhookPrivateHosts = [] }: PlatformConfig): Reach => ({
  isProduction,
  privateHosts: webhookPrivateHosts,
})

/** The message of one entry. Its id is that of the entry, so a repeated message is known by it. */
export function composeMessage({ entry, purposeKey, hash }: Omit<Delivery, 'token' | 'attempts'>): WebhookMessage {
  const { contactId, seq, purposeId, channel, type, occurredAt, recordedAt, method, actor, textId, expiresAt } = entry
  const data = {
    ...{ contactId, seq, purposeId, purpose: purposeKey, channel },
    ...{ occurredAt, recordedAt, expiresAt, method, actor, textId, receipt: receiptNumber(hash) },
  }
  const body = JSON.stringify({ type: `consent.${type}`, timestamp: recordedAt, data })
  return { id: `msg_${idOfBytes(hash.subarray(0, 16))}`, body }
}

type Target = { id: string; url: string; secret: Uint8Array; formerSecret: Uint8Array | null; formerUntil: Date | null }

/** The secrets that sign now: the present one, and the former for a day after a change. */
export function secretsOf({ secret, formerSecret, formerUntil }: Target, secretKey: string, now: Date): string[] {
  const key = webhookKey(secretKey)
  const isFormerKnown = formerSecret && formerUntil && formerUntil > now
  return [openSecret(key, secret), ...(isFormerKnown ? [openSecret(key, formerSecret)] : [])]
}

/** Sends what is due to every webhook until nothing is left or the process stops. */
export async function sendWebhooks(services: Services, stopping?: AbortSignal): Promise<void> {
  const { db, now } = services
  const webhooks = await db.webhook.findMany({ where: { stoppedAt: null } })
  for (const { id } of webhooks) while (!stopping?.aborted && (await continueReplay(db, id, now())));
  await Promise.all(webhooks.map((webhook) => sendTo(services, webhook.id, stopping)))
}

async function sendTo(services: Services, id: string, stopping?: AbortSignal): Promise<void> {
  const { db, now, config } = services
  while (!stopping?.aborted) {
    const webhook = await db.webhook.findFirst({ where: { id, stoppedAt: null } })
    if (!webhook || (webhook.restsUntil !== null && webhook.restsUntil > now())) return
    const notices = await sendNotices(db, id, (message) => attempt(config, webhook, message, now()), now)
    const isWell = notices.every(({ isTaken }) => isTaken)
    // One that fails is tried with a single message, so that the others keep their attempts.
    const atOnce = webhook.failures > 0 ? 1 : AT_ONCE
    const claimed = isWell ? await claimDeliveries(db, id, atOnce, now()) : []
    const attempts = await Promise.all(claimed.map((one) => attempt(config, webhook, composeMessage(one), now())))
    for (const [at, delivery] of claimed.entries()) {
      const { isTaken, answer } = attempts[at] as Attempt
      if (isTaken) await markDelivered(db, delivery, answer, now())
      else await markFailed(db, delivery, answer, now())
    }
    const all = [...notices, ...attempts]
    if (all.length === 0) return
    await noteHealth(
      db,
      webhook,
      all.filter(({ isTaken }) => !isTaken),
      now(),
    )
  }
}

async function attempt(config: PlatformConfig, target: Target, message: WebhookMessage, now: Date): Promise<Attempt> {
  try {
    const secrets = secretsOf(target, config.secretKey, now)
    return await postWebhook({ url: target.url, secrets, reach: reachOf(config) }, message, now)
  } catch {
    return { isTaken: false, status: null, answer: 'the secret cannot be opened: make a new one' }
  }
}

/** One that failed rests, longer each time; one that took what it got is well again. */
async function noteHealth(
  db: Db,
  { id, failures }: { id: string; failures: number },
  failed: readonly Attempt[],
  now: Date,
): Promise<void> {
  if (failed.some(({ status }) => status === GONE))
    await db.webhook.update({ where: { id }, data: { stoppedAt: now, restsUntil: null } })
  else if (failed.length > 0)
    await db.webhook.update({
      where: { id },
      data: { failures: failures + 1, restsUntil: retryAt(failures + 1, now) },
    })
  else if (failures > 0) await db.webhook.update({ where: { id }, data: { failures: 0, restsUntil: null } })
}

export const webhookJobs: Job[] = [
  defineJob({
    name: 'consent.send-webhooks',
    every: '5 seconds',
    run: (services, _data, stopping) => sendWebhooks(services, stopping),
  }),
  defineJob({ name: 'consent.tidy-webhooks', every: '1 hour', run: ({ db, now }) => tidyDeliveries(db, now()) }),
]
