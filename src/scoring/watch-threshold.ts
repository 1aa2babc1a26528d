// Which totals somebody waits for. Only crossing these from below is a fact; every other total is nobody's news.
import type { NewEvent } from '../contacts/index.ts'
import { type Db, Prisma } from '../platform/database.ts'

/** From now on, crossing `value` from below is recorded as `score.crossed`. Asking again does nothing. */
export async function watchThreshold(db: Db, value: number): Promise<void> {
  await db.$executeRaw(Prisma.sql`insert into score_watch (value) values (${value}::int) on conflict do nothing`)
}

export async function unwatchThreshold(db: Db, value: number): Promise<void> {
  await db.scoreWatch.deleteMany({ where: { value } })
}

export type Crossing = { contactId: string; value: number }

export const asCrossedEvent = ({ contactId, value }: Crossing, now: Date): NewEvent => ({
  contactId,
  type: 'score.crossed',
  occurredAt: now,
  source: 'scoring',
  properties: { threshold: value },
})
