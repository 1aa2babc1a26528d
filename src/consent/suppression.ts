// Addresses that must never be written to, kept as keyed hashes and nothing else (consent.md S1). The key lies outside
// the database, so a copy of the table tells nobody who is in it.
import { createHmac, hkdfSync } from 'node:crypto'
import type { IdentityKind } from '../contacts/index.ts'
import { type Db, Prisma } from '../platform/database.ts'

export type SuppressionKey = { version: number; key: Buffer }
/** `value` is the normal form: the same function makes it everywhere (S7). */
export type SuppressedAddress = { kind: IdentityKind; value: string }

/** The key for suppression, derived from the installation's secret. A new secret is a new version; old ones are checked too. */
export function suppressionKey(secret: string, version = 1): SuppressionKey {
  return { version, key: Buffer.from(hkdfSync('sha256', secret, '', 'assent suppression', 32)) }
}

const hashOf = ({ key }: SuppressionKey, { kind, value }: SuppressedAddress) =>
  createHmac('sha256', key).update(`${kind}:${value}`).digest('hex')

/** Suppresses an address for good. Repeating it changes nothing. */
export async function suppressAddress(
  db: Db,
  key: SuppressionKey,
  address: SuppressedAddress,
  reason: string,
  now: Date,
): Promise<void> {
  await db.suppression.createMany({
    data: [
      {
        kind: address.kind,
        valueHmac: Buffer.from(hashOf(key, address), 'hex'),
        keyVersion: key.version,
        reason,
        createdAt: now,
      },
    ],
    skipDuplicates: true,
  })
}

/** Which of these addresses are suppressed under any of the keys: their positions in the list. */
export async function findSuppressed(
  db: Db,
  keys: readonly SuppressionKey[],
  addresses: readonly SuppressedAddress[],
): Promise<Set<number>> {
  if (addresses.length === 0 || !(await db.suppression.findFirst({ select: { keyVersion: true } }))) return new Set()
  const wanted = keys.flatMap((key) => addresses.map((address) => ({ ...address, hmac: `\\x${hashOf(key, address)}` })))
  const rows = await db.$queryRaw<{ position: number }[]>(Prisma.sql`
    select (wanted.position - 1)::int as position
    from unnest(${wanted.map((one) => one.kind)}::text[], ${wanted.map((one) => one.hmac)}::bytea[])
      with ordinality as wanted (kind, value_hmac, position)
    join suppression using (kind, value_hmac)`)
  return new Set(rows.map((row) => row.position % addresses.length))
}
