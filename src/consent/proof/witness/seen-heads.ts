// What a witness has seen last of each log, in files: numbered, each made whole or not at all, so that of two processes
// that go on from the same one only one succeeds. Nothing is signed before it lies here.
import { hash } from 'node:crypto'
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '../../../platform/id.ts'
import { type LogHead, parseCheckpoint } from '../checkpoint.ts'
import { EMPTY_ROOT } from '../merkle.ts'

/** `number` is that of its file, 0 before the first. */
export type SeenHead = LogHead & { number: number }

/** Files kept for each log: enough to look back, few enough to be listed at every request. */
const KEPT = 100
const NAME = /^\d{10}\.txt$/

/** A folder for each log, named so that no origin can lead out of it. */
const folderOf = (folder: string, origin: string) => join(folder, 'seen', hash('sha256', origin))

/** The head that was seen last. Throws where its file is damaged: then nothing may be signed. */
export async function readSeenHead(folder: string, origin: string): Promise<SeenHead> {
  const place = folderOf(folder, origin)
  const last = (await listFiles(place)).at(-1)
  if (last === undefined) return { size: 0, root: EMPTY_ROOT, number: 0 }
  const checkpoint = parseCheckpoint(await readFile(join(place, last), 'utf8'))
  if (!checkpoint) throw new Error(`${join(place, last)} is damaged. Put it back before anything is signed.`)
  return { size: checkpoint.size, root: checkpoint.root, number: Number.parseInt(last, 10) }
}

/** Keeps this head as the one after `before`; on the disk when this returns. False where another came first. */
export async function keepSeenHead(
  folder: string,
  { origin, note }: { origin: string; note: string },
  before: SeenHead,
): Promise<boolean> {
  const place = folderOf(folder, origin)
  await mkdir(place, { recursive: true })
  const half = join(place, `${newId()}.half`)
  await writeFile(half, note, { flush: true })
  const isFirst = await link(half, join(place, nameOf(before.number + 1))).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false
      throw error
    },
  )
  await rm(half)
  if (isFirst) await rm(join(place, nameOf(before.number + 1 - KEPT)), { force: true })
  return isFirst
}

const nameOf = (number: number) => `${String(number).padStart(10, '0')}.txt`

async function listFiles(place: string): Promise<string[]> {
  const names = await readdir(place).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.filter((name) => NAME.test(name)).sort()
}
