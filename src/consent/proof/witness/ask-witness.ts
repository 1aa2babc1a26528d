// The log's side of C2SP tlog-witness: shows a signed head to a second party with the proof that it continues what that one
// has seen, checks the answer, and keeps it beside the head, in the database and in a file outside.
import { z } from 'zod'
import type { Db } from '../../../platform/database.ts'
import { DomainError } from '../../../platform/errors.ts'
import { parseCheckpoint } from '../checkpoint.ts'
import { writeCosigned } from '../checkpoint-files.ts'
import { makeConsistencyProof } from '../merkle.ts'
import { findSubtrees } from '../tiles.ts'
import { formatAddCheckpoint, SIZE_TYPE } from './add-checkpoint.ts'
import { findCosignatures, parseWitnessKey, type WitnessKey } from './cosignature.ts'

export type WitnessPlace = { url: string; key: string }
export type SignedHead = { size: number; note: string }

/** In ms. A head in which nothing has changed is shown again after this, so that silence can be told from a stop. */
const DAILY = 86_400_000
/** In ms. */
const ANSWERS_WITHIN = 10_000
/** Of an answer, in characters: some lines of 150. */
const LONGEST_ANSWER = 10_000

/**
 * Has the head cosigned, unless it was within a day. Throws `conflict` where the witness has seen another log under our
 * name, which is either a restored backup or a forgery, and `unavailable` where it does not answer as it should.
 */
export async function askWitness(
  db: Db,
  { url, key }: WitnessPlace,
  head: SignedHead,
  { folder }: { folder: string },
  now: Date,
): Promise<void> {
  const witness = parseWitnessKey(key)
  if (!witness) throw new DomainError('invalid', 'WITNESS_KEY is no key of a witness: name+hash+key, with the mark 04.')
  const last = await db.proofCosignature.findFirst({ where: { witness: witness.name }, orderBy: { signedAt: 'desc' } })
  if (last?.size === head.size && last.note === head.note && +now - +last.signedAt < DAILY) return
  const answer = await showHead(db, url, head, last?.size ?? 0)
  await keepAnswer(db, { witness, head, answer, folder }, now)
}

/** Asks, and once more where the witness says that it has seen another size than we remember. */
async function showHead(db: Db, url: string, head: SignedHead, remembered: number): Promise<string> {
  const first = await post(url, await compose(db, head, Math.min(remembered, head.size)))
  if (first.status === 200) return first.text
  if (first.status !== 409 || !first.type.startsWith(SIZE_TYPE)) throw notTaken(first.status)
  const seen = z.coerce.number().int().min(0).safeParse(first.text.trim())
  if (!seen.success) throw notTaken(first.status)
  if (seen.data > head.size)
    throw new DomainError(
      'conflict',
      `The witness has seen ${seen.data} entries of this log, which has ${head.size}: an old backup was restored, or entries are gone. See docs/proof.md for what to do.`,
    )
  const second = await post(url, await compose(db, head, seen.data))
  if (second.status === 200) return second.text
  throw notTaken(second.status)
}

async function compose(db: Db, { size, note }: SignedHead, oldSize: number): Promise<string> {
  const isProven = oldSize > 0 && oldSize < size
  const proof = isProven ? await makeConsistencyProof(oldSize, size, findSubtrees(db)) : []
  return formatAddCheckpoint({ oldSize, proof, note })
}

type Said = { status: number; type: string; text: string }

async function post(url: string, body: string): Promise<Said> {
  const response = await fetch(`${url.replace(/\/$/, '')}/add-checkpoint`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWERS_WITHIN),
  }).catch(() => undefined)
  if (!response) throw new DomainError('unavailable', 'The witness at WITNESS_URL does not answer. It is asked again.')
  const text = (await response.text()).slice(0, LONGEST_ANSWER)
  return { status: response.status, type: response.headers.get('content-type') ?? '', text }
}

const MEANINGS: Record<number, string> = {
  403: 'it does not know the key that signs this log. Give it the line `verifier` of /.well-known/assent-keys.json',
  404: 'it does not witness this log. Give it the line `verifier` of /.well-known/assent-keys.json',
  409: 'it has seen another log of this size. The log was rewritten, or the witness is shown a copy of it',
  422: 'it has seen another past of this log. The log was rewritten, or the witness is shown a copy of it',
}

function notTaken(status: number): DomainError {
  const isOurs = status === 409 || status === 422
  return new DomainError(
    isOurs ? 'conflict' : 'unavailable',
    `The witness did not sign: ${MEANINGS[status] ?? `it answered ${status}`}.`,
  )
}

type Answered = { witness: WitnessKey; head: SignedHead; answer: string; folder: string }

async function keepAnswer(db: Db, { witness, head, answer, folder }: Answered, now: Date): Promise<void> {
  const lines = answer.split('\n').filter((line) => line !== '')
  for (const line of lines) {
    const checkpoint = parseCheckpoint(`${head.note}${line}\n`)
    const [signed] = checkpoint ? findCosignatures(checkpoint, [witness]) : []
    if (!signed) continue
    const row = { witness: witness.name, size: head.size, note: head.note, line: `${line}\n`, signedAt: signed.at }
    await db.proofCosignature.createMany({ data: [{ ...row, createdAt: now }], skipDuplicates: true })
    await writeCosigned(folder, `${head.note}${line}\n`, head.size, now)
    return
  }
  throw new DomainError('unavailable', 'The witness answered without a signature of the key in WITNESS_KEY.')
}
