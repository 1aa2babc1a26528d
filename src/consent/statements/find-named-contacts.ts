// Whom another system means: by our id, or by an address that it knows.
import { addressHash, type IdentityKind, normaliseAddress } from '../../contacts/index.ts'
import { type Db, listSql, Prisma } from '../../platform/database.ts'

type Named = { [Key in 'id' | 'email' | 'phone' | 'externalId']?: string | undefined }
type Owner = { place: number; contact_id: string }

/** Who is meant by each name, and after a merge whoever was kept; null where nobody is known by it. */
export async function findNamedContacts(
  db: Db,
  names: readonly (ContactName | undefined)[],
): Promise<(string | null)[]> {
  const of = (pick: (name: ContactName) => string | null) => names.map((name) => (name ? pick(name) : null))
  const owners = await db.$queryRaw<Owner[]>(Prisma.sql`
    with recursive named as (
      select place::int, coalesce(wanted.id, address_key.contact_id) as id
      from unnest(${listSql(of(idOf), 'uuid')}, ${listSql(of(kindOf), 'text')}, ${listSql(of(hashOf), 'bytea')})
        with ordinality as wanted (id, kind, value_hash, place)
      left join address_key on address_key.kind = wanted.kind and address_key.value_hash = wanted.value_hash
    ), person (place, id, heir) as (
      select named.place, contact.id, contact.merged_into_id from named join contact on contact.id = named.id
      union select person.place, contact.id, contact.merged_into_id from person join contact on contact.id = person.heir
    ) select place, id as contact_id from person where heir is null`)
  const found = new Map(owners.map((row) => [row.place, row.contact_id]))
  return names.map((_, at) => found.get(at + 1) ?? null)
}

/** An id, or an address in its normal form. */
export type ContactName = { id: string } | { kind: IdentityKind; value: string }
const idOf = (name: ContactName) => ('id' in name ? name.id : null)
const kindOf = (name: ContactName) => ('kind' in name ? name.kind : null)
const hashOf = (name: ContactName) => ('kind' in name ? `\\x${addressHash(name.kind, name.value)}` : null)

/** How another system names somebody: by the first of these that it says. Undefined where it cannot be an address. */
export function nameOf({ id, email, phone, externalId }: Named): ContactName | undefined {
  if (id !== undefined) return { id }
  const [kind, text]: [IdentityKind, string] =
    email !== undefined ? ['email', email] : phone !== undefined ? ['phone', phone] : ['external', externalId ?? '']
  const value = normaliseAddress(kind, text)
  return value === undefined ? undefined : { kind, value }
}
