// What is suppressed, in numbers: entries, keys, lists and attempts. Never an address.
import { type Db, Prisma } from '../../platform/database.ts'
import { found } from '../../platform/errors.ts'
import type { SuppressionList } from '../../platform/prisma/client.ts'
import {
  type AttemptDay,
  findAttempts,
  findMissingKeys,
  missingWords,
  type SuppressionKey,
  type SuppressionReason,
  type SuppressionScope,
} from '../suppression/index.ts'
import type { ListRefusal } from './read-list.ts'

export type ListRow = Omit<SuppressionList, 'scope' | 'status' | 'startedBy'> & {
  scope: SuppressionScope
  /** `stopped`: its process ended before it did. */
  status: 'running' | 'done' | 'failed' | 'stopped'
}

/** A list moves every few seconds; without a sign for this long, in ms, its process is gone. */
const SILENT_AFTER = 120_000
/** Days for which attempts are told. */
const ATTEMPT_DAYS = 90

function asRow({ startedBy: _, ...row }: SuppressionList, now: Date): ListRow {
  const isStopped = row.status === 'running' && +now - +row.updatedAt > SILENT_AFTER
  return {
    ...row,
    scope: row.scope as SuppressionScope,
    status: isStopped ? 'stopped' : (row.status as ListRow['status']),
  }
}

/** The latest lists, newest first. */
export async function findLists(db: Db, now: Date): Promise<ListRow[]> {
  const rows = await db.suppressionList.findMany({ orderBy: { createdAt: 'desc' }, take: 50 })
  return rows.map((row) => asRow(row, now))
}

export async function findList(db: Db, id: string, now: Date): Promise<ListRow> {
  return asRow(found(await db.suppressionList.findUnique({ where: { id } }), 'list'), now)
}

/** Lines that were not taken, in the order of the file. `after`: the last line of the page before. */
export async function findListRefusals(
  db: Db,
  listId: string,
  { after, limit }: { after: number; limit: number },
): Promise<{ line: number; code: ListRefusal }[]> {
  const rows = await db.suppressionListRefusal.findMany({
    where: { listId, line: { gt: after } },
    orderBy: { line: 'asc' },
    take: limit,
    select: { line: true, code: true },
  })
  return rows.map(({ line, code }) => ({ line, code: code as ListRefusal }))
}

export type SuppressionOverview = {
  /** What is wrong with the keys, and what to do; null where nothing is. */
  fault: string | null
  entries: { kind: string; scope: SuppressionScope; reason: SuppressionReason; entries: number }[]
  keys: {
    version: number
    entries: number
    isMissing: boolean
    createdAt: Date
    givenUpAt: Date | null
    givenUpReason: string | null
  }[]
  attempts: AttemptDay[]
}

export async function findSuppressionOverview(
  db: Db,
  keys: readonly SuppressionKey[],
  now: Date,
): Promise<SuppressionOverview> {
  const missing = await findMissingKeys(db, keys)
  const entries = await db.$queryRaw<SuppressionOverview['entries']>(Prisma.sql`
    select kind, scope, reason, count(*)::int as entries from suppression group by 1, 2, 3 order by 3, 2, 1`)
  const known = await db.$queryRaw<Omit<SuppressionOverview['keys'][number], 'isMissing'>[]>(Prisma.sql`
    select version, created_at as "createdAt", given_up_at as "givenUpAt", given_up_reason as "givenUpReason",
      (select count(*) from suppression where key_version = version)::int as entries
    from suppression_key order by version desc`)
  return {
    fault: missing.length > 0 ? missingWords(missing) : null,
    entries,
    keys: known.map((key) => ({ ...key, isMissing: missing.includes(key.version) })),
    attempts: await findAttempts(db, ATTEMPT_DAYS, now),
  }
}
