// What keeps the log beside the requests: takes entries in and signs the head, every half minute.
import { join } from 'node:path'
import { defineJob, type Job } from '../../platform/jobs.ts'
import type { Services } from '../../platform/services.ts'
import { originOf } from './checkpoint.ts'
import { postCheckpoint } from './post-checkpoint.ts'
import { publishCheckpoint } from './publish-checkpoint.ts'
import { sequenceEntries } from './sequence-entries.ts'
import { openKeyring } from './signing-keys.ts'

/** Where keys and checkpoints lie below the folder that is kept outside the database. */
export const keysIn = (folder: string) => join(folder, 'keys')
export const checkpointsIn = (folder: string) => join(folder, 'checkpoints')

/** Takes in everything that is pending, then signs and publishes the log as it is. */
export async function keepLog({ db, now, config }: Services, stopping?: AbortSignal): Promise<void> {
  let added = 0
  do added = (await sequenceEntries(db))?.added ?? 0
  while (added > 0 && !stopping?.aborted)
  if (!config.outside) return
  const { folder, checkpointUrl } = config.outside
  const keyring = await openKeyring(keysIn(folder))
  const place = { folder: checkpointsIn(folder), origin: originOf(config.publicUrl), keyring }
  const published = await publishCheckpoint(db, place, now())
  if (published && checkpointUrl) await postCheckpoint(db, checkpointUrl, published, now())
}

export const proofJobs: Job[] = [
  defineJob({
    name: 'consent.keep-log',
    every: '30 seconds',
    run: (services, _data, stopping) => keepLog(services, stopping),
  }),
]
