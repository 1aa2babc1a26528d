// A file of any length that proves itself: JSON Lines, each with the hash over itself and all before it, and at the end a
// signature over the last hash. It is written and read a line at a time, and a changed byte is named by its line.
// docs/evidence.md says how to check one without this code.
import { createPublicKey, hash as hashOnce } from 'node:crypto'
import canonicalize from 'canonicalize'
import { CompactSign, compactVerify } from 'jose'
import { z } from 'zod'
import { jwkOf, type PublicKey, type SigningKey } from './signing-keys.ts'

/** The type that the header of the signature names, so that no other signature of the same key passes for one. */
export const LINES_TYPE = 'assent-lines+jws'
const NO_PREVIOUS = Buffer.alloc(32)

const signedShape = z.object({
  format: z.string(),
  lines: z.int().min(1),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  signedAt: z.iso.datetime(),
})

/** What is wrong with a file, and in which line of it, counted from 1. */
export class RefusedLine extends Error {
  readonly line: number
  constructor(line: number, why: string) {
    super(why)
    this.line = line
  }
}

/** Writes the records as lines and signs them. A record must hold JSON alone, and no member `chain`. */
export async function* signLines(
  records: AsyncIterable<object>,
  { format, key, now }: { format: string; key: SigningKey; now: () => Date },
): AsyncGenerator<string> {
  let [chain, lines] = [NO_PREVIOUS as Buffer, 0]
  for await (const record of records) {
    chain = link(chain, record)
    lines++
    yield `${canonicalize({ ...record, chain: chain.toString('hex') })}\n`
  }
  const signed = { format, lines, digest: chain.toString('hex'), signedAt: now().toISOString() }
  const header = { alg: 'EdDSA', kid: key.kid, typ: LINES_TYPE }
  const jws = await new CompactSign(Buffer.from(canonicalize(signed) ?? ''))
    .setProtectedHeader(header)
    .sign(key.privateKey)
  yield `${canonicalize({ jws })}\n`
}

const link = (previous: Uint8Array, record: object): Buffer =>
  hashOnce('sha256', Buffer.concat([previous, Buffer.from(canonicalize(record) ?? '')]), 'buffer')

export type ReadLine = { line: number; record: Record<string, unknown> }

/**
 * The records of a file, in order. Throws RefusedLine at the first line that is not what was written; whoever reads must
 * believe nothing before the end, since only there the signature is checked. Returns the key that signed.
 */
export async function* readSignedLines(
  lines: AsyncIterable<string>,
  keys: readonly PublicKey[],
  format: string,
): AsyncGenerator<ReadLine, PublicKey> {
  let [chain, count] = [NO_PREVIOUS as Buffer, 0]
  let signer: PublicKey | undefined
  for await (const text of lines) {
    count++
    if (signer) throw new RefusedLine(count, 'Something stands after the signature.')
    const parsed = parseLine(text, count)
    if (typeof parsed.jws === 'string') {
      signer = await verifyEnd(parsed.jws, keys, { format, lines: count - 1, digest: chain.toString('hex') })
      if (!signer || Object.keys(parsed).length > 1)
        throw new RefusedLine(count, 'The signature is not by a key that is known here over exactly these lines.')
      continue
    }
    const { chain: said, ...record } = parsed
    chain = link(chain, record)
    if (said !== chain.toString('hex'))
      throw new RefusedLine(count, 'This line is not what was written, or a line before it was put in or taken out.')
    yield { line: count, record }
  }
  if (!signer) throw new RefusedLine(count + 1, 'The file ends without its signature: something was cut off.')
  return signer
}

function parseLine(text: string, line: number): Record<string, unknown> {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw new RefusedLine(line, 'This line was changed: it is no JSON any more.')
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed) || canonicalize(parsed) !== text)
    throw new RefusedLine(line, 'This line was changed: it is not in the form in which it was written.')
  return parsed as Record<string, unknown>
}

type End = { format: string; lines: number; digest: string }

async function verifyEnd(jws: string, keys: readonly PublicKey[], end: End): Promise<PublicKey | undefined> {
  try {
    let signer: PublicKey | undefined
    const { payload, protectedHeader } = await compactVerify(
      jws,
      ({ kid }) => {
        signer = keys.find((key) => key.kid === kid)
        if (!signer) throw new Error('unknown key')
        return createPublicKey({ key: jwkOf(signer.bytes), format: 'jwk' })
      },
      { algorithms: ['EdDSA'] },
    )
    const text = new TextDecoder().decode(payload)
    const signed = signedShape.parse(JSON.parse(text))
    // The last letter of 64 bytes has four bits to spare: only one way of writing them is the signature.
    const signature = jws.slice(jws.lastIndexOf('.') + 1)
    const isPlain = Buffer.from(signature, 'base64url').toString('base64url') === signature
    const isSame = signed.format === end.format && signed.lines === end.lines && signed.digest === end.digest
    return isPlain && isSame && protectedHeader.typ === LINES_TYPE && canonicalize(signed) === text ? signer : undefined
  } catch {
    return undefined
  }
}
