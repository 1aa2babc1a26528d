// Secrets of webhooks, and signatures as Standard Webhooks 1.0.0 has them, so that receivers check with what they have.
// A secret is shown once and lies sealed in the database: a copy of it alone signs nothing (consent.md L14).
import { createHmac, randomBytes } from 'node:crypto'
import { type SealKey, sealKey } from '../../platform/seal.ts'

/** What a secret begins with, so that it is known for one wherever it turns up. */
const PREFIX = 'whsec_'
/** Standard Webhooks asks for 24 to 64. */
const SECRET_BYTES = 32
/** The key that seals secrets of webhooks. */
export const webhookKey = (secretKey: string): SealKey => sealKey(secretKey, 'webhook secret')

/** A new secret, as it is shown: `whsec_` and base64. */
export const makeSecret = (): string => PREFIX + randomBytes(SECRET_BYTES).toString('base64')

export type WebhookMessage = { id: string; body: string }

/** The three headers of Standard Webhooks; one signature for each secret, so that a receiver may hold either. */
export function signWebhook(
  secrets: readonly string[],
  { id, body }: WebhookMessage,
  at: Date,
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const timestamp = String(Math.floor(+at / 1000))
  const sign = (secret: string) =>
    createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64'))
      .update(`${id}.${timestamp}.${body}`)
      .digest('base64')
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map((secret) => `v1,${sign(secret)}`).join(' '),
  }
}
