// Checks a receipt with nothing but the public keys, as verify.html does in the browser without this code: two readers of
// docs/receipts.md that must agree. Believes no key that the receipt itself brings, and no algorithm but EdDSA (consent.md T8).
import { createPublicKey } from 'node:crypto'
import canonicalize from 'canonicalize'
import { compactVerify } from 'jose'
import { z } from 'zod'
import { idOfBytes } from '../../platform/id.ts'
import { commitEntry, hashEvidence, hashFields } from '../chain-events.ts'
import {
  type Cosignature,
  findCosignatures,
  findSigner,
  hashLeaf,
  jwkOf,
  type PublicKey,
  parseCheckpoint,
  verifyInclusion,
  type WitnessKey,
} from '../proof/index.ts'
import type { ConsentActor, ConsentEventType } from '../words.ts'
import { dpvState } from './dpv-states.ts'
import { RECEIPT_FORMAT, RECEIPT_TYPE } from './sign-receipt.ts'

export const RECEIPT_CHECKS = ['signature', 'form', 'entry', 'record', 'log', 'checkpoint'] as const
export type ReceiptCheck = (typeof RECEIPT_CHECKS)[number]
/** `pending`: signed and in itself right, but not in the log yet when it was made. Ask for it again. */
export type ReceiptVerdict =
  | {
      verdict: 'proven' | 'pending'
      number: string
      kid: string
      leafIndex: number | null
      /** Witnesses, of those given, that have signed the head of the log too. */
      cosigners: Cosignature[]
    }
  | { verdict: 'refused'; failed: ReceiptCheck; why: string }

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`))
const payloadShape = z.looseObject({
  format: z.literal(RECEIPT_FORMAT),
  number: z.string(),
  receipt: z.looseObject({
    'dpv:hasRecordOfActivity': z.looseObject({
      'dpv:hasIdentifier': z.string(),
      'dpv:hasDataSubject': z.looseObject({ '@id': z.string() }),
      'dpv:hasProcess': z.looseObject({ 'dpv:hasPurpose': z.looseObject({ '@id': z.string() }) }),
      'dpv:hasNotice': z.looseObject({ '@id': z.string() }).optional(),
      'dpv:hasConsentStatus': z.array(
        z.looseObject({
          '@type': z.array(z.string()),
          'dpv:isIndicatedAtTime': z.string(),
          'dpv:hasIndicationMethod': z.string(),
        }),
      ),
    }),
  }),
  entry: z.object({
    fields: z.array(z.union([z.string(), z.number(), z.null()])).length(13),
    previousHash: hex(32),
    salt: hex(16),
    evidence: z.unknown(),
  }),
  proof: z
    .object({
      leafIndex: z.int().min(0),
      treeSize: z.int().min(1),
      hashes: z.array(z.base64()),
      checkpoint: z.string(),
    })
    .nullable(),
})
type Payload = z.infer<typeof payloadShape>

const COMPACT = /(?<![\w-])[\w-]{20,}\.[\w-]{20,}\.[\w-]{86}(?![\w-])/

/** The receipt in a file: the JWS alone, or in the JSON or HTML around it. Undefined where there is none. */
export function findJws(text: string): string | undefined {
  return COMPACT.exec(text)?.[0]
}

/** Checks one file that is or holds a receipt. Never throws on what it is given. */
export async function verifyReceipt(
  text: string,
  keys: readonly PublicKey[],
  witnesses: readonly WitnessKey[] = [],
): Promise<ReceiptVerdict> {
  const jws = findJws(text)
  const signed = jws === undefined ? undefined : await checkSignature(jws, keys)
  if (!signed)
    return refused('signature', 'It is not signed by a key that is known here, or one byte of it is another.')
  const json = new TextDecoder().decode(signed.payload)
  const parsed = payloadShape.safeParse(parseJson(json))
  if (!parsed.success || canonicalize(parseJson(json)) !== json || !saysTheSame(text, json))
    return refused(
      'form',
      'It is signed, but is no receipt of Assent, or what stands around it is not what was signed.',
    )
  const payload = parsed.data
  const { fields, previousHash, salt, evidence } = payload.entry
  const saltBytes = Buffer.from(salt, 'hex')
  if (hashEvidence(saltBytes, evidence).toString('hex') !== fields[12])
    return refused('entry', 'The evidence is not what the entry of the ledger was made from.')
  const hash = hashFields(fields, Buffer.from(previousHash, 'hex'))
  if (!isAboutEntry(payload, hash))
    return refused('record', 'What it says does not follow from the entry of the ledger.')
  const { number, proof } = payload
  if (proof === null) return { verdict: 'pending', number, kid: signed.kid, leafIndex: null, cosigners: [] }
  const checkpoint = parseCheckpoint(proof.checkpoint)
  if (!checkpoint || !findSigner(checkpoint, keys))
    return refused('checkpoint', 'The head of the log is not signed by a key that is known here.')
  const place = { index: proof.leafIndex, size: proof.treeSize, root: checkpoint.root }
  const hashes = proof.hashes.map((each) => Buffer.from(each, 'base64'))
  const isIn = verifyInclusion(hashLeaf(commitEntry(saltBytes, hash)), { ...place, hashes })
  if (!isIn || checkpoint.size !== proof.treeSize)
    return refused('log', 'The entry is not in the log whose head was signed.')
  const cosigners = findCosignatures(checkpoint, witnesses)
  return { verdict: 'proven', number, kid: signed.kid, leafIndex: proof.leafIndex, cosigners }
}

const refused = (failed: ReceiptCheck, why: string): ReceiptVerdict => ({ verdict: 'refused', failed, why })

async function checkSignature(jws: string, keys: readonly PublicKey[]) {
  try {
    const { payload, protectedHeader } = await compactVerify(
      jws,
      ({ kid }) => {
        const key = keys.find((each) => each.kid === kid)
        if (!key) throw new Error('unknown key')
        return createPublicKey({ key: jwkOf(key.bytes), format: 'jwk' })
      },
      { algorithms: ['EdDSA'] },
    )
    // The last letter of 64 bytes has four bits to spare: only one way of writing them is the signature.
    const signature = jws.slice(jws.lastIndexOf('.') + 1)
    if (Buffer.from(signature, 'base64url').toString('base64url') !== signature) return undefined
    return protectedHeader.typ === RECEIPT_TYPE ? { payload, kid: protectedHeader.kid ?? '' } : undefined
  } catch {
    return undefined
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A JSON file shows what was signed beside the signature: it must be the same, since that is what people read. */
function saysTheSame(file: string, signed: string): boolean {
  const around = parseJson(file)
  if (typeof around !== 'object' || around === null) return true
  return canonicalize((around as { signed?: unknown }).signed) === signed
}

/** Whether the record is about this entry: same person, purpose, words, time, method and state. */
function isAboutEntry({ receipt, entry: { fields } }: Payload, hash: Buffer): boolean {
  const [, contactId, , purposeId, , type, occurredAt, , method, actor, textId] = fields
  const record = receipt['dpv:hasRecordOfActivity']
  const state = `dpv:${dpvState(type as ConsentEventType, actor as ConsentActor)}`
  return (
    record['dpv:hasIdentifier'] === idOfBytes(hash.subarray(0, 16)) &&
    record['dpv:hasDataSubject']['@id'] === `urn:uuid:${contactId}` &&
    record['dpv:hasProcess']['dpv:hasPurpose']['@id'] === `urn:uuid:${purposeId}` &&
    (textId === null || record['dpv:hasNotice']?.['@id'] === `urn:uuid:${textId}`) &&
    record['dpv:hasConsentStatus'].some(
      (said) =>
        said['@type'][0] === state &&
        said['dpv:isIndicatedAtTime'] === occurredAt &&
        said['dpv:hasIndicationMethod'] === method,
    )
  )
}
