// A few words that name an erased person, kept only until a recipient has confirmed that they too have erased them. They
// lie in the database under a key that lies outside it, so that neither a scan, a backup nor a copy reads them.
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { SuppressionKey } from '../suppression/index.ts'

/** NIST SP 800-38D: a nonce of 96 bits that is never used twice with one key, and a tag of 128 bits. */
const NONCE_BYTES = 12
const TAG_BYTES = 16

const sealKey = ({ key }: SuppressionKey) => createHmac('sha256', key).update('assent sealed notice').digest()

/** Version of the key, nonce, tag, text. */
export function sealText(key: SuppressionKey, text: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', sealKey(key), nonce)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return new Uint8Array(Buffer.concat([Buffer.of(key.version), nonce, cipher.getAuthTag(), sealed]))
}

/** The text, or undefined where no key opens it or a byte was changed. */
export function openText(keys: readonly SuppressionKey[], bytes: Uint8Array): string | undefined {
  const key = keys.find((candidate) => candidate.version === bytes[0])
  const [nonceAt, tagAt, textAt] = [1, 1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES]
  if (!key || bytes.length < textAt) return undefined
  try {
    const opener = createDecipheriv('aes-256-gcm', sealKey(key), bytes.subarray(nonceAt, tagAt))
    opener.setAuthTag(bytes.subarray(tagAt, textAt))
    return Buffer.concat([opener.update(bytes.subarray(textAt)), opener.final()]).toString('utf8')
  } catch {
    return undefined
  }
}
