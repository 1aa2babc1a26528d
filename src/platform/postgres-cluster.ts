// Makes the files of an embedded PostgreSQL cluster and says in plain words what went wrong with them.
// A cluster appears whole or not at all; an existing one is never changed here.
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { giveTo, type PostgresPlace } from './postgres-place.ts'

const run = promisify(execFile)

/** Makes the cluster unless it is there, refuses one of another major version, and returns its password. */
export async function openCluster(place: PostgresPlace): Promise<string> {
  const version = join(place.data, 'PG_VERSION')
  const written = (await readText(version)) ?? (await makeCluster(place).then(() => readText(version)))
  const { stdout } = await run(join(place.bin, 'postgres'), ['--version'], processOptions(place))
  const ours = /\d+/.exec(stdout)?.[0]
  if (written?.trim() !== ours)
    throw new Error(
      `The data in ${place.data} is of PostgreSQL ${written?.trim()}, this Assent brings ${ours}. Dump it with the Assent that wrote it and load the dump here, or move that folder away to begin empty.`,
    )
  const password = await readText(join(place.data, 'assent-password'))
  if (password === undefined)
    throw new Error(
      `${join(place.data, 'assent-password')} cannot be read. Start Assent as the user who made that folder.`,
    )
  return password.trim()
}

/** initdb into a folder beside it, renamed when whole: a kill in between leaves no half cluster. */
async function makeCluster(place: PostgresPlace): Promise<void> {
  const half = `${place.data}.${randomBytes(4).toString('hex')}`
  const passwordFile = `${half}.password`
  try {
    await mkdir(half, { mode: 0o700 })
    await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
    await giveTo(place.user, half)
    await giveTo(place.user, passwordFile)
    const flags = ['--pgdata', half, '--username=assent', `--pwfile=${passwordFile}`, '--auth=scram-sha-256']
    // One order of text on every machine, whatever locales it has: by code point. Names ask for theirs in the query.
    const order = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    await run(join(place.bin, 'initdb'), [...flags, ...order, '--no-instructions'], processOptions(place))
    await rename(passwordFile, join(half, 'assent-password'))
    await rename(half, place.data)
  } catch (error) {
    if (await readText(join(place.data, 'PG_VERSION'))) return // another start was quicker
    const { stdout = '', stderr = '', message } = error as { stdout?: string; stderr?: string; message: string }
    throw new Error(explainFailure('The database could not be made', `${stdout}${stderr || message}`, place), {
      cause: error,
    })
  } finally {
    await rm(half, { recursive: true, force: true })
    await rm(passwordFile, { force: true })
  }
}

/** What an operator can do, from what initdb or the server wrote. */
export function explainFailure(what: string, output: string, place: PostgresPlace): string {
  if (/No space left on device|Check free disk space|ENOSPC/.test(output))
    return `${what}: the disk of ${place.data} is full. Free at least 300 MB there, or set DATA_DIR to another disk, and start again.`
  if (/Permission denied|EACCES|EPERM|Read-only file system|EROFS/.test(output))
    return `${what}: ${place.user?.name ?? 'this user'} may not write in ${place.data}. Give it that right, or set DATA_DIR to another folder.`
  return `${what}. It said:\n${output.trim().split('\n').slice(-6).join('\n')}`
}

/** For every process of PostgreSQL: as its user, in a folder it may be in, with a known environment. */
export const processOptions = ({ user }: PostgresPlace) => ({
  cwd: '/',
  env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
  ...(user && { uid: user.uid, gid: user.gid }),
})

/** Holds the password: never log it. */
export const clusterUrl = (port: number, password: string, database: string) =>
  `postgresql://assent:${password}@127.0.0.1:${port}/${database}`

const readText = (path: string) => readFile(path, 'utf8').catch(() => undefined)
