// Holds that the journal knows and a restored database has forgotten: pauses, complaints, bounces, how often.
import { lockContacts } from '../contacts/index.ts'
import { type Db, inTransaction, type ListType, listSql, Prisma } from '../platform/database.ts'
import type { HeldLine } from './journal-lines.ts'
import { PERSONAL_HOLDS } from './merge/find-pair.ts'
import { findHeirs } from './withdraw-consent.ts'

/** Whether the database has the hold that a line speaks of. */
const isSame = Prisma.sql`known.contact_id = line.contact_id and known.kind = line.kind and known.since = line.since
  and known.until is not distinct from line.until and known.brand_id is not distinct from line.brand_id
  and known.channel is not distinct from line.channel`

export type Restored = {
  restored: number
  /** Lines about contacts that this database does not have. */
  unknown: number
}

/**
 * Places these again as they were, also on whom the contact was merged into where they speak of the person. One that is
 * there is left as it is, also where it was lifted since. A longer one that stands beside it stays, and a shorter one is
 * no reason to end it.
 */
export async function restoreHolds(db: Db, lines: readonly HeldLine[], reason: string): Promise<Restored> {
  if (lines.length === 0) return { restored: 0, unknown: 0 }
  const of = (type: ListType, pick: (line: HeldLine) => string | null) => listSql(lines.map(pick), type)
  const ids = lines.map(({ contactId }) => contactId)
  const heirs = [...(await findHeirs(db, ids))].flatMap(([id, people]) => people.map((heir) => [id, heir] as const))
  const ofHeirs = (index: 0 | 1) =>
    listSql(
      heirs.map((pair) => pair[index]),
      'uuid',
    )
  return inTransaction(db, async (tx) => {
    // Whoever is placing the same hold now has the lock until it is there.
    await lockContacts(
      tx,
      heirs.map(([, heir]) => heir),
    )
    const [counts] = await tx.$queryRaw<Restored[]>(Prisma.sql`
      with line as (
        select distinct * from unnest(${of('uuid', (l) => l.contactId)}, ${of('text', (l) => l.kind)},
          ${of('uuid', (l) => l.brandId)}, ${of('text', (l) => l.channel)}, ${of('timestamptz', (l) => l.since)},
          ${of('timestamptz', (l) => l.until)}) as said (contact_id, kind, brand_id, channel, since, until)
      ), forgotten as (
        select line.* from line where not exists (select from consent_hold known where ${isSame})
      ), due as (
        select distinct heir as contact_id, kind, brand_id, channel, since, until
        from forgotten join unnest(${ofHeirs(0)}, ${ofHeirs(1)}) as person (id, heir) on person.id = contact_id
          and (heir = contact_id or kind = any(${listSql(PERSONAL_HOLDS, 'text')}))
      ), restored as (
        insert into consent_hold (contact_id, kind, brand_id, channel, reason, since, until)
        select contact_id, kind, brand_id, channel, ${reason}, since, until from due line
        where exists (select from contact where contact.id = line.contact_id and erased_at is null)
          and not exists (select from consent_hold known where ${isSame})
        returning contact_id
      )
      select (select count(*)::int from restored) as restored, (select count(*)::int from line
        where not exists (select from contact where contact.id = line.contact_id)) as unknown`)
    return counts ?? { restored: 0, unknown: 0 }
  })
}
