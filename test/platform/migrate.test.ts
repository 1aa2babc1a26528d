import { describe, expect, onTestFinished, test } from 'vitest'
import { applyMigrations, runPrisma } from '../../src/platform/migrate.ts'
import { withDatabase } from '../support/cluster.ts'
import { testDatabase } from '../support/database.ts'

const { pool, url } = await testDatabase()

describe('migrations', () => {
  test('build exactly the schema that prisma/schema describes', async () => {
    const difference = await runPrisma(
      ['migrate', 'diff', '--from-config-datasource', '--to-schema', 'prisma/schema', '--script'],
      url,
    )
    expect(difference.replace('-- This is an empty migration.', '').trim()).toBe('')
  })

  test('are not applied again to a database that has them', async () => {
    expect(await applyMigrations(url)).toEqual([])
  })

  test('are applied once when two processes start at the same time', async () => {
    const empty = `${new URL(url).pathname.slice(1)}_twice`
    await pool.query(`create database ${empty}`)
    try {
      const both = await Promise.all([1, 2].map(() => applyMigrations(withDatabase(url, empty))))
      expect(both.filter((applied) => applied.length > 0)).toHaveLength(1)
    } finally {
      await pool.query(`drop database ${empty} with (force)`)
    }
  })
})

describe('a test that leaves a transaction open', () => {
  test.fails('fails', async () => {
    const client = await pool.connect()
    client.on('error', () => {})
    onTestFinished(() => client.release(true))
    await client.query('begin')
  })
})
