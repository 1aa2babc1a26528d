// Where tests put what is thrown away: in memory where the machine lends it, else in the scratch folder. A database is some
// thousand files; making and removing them for each test file takes ten times as long on a disk.
import { accessSync, constants, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'

const MEMORY = '/dev/shm'
/** In bytes. A run has some 400 MB there at once, and everything else needs memory too; containers often lend only 64 MB. */
const NEEDED = 2_000_000_000

/** A folder that exists and can be written: make one of your own below it, and remove that. */
export function scratchFolder(): string {
  try {
    accessSync(MEMORY, constants.W_OK)
    const { bavail, bsize } = statfsSync(MEMORY)
    if (Math.min(bavail * bsize, process.availableMemory()) >= NEEDED) return MEMORY
  } catch {} // another system
  return tmpdir()
}
