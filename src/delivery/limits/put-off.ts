// What a claim asks of a sender's rules, and what it does with those that have to wait. A sender without rules has three
// empty pieces of SQL and two functions that do nothing.
import { type ListType, listSql, Prisma, type Transaction } from '../../platform/database.ts'
import type { Batch } from '../lease-batch.ts'
import { countBegun, lockedCountsSql } from './count-begun.ts'
import { type Later, laterOf } from './later.ts'
import { hasCaps, hasQuiet } from './sending-rules.ts'

/** A locked message, with what its sender's rules need of its contact. */
export type Limited = {
  contact_id: string
  id: string
  country?: string | null
  time_zone?: string | null
  message_ids?: string[] | null
  begun_at?: Date[] | null
}
type Decided = { contact_id: string; id: string; status: string }
type Limits = {
  /** Further pieces of the statement that locks; `locked` is there. */
  counts: Prisma.Sql
  columns: Prisma.Sql
  joins: Prisma.Sql
  /** Writes down what has to wait, or has expired by then; answers the rest. */
  putOff: <Row extends Limited>(
    tx: Transaction,
    rows: readonly Row[],
    now: Date,
  ) => Promise<{ now: Row[]; later: number }>
  /** Counts those that were started. */
  count: (tx: Transaction, decided: readonly Decided[], now: Date) => Promise<void>
}

const NOTHING: Limits = {
  counts: Prisma.empty,
  columns: Prisma.empty,
  joins: Prisma.empty,
  putOff: async (_tx, rows) => ({ now: [...rows], later: 0 }),
  count: async () => {},
}

/** What the rules of this batch's sender ask of a claim. */
export function limitsOf({ rules, expiresAt = null }: Batch): Limits {
  if (!rules) return NOTHING
  const [isCapped, isQuiet] = [hasCaps(rules), hasQuiet(rules)]
  if (!isCapped && !isQuiet) return NOTHING
  const counted = Prisma.sql`, counted as (${lockedCountsSql(Prisma.sql`select contact_id from locked`, rules.brandId)})`
  return {
    counts: isCapped ? counted : Prisma.empty,
    columns: Prisma.sql`${isCapped ? Prisma.sql`, counted.message_ids, counted.begun_at` : Prisma.empty}
      ${isQuiet ? Prisma.sql`, contact.country, contact.time_zone` : Prisma.empty}`,
    joins: Prisma.sql`${isCapped ? Prisma.sql`left join counted using (contact_id)` : Prisma.empty}
      ${isQuiet ? Prisma.sql`left join contact on contact.id = contact_id` : Prisma.empty}`,
    putOff: async (tx, rows, now) => {
      // Of one person one message at a time, so that each finds the count that the one before it has left.
      const taken = isCapped ? rows.filter((row, index) => rows[index - 1]?.contact_id !== row.contact_id) : [...rows]
      const waits = taken.map((row) => ({ row, later: laterOf(rules, askedOf(row), now) }))
      const later = waits.flatMap(({ row, later }) => (later ? [{ ...later, row }] : []))
      await writeLater(tx, later, expiresAt, now)
      return { now: waits.flatMap(({ row, later }) => (later ? [] : [row])), later: later.length }
    },
    count: async (tx, decided, now) => {
      const begun = decided.filter(({ status }) => status === 'started')
      if (isCapped) await countBegun(tx, rules.brandId, begun.map(asBegun), now)
    },
  }
}

const asBegun = (row: Decided) => ({ contactId: row.contact_id, messageId: row.id })

/** A message that is tried again was counted before, and must not stand in its own way. */
const askedOf = (row: Limited) => ({
  ...{ country: row.country ?? null, timeZone: row.time_zone ?? null, messageId: row.id },
  begunAt: (row.begun_at ?? []).filter((_at, index) => row.message_ids?.[index] !== row.id),
})

async function writeLater(
  tx: Transaction,
  later: readonly (Later & { row: Limited })[],
  expiresAt: Date | null,
  now: Date,
): Promise<void> {
  if (later.length === 0) return
  const of = (type: ListType, pick: (one: Later & { row: Limited }) => string | Date) => listSql(later.map(pick), type)
  await tx.$executeRaw(Prisma.sql`
    update message set reason = later.reason, not_before = later.until,
      status = case when later.until >= ${expiresAt}::timestamptz then 'expired' else 'queued' end,
      finished_at = case when later.until >= ${expiresAt}::timestamptz then ${now}::timestamptz end
    from unnest(${of('uuid', ({ row }) => row.contact_id)}, ${of('uuid', ({ row }) => row.id)},
      ${of('timestamptz', ({ until }) => until)}, ${of('text', ({ reason }) => reason)})
      as later (contact_id, id, until, reason)
    where message.contact_id = later.contact_id and message.id = later.id`)
}
