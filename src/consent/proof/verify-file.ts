// Checks one file that somebody hands in. Each kind says by its text whether a file is its own; a new kind is a new entry.
import { open } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
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
  /** By its beginning, or the whole where it is small. */
  recognises: (text: string) => boolean
} & (
  | { verify: (text: string, context: VerifyContext) => Promise<FileVerdict> }
  /** Of a file that may be larger than memory. */
  | { verifyLines: (lines: AsyncIterable<string>, context: VerifyContext) => Promise<FileVerdict> }
)

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
  return 'verify' in kind ? kind.verify(text, context) : kind.verifyLines(linesOf(text), context)
}

async function* linesOf(text: string): AsyncGenerator<string> {
  yield* text.replace(/\n$/, '').split('\n')
}

/** Bytes from the beginning of a file by which its kind is told. */
const BEGINNING = 16_384

/**
 * Checks a file on the disk, packed by gzip or not. One that may be large is read a line at a time. Throws `invalid` where
 * it is of no kind that is known.
 */
export async function verifyPath(
  path: string,
  kinds: readonly FileKind[],
  context: VerifyContext,
): Promise<FileVerdict> {
  const beginning = await readBeginning(path)
  const kind = kinds.find((each) => 'verifyLines' in each && each.recognises(beginning))
  try {
    return kind && 'verifyLines' in kind
      ? await verifyLines(await openText(path), (lines) => kind.verifyLines(lines, context))
      : await verifyFile(await readText(path), kinds, context)
  } catch (error) {
    if (isBrokenPacking(error)) return { isValid: false, says: `Do not trust this file. ${BROKEN_PACKING}` }
    throw error
  }
}

/** Leaves the rest unread where the verdict falls before the end: what is wrong there concerns nobody any more. */
async function verifyLines(
  input: Readable,
  verify: (lines: AsyncIterable<string>) => Promise<FileVerdict>,
): Promise<FileVerdict> {
  input.on('error', () => {}) // whoever still reads hears of it too
  try {
    return await verify(createInterface({ input, crlfDelay: 0 }))
  } finally {
    input.destroy()
  }
}

const BROKEN_PACKING = 'Its packing is damaged: a byte was changed, or its end is missing.'
const isBrokenPacking = (error: unknown) => String((error as { code?: unknown }).code).startsWith('Z_')

/** The text of a file as a stream, unpacked where it begins as gzip does. */
async function openText(path: string): Promise<Readable> {
  const file = await open(path)
  const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0)
  const bytes = file.createReadStream({ start: 0 })
  if (!buffer.equals(GZIP)) return bytes
  const unpacked = createGunzip()
  bytes.on('error', (error) => unpacked.destroy(error)).pipe(unpacked)
  unpacked.once('close', () => bytes.destroy())
  return unpacked
}

const GZIP = Buffer.of(0x1f, 0x8b)

async function readBeginning(path: string): Promise<string> {
  const stream = await openText(path)
  stream.on('error', () => {}) // one that comes after the beginning was read is met again by whoever reads it all
  let text = ''
  try {
    for await (const chunk of stream) {
      text += String(chunk)
      if (text.length >= BEGINNING) break
    }
  } catch (error) {
    if (!isBrokenPacking(error)) throw error
  }
  stream.destroy()
  return text.slice(0, BEGINNING)
}

async function readText(path: string): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of await openText(path)) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
