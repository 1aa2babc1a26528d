// What the privacy officer sees first: what people withdrew and what was blocked.
// What is wrong, and how to mend it, is deviations/.
import { NOT_CANARY } from '../contacts/index.ts'
import { type Db, Prisma } from '../platform/database.ts'

const DAY_MS = 86_400_000
/** Days that the counts of the desk look back. */
const BACK_DAYS = 30

export type Lowered = {
  contactId: string
  contactName: string | null
  seq: number
  type: string
  purpose: string | null
  channel: string | null
  method: string
  at: Date
}
export type PrivacyDesk = {
  lowered: { items: Lowered[]; days: number; people: number }
  blocked: { reason: string; messages: number }[]
}

export async function findPrivacyDesk(db: Db, now: Date): Promise<PrivacyDesk> {
  const since = new Date(+now - BACK_DAYS * DAY_MS)
  return {
    lowered: { items: await findLowered(db, since), days: BACK_DAYS, people: await countLowered(db, since) },
    blocked: await countBlocked(db, since),
  }
}

const LOWERS = Prisma.sql`('withdrawn', 'refused', 'objected', 'restricted')`

async function findLowered(db: Db, since: Date): Promise<Lowered[]> {
  return db.$queryRaw<Lowered[]>(Prisma.sql`
    select entry.contact_id as "contactId", nullif(concat_ws(' ', contact.first_name, contact.last_name), '') as "contactName",
      entry.seq, entry.type, purpose.name as purpose, entry.channel, entry.method, entry.recorded_at as at
    from consent_event entry join contact on contact.id = entry.contact_id
    left join purpose on purpose.id = entry.purpose_id
    where entry.contact_id ${NOT_CANARY} and entry.type in ${LOWERS} and entry.recorded_at >= ${since}
    order by entry.recorded_at desc, entry.contact_id, entry.seq desc limit 20`)
}

async function countLowered(db: Db, since: Date): Promise<number> {
  const [row] = await db.$queryRaw<{ people: number }[]>(Prisma.sql`
    select count(distinct contact_id)::int as people from consent_event
    where contact_id ${NOT_CANARY} and type in ${LOWERS} and recorded_at >= ${since}`)
  return row?.people ?? 0
}

async function countBlocked(db: Db, since: Date): Promise<{ reason: string; messages: number }[]> {
  return db.$queryRaw(Prisma.sql`
    select reason, count(*)::int as messages from message
    where status = 'blocked' and reason is not null and decided_at >= ${since}
    group by reason order by messages desc, reason`)
}
