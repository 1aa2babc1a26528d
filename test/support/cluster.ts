// Before all tests with a database: a PostgreSQL of their own, or the one of TEST_DATABASE_URL (15 or newer, a user
// who may create databases), and in it one migrated template that every test file copies.
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts'
import { applyMigrations } from '../../src/platform/migrate.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** `url` leads to the maintenance database, `template` is the database to copy. */
    cluster: { url: string; template: string }
  }
}

/** Tests may lose their data, so nothing waits for the disk; autovacuum would only disturb the copying. */
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  max_connections: '300',
}

export default async function prepareCluster(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await openCluster(process.env.TEST_DATABASE_URL)
  const template = `assent_template_${randomBytes(6).toString('hex')}`
  try {
    await maintain(cluster.url, `create database ${template}`)
    await applyMigrations(withDatabase(cluster.url, template))
  } catch (error) {
    await cluster.close()
    throw error
  }
  project.provide('cluster', { url: cluster.url, template })
  return async () => {
    await maintain(cluster.url, `drop database ${template} with (force)`)
    await cluster.close()
  }
}

async function openCluster(given: string | undefined): Promise<{ url: string; close: () => Promise<void> }> {
  if (given) return { url: given, close: async () => {} }
  const folder = await mkdtemp(join(tmpdir(), 'assent-test-'))
  await chmod(folder, 0o755) // PostgreSQL may run as another user
  const data = join(folder, 'postgres')
  const server = await startEmbeddedPostgres({ folder: data, settings: SETTINGS, say: console.error })
  const place = await realpath(data)
  return {
    url: withDatabase(server.url, 'postgres'),
    close: async () => {
      await server.stop()
      await rm(folder, { recursive: true })
      if (place !== data) await rm(dirname(place), { recursive: true, force: true })
    },
  }
}

async function maintain(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

/** The same server and user, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}
