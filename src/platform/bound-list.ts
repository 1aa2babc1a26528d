// Lists reach the driver as the bytes they are. Prisma writes all values of a statement as JSON and reads them again before
// the driver sees them, which for a batch of rows costs as much as the insert. So JSON carries only a name of the list.
import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import type { SqlQuery, SqlQueryable } from '@prisma/driver-adapter-utils'
import { arrayBinary, type ListType, type ListValue } from './array-binary.ts'
import { arrayLiteral } from './array-literal.ts'

/** Nobody outside this process can write a text that is taken for the name of a list. */
const PREFIX = `list:${randomUUID()}:`

/** Lists on their way through Prisma, by name, each with the time (performance.now()) from which it waits. */
const waiting = new Map<string, { list: BoundList; since: number }>()
/** A statement that is refused on the way never fetches its lists. In ms, longer than any statement may take. */
const KEPT_MS = 120_000
/** How many may wait before the forgotten are looked for. */
const MANY = 1000
let lists = 0

export class BoundList {
  readonly #values: readonly ListValue[]
  readonly #type: ListType

  constructor(values: readonly ListValue[], type: ListType) {
    this.#values = values
    this.#type = type
  }

  /** Called by Prisma when the statement is run. */
  toJSON(): string {
    const since = performance.now()
    if (waiting.size >= MANY) forgetOld(since - KEPT_MS)
    const name = `${PREFIX}${lists++}`
    waiting.set(name, { list: this, since })
    return name
  }

  /** Called by pg where a statement goes to it without Prisma. */
  toPostgres(): Buffer | string {
    return arrayBinary(this.#values, this.#type) ?? arrayLiteral(this.#values)
  }
}

function forgetOld(before: number): void {
  for (const [name, { since }] of waiting) {
    if (since >= before) return // they are in order of time
    waiting.delete(name)
  }
}

function withLists(query: SqlQuery): SqlQuery {
  const args = query.args.map((value) => {
    if (typeof value !== 'string' || !value.startsWith(PREFIX)) return value
    const named = waiting.get(value)
    waiting.delete(value)
    return named ? named.list.toPostgres() : value
  })
  return { ...query, args }
}

/** The driver of Prisma, which puts lists in the place of their names. */
export class ListPg extends PrismaPg {
  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = bindLists(await super.connect())
    const begin = adapter.startTransaction.bind(adapter)
    adapter.startTransaction = async (isolation) => bindLists(await begin(isolation))
    return adapter
  }
}

function bindLists<Queryable extends SqlQueryable>(queryable: Queryable): Queryable {
  const { queryRaw, executeRaw } = queryable
  queryable.queryRaw = (query) => queryRaw.call(queryable, withLists(query))
  queryable.executeRaw = (query) => executeRaw.call(queryable, withLists(query))
  return queryable
}
