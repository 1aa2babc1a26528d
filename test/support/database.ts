// A real, migrated, empty database for one test file. A test that leaves a transaction open, and so its locks, fails.
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, afterEach, inject } from 'vitest'
import { type Database, openDatabase } from '../../src/platform/database.ts'
import { withDatabase } from './cluster.ts'

/** In ms. Workers that tests start commit within this; whatever is still open later was forgotten. */
const SETTLED_WITHIN = 1000

export type TestDatabase = Pick<Database, 'db' | 'pool'> & { url: string }

/**
 * Copies the template for this file and drops the copy after its last test. Call it once, at the top of the file:
 * `const { db, pool, url } = await testDatabase()`
 */
export async function testDatabase(): Promise<TestDatabase> {
  const cluster = inject('cluster')
  const name = `assent_test_${randomBytes(6).toString('hex')}`
  const url = withDatabase(cluster.url, name)
  const admin = new Client({ connectionString: cluster.url })
  const { db, pool, close } = openDatabase(url)
  afterEach(() => requireNothingOpen(admin, name))
  afterAll(async () => {
    const isClosed = await Promise.race([close().then(() => true), sleep(SETTLED_WITHIN, false, { ref: false })])
    await admin.query(`drop database if exists ${name} with (force)`)
    await admin.end()
    if (!isClosed) throw new Error('A test took a connection from the pool and did not give it back.')
  })
  await admin.connect()
  await admin.query(`create database ${name} template ${cluster.template}`)
  return { db, pool, url }
}

async function requireNothingOpen(admin: Client, name: string): Promise<void> {
  for (const start = performance.now(); ; await sleep(25)) {
    const { rows } = await admin.query<{ query: string; since: string }>(
      `select query, xact_start::text as since from pg_stat_activity
       where datname = $1 and state like 'idle in transaction%'`,
      [name],
    )
    const [open] = rows
    if (!open) return
    if (performance.now() - start < SETTLED_WITHIN) continue
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and state like 'idle in transaction%'`,
      [name],
    )
    throw new Error(`This test left a transaction open, with its locks. The last it did there: ${open.query}`)
  }
}
