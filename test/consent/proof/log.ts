// A ledger and its log for one test file: entries, and a place outside the database.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { checkpointsIn, keysIn, openKeyring, sequenceEntries } from '../../../src/consent/proof/index.ts'
import type { PrismaClient } from '../../../src/platform/database.ts'
import { grant, makeContact, makePurpose, NOON, withdraw } from '../../support/factories.ts'

export const ORIGIN = 'assent.example/consent'

/** A folder outside the database until the end of the test, with its first key. */
export async function makePlace() {
  const folder = await mkdtemp(join(tmpdir(), 'assent-proof-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return {
    folder: checkpointsIn(folder),
    keys: keysIn(folder),
    origin: ORIGIN,
    keyring: await openKeyring(keysIn(folder)),
  }
}

/** `contacts` people who say yes and, every other one, no again. Answers with their ids. */
export async function makeEntries(db: PrismaClient, contacts: number, now = NOON): Promise<string[]> {
  const purpose = await makePurpose(db)
  const ids: string[] = []
  for (let made = 0; made < contacts; made++) {
    const { id } = await makeContact(db)
    await grant(db, id, purpose.id, { now })
    if (made % 2 === 1) await withdraw(db, id, purpose.id, { now: new Date(+now + 1000) })
    ids.push(id)
  }
  return ids
}

/** Takes everything pending into the log, `batch` entries at a time. */
export async function sequenceAll(db: PrismaClient, batch = 5000): Promise<number> {
  for (;;) {
    const { size, added } = (await sequenceEntries(db, batch)) ?? { size: 0, added: 0 }
    if (added === 0) return size
  }
}
