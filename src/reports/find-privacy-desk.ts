// What the privacy officer sees first: what people withdrew, what was held back, what was blocked, what ends soon.
import { NOT_CANARY } from '../contacts/index.ts'
import { type Db, Prisma } from '../platform/database.ts'

const DAY_MS = 86_400_000
/** Days that the counts of the desk look back, and days that the ends of a yes look ahead. */
const BACK_DAYS = 30
const AHEAD_DAYS = 30

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
export type Ending = { purposeId: string; purpose: string; channel: string; people: number; firstAt: Date }
export type PrivacyDesk = {
  lowered: { items: Lowered[]; days: number; people: number }
  heldBack: { rows: number; imports: { id: string; fileName: string; heldBack: number; at: Date }[] }
  blocked: { reason: string; messages: number }[]
  ending: Ending[]
}

export async function findPrivacyDesk(db: Db, now: Date): Promise<PrivacyDesk> {
  const since = new Date(+now - BACK_DAYS * DAY_MS)
  const imports = await db.import.findMany({
    where: { heldBack: { gt: 0 } },
    select: { id: true, fileName: true, heldBack: true, createdAt: true },
    orderBy: { createdAt: 'desc' },
  })
  return {
    lowered: { items: await findLowered(db, since), days: BACK_DAYS, people: await countLowered(db, since) },
    heldBack: {
      rows: imports.reduce((sum, row) => sum + row.heldBack, 0),
      imports: imports.slice(0, 5).map(({ createdAt, ...row }) => ({ ...row, at: createdAt })),
    },
    blocked: await countBlocked(db, since),
    ending: await findEnding(db, now),
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

async function findEnding(db: Db, now: Date): Promise<Ending[]> {
  return db.$queryRaw<Ending[]>(Prisma.sql`
    select purpose.id as "purposeId", purpose.name as purpose, state.channel, count(*)::int as people,
      min(state.expires_at) as "firstAt"
    from consent_state state join purpose on purpose.id = state.purpose_id and purpose.retired_at is null
    where state.state = 'given' and state.expires_at > ${now}
      and state.expires_at <= ${new Date(+now + AHEAD_DAYS * DAY_MS)}
    group by purpose.id, purpose.name, state.channel order by min(state.expires_at)`)
}
