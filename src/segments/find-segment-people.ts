// The people of a segment, a page at a time, for the drawer behind each number.
import { type Db, Prisma } from '../platform/database.ts'

export type SegmentPerson = { id: string; name: string; detail: string | null }

type Row = {
  id: string
  first_name: string | null
  last_name: string | null
  job_title: string | null
  company: string | null
}

/** What a person is called, and their title and company. Without a name they are called by what we have. */
export function describePerson(row: Omit<Row, 'id'>, unnamed: string): { name: string; detail: string | null } {
  const name = [row.first_name, row.last_name].filter(Boolean).join(' ')
  const detail = [row.job_title, row.company].filter(Boolean).join(', ')
  return { name: name === '' ? unnamed : name, detail: detail === '' ? null : detail }
}

/** Up to `limit` of `people`, a relation (contact_id), after `cursor`, in contact order. */
export async function findSegmentPeople(
  db: Db,
  people: Prisma.Sql,
  { cursor, limit, unnamed }: { cursor: string | undefined; limit: number; unnamed: string },
): Promise<{ items: SegmentPerson[]; next: string | null }> {
  const after = cursor === undefined ? Prisma.empty : Prisma.sql`where people.contact_id > ${cursor}::uuid`
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    select contact.id, contact.first_name, contact.last_name, contact.job_title, account.name as company
    from (select people.contact_id from (${people}) people ${after} order by people.contact_id limit ${limit + 1}) page
    join contact on contact.id = page.contact_id left join account on account.id = contact.account_id
    order by contact.id`)
  const items = rows.slice(0, limit).map((row) => ({ id: row.id, ...describePerson(row, unnamed) }))
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}
