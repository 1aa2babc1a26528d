// Attempts to enter people who are erased or suppressed, counted and never named (consent.md S2).
import { type Db, Prisma } from '../../platform/database.ts'
import type { SuppressedHit } from './suppress-addresses.ts'
import { SUPPRESSION_REASONS, type SuppressionReason } from './words.ts'

export const WAYS_IN = ['import', 'added', 'form'] as const
export type WayIn = (typeof WAYS_IN)[number]

/** Notes those that were stopped. A row each time instead of one counter, so that nobody waits for anybody. */
export async function noteAttempts(db: Db, way: WayIn, hits: readonly SuppressedHit[], now: Date): Promise<void> {
  const rows = SUPPRESSION_REASONS.flatMap((reason) => {
    const addresses = new Set(
      hits.filter((hit) => hit.reason === reason && hit.scope === 'all').map((hit) => hit.position),
    ).size
    return addresses > 0 ? [{ at: now, way, reason, addresses }] : []
  })
  if (rows.length > 0) await db.suppressionAttempt.createMany({ data: rows })
}

export type AttemptDay = { day: string; way: WayIn; reason: SuppressionReason; addresses: number }

/** Attempts by day (UTC), way in and reason, newest first, over the last `days` days. */
export async function findAttempts(db: Db, days: number, now: Date): Promise<AttemptDay[]> {
  return db.$queryRaw<AttemptDay[]>(Prisma.sql`
    select to_char(at at time zone 'UTC', 'YYYY-MM-DD') as day, way, reason, sum(addresses)::int as addresses
    from suppression_attempt where at > ${new Date(+now - days * DAY_MS)} and at <= ${now}
    group by 1, 2, 3 order by 1 desc, 2, 3`)
}

const DAY_MS = 86_400_000
