// Signs the head of the log and puts it outside the database, after each run that took entries in and at least daily
// (consent.md T6). Nothing is signed that does not continue what was signed before.
import type { Db } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { findSigner, type LogHead, signCheckpoint } from './checkpoint.ts'
import { type CheckpointFile, readLastCheckpoint, writeCheckpoint } from './checkpoint-files.ts'
import { makeConsistencyProof, rootOf, verifyConsistency } from './merkle.ts'
import { countLeaves } from './sequence-entries.ts'
import { type Keyring, registerKeys } from './signing-keys.ts'
import { findSubtrees } from './tiles.ts'

/** In ms. A log in which nothing happens is signed anew after this, so that silence can be told from a stop. */
const DAILY = 86_400_000

export type Published = LogHead & {
  note: string
  /** Undefined where the last file already says so. */
  file: string | undefined
}

/**
 * Publishes the log as it is now into `folder`. Undefined while the log has no leaves. Throws `conflict`, and writes
 * nothing, where the log does not begin with what the last file says: it was rewritten, or an old backup restored.
 */
export async function publishCheckpoint(
  db: Db,
  { folder, origin, keyring }: { folder: string; origin: string; keyring: Keyring },
  now: Date,
): Promise<Published | undefined> {
  const size = await countLeaves(db)
  const last = await readLastCheckpoint(folder)
  if (size === 0 && !last) return undefined
  const head = { size, root: await rootOf(size, findSubtrees(db)) }
  if (last) await requireContinuation(db, last, head, keyring)
  await registerKeys(db, keyring, now)
  const note = signCheckpoint(origin, head, keyring.current)
  const isSaid = last?.note === note && +now - +last.writtenAt < DAILY
  const file = isSaid ? undefined : await writeCheckpoint(folder, note, size, now)
  await db.proofCheckpoint.createMany({ data: [{ size, note, createdAt: now }], skipDuplicates: true })
  return { ...head, note, file }
}

async function requireContinuation(db: Db, last: CheckpointFile, head: LogHead, keyring: Keyring): Promise<void> {
  const { checkpoint, file } = last
  if (!checkpoint || !findSigner(checkpoint, keyring.known))
    throw new DomainError(
      'conflict',
      `${file} is damaged or signed by a key that is not here. Put the file or its key back; until then the log is not signed.`,
    )
  const isContinued =
    checkpoint.size <= head.size &&
    verifyConsistency(checkpoint, head, await makeConsistencyProof(checkpoint.size, head.size, findSubtrees(db)))
  if (!isContinued)
    throw new DomainError(
      'conflict',
      `The log has ${head.size} entries and does not continue ${file}, which has ${checkpoint.size}: it was rewritten, or an old backup was restored. Nothing was signed. See docs/proof.md for what to do.`,
    )
}
