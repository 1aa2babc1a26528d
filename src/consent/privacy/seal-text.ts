// A few words that name an erased person, kept only until a recipient has confirmed that they too have erased them. They
// lie in the database under a key that lies outside it, so that neither a scan, a backup nor a copy reads them.
import { createHmac } from 'node:crypto'
import { openSecret, sealSecret } from '../../platform/seal.ts'
import type { SuppressionKey } from '../suppression/index.ts'

const sealKey = ({ key }: SuppressionKey) => createHmac('sha256', key).update('assent sealed notice').digest()

/** Version of the key, then the sealed text. */
export function sealText(key: SuppressionKey, text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat([Buffer.of(key.version), sealSecret(sealKey(key), text)]))
}

/** The text, or undefined where no key opens it or a byte was changed. */
export function openText(keys: readonly SuppressionKey[], bytes: Uint8Array): string | undefined {
  const key = keys.find((candidate) => candidate.version === bytes[0])
  if (!key) return undefined
  try {
    return openSecret(sealKey(key), bytes.subarray(1))
  } catch {
    return undefined
  }
}
