// Addresses that must never be written to, kept as keyed hashes with scope, reason and date and nothing else (consent.md S1).
// Whatever lets people in asks here first.
import { createHmac } from 'node:crypto'
import type { IdentityKind } from '../../contacts/index.ts'
import { type Db, isTransaction, type ListType, listSql, Prisma, type Transaction } from '../../platform/database.ts'
import { keepSuppressedOutside } from '../journal.ts'
import type { SuppressedLine } from '../journal-lines.ts'
import { noteKey, requireKeys } from './check-keys.ts'
import type { SuppressionKey } from './suppression-keys.ts'
import type { SuppressionReason, SuppressionScope } from './words.ts'

/** Any number that no other advisory lock of the application's database uses. */
const LOCK = 5_610_443

/**
 * Waits until nobody is being let in who was looked up before, and lets nobody be looked up until the end of the
 * transaction. Before any contact is locked: whoever lets people in takes its part of this lock first too.
 */
export async function lockSuppression(tx: Transaction): Promise<void> {
  await tx.$executeRaw(Prisma.sql`select pg_advisory_xact_lock(${LOCK}::bigint)`)
}

/** `value` is the normal form: the same function makes it everywhere (S7). */
export type SuppressedAddress = { kind: IdentityKind; value: string }

export type SuppressedHit = {
  /** Which of the addresses asked about, counted from 0. */
  position: number
  scope: SuppressionScope
  reason: SuppressionReason
  keyVersion: number
}

const hmacOf = ({ key }: SuppressionKey, { kind, value }: SuppressedAddress) =>
  `\\x${createHmac('sha256', key).update(`${kind}:${value}`).digest('hex')}`

/**
 * Suppresses addresses for good, and answers how many were not yet. Repeating it changes nothing; entries of an older key
 * get the newest. Throws `unavailable` where the newest key is not the one of before.
 */
export async function suppressAddresses(
  db: Db,
  keys: readonly SuppressionKey[],
  addresses: readonly SuppressedAddress[],
  { scope, reason }: { scope: SuppressionScope; reason: SuppressionReason },
  now: Date,
): Promise<number> {
  const [newest] = keys
  if (!newest) throw new Error('suppressing an address needs a key')
  if (addresses.length === 0) return 0
  await noteKey(db, newest, now)
  await rekeySeen(db, keys, addresses, await findEntries(db, keys, addresses), now)
  const hashes = addresses.map((address) => ({ kind: address.kind, hmac: hmacOf(newest, address) }))
  const fresh = await db.$queryRaw<{ kind: IdentityKind; hash: string }[]>(Prisma.sql`
    insert into suppression (kind, value_hmac, scope, key_version, reason, created_at)
    select distinct kind, value_hmac, ${scope}, ${newest.version}::int, ${reason}, ${now}::timestamptz
    from unnest(${of(hashes, 'text', (one) => one.kind)}, ${of(hashes, 'bytea', (one) => one.hmac)}) as fresh (kind, value_hmac)
    order by kind, value_hmac
    on conflict do nothing returning kind, encode(value_hmac, 'base64') as hash`)
  for (const kind of new Set(fresh.map((one) => one.kind))) {
    const ofKind = fresh.filter((one) => one.kind === kind).map((one) => one.hash)
    const entry = {
      type: 'suppressed',
      kind,
      scope,
      reason,
      keyVersion: newest.version,
      at: now.toISOString(),
    } as const
    await keepSuppressedOutside({ ...entry, hashes: ofKind })
  }
  return fresh.length
}

/** Puts back entries that the journal knows and a restored database has forgotten; answers how many. */
export async function restoreSuppressed(db: Db, line: SuppressedLine): Promise<number> {
  const { kind, scope, reason, keyVersion, at, hashes } = line
  return db.$executeRaw(Prisma.sql`
    insert into suppression (kind, value_hmac, scope, key_version, reason, created_at)
    select ${kind}, decode(hash, 'base64'), ${scope}, ${keyVersion}::int, ${reason}, ${at}::timestamptz
    from unnest(${listSql(hashes, 'text')}) as known (hash) on conflict do nothing`)
}

