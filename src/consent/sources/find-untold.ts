// Who came from somebody else and was not told so in time: a breach of GDPR article 14, with the way to mend it.
import { type Db, Prisma } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'

export type Untold = { contactId: string; name: string | null; source: string; receivedAt: Date; dueAt: Date }

/** Those whose month is over, the longest overdue first, and how many there are. The erased and the merged owe nothing. */
export async function findUntold(db: Db, now: Date, limit = 50): Promise<{ items: Untold[]; total: number }> {
  const rows = await db.$queryRaw<(Untold & { total: number })[]>(Prisma.sql`
    select contact.id as "contactId", string_agg(notice.source, ', ' order by notice.received_at, notice.source) as source,
      min(notice.received_at) as "receivedAt", min(notice.due_at) as "dueAt",
      nullif(concat_ws(' ', contact.first_name, contact.last_name), '') as name, count(*) over ()::int as total
    from source_notice notice join contact on contact.id = notice.contact_id
    where notice.told_at is null and notice.due_at <= ${now} and contact.erased_at is null and contact.merged_into_id is null
    group by contact.id order by min(notice.due_at), contact.id limit ${limit}`)
  return { items: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 }
}

/** How colleagues may have told it themselves. */
export const TOLD_BY = ['own_mail', 'letter', 'phone', 'in_person'] as const

/** Notes that this person was told of every source outside of here. Throws `not_found`, and `conflict` where it is told already. */
export async function tellSource(
  db: Db,
  contactId: string,
  toldBy: (typeof TOLD_BY)[number],
  now: Date,
): Promise<void> {
  found(await db.sourceNotice.findFirst({ where: { contactId } }), 'source')
  const { count } = await db.sourceNotice.updateMany({
    where: { contactId, toldAt: null },
    data: { toldAt: now, toldBy },
  })
  if (count === 0) throw new DomainError('conflict', 'This person has been told already. Nothing was changed.')
}
