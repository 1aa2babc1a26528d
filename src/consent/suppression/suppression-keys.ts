// The keys under which suppressed addresses are kept: files outside the database, so that a copy of it tells nobody who
// is in it. Every version stays, because entries of the old ones are still checked (consent.md S1).
import { hkdfSync, randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DomainError } from '../../platform/errors.ts'
import type { PlatformConfig } from '../../platform/services.ts'
import { writeSecret } from '../../platform/write-secret.ts'
import { keysIn } from '../proof/index.ts'

export type SuppressionKey = { version: number; key: Buffer }
/** What says where the keys are. */
export type KeyPlace = Pick<PlatformConfig, 'secretKey' | 'outside'>

const KEY_BYTES = 32
const fileOf = (version: number) => `suppression-${version}.key`

/** The first key: it follows from the installation's secret, until its file keeps it. */
export function suppressionKey(secret: string, version = 1): SuppressionKey {
  return { version, key: Buffer.from(hkdfSync('sha256', secret, '', 'assent suppression', KEY_BYTES)) }
}

/** Every key at hand, the newest first: new entries are made with that one. Throws `invalid` where a file holds none. */
export async function findSuppressionKeys({ secretKey, outside }: KeyPlace): Promise<SuppressionKey[]> {
  const kept = outside ? await readKeyFiles(keysIn(outside.folder)) : []
  const isFirstKept = kept.some(({ version }) => version === 1)
  return [...kept, ...(isFirstKept ? [] : [suppressionKey(secretKey)])].sort((a, b) => b.version - a.version)
}

async function readKeyFiles(folder: string): Promise<SuppressionKey[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const versions = names.flatMap((name) => Number(/^suppression-(\d+)\.key$/.exec(name)?.[1] ?? []) || [])
  return Promise.all(
    versions.map(async (version) => {
      const text = (await readFile(join(folder, fileOf(version)), 'utf8')).trim()
      if (!/^[0-9a-f]{64}$/.test(text))
        throw new DomainError('invalid', `${join(folder, fileOf(version))} is no key. Put the right file back.`)
      return { version, key: Buffer.from(text, 'hex') }
    }),
  )
}

/** Keeps a key in its file, so that it no longer depends on the secret. A file that is there stays as it is. */
export async function keepSuppressionKey(folder: string, { version, key }: SuppressionKey): Promise<void> {
  await writeSecret(keysIn(folder), fileOf(version), `${key.toString('hex')}\n`)
}

/** A new key, kept in its file; new entries are made with it from now on, by every process that reads this folder. */
export async function makeSuppressionKey(folder: string, version: number): Promise<SuppressionKey> {
  await keepSuppressionKey(folder, { version, key: randomBytes(KEY_BYTES) })
  const made = (await readKeyFiles(keysIn(folder))).find((one) => one.version === version)
  if (!made) throw new Error(`the key ${version} was written and is not there`)
  return made
}
