// Whoever came from somebody else (a bought list, a partner, a fair) must be told so, with the source: in the first
// message, or within a month (GDPR art. 14(3), consent.md L3). A row here is a debt until it says when it was told.
import { type Db, listSql, Prisma, type Transaction } from '../../platform/database.ts'
import { addMonths } from '../give-consent.ts'

/** Months within which it must be told, however it is told. */
const TELL_WITHIN_MONTHS = 1

export type CameFrom = { contactId: string; source: string }

/** Notes from whom these contacts came. The first who brought somebody stays: that is what must be told. */
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
    on conflict (contact_id) do nothing`)
}

/** What one of two merged contacts must still be told, the one who is kept must be told too, by the same day. */
export async function copySource(tx: Transaction, keepId: string, otherId: string): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    insert into source_notice (contact_id, source, received_at, due_at)
    select ${keepId}::uuid, source, received_at, due_at from source_notice
    where contact_id = ${otherId}::uuid and told_at is null
    on conflict (contact_id) do update set received_at = excluded.received_at,
      source = case when source_notice.told_at is null then concat_ws(', ', source_notice.source, excluded.source)
        else excluded.source end,
      due_at = least(source_notice.due_at, excluded.due_at), told_at = null, told_by = null, message_id = null
      where source_notice.source <> excluded.source`)
}

/** The source that a claimed message must tell, for `select`; null where nothing is owed. */
export const sourceOwedSql = (contactId: Prisma.Sql): Prisma.Sql => Prisma.sql`
  (select source from source_notice where source_notice.contact_id = ${contactId} and told_at is null)`

/** These people have been sent a message that names their source. Lost once, it is told again: no harm. */
export async function markToldByMail(
  db: Db,
  told: readonly { contactId: string; messageId: string }[],
  now: Date,
): Promise<void> {
  const rows = told.toSorted((one, other) => (one.contactId < other.contactId ? -1 : 1))
  if (rows.length === 0) return
  await db.$executeRaw(Prisma.sql`
    update source_notice set told_at = ${now}, told_by = 'mail', message_id = told.message_id
    from unnest(${listSql(
      rows.map((row) => row.contactId),
      'uuid',
    )}, ${listSql(
      rows.map((row) => row.messageId),
      'uuid',
    )}) as told (contact_id, message_id)
    where source_notice.contact_id = told.contact_id and told_at is null`)
}
