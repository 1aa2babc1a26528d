// Why now: where a contact stands at this moment, and what made it so, the strongest first.
import type { Db } from '../platform/database.ts'
import { findReasons } from '../scoring/index.ts'
import type { Fact } from './words.ts'

/** A seller reads on the phone, between two calls. */
const REASONS_SHOWN = 5

/** The score of a contact in points of now, with its strongest reasons. */
export async function findScore(
  db: Db,
  contactId: string,
  now: Date,
): Promise<{ heat: number; fit: number; reasons: Fact[] }> {
  const reasons = (await findReasons(db, [contactId], now)).get(contactId) ?? []
  const score = await db.score.findUnique({ where: { contactId }, select: { fit: true } })
  return {
    heat: reasons.reduce((sum, reason) => sum + reason.pointsNow, 0),
    fit: score?.fit ?? 0,
    reasons: reasons
      .filter((reason) => reason.pointsNow > 0)
      .slice(0, REASONS_SHOWN)
      .map(({ lastAt, name, times, pointsNow }) => ({
        at: lastAt.toISOString(),
        text: name,
        times,
        points: Math.round(pointsNow * 10) / 10,
      })),
  }
}
