// Checks one file that somebody hands in. Each kind says by its text whether a file is its own; a new kind is a new entry.
import type { Db } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { findSigner, parseCheckpoint } from './checkpoint.ts'
import { rootOf } from './merkle.ts'
import { countLeaves } from './sequence-entries.ts'
import type { PublicKey } from './signing-keys.ts'
import { findSubtrees } from './tiles.ts'
import { type Cosignature, findCosignatures, type WitnessKey } from './witness/cosignature.ts'

export type FileVerdict = { isValid: boolean; says: string }
export type VerifyContext = {
  keys: readonly PublicKey[]
  /** Second parties whose signatures are known here. */
  witnesses?: readonly WitnessKey[]
  /** The database, opened only by a kind that compares with it. */
  openDb: () => Promise<Db>
}
export type FileKind = {
  recognises: (text: string) => boolean
  verify: (text: string, context: VerifyContext) => Promise<FileVerdict>
}

/** A signed head that was kept elsewhere: does the log still begin with it? */
export const checkpointKind: FileKind = {
  recognises: (text) => parseCheckpoint(text) !== undefined,
  verify: async (text, { keys, witnesses = [], openDb }) => {
    const checkpoint = parseCheckpoint(text)
    const signer = checkpoint && findSigner(checkpoint, keys)
    if (!checkpoint || !signer)
      return { isValid: false, says: 'No key in the folder of keys has signed this checkpoint.' }
    const { origin, size, root } = checkpoint
    const cosigners = sayCosigners(findCosignatures(checkpoint, witnesses))
    const signed = `${origin}, ${size} entries, signed by key ${signer.version}${cosigners}`
    const db = await openDb()
    const kept = await countLeaves(db)
    if (kept < size) return { isValid: false, says: `${signed}. The log has only ${kept}: entries are gone.` }
    const isSame = Buffer.compare(root, await rootOf(size, findSubtrees(db))) === 0
    return isSame
      ? { isValid: true, says: `${signed}. The log begins with exactly these.` }
      : { isValid: false, says: `${signed}. The log does not begin with these: it was rewritten.` }
  },
}

/** Who else has signed, to be put behind who signed; empty where nobody has whose key is known. */
export const sayCosigners = (cosignatures: readonly Cosignature[]): string =>
  cosignatures.map(({ name, at }) => `, whose head the witness ${name} signed at ${at.toISOString()}`).join('')

/** Hands the text to the kind that it is. Throws `invalid` where it is none. */
export async function verifyFile(
  text: string,
  kinds: readonly FileKind[],
  context: VerifyContext,
): Promise<FileVerdict> {
  const kind = kinds.find(({ recognises }) => recognises(text))
  if (!kind)
    throw new DomainError('invalid', 'This file is neither a checkpoint nor anything else that can be verified.')
  return kind.verify(text, context)
}
