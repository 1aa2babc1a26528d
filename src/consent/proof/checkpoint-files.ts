// Where signed heads of the log lie outside the database: a file each, in a folder for each day, never changed or removed
// by us. Whoever copies them elsewhere holds the past of the log fast.
import { mkdir, open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts'

/** `writtenAt` comes from the name of the file. */
export type CheckpointFile = { file: string; note: string; checkpoint: Checkpoint | undefined; writtenAt: Date }

const NAME = /^(\d{2})(\d{2})(\d{2})\.(\d{3})-\d+\.txt$/
/** A head as a second party has signed it too; the head itself lies beside it in its own file. */
const COSIGNED = /^(\d{2})(\d{2})(\d{2})\.(\d{3})-\d+\.cosigned\.txt$/

/** Writes a note that is on the disk when this returns. `folder/2026-11-22/014747.123-0000001234.txt`, times in UTC. */
export async function writeCheckpoint(folder: string, note: string, size: number, now: Date): Promise<string> {
  return writeNote(folder, note, `${String(size).padStart(10, '0')}.txt`, now)
}

/** Writes a head with the signature of a second party in the same way, as `….cosigned.txt`. */
export async function writeCosigned(folder: string, note: string, size: number, now: Date): Promise<string> {
  return writeNote(folder, note, `${String(size).padStart(10, '0')}.cosigned.txt`, now)
}

async function writeNote(folder: string, note: string, ending: string, now: Date): Promise<string> {
  const [day = '', time = ''] = now.toISOString().replace('Z', '').split('T')
  await mkdir(join(folder, day), { recursive: true })
  const file = join(folder, day, `${time.replaceAll(':', '')}-${ending}`)
  const handle = await open(file, 'wx')
  try {
    await handle.writeFile(note)
    await handle.sync()
  } finally {
    await handle.close()
  }
  return file
}

/** The newest file; undefined before the first. */
export async function readLastCheckpoint(folder: string): Promise<CheckpointFile | undefined> {
  for (const day of (await listFolder(folder)).reverse()) {
    const name = (await listFolder(join(folder, day))).filter((each) => NAME.test(each)).at(-1)
    if (name !== undefined) return readFileOf(folder, day, name)
  }
  return undefined
}

/** Every file, oldest first. */
export const readCheckpoints = (folder: string): AsyncGenerator<CheckpointFile> => readNotes(folder, NAME)
/** Every head that a second party has signed, oldest first. */
export const readCosigned = (folder: string): AsyncGenerator<CheckpointFile> => readNotes(folder, COSIGNED)

async function* readNotes(folder: string, wanted: RegExp): AsyncGenerator<CheckpointFile> {
  for (const day of await listFolder(folder))
    for (const name of await listFolder(join(folder, day)))
      if (wanted.test(name)) yield await readFileOf(folder, day, name, wanted)
}

async function readFileOf(folder: string, day: string, name: string, wanted = NAME): Promise<CheckpointFile> {
  const note = await readFile(join(folder, day, name), 'utf8')
  const writtenAt = new Date(`${day}T${name.replace(wanted, '$1:$2:$3.$4')}Z`)
  return { file: join(folder, day, name), note, checkpoint: parseCheckpoint(note), writtenAt }
}

async function listFolder(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.sort()
}
