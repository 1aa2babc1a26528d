// Where people stand in the moment in which more is recorded of them: the head of each chain, what was said for each
// purpose, and whether anybody else may speak for them. One statement, since every entry of the ledger waits for it.
import { listSql, Prisma, type Transaction } from '../platform/database.ts'
import type { ConsentStateName } from './words.ts'

export type Standing = { state: ConsentStateName; since: Date }
export type Head = { seq: number; hash: Uint8Array }

export const stateKey = (of: { contactId: string; purposeId: string | null; channel: string | null }): string =>
  `${of.contactId}/${of.purposeId}/${of.channel}`

type Row = {
  contact_id: string
  seq: number | null
  hash: Uint8Array | null
  /** [purpose, channel, state, since in ms since 1970] */
  states: [string, string, ConsentStateName, number][] | null
  is_silent: boolean
}

/**
 * Of contacts that are locked. `states` by `stateKey`. `silent`: with a reason for silence that covers the person, so that
 * nobody else may speak for them.
 */
export async function findStanding(
  tx: Transaction,
  ids: readonly string[],
): Promise<{ heads: Map<string, Head>; states: Map<string, Standing>; silent: Set<string> }> {
  const standing = { heads: new Map<string, Head>(), states: new Map<string, Standing>(), silent: new Set<string>() }
  if (ids.length === 0) return standing
  const rows = await tx.$queryRaw<Row[]>(Prisma.sql`
    select contact.id as contact_id, head.seq, head.hash, said.states, exists (
        select from consent_hold where contact_id = contact.id and lifted_at is null
          and kind in ('objection', 'restriction', 'suppression', 'complaint', 'erasure')
      ) as is_silent
    from unnest(${listSql(ids, 'uuid')}) as contact (id)
    left join lateral (
      select seq, hash from consent_event where contact_id = contact.id order by seq desc limit 1
    ) head on true
    cross join lateral (
      select json_agg(json_build_array(purpose_id, channel, state, extract(epoch from since) * 1000)) as states
      from consent_state where contact_id = contact.id
    ) said`)
  for (const { contact_id: contactId, seq, hash, states, is_silent } of rows) {
    if (seq !== null && hash !== null) standing.heads.set(contactId, { seq, hash })
    for (const [purposeId, channel, state, since] of states ?? [])
      standing.states.set(stateKey({ contactId, purposeId, channel }), { state, since: new Date(since) })
    if (is_silent) standing.silent.add(contactId)
  }
  return standing
}

/** Who has ever objected, and `contact/purpose` of all that was ever refused or taken back, by them or whom they were merged with. */
export async function findEverLowered(tx: Transaction, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await tx.$queryRaw<{ contact_id: string; purpose_id: string | null }[]>(Prisma.sql`
    with recursive person (id, contact_id) as (
      select id, id from unnest(${listSql(ids, 'uuid')}) as asked (id)
      union select contact.id, person.contact_id from person join contact on contact.merged_into_id = person.id
    )
    select distinct person.contact_id, purpose_id from person join consent_event entry on entry.contact_id = person.id
    where type in ('refused', 'withdrawn', 'objected')`)
  return new Set(rows.map((row) => (row.purpose_id === null ? row.contact_id : `${row.contact_id}/${row.purpose_id}`)))
}
