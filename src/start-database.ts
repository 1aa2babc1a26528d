// The database of this process: an embedded PostgreSQL, or the one that DATABASE_URL names. Ready and migrated, or an
// Error that says what to do.
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import type { Config } from './config.ts'
import { applyMigrations, type Log, sqlState, startEmbeddedPostgres } from './platform/index.ts'

/** PostgreSQL's own number for 15.0: unique nulls not distinct, merge. */
const OLDEST_VERSION = 150_000
/** In ms. A database that starts together with Assent answers within this; a wrong address never does. */
const ANSWERS_WITHIN = 30_000
/** Away for now: refused, no such name yet, starting up, too many connections. Everything else will not pass. */
const PASSING = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', '57P03', '53300']

export type RunningDatabase = { url: string; stop: () => Promise<void> }

/** Starts or finds the database and applies the migrations that it lacks. */
export async function startDatabase(config: Config, log: Log): Promise<RunningDatabase> {
  const database = config.databaseUrl
    ? { url: config.databaseUrl, stop: async () => {} }
    : await startEmbeddedPostgres({ folder: join(config.dataDir, 'postgres'), say: (line) => log.warn(line) })
  try {
    await requireVersion(database.url)
    const applied = await applyMigrations(database.url)
    if (applied.length > 0) log.info({ migrations: applied }, 'database brought up to date')
    return database
  } catch (error) {
    await database.stop()
    throw error
  }
}

async function requireVersion(url: string): Promise<void> {
  for (const start = performance.now(); ; await sleep(500)) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 })
    client.on('error', () => {})
    try {
      await client.connect()
      const { rows } = await client.query<{ version: number; name: string }>(
        `select current_setting('server_version_num')::int as version, current_setting('server_version') as name`,
      )
      const [server] = rows
      if (server && server.version < OLDEST_VERSION)
        throw new Error(`DATABASE_URL leads to PostgreSQL ${server.name}. Assent needs 15 or newer.`)
      return
    } catch (error) {
      const code = sqlState(error) ?? (error as { code?: string }).code
      if (code === undefined) throw error
      if (PASSING.includes(code) && performance.now() - start < ANSWERS_WITHIN) continue
      const { hostname, port } = new URL(url)
      throw new Error(
        `The database at ${hostname}:${port || 5432} cannot be used (${code}): ${(error as Error).message}. Check DATABASE_URL and that the server runs.`,
        { cause: error },
      )
    } finally {
      await client.end().catch(() => {})
    }
  }
}
