// Colleagues have received what they were told of a person when the person was handed to them, or when a list of numbers
// was released to them; so they hear of what must happen to it since (GDPR 19). They read it in the inbox of leads.
import type { HandedTo, RecipientSource } from '../consent/index.ts'
import { listSql, Prisma } from '../platform/database.ts'

export const COLLEAGUE = 'colleague'

export const colleaguesOf: RecipientSource = {
  kind: COLLEAGUE,
  find: async (db, contactIds) => {
    const people = listSql(contactIds, 'uuid')
    return db.$queryRaw(Prisma.sql`
      select id::text, name from app_user
      where id in (select seller_id from lead where contact_id = any(${people}))
        or id in (select released_to from call_list join call_list_row on call_list_row.list_id = call_list.id
          where call_list_row.contact_id = any(${people}) and is_allowed)
      order by name, id`)
  },
}

/** Whom a seller was given, met as the one they were merged into: those stay in the seller's sight. */
export const handedTo: HandedTo = (sellerId) => Prisma.sql`
  select coalesce(contact.merged_into_id, contact.id) as contact_id
  from lead join contact on contact.id = lead.contact_id where lead.seller_id = ${sellerId}::uuid`
