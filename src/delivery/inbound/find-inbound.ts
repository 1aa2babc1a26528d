// How many mails came back, by day and by what they were: all that is kept of them.
import { type Db, Prisma } from '../../platform/database.ts'

/** Days told of, today among them. */
export const INBOUND_DAYS = 30
const DAY_MS = 86_400_000

/** `day` in UTC, as 2026-11-26. `outcome`: a MailOutcome. */
export type InboundCount = { day: string; outcome: string; mails: number }

/** The counts of the last 30 days, the newest first. */
export async function findInbound(db: Db, now: Date): Promise<InboundCount[]> {
  const first = new Date(+now - (INBOUND_DAYS - 1) * DAY_MS)
  return db.$queryRaw<InboundCount[]>(Prisma.sql`
    select to_char(day, 'YYYY-MM-DD') as day, outcome, mails from inbound_count
    where day >= (${first}::timestamptz at time zone 'UTC')::date order by inbound_count.day desc, mails desc, outcome`)
}
