// How many mails came back, by day and by what they were: all that is kept of them. What came by SMS is counted beside them.
import { type Db, Prisma } from '../../platform/database.ts'

/** Days told of, today among them. */
export const INBOUND_DAYS = 30
const DAY_MS = 86_400_000

/** `day` in UTC, as 2026-11-26. `outcome`: a MailOutcome. */
export type InboundCount = { day: string; outcome: string; mails: number }

/** Outcomes of SMS begin so; `_` would stand for any character. */
const SMS = 'sms\\_%'

/** How many SMS came, and what gateways told of, in the last 30 days. */
export async function countCameBySms(db: Db, now: Date): Promise<{ outcome: string; count: number }[]> {
  const first = new Date(+now - (INBOUND_DAYS - 1) * DAY_MS)
  return db.$queryRaw<{ outcome: string; count: number }[]>(Prisma.sql`
    select outcome, sum(mails)::int as count from inbound_count
    where day >= (${first}::timestamptz at time zone 'UTC')::date and outcome like ${SMS} group by 1 order by 2 desc, 1`)
}

/** The counts of the last 30 days, the newest first. */
export async function findInbound(db: Db, now: Date): Promise<InboundCount[]> {
  const first = new Date(+now - (INBOUND_DAYS - 1) * DAY_MS)
  return db.$queryRaw<InboundCount[]>(Prisma.sql`
    select to_char(day, 'YYYY-MM-DD') as day, outcome, mails from inbound_count
    where day >= (${first}::timestamptz at time zone 'UTC')::date and outcome not like ${SMS} order by inbound_count.day desc, mails desc, outcome`)
}
