// Brings a database to the schema of this version: ordinary Prisma migrations, applied by the Prisma CLI with our
// stand-in for its engine. A database that is up to date costs one query. It never undoes and never edits a migration.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'

const PROJECT = join(import.meta.dirname, '../..')
const MIGRATIONS = join(PROJECT, 'prisma/migrations')
/** Any number that no other advisory lock of the application's database uses. */
const MIGRATION_LOCK = 5_610_442

type Migration = { name: string; checksum: string }

/**
 * Applies what is missing, one process at a time; another one waits. Returns the names it applied.
 * Throws an Error that says what to do when the database is of a newer version or a migration fails.
 */
export async function applyMigrations(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url, application_name: 'assent migrations' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    const wanted = await readMigrations()
    const missing = missingMigrations(wanted, await appliedMigrations(client))
    if (missing.length === 0) return []
    const said = await runPrisma(['migrate', 'deploy'], url)
    const left = missingMigrations(wanted, await appliedMigrations(client))
    if (left.length > 0) throw new Error(`prisma migrate deploy did not apply ${left.join(', ')}. It said:\n${said}`)
    return missing
  } finally {
    await client.end()
  }
}

/** Names still to apply. Throws when the database holds a migration that this version lacks or has otherwise. */
export function missingMigrations(wanted: Migration[], applied: Migration[]): string[] {
  const known = new Map(wanted.map(({ name, checksum }) => [name, checksum]))
  for (const { name, checksum } of applied) {
    if (!known.has(name))
      throw new Error(
        `The database holds the migration ${name}, which this version of Assent does not know: a newer one has used it. Start that version, or use another database.`,
      )
    if (known.get(name) !== checksum)
      throw new Error(
        `The migration ${name} was changed after this database applied it. Put its file back and add a new migration, or begin with an empty database.`,
      )
  }
  const done = new Set(applied.map(({ name }) => name))
  return wanted.map(({ name }) => name).filter((name) => !done.has(name))
}

async function readMigrations(): Promise<Migration[]> {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(MIGRATIONS, name, 'migration.sql'))
      return { name, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/** A migration that began and did not finish is not among them: the Prisma CLI says best what to do about it. */
async function appliedMigrations(client: Client): Promise<Migration[]> {
  const table = await client.query<{ exists: boolean }>(
    `select to_regclass('_prisma_migrations') is not null as exists`,
  )
  if (!table.rows[0]?.exists) return []
  const { rows } = await client.query<Migration>(
    `select migration_name as name, checksum from _prisma_migrations
     where finished_at is not null and rolled_back_at is null`,
  )
  return rows
}

/** Runs a command of the Prisma CLI against `url` and returns what it printed. Throws an Error holding its words. */
export async function runPrisma(command: string[], url: string): Promise<string> {
  const cli = createRequire(import.meta.url).resolve('prisma/build/index.js')
  const env = {
    PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, // the stand-in must meet this very Node
    DATABASE_URL: url,
    PRISMA_SCHEMA_ENGINE_BINARY: join(PROJECT, 'bin/schema-engine.mjs'),
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  }
  return promisify(execFile)(process.execPath, [cli, ...command], { cwd: PROJECT, env }).then(
    ({ stdout }) => stdout,
    ({ stdout, stderr, message }: { stdout?: string; stderr?: string; message: string }) => {
      const said = `${stdout ?? ''}${stderr || message}`.replaceAll(url, 'the database').trim()
      throw new Error(`prisma ${command.join(' ')} failed:\n${said}`)
    },
  )
}
