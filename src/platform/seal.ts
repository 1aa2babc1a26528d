// Secrets that must be used again, such as passwords of other systems: sealed in the database under a key that lies outside
// it, so that a copy of the database alone opens nothing (consent.md L14).
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** NIST SP 800-38D: a nonce of 96 bits that is never used twice with one key, and a tag of 128 bits. */
const [IV_BYTES, TAG_BYTES] = [12, 16]

export type SealKey = Buffer

/** The key that seals secrets of this purpose, derived from the installation's secret (RFC 5869). */
export function sealKey(secretKey: string, purpose: string): SealKey {
  return Buffer.from(hkdfSync('sha256', secretKey, '', `assent ${purpose}`, 32))
}

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
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
}
