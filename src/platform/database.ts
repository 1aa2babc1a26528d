// Opens PostgreSQL once and hands out `Db`, the first argument of every use case. Sets are tagged SQL, single rows Prisma.
import { Pool, types } from 'pg'
import type { ListType, ListValue } from './array-binary.ts'
import { BoundList, ListPg } from './bound-list.ts'
import { Prisma, PrismaClient } from './prisma/client.ts'

export type { ListType, ListValue }
export { Prisma, PrismaClient }
export type Transaction = Prisma.TransactionClient
/** A client or a transaction: every use case takes either, so use cases compose into one transaction. */
export type Db = PrismaClient | Transaction

// Counts come as bigint (OID 20). Ours stay far below 2^53, and JSON knows no bigint.
types.setTypeParser(types.builtins.INT8, Number)

export type Database = { pool: Pool; db: PrismaClient; close: () => Promise<void> }

/** Compiling a statement takes a second and saves a millisecond: ours are short, whatever the planner fears. */
const OPTIONS = '-c jit=off'

/** Opens a pool of at most `connections`, shared by Prisma and by the job clock. */
export function openDatabase(url: string, connections = 12): Database {
  const pool = new Pool({ connectionString: url, max: connections, application_name: 'assent', options: OPTIONS })
  pool.on('error', () => {}) // an idle connection that the server closed: the next query opens a new one
  const db = new PrismaClient({ adapter: new ListPg(pool, { statementNameGenerator: nameStatements() }) })
  return {
    pool,
    db,
    close: async () => {
      await db.$disconnect()
      await pool.end()
    },
  }
}

/** Uses of a statement before the server keeps its plan, and how many it keeps for each connection (some kB each). */
const KEPT_FROM_USE = 3
const KEPT_STATEMENTS = 400

/**
 * Names statements that come again, so that each connection parses and plans them once: measured, deciding 200 messages
 * takes half the time. What comes once, or in endless variants, stays unnamed.
 */
function nameStatements(): (query: { sql: string }) => string {
  const uses = new Map<string, number>()
  const names = new Map<string, string>()
  return ({ sql }) => {
    const known = names.get(sql)
    if (known !== undefined || names.size >= KEPT_STATEMENTS) return known ?? ''
    const count = (uses.get(sql) ?? 0) + 1
    if (count < KEPT_FROM_USE) {
      if (uses.size > 4 * KEPT_STATEMENTS) uses.clear()
      uses.set(sql, count)
      return ''
    }
    uses.delete(sql)
    names.set(sql, `s${names.size}`)
    return `s${names.size - 1}`
  }
}

const LIST_TYPES = {
  uuid: Prisma.sql`uuid[]`,
  text: Prisma.sql`text[]`,
  int: Prisma.sql`int[]`,
  boolean: Prisma.sql`boolean[]`,
  bytea: Prisma.sql`bytea[]`,
  timestamptz: Prisma.sql`timestamptz[]`,
  jsonb: Prisma.sql`jsonb[]`,
}

/**
 * A list of values as an array parameter; times as Date, bytes as Uint8Array or `\\x…`. An array handed to Prisma is
 * written and escaped value by value on its way through three layers; for batches of hundreds this is what costs most.
 */
export function listSql(values: readonly ListValue[], type: ListType): Prisma.Sql {
  return Prisma.sql`${new BoundList(values, type)}::${LIST_TYPES[type]}`
}

/** PostgreSQL: serialization_failure and deadlock_detected. Both roll back whole, so the work may simply run again. */
const RETRYABLE = ['40001', '40P01']
const MAX_TRIES = 5
/** How long a transaction may take, in ms. Too short fails a large import chunk; too long keeps contacts locked. */
const TRANSACTION_MS = 30_000

/** Whether this is a transaction. Prisma's know `$transaction` too (they nest by savepoints), but cannot connect. */
export const isTransaction = (db: Db): db is Transaction => typeof (db as Partial<PrismaClient>).$connect !== 'function'

/** Runs `work` in one transaction, again after a deadlock. Inside a transaction it joins that one. */
export async function inTransaction<T>(db: Db, work: (tx: Transaction) => Promise<T>): Promise<T> {
  if (isTransaction(db)) return work(db)
  const client = db as PrismaClient
  return retried(() => client.$transaction(work, { timeout: TRANSACTION_MS, maxWait: TRANSACTION_MS }))
}

/** Runs what is whole by itself, one transaction or one statement, again after a deadlock. */
export async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === MAX_TRIES || !RETRYABLE.includes(sqlState(error) ?? '')) throw error
    }
  }
}

/** The SQLSTATE of a database error that came through Prisma or pg, if it is one. */
export function sqlState(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Object && depth < 5; depth++) {
    const { originalCode, code, meta, cause } = at as Record<string, unknown>
    if (typeof originalCode === 'string') return originalCode
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^P\d{4}$/.test(code)) return code
    at = (meta as Record<string, unknown> | undefined)?.driverAdapterError ?? cause
  }
  return undefined
}
