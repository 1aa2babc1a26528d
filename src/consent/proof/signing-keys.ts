// The Ed25519 keys that sign the log and receipts: files outside the database, which only their owner may read. A new
// key is added beside the old ones, since what those have signed must verify for ever (consent.md T8).
import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, type KeyObject } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { writeSecret } from '../../platform/write-secret.ts'

export type PublicKey = {
  version: number
  /** The thumbprint of RFC 7638, in base64url. */
  kid: string
  /** The 32 bytes of RFC 8032. */
  bytes: Uint8Array<ArrayBuffer>
}
export type SigningKey = PublicKey & { privateKey: KeyObject }
export type Keyring = {
  /** The newest: it signs. */
  current: SigningKey
  /** Every key that ever signed, this one included, oldest first. */
  known: PublicKey[]
}

/**
 * The keys in this folder; the first is made where there is none. A private key that has been replaced by its public
 * half (`-----BEGIN PUBLIC KEY-----`) still verifies. Throws `unavailable` where no file holds a private key.
 */
export async function openKeyring(folder: string): Promise<Keyring> {
  const files = await findKeyFiles(folder)
  if (files.length === 0) {
    await writeKey(folder, 1)
    return openKeyring(folder)
  }
  const keys = await Promise.all(files.map(({ file, version }) => readKey(join(folder, file), version)))
  const current = keys.findLast((key): key is SigningKey => key.privateKey !== undefined)
  if (!current)
    throw new DomainError(
      'unavailable',
      `No file in ${folder} holds a private key. Put one back, or make a new one: npm run assent -- rotate-key`,
    )
  return { current, known: keys.map(({ version, kid, bytes }) => ({ version, kid, bytes })) }
}

/** Adds a key, which signs from now on, and answers with the whole ring. The old ones stay known. */
export async function rotateKey(folder: string): Promise<Keyring> {
  const files = await findKeyFiles(folder)
  await writeKey(folder, (files.at(-1)?.version ?? 0) + 1)
  return openKeyring(folder)
}

async function findKeyFiles(folder: string): Promise<{ file: string; version: number }[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names
    .flatMap((file) => {
      const version = /^signing-(\d+)\.pem$/.exec(file)?.[1]
      return version === undefined ? [] : [{ file, version: Number(version) }]
    })
    .sort((one, other) => one.version - other.version)
}

async function writeKey(folder: string, version: number): Promise<void> {
  const { privateKey } = generateKeyPairSync('ed25519')
  await writeSecret(folder, `signing-${version}.pem`, String(privateKey.export({ format: 'pem', type: 'pkcs8' })))
}

async function readKey(file: string, version: number): Promise<PublicKey & { privateKey?: KeyObject }> {
  const pem = await readFile(file, 'utf8')
  const isPrivate = pem.includes('PRIVATE KEY')
  const { x } = createPublicKey(pem).export({ format: 'jwk' })
  const bytes = Buffer.from(x ?? '', 'base64url')
  if (createPublicKey(pem).asymmetricKeyType !== 'ed25519')
    throw new DomainError('invalid', `${file} is no Ed25519 key. Put the right file back.`)
  return { version, kid: keyIdOf(bytes), bytes, ...(isPrivate && { privateKey: createPrivateKey(pem) }) }
}

/** What names a key in receipts: RFC 7638 over its RFC 8037 form. */
export function keyIdOf(bytes: Uint8Array): string {
  return hash('sha256', JSON.stringify(jwkOf(bytes)), 'base64url')
}

/** A public key as RFC 8037 has it; the members stand in the order that RFC 7638 asks for. */
export function jwkOf(bytes: Uint8Array): { crv: 'Ed25519'; kty: 'OKP'; x: string } {
  return { crv: 'Ed25519', kty: 'OKP', x: Buffer.from(bytes).toString('base64url') }
}

/** Lets every process show the public keys, also one that has no part in signing. */
export async function registerKeys(db: Db, { known }: Keyring, now: Date): Promise<void> {
  const rows = known.map(({ version, kid, bytes }) => ({ version, kid, publicKey: bytes, createdAt: now }))
  await db.proofKey.createMany({ data: rows, skipDuplicates: true })
}

/** Every public key that this installation has signed with, oldest first. */
export async function findPublicKeys(db: Db): Promise<PublicKey[]> {
  const rows = await db.proofKey.findMany({ orderBy: [{ version: 'asc' }, { createdAt: 'asc' }] })
  return rows.map(({ version, kid, publicKey }) => ({ version, kid, bytes: Buffer.from(publicKey) }))
}
