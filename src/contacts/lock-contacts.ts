// The one lock order of the product: contact rows, by id. Whatever changes what may reach a contact begins here.
import { listSql, Prisma, type Transaction } from '../platform/database.ts'

/** Locks these contacts in id order until the transaction ends. Returns those that exist and are not erased. */
export async function lockContacts(tx: Transaction, ids: readonly string[]): Promise<Set<string>> {
  const { live } = await lockPeople(tx, ids)
  return live
}

/** Locks as `lockContacts` does. `heirs` says, for each live contact that was merged into another, into which. */
export async function lockPeople(
  tx: Transaction,
  ids: readonly string[],
): Promise<{ live: Set<string>; heirs: Map<string, string> }> {
  const live = new Set(ids)
  const heirs = new Map<string, string>()
  if (live.size === 0) return { live, heirs }
  // Answers only with what is out of the ordinary: a batch names hundreds, and nearly all of them are simply there.
  const odd = await tx.$queryRaw<{ id: string; is_live: boolean; heir: string | null }[]>(Prisma.sql`
    with locked as materialized (
      select id, erased_at is null as is_live, merged_into_id as heir from contact
      where id = any(${listSql([...live], 'uuid')}) order by id for no key update
    )
    select id, is_live, heir from locked where not is_live or heir is not null
    union all select asked.id, false, null from unnest(${listSql([...live], 'uuid')}) as asked (id)
    where (select count(*) from locked) < ${live.size} and asked.id not in (select id from locked)`)
  for (const { id, is_live, heir } of odd)
    if (!is_live) live.delete(id)
    else if (heir !== null) heirs.set(id, heir)
  return { live, heirs }
}
