// Before all tests with a database: a PostgreSQL of their own, or the one of TEST_DATABASE_URL (15 or newer, a user
// who may create databases), and in it one migrated template that every test file copies.
import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import type { EmbeddedPostgres } from '../../src/platform/embedded-postgres.ts'
import { applyMigrations } from '../../src/platform/migrate.ts'
import { startTemporaryPostgres } from '../../src/platform/temporary-postgres.ts'
import { scratchFolder } from './scratch.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** `url` leads to the maintenance database, `template` is the database to copy. */
    cluster: { url: string; template: string }
  }
}

/** Every file has its own pool; autovacuum would only get in the way of copying the template. */
const SETTINGS = { max_connections: '300', autovacuum: 'off' }

/** One for all kinds of tests of a run: who comes first starts it, and stops it when all are over. */
export default async function prepareCluster({ vitest }: TestProject): Promise<(() => Promise<void>) | undefined> {
  const run = vitest.getRootProject()
  if ('cluster' in run.getProvidedContext()) return undefined
  const given = process.env.TEST_DATABASE_URL
  const server: EmbeddedPostgres = given
    ? { url: given, stop: async () => {} }
    : await startTemporaryPostgres(SETTINGS, scratchFolder())
  const url = given ?? withDatabase(server.url, 'postgres')
  const template = `assent_template_${randomBytes(6).toString('hex')}`
  const drop = () => maintain(url, `drop database if exists ${template} with (force)`)
  try {
    await maintain(url, `create database ${template}`)
    await applyMigrations(withDatabase(url, template))
  } catch (error) {
    await drop()
    await server.stop()
    throw error
  }
  run.provide('cluster', { url, template })
  return async () => {
    await drop()
    await server.stop()
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
