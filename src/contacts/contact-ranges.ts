// All contacts in parts that lie one after the other, so that several connections can read one part each.
import { type Db, Prisma } from '../platform/database.ts'

const { sql } = Prisma

/** A part of the contacts in their order: from one id to before another; null is open. */
export type ContactRange = { from: string | null; to: string | null }
export const ALL_CONTACTS: ContactRange = { from: null, to: null }

/** Of so many contacts reading is shared. Of fewer, it is over before a second connection has begun. */
const WORTH_SHARING = 100_000

/** `and` the id lies in the range. To be said of every table that is read: PostgreSQL does not conclude it across joins. */
export const andWithin = (id: Prisma.Sql, { from, to }: ContactRange): Prisma.Sql => sql`
  ${from === null ? Prisma.empty : sql`and ${id} >= ${from}::uuid`} ${to === null ? Prisma.empty : sql`and ${id} < ${to}::uuid`}`

/**
 * Cuts all contacts into at most so many ranges of about the same size, by what the planner knows of them already: it may
 * be some days old, so a range may be larger than another, but together they are always everybody.
 */
export async function findContactRanges(db: Db, atMost: number): Promise<ContactRange[]> {
  const [known] = await db.$queryRaw<{ bounds: string[] | null }[]>(sql`
    select histogram_bounds::text::uuid[] as bounds from pg_stats
    where schemaname = current_schema() and tablename = 'contact' and attname = 'id'
      and ${WORTH_SHARING} <= (select reltuples from pg_class where oid = 'contact'::regclass)`)
  const bounds = known?.bounds ?? []
  const cuts = Array.from({ length: atMost - 1 }, (_, n) =>
    bounds.at(Math.round(((n + 1) * (bounds.length - 1)) / atMost)),
  ).filter((cut) => cut !== undefined)
  return [null, ...new Set(cuts)].map((from, n, starts) => ({ from, to: starts[n + 1] ?? null }))
}
