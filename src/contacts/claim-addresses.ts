// Who owns an address: one row of address_key, for one contact. Claimed in one order everywhere, so that two who want
// the same addresses wait for each other instead of blocking each other.
import { type Db, listSql, Prisma, type Transaction } from '../platform/database.ts'

export type AddressKind = 'email' | 'phone' | 'external'
export type Address = { kind: AddressKind; value: string; hash: string }
/** What an address is called in maps of this folder. */
export const addressOf = (address: { kind: string; hash: string }): string => `${address.kind}:${address.hash}`

type Key = { kind: string; hash: string; contact_id: string }
type Owned = Address & { contactId: string }

const kinds = (addresses: readonly Address[]) =>
  listSql(
    addresses.map((one) => one.kind),
    'text',
  )
const hashes = (addresses: readonly Address[]) =>
  listSql(
    addresses.map((one) => `\\x${one.hash}`),
    'bytea',
  )
const asMap = (rows: readonly Key[]) => new Map(rows.map((row) => [addressOf(row), row.contact_id]))

/** The contacts that own these addresses, by `addressOf`. The `limit` keeps to the index, however stale statistics are. */
export async function findOwners(tx: Db, addresses: readonly Address[]): Promise<Map<string, string>> {
  if (addresses.length === 0) return new Map()
  const rows = await tx.$queryRaw<Key[]>(Prisma.sql`
    select wanted.kind, encode(wanted.value_hash, 'hex') as hash, owner.contact_id
    from unnest(${kinds(addresses)}, ${hashes(addresses)}) as wanted (kind, value_hash)
    cross join lateral (select contact_id from address_key
      where address_key.kind = wanted.kind and address_key.value_hash = wanted.value_hash limit 1) owner`)
  return asMap(rows)
}

/** Claims addresses for their contacts; where two want one, the first in the list. Answers with the owner of each. */
export async function claimAddresses(tx: Transaction, wanted: readonly Owned[]): Promise<Map<string, string>> {
  const first = new Map<string, Owned>()
  for (const one of wanted) {
    const address = addressOf(one)
    if (!first.has(address)) first.set(address, one)
  }
  const claims = [...first].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
  if (claims.length === 0) return new Map()
  const claimed = await tx.$queryRaw<Key[]>(Prisma.sql`
    insert into address_key (kind, value_hash, contact_id)
    select * from unnest(${kinds(claims)}, ${hashes(claims)},
      ${listSql(
        claims.map((one) => one.contactId),
        'uuid',
      )})
    on conflict do nothing
    returning kind, encode(value_hash, 'hex') as hash, contact_id`)
  if (claimed.length === claims.length) return asMap(claimed)
  // Somebody else was quicker; a new statement sees what they committed.
  const isMine = new Set(claimed.map(addressOf))
  const others = claims.filter((one) => !isMine.has(addressOf(one)))
  return new Map([...asMap(claimed), ...(await findOwners(tx, others))])
}

/** Gives up what these contacts-to-be have claimed in this transaction. */
export async function releaseAddresses(tx: Transaction, contactIds: readonly string[]): Promise<void> {
  await tx.$executeRaw(Prisma.sql`delete from address_key where contact_id = any(${listSql(contactIds, 'uuid')})`)
}

/** Writes the addresses of contacts that exist. The first of its kind is the one that is written to. */
export async function insertIdentities(
  tx: Transaction,
  rows: readonly (Owned & { isNew: boolean })[],
  now: Date,
): Promise<void> {
  const known = rows.filter((row) => !row.isNew)
  await insertFirst(
    tx,
    rows.filter((row) => row.isNew),
    now,
  )
  if (known.length === 0) return
  await tx.$executeRaw(Prisma.sql`
    insert into identity (contact_id, kind, value, is_primary, created_at)
    select contact_id, kind, value, coalesce((
        select false from identity known where known.contact_id = fresh.contact_id and known.kind = fresh.kind
          and known.is_primary limit 1), true), ${now}
    from ${asRelation(known)} on conflict do nothing`)
}

/** Of contacts that this transaction has made, nothing is there that an address could meet. */
async function insertFirst(tx: Transaction, rows: readonly Owned[], now: Date): Promise<void> {
  if (rows.length === 0) return
  await tx.$executeRaw(Prisma.sql`
    insert into identity (contact_id, kind, value, is_primary, created_at)
    select contact_id, kind, value, true, ${now} from ${asRelation(rows)}`)
}

const asRelation = (rows: readonly Owned[]) =>
  Prisma.sql`unnest(${listSql(
    rows.map((row) => row.contactId),
    'uuid',
  )}, ${kinds(rows)}, ${listSql(
    rows.map((row) => row.value),
    'text',
  )}) as fresh (contact_id, kind, value)`
