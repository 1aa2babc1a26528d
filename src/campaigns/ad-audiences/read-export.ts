// What an export says, a page at a time: hashes to add and hashes to remove. Who is to be added is decided once more when
// it is read, so a file that is fetched late names nobody who has said no since.
import { decisionSql } from '../../consent/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import { AD_CHANNEL } from './export-audience.ts'
import type { MemberKind } from './platforms.ts'

/** People read at once. */
const PAGE = 5000

export type Part = 'add' | 'remove'
/** Of one person, in hexadecimal. */
export type Hashes = Partial<Record<MemberKind, string>>
type Asked = { id: string; audienceId: string; purposeId: string; at: Date }
type Row = { contact_id: string; email: string | null; phone: string | null }

/** The people of one part of an export, in pages. */
export async function* readExport(db: Db, part: Part, asked: Asked): AsyncGenerator<Hashes[]> {
  for (let after: string | null = null; ; ) {
    const rows: Row[] = await db.$queryRaw<Row[]>(Prisma.sql`
      select contact_id, max(encode(hash, 'hex')) filter (where kind = 'email') as email,
        max(encode(hash, 'hex')) filter (where kind = 'phone') as phone
      from (${part === 'add' ? addedSql(asked) : removedSql(asked)}) member
      where contact_id > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000')
      group by contact_id order by contact_id limit ${PAGE}::int`)
    if (rows.length > 0) yield rows.map(asHashes)
    const last: string | undefined = rows.at(-1)?.contact_id
    if (last === undefined || rows.length < PAGE) return
    after = last
  }
}

const asHashes = ({ email, phone }: Row): Hashes => ({ ...(email && { email }), ...(phone && { phone }) })

const addedSql = ({ id, audienceId, purposeId, at }: Asked) => {
  const added = Prisma.sql`audience_id = ${audienceId}::uuid and added_in = ${id}::uuid and removed_in is null`
  const people = Prisma.sql`select distinct contact_id from ad_member where ${added}`
  return Prisma.sql`
    select ad_member.contact_id, kind, hash from ad_member
    join (${decisionSql(people, { purposeId, channel: AD_CHANNEL, at })}) decision
      on decision.contact_id = ad_member.contact_id and decision.is_allowed where ${added}`
}

/** An address that another contact of the audience has now, as after a merge, stays. */
const removedSql = ({ id, audienceId }: Asked) => Prisma.sql`
  select contact_id, kind, hash from ad_member gone
  where gone.audience_id = ${audienceId}::uuid and gone.removed_in = ${id}::uuid and not exists (
    select from ad_member stays where stays.audience_id = gone.audience_id and stays.kind = gone.kind
      and stays.hash = gone.hash and stays.removed_in is null)`
