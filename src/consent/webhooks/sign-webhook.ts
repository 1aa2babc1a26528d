// Secrets of webhooks, and signatures as Standard Webhooks 1.0.0 has them, so that receivers check with what they have.
// A secret is shown once and lies sealed in the database: a copy of it alone signs nothing (consent.md L14).
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** What a secret begins with, so that it is known for one wherever it turns up. */
const PREFIX = 'whsec_'
/** Standard Webhooks asks for 24 to 64. */
const SECRET_BYTES = 32
const [IV_BYTES, TAG_BYTES] = [12, 16]

export type SealKey = Buffer

/** The key that seals secrets, derived from the installation's secret. */
export function sealKey(secretKey: string): SealKey {
  return Buffer.from(hkdfSync('sha256', secretKey, '', 'assent webhook secret', 32))
}

/** A new secret, as it is shown: `whsec_` and base64. */
export const makeSecret = (): string => PREFIX + randomBytes(SECRET_BYTES).toString('base64')

/** AES-256-GCM: iv, tag, ciphertext. */
export function sealSecret(key: SealKey, secret: string): Uint8Array<ArrayBuffer> {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return Uint8Array.from(Buffer.concat([iv, cipher.getAuthTag(), sealed]))
}

/** Throws where it was sealed with another key, or changed since. */
export function openSecret(key: SealKey, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed)
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES))
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
}

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
