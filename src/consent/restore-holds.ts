// Holds that the journal knows and a restored database has forgotten: pauses, complaints, bounces, how often.
import { lockContacts } from '../contacts/index.ts'
import { type Db, inTransaction, type ListType, listSql, Prisma } from '../platform/database.ts'
import type { HeldLine } from './journal-lines.ts'

export type Restored = {
  restored: number
  /** Lines about contacts that this database does not have. */
  unknown: number
}

/**
 * Places these again as they were. One that is there is left as it is, also where it was lifted since. A longer one that
 * stands beside it stays, and a shorter one is no reason to end it.
 */
export async function restoreHolds(db: Db, lines: readonly HeldLine[], reason: string): Promise<Restored> {
  if (lines.length === 0) return { restored: 0, unknown: 0 }
  const of = (type: ListType, pick: (line: HeldLine) => string | null) => listSql(lines.map(pick), type)
  return inTransaction(db, async (tx) => {
    // Whoever is placing the same hold now has the lock until it is there.
    await lockContacts(
      tx,
      lines.map(({ contactId }) => contactId),
    )
    const [counts] = await tx.$queryRaw<Restored[]>(Prisma.sql`
      with line as (
        select distinct * from unnest(${of('uuid', (l) => l.contactId)}, ${of('text', (l) => l.kind)},
          ${of('uuid', (l) => l.brandId)}, ${of('text', (l) => l.channel)}, ${of('timestamptz', (l) => l.since)},
          ${of('timestamptz', (l) => l.until)}) as said (contact_id, kind, brand_id, channel, since, until)
      ), restored as (
        insert into consent_hold (contact_id, kind, brand_id, channel, reason, since, until)
        select contact_id, kind, brand_id, channel, ${reason}, since, until from line
        where exists (select from contact where contact.id = line.contact_id and erased_at is null)
          and not exists (select from consent_hold known where known.contact_id = line.contact_id
            and known.kind = line.kind and known.since = line.since and known.until is not distinct from line.until
            and known.brand_id is not distinct from line.brand_id and known.channel is not distinct from line.channel)
        returning contact_id
      )
      select (select count(*)::int from restored) as restored, (select count(*)::int from line
        where not exists (select from contact where contact.id = line.contact_id)) as unknown`)
    return counts ?? { restored: 0, unknown: 0 }
  })
}
