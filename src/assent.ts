// npm run assent -- COMMAND: what an operator does beside the running product. Answers in plain lines; ends with 1 where
// something does not hold.
import { once } from 'node:events'
import { join } from 'node:path'
import { evidenceKind, nonSendingKind } from './campaigns/index.ts'
import { type Config, developmentSecret, loadConfig } from './config.ts'
import {
  checkpointKind,
  checkpointsIn,
  type FileKind,
  giveUpSuppressionKey,
  keysIn,
  openJournal,
  openKeyring,
  openWitness,
  parseWitnessKey,
  readLogs,
  rebuildErased,
  receiptKind,
  registerJournal,
  rotateKey,
  rotateSuppressionKey,
  verifyLog,
  verifyPath,
  type WitnessKey,
  witnessNameOf,
} from './consent/index.ts'
import { dkimFolder, dkimRecord, makeDkimKeys } from './delivery/index.ts'
import { createLog, type Db, DomainError, findRunningPostgres, openDatabase } from './platform/index.ts'
import { startDatabase } from './start-database.ts'

const HELP = `npm run assent -- COMMAND

  verify         the whole log, every chain and every checkpoint; names the first entry that is not what it was
  verify FILE    one checkpoint that was kept elsewhere, one receipt, the evidence file of a campaign, or a
                 proof of non-sending
  rotate-key     makes a new signing key; the old ones stay known
  witness        watches over the logs of other installations at PORT and signs what continues their past

  make-dkim-keys DOMAIN             makes an RSA and an Ed25519 key that sign the mails from this domain, and prints
                                    what must stand in DNS; workers sign with them from their next start on
  rotate-suppression-key            makes a new key for suppressed addresses; entries of the old ones are still checked
  rebuild-suppression BACKUP_URL    makes the entries of erased people again from an older database that knew them
  give-up-suppression-key VERSION REASON    says that a lost key stays lost; read docs/suppression.md first
`
/** What `verify FILE` knows. */
const FILE_KINDS: FileKind[] = [checkpointKind, evidenceKind, nonSendingKind, receiptKind]

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

async function run([command, file, ...more]: string[], config: Config): Promise<number> {
  switch (command) {
    case 'verify':
      return file === undefined ? verifyAll(config) : verifyOne(config, file)
    case 'rotate-key': {
      const { current } = await rotateKey(keysIn(config.dataDir))
      say(`Key ${current.version} signs from now on: ${join(keysIn(config.dataDir), `signing-${current.version}.pem`)}`)
      return 0
    }
    case 'witness':
      return serveWitness(config)
    case 'make-dkim-keys': {
      const keys = await makeDkimKeys(config.dataDir, file ?? '', new Date())
      say(
        `Two keys lie in ${join(dkimFolder(config.dataDir), file ?? '')}. Publish these TXT records, then restart the workers:`,
      )
      for (const { name, value } of keys.map(dkimRecord)) say(`\n${name}\n  ${value}`)
      return 0
    }
    case 'rotate-suppression-key': {
      const { version, waiting } = await rotateSuppressionKey(await openDb(config), await keyPlace(config), new Date())
      say(`Suppression key ${version} is used from now on. Keep a copy of ${keysIn(config.dataDir)}.`)
      say(`${waiting} entries stay under older keys until their address is seen again.`)
      return 0
    }
    case 'rebuild-suppression':
      return rebuild(config, file)
    case 'give-up-suppression-key': {
      const given = { version: Number(file), reason: more.join(' ') }
      const entries = await giveUpSuppressionKey(await openDb(config), await keyPlace(config), given, new Date())
      say(`Suppression key ${given.version} is given up. ${entries} entries are never checked again.`)
      return 0
    }
    default:
      process.stderr.write(HELP)
      return 1
  }
}

async function verifyAll(config: Config): Promise<number> {
  const { known } = await openKeyring(keysIn(config.dataDir))
  const place = { folder: checkpointsIn(config.dataDir), keys: known, witnesses: witnessesOf(config) }
  const { leaves, entries, pending, checkpoints, cosigned, faults } = await verifyLog(
    await openDb(config),
    place,
    new Date(),
  )
  say(`${entries} entries, ${leaves} in the log, ${pending} waiting for it; ${checkpoints} checkpoints.`)
  if (cosigned)
    say(
      `${cosigned.heads} checkpoints are signed by the witness too, the last over ${cosigned.size} entries at ${cosigned.at.toISOString()}.`,
    )
  for (const { index, what } of faults) say(index === null ? what : `index ${index}: ${what}`)
  say(faults.length === 0 ? 'Everything holds.' : 'The log does not hold.')
  return faults.length === 0 ? 0 : 1
}

async function verifyOne(config: Config, file: string): Promise<number> {
  const { known } = await openKeyring(keysIn(config.dataDir))
  const context = { keys: known, witnesses: witnessesOf(config), openDb: () => openDb(config) }
  const { isValid, says } = await verifyPath(file, FILE_KINDS, context)
  say(says)
  return isValid ? 0 : 1
}

function witnessesOf({ witness }: Config): WitnessKey[] {
  const key = witness && parseWitnessKey(witness.key)
  return key ? [key] : []
}

/** Runs until it is stopped. Needs no database: what it has seen lies in DATA_DIR/witness. */
async function serveWitness({ dataDir, publicUrl, port }: Config): Promise<number> {
  const witness = await openWitness(join(dataDir, 'witness'), witnessNameOf(publicUrl), () => new Date())
  const { server, verifier, logsFile } = witness
  server.listen(port)
  await once(server, 'listening')
  say(`Witnesses at ${publicUrl}. WITNESS_KEY for those who show their logs here:\n  ${verifier}`)
  const logs = await readLogs(logsFile)
  for (const { name } of logs) say(`  watches over ${name}`)
  if (logs.length === 0)
    say(`No log is known. Write the line \`verifier\` of each one's assent-keys.json into ${logsFile}`)
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  server.closeAllConnections()
  server.close()
  return 0
}

async function keyPlace({ dataDir, secretKey }: Config) {
  return { folder: dataDir, outside: { folder: dataDir }, secretKey: secretKey ?? (await developmentSecret(dataDir)) }
}

async function rebuild(config: Config, url: string | undefined): Promise<number> {
  if (url === undefined) {
    process.stderr.write(HELP)
    return 1
  }
  const backup = openDatabase(url, 2)
  closing.push(backup.close)
  const journal = await openJournal(join(config.dataDir, 'journal'))
  closing.push(journal.close)
  registerJournal(journal)
  const means = { place: await keyPlace(config), journal, now: new Date() }
  const { erased, found, entries } = await rebuildErased(await openDb(config), backup.db, means)
  say(`${erased} people were erased; the backup still knew ${found} of them. ${entries} entries were made.`)
  if (found < erased) say(`${erased - found} people cannot be told from it. An older backup may know them.`)
  return 0
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
