// What each advertising platform hashes, and what the columns of its files are called. All want SHA-256 in hexadecimal; they
// differ in how an address is written before. Ours are stored in small letters and as E.164 already.
import { Prisma } from '../../platform/database.ts'

export const PLATFORMS = ['meta', 'google', 'linkedin'] as const
export type Platform = (typeof PLATFORMS)[number]
export type MemberKind = 'email' | 'phone'

/** Names of the columns; LinkedIn matches by e-mail address alone. */
export const COLUMNS: Record<Platform, readonly { kind: MemberKind; name: string }[]> = {
  meta: [
    { kind: 'email', name: 'email' },
    { kind: 'phone', name: 'phone' },
  ],
  google: [
    { kind: 'email', name: 'Email' },
    { kind: 'phone', name: 'Phone' },
  ],
  linkedin: [{ kind: 'email', name: 'email' }],
}

const { sql } = Prisma
const AS_IT_IS = sql`identity.value`
/** Google reads over dots before its own domains, and asks for addresses without them (Customer Match). */
const WITHOUT_DOTS = sql`case when split_part(identity.value, '@', 2) in ('gmail.com', 'googlemail.com')
  then replace(split_part(identity.value, '@', 1), '.', '') || '@' || split_part(identity.value, '@', 2)
  else identity.value end`
/** Meta wants the digits alone, country code first. */
const DIGITS = sql`ltrim(identity.value, '+')`

const WRITTEN: Record<Platform, Record<MemberKind, Prisma.Sql>> = {
  meta: { email: AS_IT_IS, phone: DIGITS },
  google: { email: WITHOUT_DOTS, phone: AS_IT_IS },
  linkedin: { email: AS_IT_IS, phone: AS_IT_IS },
}

/** The primary addresses of `people` (contact_id) as this platform knows them: a relation (contact_id, kind, hash). */
export function hashesSql(people: Prisma.Sql, platform: Platform): Prisma.Sql {
  const kinds = COLUMNS[platform].map(({ kind }) => kind)
  const { email, phone } = WRITTEN[platform]
  return sql`
    select identity.contact_id, identity.kind,
      sha256(convert_to(case identity.kind when 'email' then ${email} else ${phone} end, 'UTF8')) as hash
    from (${people}) people join identity on identity.contact_id = people.contact_id
    where identity.is_primary and identity.kind in ('email', 'phone') and identity.kind = any(${kinds}::text[])`
}
