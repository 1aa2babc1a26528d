// The word of a second party over a head of the log: C2SP tlog-cosignature v1, Ed25519. It says that at this time the log
// with this root was the largest that the witness had seen, and that it continued what it had seen before (consent.md T9).
import { createPublicKey, sign, verify } from 'node:crypto'
import { type Checkpoint, keyHashOf, type NoteKey, parseVerifierKey, verifierKeyOf } from '../checkpoint.ts'
import { jwkOf, type PublicKey, type SigningKey } from '../signing-keys.ts'

/** The mark of a timestamped Ed25519 cosignature in a signed-note key. */
export const COSIGNATURE = 4
const TIME_BYTES = 8

export type WitnessKey = NoteKey
export type Cosignature = { name: string; at: Date }

/** The key of a witness as it is handed out: name+hash+key. Undefined where the text is none. */
export function parseWitnessKey(text: string): WitnessKey | undefined {
  const key = parseVerifierKey(text)
  return key?.kind === COSIGNATURE ? key : undefined
}
export const witnessKeyOf = (name: string, key: PublicKey): string => verifierKeyOf(name, key, COSIGNATURE)

const messageOf = (text: string, seconds: bigint) => Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`)

/** One signature line over the text of a checkpoint, line break included. */
export function cosign(text: string, name: string, key: SigningKey, now: Date): string {
  const seconds = BigInt(Math.floor(+now / 1000))
  const time = Buffer.alloc(TIME_BYTES)
  time.writeBigUInt64BE(seconds)
  const signature = sign(null, messageOf(text, seconds), key.privateKey)
  const bytes = Buffer.concat([keyHashOf(name, key.bytes, COSIGNATURE), time, signature])
  return `— ${name} ${bytes.toString('base64')}\n`
}

/** Who of these witnesses has cosigned the checkpoint, and when. Signatures of others are left out of account. */
export function findCosignatures({ text, signatures }: Checkpoint, witnesses: readonly WitnessKey[]): Cosignature[] {
  return witnesses.flatMap(({ name, bytes: key }) =>
    signatures.flatMap((one) => {
      if (one.name !== name || !one.keyHash.equals(keyHashOf(name, key, COSIGNATURE))) return []
      if (one.bytes.length <= TIME_BYTES) return []
      const seconds = one.bytes.readBigUInt64BE()
      const publicKey = createPublicKey({ key: jwkOf(key), format: 'jwk' })
      const isRight = verify(null, messageOf(text, seconds), publicKey, one.bytes.subarray(TIME_BYTES))
      return isRight ? [{ name, at: new Date(Number(seconds) * 1000) }] : []
    }),
  )
}
