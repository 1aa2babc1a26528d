// A receipt that proves itself: compact JWS (RFC 7515, EdDSA of RFC 8037) over RFC 8785 JSON with the record, the opening
// of its leaf in the log, the proof that the leaf is in there, and the signed head (consent.md T7). docs/receipts.md says
// how each part is checked. Holds no address: evidence is the person's own and only who asks for their receipt gets it.
import canonicalize from 'canonicalize'
import { CompactSign } from 'jose'
import type { Db } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { entryFields } from '../chain-events.ts'
import { type InclusionProof, proveInclusion, type SigningKey } from '../proof/index.ts'
import { describeKantara } from './describe-kantara.ts'
import { describeReceipt, type Missing } from './describe-record.ts'
import type { ReceiptFacts } from './find-receipt-facts.ts'

export const RECEIPT_FORMAT = 'assent-receipt-1'
/** The type that the header of a receipt names, so that no other signature of the same key passes for one. */
export const RECEIPT_TYPE = 'assent-receipt+jws'

export type ReceiptPayload = {
  format: typeof RECEIPT_FORMAT
  issuer: string
  issuedAt: string
  number: string
  /** What the sender has not said; a record that misses something claims no profile. */
  missing: Missing[]
  /** ISO/IEC TS 27560 in DPV. */
  receipt: Record<string, unknown>
  /** Kantara 1.1; only of a yes, and only where the sender has said enough. */
  kantara: Record<string, unknown> | null
  /** Opens the leaf: with these the commitment in the log can be computed again. Hashes and salt in hexadecimal. */
  entry: { fields: (string | number | null)[]; previousHash: string; salt: string; evidence: unknown }
  /** Null while the log has not taken the entry in: then this is a signed promise, and becomes a proof in seconds. */
  proof: { leafIndex: number; treeSize: number; hashes: string[]; checkpoint: string } | null
}
export type SignedReceipt = { payload: ReceiptPayload; jws: string; facts: ReceiptFacts }

type Issuer = { publicUrl: string; key: SigningKey }

/** Signs the receipt of one consent. Throws `conflict` where its evidence has been erased: then nothing can be opened. */
export async function signReceipt(db: Db, facts: ReceiptFacts, issuer: Issuer, now: Date): Promise<SignedReceipt> {
  const { entry, evidence, evidenceHash, previousHash, salt } = facts.row
  if (salt === null)
    throw new DomainError('conflict', 'What proves this entry has been erased, so there is no receipt of it any more.')
  const { receipt, missing } = describeReceipt(facts, now)
  const kantara = describeKantara(facts)
  const payload: ReceiptPayload = {
    format: RECEIPT_FORMAT,
    issuer: issuer.publicUrl,
    issuedAt: now.toISOString(),
    number: facts.number,
    missing: [...new Set([...missing, ...kantara.missing])],
    receipt,
    kantara: kantara.receipt,
    entry: {
      fields: entryFields(entry, evidenceHash),
      previousHash: hex(previousHash),
      salt: hex(salt),
      evidence,
    },
    proof: asText(await proveInclusion(db, entry)),
  }
  const bytes = Buffer.from(canonicalize(payload) ?? '')
  const header = { alg: 'EdDSA', kid: issuer.key.kid, typ: RECEIPT_TYPE }
  const jws = await new CompactSign(bytes).setProtectedHeader(header).sign(issuer.key.privateKey)
  return { payload, jws, facts }
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

function asText(proof: InclusionProof | undefined): ReceiptPayload['proof'] {
  return proof ? { ...proof, hashes: proof.hashes.map((hash) => hash.toString('base64')) } : null
}
