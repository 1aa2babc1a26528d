// What keeps the log beside the requests: takes entries in and signs the head, every half minute.
import { join } from 'node:path'
import { defineJob, type Job } from '../../platform/jobs.ts'
import type { Services } from '../../platform/services.ts'
import { originOf } from './checkpoint.ts'
import { postCheckpoint } from './post-checkpoint.ts'
import { publishCheckpoint } from './publish-checkpoint.ts'
import { sequenceEntries } from './sequence-entries.ts'
import { openKeyring } from './signing-keys.ts'
import { askWitness } from './witness/ask-witness.ts'

/** Where keys and checkpoints lie below the folder that is kept outside the database. */
export const keysIn = (folder: string) => join(folder, 'keys')
export const checkpointsIn = (folder: string) => join(folder, 'checkpoints')

/** Takes in everything that is pending, then signs and publishes the log as it is. */
export async function keepLog({ db, now, config }: Services, stopping?: AbortSignal): Promise<void> {
  let added = 0
  do added = (await sequenceEntries(db))?.added ?? 0
  while (added > 0 && !stopping?.aborted)
  if (!config.outside) return
  const { folder, checkpointUrl, witness } = config.outside
  const keyring = await openKeyring(keysIn(folder))
  const place = { folder: checkpointsIn(folder), origin: originOf(config.publicUrl), keyring }
  const published = await publishCheckpoint(db, place, now())
  if (!published) return
  // Each for itself: where one does not answer, the other still learns of the head.
  const told = await Promise.allSettled([
    checkpointUrl && postCheckpoint(db, checkpointUrl, published, now()),
    witness && askWitness(db, witness, published, place, now()),
  ])
  for (const one of told) if (one.status === 'rejected') throw one.reason
}

export const proofJobs: Job[] = [
  defineJob({
    name: 'consent.keep-log',
    every: '30 seconds',
    run: (services, _data, stopping) => keepLog(services, stopping),
  }),
]
