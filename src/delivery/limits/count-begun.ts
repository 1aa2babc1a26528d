// How much a contact has had from a sender lately: one row for each of them, only where the sender has a cap. A claim
// locks the rows of those it takes, in the order of contacts, so that two claims about one person count one after the other.
import type { ListType, Transaction } from '../../platform/database.ts'
import { listSql, Prisma } from '../../platform/database.ts'

/** In days: the longest period that a cap is for. What is older is forgotten. */
const LONGEST_DAYS = 30

/**
 * For a claim: makes and locks the row of each of `people` (a relation with a contact_id) and answers it:
 * (contact_id, message_ids, begun_at).
 */
export const lockedCountsSql = (people: Prisma.Sql, brandId: string): Prisma.Sql => Prisma.sql`
  insert into sending_count (contact_id, brand_id)
  select distinct contact_id, ${brandId}::uuid from (${people}) people order by contact_id
  on conflict (contact_id, brand_id) do update set brand_id = excluded.brand_id
  returning contact_id, message_ids, begun_at`

type Begun = { contactId: string; messageId: string }

/** Counts messages that begin now, in the transaction that decided so. One that is tried again is counted once. */
export async function countBegun(tx: Transaction, brandId: string, begun: readonly Begun[], now: Date): Promise<void> {
  if (begun.length === 0) return
  const of = (type: ListType, pick: (one: Begun) => string) => listSql(begun.map(pick), type)
  await tx.$executeRaw(Prisma.sql`
    update sending_count set message_ids = kept.ids || begun.message_id, begun_at = kept.times || ${now}::timestamptz
    from unnest(${of('uuid', (one) => one.contactId)}, ${of('uuid', (one) => one.messageId)}) as begun (contact_id, message_id),
      lateral (select coalesce(array_agg(id order by at), '{}') as ids, coalesce(array_agg(at order by at), '{}') as times
        from sending_count mine, unnest(mine.message_ids, mine.begun_at) as old (id, at)
        where mine.contact_id = begun.contact_id and mine.brand_id = ${brandId}::uuid and old.id <> begun.message_id
          and old.at > ${now}::timestamptz - make_interval(days => ${LONGEST_DAYS})) kept
    where sending_count.contact_id = begun.contact_id and sending_count.brand_id = ${brandId}::uuid`)
}

/** Counts what a sender has sent in the last 30 days: for its first cap. */
export async function countTheLast(tx: Transaction, brandId: string, now: Date): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    insert into sending_count (contact_id, brand_id, message_ids, begun_at)
    select message.contact_id, content.brand_id, array_agg(message.id order by decided_at), array_agg(decided_at order by decided_at)
    from message join message_content content on content.id = message.content_id
    where content.brand_id = ${brandId}::uuid and content.kind = 'marketing' and message.status in ('started', 'sent')
      and decided_at > ${now}::timestamptz - make_interval(days => ${LONGEST_DAYS})
    group by 1, 2 order by 1
    on conflict (contact_id, brand_id) do nothing`)
}
