// What a log asks a witness: C2SP tlog-witness, add-checkpoint, as text. Pure; both sides read and write it here.
import { HASH_BYTES } from '../merkle.ts'

export type AddCheckpoint = {
  /** Leaves of the log when the witness saw it last; 0 before the first time. */
  oldSize: number
  /** That the log with the old size begins the new one. */
  proof: Uint8Array[]
  /** The signed head. */
  note: string
}

/** The content type in which a witness answers how large the log was when it saw it last. */
export const SIZE_TYPE = 'text/x.tlog.size'
/** The most hashes of a proof: one for each bit of a size. */
const MOST_HASHES = 63

export function formatAddCheckpoint({ oldSize, proof, note }: AddCheckpoint): string {
  const hashes = proof.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join('')
  return `old ${oldSize}\n${hashes}\n${note}`
}

/** Undefined where the text has not the form. */
export function parseAddCheckpoint(body: string): AddCheckpoint | undefined {
  const end = body.indexOf('\n\n')
  if (end < 0) return undefined
  const [first = '', ...hashes] = body.slice(0, end).split('\n')
  const size = /^old (0|[1-9]\d{0,14})$/.exec(first)?.[1]
  const proof = hashes.map((text) => ({ text, bytes: Buffer.from(text, 'base64') }))
  const isWhole = proof.every(({ text, bytes }) => bytes.length === HASH_BYTES && bytes.toString('base64') === text)
  if (size === undefined || !isWhole || proof.length > MOST_HASHES) return undefined
  return { oldSize: Number(size), proof: proof.map(({ bytes }) => bytes), note: body.slice(end + 2) }
}
