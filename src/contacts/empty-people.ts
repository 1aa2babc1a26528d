// Takes away everything that says who somebody is and what they did. The row stays, empty, so that proofs that name its
// id still stand. Only for erasure, which keeps the suppression first.
import { listSql, Prisma, type Transaction } from '../platform/database.ts'

/** Empties these contacts, which the caller has locked, and marks them erased. */
export async function emptyPeople(tx: Transaction, ids: readonly string[], now: Date): Promise<void> {
  const people = listSql(ids, 'uuid')
  await tx.$executeRaw(Prisma.sql`delete from identity where contact_id = any(${people})`)
  await tx.$executeRaw(Prisma.sql`delete from address_key where contact_id = any(${people})`)
  // A click names a mail and nobody: without it the results of that mail would change after the fact.
  await tx.$executeRaw(Prisma.sql`delete from event where contact_id = any(${people}) and type not like 'mail.%'`)
  await tx.$executeRaw(Prisma.sql`
    update event set properties = (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(properties)
      where key in ('messageId', 'campaignId', 'position'))
    where contact_id = any(${people})`)
  await tx.$executeRaw(Prisma.sql`
    update contact set account_id = null, first_name = null, last_name = null, job_title = null, street = null,
      postal_code = null, city = null, country = null, language = null, time_zone = null, fields = '{}', source = null, import_id = null,
      import_line = null, updated_at = ${now}, erased_at = ${now}
    where id = any(${people})`)
}
