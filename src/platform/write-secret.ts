// A secret in a file that only its owner may read, written whole or not at all.
import { link, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from './id.ts'

/** Writes a new file into this folder, which is made where it is missing. Where two do it at once, the first one counts. */
export async function writeSecret(folder: string, name: string, content: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const half = join(folder, `${newId()}.half`)
  await writeFile(half, content, { mode: 0o600, flush: true })
  await link(half, join(folder, name)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(half)
}
