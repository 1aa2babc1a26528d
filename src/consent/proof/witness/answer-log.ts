// The witness's side of C2SP tlog-witness: cosigns a head only where it continues what was seen before, so that whoever runs
// the log cannot show different pasts to different people. Keeps sizes and roots; knows nothing of what the log holds.
import { findNoteSigner, type NoteKey, parseCheckpoint } from '../checkpoint.ts'
import { verifyConsistency } from '../merkle.ts'
import type { SigningKey } from '../signing-keys.ts'
import { type AddCheckpoint, parseAddCheckpoint, SIZE_TYPE } from './add-checkpoint.ts'
import { cosign } from './cosignature.ts'
import { keepSeenHead, readSeenHead, type SeenHead } from './seen-heads.ts'

export type Witness = {
  name: string
  key: SigningKey
  /** Keys of the logs that it witnesses; the name of a key is the origin of its log. */
  logs: readonly NoteKey[]
  /** Where it keeps what it has seen. */
  folder: string
}
export type WitnessAnswer = { status: 200 | 400 | 403 | 404 | 409 | 422; type: string; body: string }

const PLAIN = 'text/plain; charset=utf-8'
const refuse = (status: WitnessAnswer['status'], why: string): WitnessAnswer => ({
  status,
  type: PLAIN,
  body: `${why}\n`,
})

/** Answers one add-checkpoint request, after what it cosigns lies on the disk. Two at once never both continue one head. */
export async function answerLog(witness: Witness, body: string, now: Date): Promise<WitnessAnswer> {
  const asked = parseAddCheckpoint(body)
  const checkpoint = asked && parseCheckpoint(asked.note)
  if (!asked || !checkpoint) return refuse(400, 'This is not an add-checkpoint request.')
  const keys = witness.logs.filter(({ name }) => name === checkpoint.origin)
  if (keys.length === 0) return refuse(404, 'This log is not one of those that are witnessed here.')
  if (!findNoteSigner(checkpoint, keys)) return refuse(403, 'No key that is known for this log has signed this.')
  if (asked.oldSize > checkpoint.size) return refuse(400, 'The old size is larger than the new one.')
  for (;;) {
    const seen = await readSeenHead(witness.folder, checkpoint.origin)
    const refusal = findRefusal(asked, seen, checkpoint)
    if (refusal) return refusal
    if (await keepSeenHead(witness.folder, { origin: checkpoint.origin, note: asked.note }, seen))
      return { status: 200, type: PLAIN, body: cosign(checkpoint.text, witness.name, witness.key, now) }
  }
}

type Head = { size: number; root: Uint8Array }

function findRefusal({ oldSize, proof }: AddCheckpoint, seen: SeenHead, head: Head): WitnessAnswer | undefined {
  if (oldSize !== seen.size) return { status: 409, type: SIZE_TYPE, body: `${seen.size}\n` }
  if (oldSize === head.size && Buffer.compare(seen.root, head.root) !== 0)
    return refuse(409, 'Another root was seen for this size: the log was rewritten.')
  // Everything continues nothing, so there is nothing to prove.
  const doesFollow = oldSize === 0 ? proof.length === 0 : verifyConsistency(seen, head, proof)
  return doesFollow ? undefined : refuse(422, 'The proof does not show that the log continues what was seen before.')
}
