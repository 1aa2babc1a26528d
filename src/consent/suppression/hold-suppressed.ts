// What a suppressed address means for a contact that has it: a hold, which only its owner's confirmed yes passes (S8).
import { type Db, listSql, Prisma } from '../../platform/database.ts'
import type { SuppressedHit } from './suppress-addresses.ts'
import type { SuppressionScope } from './words.ts'

export type HeldContact = { contactId: string; scope: SuppressionScope }

/** Places the holds that are not there yet, on contacts that the caller has locked, and answers whom they are on. */
export async function holdSuppressed(db: Db, held: readonly HeldContact[], now: Date): Promise<string[]> {
  if (held.length === 0) return []
  const rows = await db.$queryRaw<{ contact_id: string }[]>(Prisma.sql`
    insert into consent_hold (contact_id, kind, channel, reason, since)
    select distinct contact_id, 'suppression', nullif(scope, 'all'), 'suppressed address', ${now}::timestamptz
    from unnest(${listSql(
      held.map((one) => one.contactId),
      'uuid',
    )}, ${listSql(
      held.map((one) => one.scope),
      'text',
    )}) as wanted (contact_id, scope)
    where not exists (select from consent_hold standing where standing.contact_id = wanted.contact_id
      and standing.kind = 'suppression' and standing.channel is not distinct from nullif(wanted.scope, 'all')
      and standing.lifted_at is null and standing.until is null)
    returning contact_id`)
  return [...new Set(rows.map((row) => row.contact_id))]
}

/** The holds that follow for one contact from what was found about its addresses. */
export const holdsOf = (contactId: string, hits: readonly SuppressedHit[]): HeldContact[] =>
  hits.map(({ scope }) => ({ contactId, scope }))
