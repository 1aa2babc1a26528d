// Whoever came from somebody else (a bought list, a partner, a fair) must be told so, with the source: in the first
// message, or within a month (GDPR art. 14(3), consent.md L3). A row here is a debt until it says when it was told.
import { type Db, listSql, Prisma, type Transaction } from '../../platform/database.ts'
import { addMonths } from '../give-consent.ts'

/** Months within which it must be told, however it is told. */
const TELL_WITHIN_MONTHS = 1

export type CameFrom = { contactId: string; source: string }

/** Notes from whom these contacts came, once for each party: what was told of one says nothing of another. */
export async function noteSources(tx: Transaction, people: readonly CameFrom[], now: Date): Promise<void> {
  const rows = people.toSorted((one, other) => (one.contactId < other.contactId ? -1 : 1))
  if (rows.length === 0) return
  await tx.$executeRaw(Prisma.sql`
    insert into source_notice (contact_id, source, received_at, due_at)
    select contact_id, source, ${now}, ${addMonths(now, TELL_WITHIN_MONTHS)}
    from unnest(${listSql(
      rows.map((row) => row.contactId),
      'uuid',
    )}, ${listSql(
      rows.map((row) => row.source),
      'text',
    )}) as fresh (contact_id, source)
    on conflict do nothing`)
}

/** Notes the partners among those who collected what was recorded, however it came in: the person gave it to them. */
export function noteCollectors(
  tx: Transaction,
  recorded: readonly { contactId: string; evidence: Record<string, unknown> }[],
  now: Date,
): Promise<void> {
  const people = recorded.flatMap(({ contactId, evidence: { collector } }): CameFrom[] =>
    typeof collector === 'string' ? [{ contactId, source: collector }] : [],
  )
  return noteSources(tx, people, now)
}

/** What one of two merged contacts must still be told, the one who is kept must be told too, by the same day. */
export async function copySource(tx: Transaction, keepId: string, otherId: string): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    insert into source_notice (contact_id, source, received_at, due_at)
    select ${keepId}::uuid, source, received_at, due_at from source_notice
    where contact_id = ${otherId}::uuid and told_at is null
    on conflict (contact_id, source) do update
      set received_at = least(source_notice.received_at, excluded.received_at),
        due_at = least(source_notice.due_at, excluded.due_at)
      where source_notice.told_at is null`)
}

/** The sources that a claimed message must tell, for `select`, in the order in which they came. */
export const sourcesOwedSql = (contactId: Prisma.Sql): Prisma.Sql => Prisma.sql`
  array(select source from source_notice where source_notice.contact_id = ${contactId} and told_at is null
    order by received_at, source)`

export type ToldByMail = { contactId: string; messageId: string; sources: readonly string[] }

/** These people have been sent a message that names these sources. Lost once, it is told again: no harm. */
export async function markToldByMail(db: Db, told: readonly ToldByMail[], now: Date): Promise<void> {
  const rows = told
    .flatMap(({ sources, ...message }) => sources.map((source) => ({ ...message, source })))
    .toSorted((one, other) => (one.contactId < other.contactId ? -1 : 1))
  if (rows.length === 0) return
  await db.$executeRaw(Prisma.sql`
    update source_notice set told_at = ${now}, told_by = 'mail', message_id = told.message_id
    from unnest(${listSql(
      rows.map((row) => row.contactId),
      'uuid',
    )}, ${listSql(
      rows.map((row) => row.messageId),
      'uuid',
    )}, ${listSql(
      rows.map((row) => row.source),
      'text',
    )}) as told (contact_id, message_id, source)
    where source_notice.contact_id = told.contact_id and source_notice.source = told.source and told_at is null`)
}
