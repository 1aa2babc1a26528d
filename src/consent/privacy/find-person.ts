// All contacts that are one person: the one that is kept, and those that were merged into it.
import { type Db, Prisma } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'

/** The contacts of the person whom this one stands for, the kept one first. Throws `not_found`. */
export async function findPerson(db: Db, contactId: string): Promise<[string, ...string[]]> {
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    with recursive up (id, heir) as (
      select id, merged_into_id from contact where id = ${contactId}::uuid
      union select contact.id, contact.merged_into_id from up join contact on contact.id = up.heir
    ), person (id, is_kept) as (
      select id, true from up where heir is null
      union select contact.id, false from person join contact on contact.merged_into_id = person.id
    ) select id from person order by is_kept desc, id`)
  const [kept, ...merged] = rows.map((row) => row.id)
  if (kept === undefined) throw new DomainError('not_found', 'There is no such contact. Go back to the list.')
  return [kept, ...merged]
}
