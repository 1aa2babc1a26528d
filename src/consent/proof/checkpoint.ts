// The head of the log as a signed text: C2SP tlog-checkpoint in a C2SP signed-note, signed with Ed25519 (consent.md T6).
// Pure: texts in, texts out.
import { createPublicKey, hash, sign, verify } from 'node:crypto'
import { HASH_BYTES } from './merkle.ts'
import { jwkOf, type PublicKey, type SigningKey } from './signing-keys.ts'

export type LogHead = { size: number; root: Uint8Array }
export type Signature = { name: string; keyHash: Buffer; bytes: Buffer }
/** `text` is what the signatures cover, its last line break included. */
export type Checkpoint = LogHead & { origin: string; text: string; signatures: Signature[] }

/** The mark of Ed25519 in a signed-note key, and the bytes of its hash that a signature begins with. */
const ED25519 = 1
const KEY_HASH_BYTES = 4
const PUBLIC_KEY_BYTES = 32

/** How the log calls itself: the host of the public address, as C2SP asks without its scheme. */
export const originOf = (publicUrl: string) => `${new URL(publicUrl).host}/consent`

/** The signed text of a head: origin, size and root on a line each, an empty line, and the signature. */
export function signCheckpoint(origin: string, { size, root }: LogHead, key: SigningKey): string {
  const text = `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`
  const signature = sign(null, Buffer.from(text), key.privateKey)
  const line = Buffer.concat([keyHashOf(origin, key.bytes), signature]).toString('base64')
  return `${text}\n— ${origin} ${line}\n`
}

/** Reads a checkpoint without judging its signatures. Undefined where it is none. */
export function parseCheckpoint(note: string): Checkpoint | undefined {
  const end = note.lastIndexOf('\n\n')
  if (end < 0 || !note.endsWith('\n')) return undefined
  const text = note.slice(0, end + 1)
  const [origin = '', size = '', root = ''] = text.split('\n')
  const signatures = note
    .slice(end + 2, -1)
    .split('\n')
    .map(parseSignature)
  const isWhole = origin !== '' && /^(0|[1-9]\d{0,14})$/.test(size) && isBase64(root, HASH_BYTES)
  if (!isWhole || !signatures.every((each) => each !== undefined)) return undefined
  return { origin, size: Number(size), root: Buffer.from(root, 'base64'), text, signatures }
}

function parseSignature(line: string): Signature | undefined {
  const [, name, base64] = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u.exec(line) ?? []
  if (name === undefined || base64 === undefined) return undefined
  const bytes = Buffer.from(base64, 'base64')
  return { name, keyHash: bytes.subarray(0, KEY_HASH_BYTES), bytes: bytes.subarray(KEY_HASH_BYTES) }
}

const isBase64 = (text: string, length: number) =>
  Buffer.from(text, 'base64').length === length && Buffer.from(text, 'base64').toString('base64') === text

/** A public key under a name, as signed notes have it; `kind` is the mark of its algorithm. */
export type NoteKey = { name: string; kind: number; bytes: Uint8Array<ArrayBuffer> }

/** The first of these keys that has signed the checkpoint under the log's own name. Undefined: do not believe it. */
export function findSigner<Key extends PublicKey>(checkpoint: Checkpoint, keys: readonly Key[]): Key | undefined {
  return keys.find(({ bytes }) => isSignedBy(checkpoint, { name: checkpoint.origin, kind: ED25519, bytes }))
}

/** The same for keys that bring their names along: only a key under the log's own name counts. */
export function findNoteSigner(checkpoint: Checkpoint, keys: readonly NoteKey[]): NoteKey | undefined {
  return keys.find((key) => key.kind === ED25519 && key.name === checkpoint.origin && isSignedBy(checkpoint, key))
}

function isSignedBy({ text, signatures }: Checkpoint, key: NoteKey): boolean {
  return signatures.some(
    ({ name, keyHash, bytes }) =>
      name === key.name &&
      keyHash.equals(keyHashOf(name, key.bytes, key.kind)) &&
      verify(null, Buffer.from(text), createPublicKey({ key: jwkOf(key.bytes), format: 'jwk' }), bytes),
  )
}

/** The key as verifiers of signed notes take it: name+hash+key. */
export function verifierKeyOf(name: string, { bytes }: PublicKey, kind = ED25519): string {
  const marked = Buffer.concat([Buffer.of(kind), bytes])
  return `${name}+${keyHashOf(name, bytes, kind).toString('hex')}+${marked.toString('base64')}`
}

/** Reads name+hash+key of an Ed25519 key. Undefined where it is none, or its hash is not its own. */
export function parseVerifierKey(text: string): NoteKey | undefined {
  const [, name, hashHex, base64] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/u.exec(text.trim()) ?? []
  const marked = Buffer.from(base64 ?? '', 'base64')
  const [kind] = marked
  if (name === undefined || kind === undefined || marked.length !== PUBLIC_KEY_BYTES + 1) return undefined
  const bytes = Uint8Array.from(marked.subarray(1))
  return keyHashOf(name, bytes, kind).toString('hex') === hashHex ? { name, kind, bytes } : undefined
}

/** What a signature line begins with, so that verifiers find their key: SHA-256(name, line break, mark, key), cut short. */
export function keyHashOf(name: string, key: Uint8Array, kind = ED25519): Buffer {
  const named = Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(kind), key])
  return hash('sha256', named, 'buffer').subarray(0, KEY_HASH_BYTES)
}
