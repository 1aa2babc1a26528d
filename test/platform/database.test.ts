import { describe, expect, it } from 'vitest'
import { type Db, inTransaction, isTransaction } from '../../src/platform/database.ts'
import { testDatabase } from '../support/database.ts'

const { db } = await testDatabase()

describe('inTransaction', () => {
  it('joins the transaction that it is given: one work, one outcome, no savepoint of its own', async () => {
    expect(isTransaction(db)).toBe(false)
    await inTransaction(db, async (tx) => {
      expect(isTransaction(tx)).toBe(true)
      await inTransaction(tx, async (inner: Db) => expect(inner).toBe(tx))
    })
  })

  it('runs whole again after a deadlock, so that both who met end up done', { timeout: 60_000 }, async () => {
    await db.setting.createMany({
      data: [
        { key: 'one', value: 0 },
        { key: 'two', value: 0 },
      ],
    })
    let tries = 0
    const add = (keys: string[]) =>
      inTransaction(db, async (tx) => {
        tries++
        for (const key of keys) {
          await inTransaction(
            tx,
            (inner) => inner.$executeRaw`
            update setting set value = to_jsonb((value::text)::int + 1) where key = ${key}`,
          )
          await tx.$queryRaw`select 1 from pg_sleep(0.2)`
        }
      })
    await Promise.all([add(['one', 'two']), add(['two', 'one'])])
    expect(await db.setting.findMany({ select: { value: true } })).toEqual([{ value: 2 }, { value: 2 }])
    expect(tries).toBeGreaterThan(2)
  })
})
