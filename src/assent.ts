// npm run assent -- COMMAND: what an operator does beside the running product. Answers in plain lines; ends with 1 where
// something does not hold.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Config, loadConfig } from './config.ts'
import {
  checkpointKind,
  checkpointsIn,
  type FileKind,
  keysIn,
  openKeyring,
  receiptKind,
  rotateKey,
  verifyFile,
  verifyLog,
} from './consent/index.ts'
import { createLog, type Db, DomainError, findRunningPostgres, openDatabase } from './platform/index.ts'
import { startDatabase } from './start-database.ts'

const HELP = `npm run assent -- COMMAND

  verify         the whole log, every chain and every checkpoint; names the first entry that is not what it was
  verify FILE    one checkpoint that was kept elsewhere, or one receipt
  rotate-key     makes a new signing key; the old ones stay known
`
/** What `verify FILE` knows. */
const FILE_KINDS: FileKind[] = [checkpointKind, receiptKind]

const say = (line: string) => void process.stdout.write(`${line}\n`)
const closing: (() => Promise<unknown>)[] = []

try {
  process.exitCode = await run(process.argv.slice(2), loadConfig())
} catch (error) {
  const faults = error instanceof DomainError ? error.faults.map(({ path, message }) => `\n  ${path}: ${message}`) : []
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}${faults.join('')}\n`)
  process.exitCode = 1
} finally {
  for (const close of closing.reverse()) await close()
}

async function run([command, file]: string[], config: Config): Promise<number> {
  switch (command) {
    case 'verify':
      return file === undefined ? verifyAll(config) : verifyOne(config, file)
    case 'rotate-key': {
      const { current } = await rotateKey(keysIn(config.dataDir))
      say(`Key ${current.version} signs from now on: ${join(keysIn(config.dataDir), `signing-${current.version}.pem`)}`)
      return 0
    }
    default:
      process.stderr.write(HELP)
      return 1
  }
}

async function verifyAll(config: Config): Promise<number> {
  const { known } = await openKeyring(keysIn(config.dataDir))
  const place = { folder: checkpointsIn(config.dataDir), keys: known }
  const { leaves, entries, pending, checkpoints, faults } = await verifyLog(await openDb(config), place, new Date())
  say(`${entries} entries, ${leaves} in the log, ${pending} waiting for it; ${checkpoints} checkpoints.`)
  for (const { index, what } of faults) say(index === null ? what : `index ${index}: ${what}`)
  say(faults.length === 0 ? 'Everything holds.' : 'The log does not hold.')
  return faults.length === 0 ? 0 : 1
}

async function verifyOne(config: Config, file: string): Promise<number> {
  const { known } = await openKeyring(keysIn(config.dataDir))
  const context = { keys: known, openDb: () => openDb(config) }
  const { isValid, says } = await verifyFile(await readFile(file, 'utf8'), FILE_KINDS, context)
  say(says)
  return isValid ? 0 : 1
}

async function openDb(config: Config): Promise<Db> {
  const { db, close } = openDatabase((await findUrl(config)) ?? (await startOwn(config)), 2)
  closing.push(close)
  return db
}

/** The database of an Assent that runs meanwhile, which is used beside it. */
async function findUrl({ databaseUrl, dataDir }: Config): Promise<string | undefined> {
  return databaseUrl ? undefined : findRunningPostgres(join(dataDir, 'postgres'))
}

async function startOwn(config: Config): Promise<string> {
  const database = await startDatabase(config, createLog('silent'))
  closing.push(database.stop)
  return database.url
}
