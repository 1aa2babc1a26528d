// Opens the journal of withdrawals and gives back to the database what it has forgotten, before anything may be sent.
import { join } from 'node:path'
import type { Config } from './config.ts'
import { findSuppressionKeys, openJournal, registerJournal, replayJournal } from './consent/index.ts'
import type { Services } from './platform/index.ts'

/** Returns when the database knows everything that the journal knows; `stop` closes it. */
export async function startJournal(
  { config, db, log, now }: Services,
  { dataDir }: Config,
): Promise<{ stop: () => Promise<void> }> {
  const journal = await openJournal(join(dataDir, 'journal'))
  registerJournal(journal)
  const { restored, unknown, unreadable } = await replayJournal(db, journal, now(), await findSuppressionKeys(config))
  if (restored > 0)
    log.warn({ restored }, 'the database had forgotten withdrawals or other reasons for silence; they hold again')
  if (unknown > 0) log.warn({ unknown }, 'the journal names people whom this database does not have')
  if (unreadable > 0)
    log.warn({ unreadable }, 'lines of the journal were cut short or damaged; they were never answered')
  return {
    stop: async () => {
      registerJournal(undefined)
      await journal.close()
    },
  }
}