/**
 * Which of these addresses are suppressed, under any of the keys. Throws `unavailable` where a key is missing: then nobody
 * can tell, and nobody may be let in. In a transaction the answer holds until its end.
 */
export async function findSuppressed(
  db: Db,
  keys: readonly SuppressionKey[],
  addresses: readonly SuppressedAddress[],
): Promise<SuppressedHit[]> {
  if (isTransaction(db)) await db.$executeRaw(Prisma.sql`select pg_advisory_xact_lock_shared(${LOCK}::bigint)`)
  await requireKeys(db, keys)
  return findEntries(db, keys, addresses)
}

/** Positions of those that must not be taken in at all; the others are only kept from one channel. */
export const stopped = (hits: readonly SuppressedHit[]): Set<number> =>
  new Set(hits.filter(({ scope }) => scope === 'all').map(({ position }) => position))

async function findEntries(
  db: Db,
  keys: readonly SuppressionKey[],
  addresses: readonly SuppressedAddress[],
): Promise<SuppressedHit[]> {
  if (addresses.length === 0 || !(await db.suppression.findFirst({ select: { keyVersion: true } }))) return []
  const wanted = keys.flatMap((key) =>
    addresses.map((address, position) => ({ kind: address.kind, hmac: hmacOf(key, address), position })),
  )
  return db.$queryRaw<SuppressedHit[]>(Prisma.sql`
    select wanted.position, suppression.scope, suppression.reason, suppression.key_version as "keyVersion"
    from unnest(${of(wanted, 'text', (one) => one.kind)}, ${of(wanted, 'bytea', (one) => one.hmac)},
      ${of(wanted, 'int', (one) => one.position)}) as wanted (kind, value_hmac, position)
    join suppression using (kind, value_hmac) order by position`)
}

/**
 * Puts entries that were just seen under the newest key, which needs their address: only now can it be done. An entry that
 * somebody else holds is left for the next time, so that nobody waits here.
 */
export async function rekeySeen(
  db: Db,
  keys: readonly SuppressionKey[],
  addresses: readonly SuppressedAddress[],
  hits: readonly SuppressedHit[],
  now: Date,
): Promise<void> {
  const [newest] = keys
  const moves = hits.flatMap(({ position, scope, keyVersion }) => {
    const [address, old] = [addresses[position], keys.find((key) => key.version === keyVersion)]
    if (!address || !old || !newest || keyVersion >= newest.version) return []
    return [{ kind: address.kind, scope, from: hmacOf(old, address), to: hmacOf(newest, address) }]
  })
  if (!newest || moves.length === 0) return
  await noteKey(db, newest, now)
  await db.$executeRaw(Prisma.sql`
    with seen as (
      select entry.kind, entry.value_hmac, entry.scope, move.fresh
      from unnest(${of(moves, 'text', (one) => one.kind)}, ${of(moves, 'text', (one) => one.scope)},
        ${of(moves, 'bytea', (one) => one.from)}, ${of(moves, 'bytea', (one) => one.to)}) as move (kind, scope, stale, fresh)
      join suppression entry on entry.kind = move.kind and entry.scope = move.scope and entry.value_hmac = move.stale
      where not exists (select from suppression known
        where known.kind = move.kind and known.scope = move.scope and known.value_hmac = move.fresh)
      order by entry.kind, entry.value_hmac for update of entry skip locked
    )
    update suppression set value_hmac = seen.fresh, key_version = ${newest.version}::int from seen
    where suppression.kind = seen.kind and suppression.value_hmac = seen.value_hmac and suppression.scope = seen.scope`)
}

const of = <T>(rows: readonly T[], type: ListType, pick: (row: T) => string | number) => listSql(rows.map(pick), type)
