// How heat cools. A point given at t weighs 2^((t - origin) / half-life) for ever, so adding is one addition and waiting
// never changes an order; only reading divides by the weight of now (Cormode et al., Forward Decay, 2009).
import { Prisma } from '../platform/database.ts'

export type HeatModel = { origin: Date; halfLifeSeconds: number }

export const DAY_SECONDS = 86_400
/** In days. 60 to 120 is the flat optimum on real purchases; shorter forgets buyers who think for a quarter. */
export const DEFAULT_HALF_LIFE_DAYS = 90
/** In days. Below this a score says little more than who was here last. */
export const SHORTEST_HALF_LIFE_DAYS = 7
/** In days. Beyond two years nothing cools that anybody would notice. */
export const LONGEST_HALF_LIFE_DAYS = 730
/**
 * In half-lives before the origin. Older points weigh as if they were this old: nothing, in any score anybody reads.
 * Without the floor an event of 1970 would underflow, which PostgreSQL answers with an error.
 */
export const OLDEST_HALF_LIVES = 400
/** In half-lives after the origin. Past this the origin moves on; a double would hold twice as much. */
export const REBASE_HALF_LIVES = 500

const halfLives = ({ origin, halfLifeSeconds }: HeatModel, at: Date) => (+at - +origin) / 1000 / halfLifeSeconds

/** What one point given at `at` adds to the stored heat. */
export function weightAt(model: HeatModel, at: Date): number {
  return 2 ** Math.max(-OLDEST_HALF_LIVES, halfLives(model, at))
}

/** What a stored heat is worth at `now`, in points. */
export function heatAt(model: HeatModel, heat: number, now: Date): number {
  return heat * 2 ** -halfLives(model, now)
}

/** What points given at `then` are worth at `now`. */
export function pointsAt(model: HeatModel, points: number, then: Date, now: Date): number {
  return points * 2 ** ((+then - +now) / 1000 / model.halfLifeSeconds)
}

/** When the total falls below `threshold` if nothing happens; undefined where it is below already or never will be. */
export function coolsBelow(
  model: HeatModel,
  { heat, fit }: { heat: number; fit: number },
  threshold: number,
  now: Date,
): Date | undefined {
  const floor = threshold - fit
  if (floor <= 0 || heatAt(model, heat, now) < floor) return undefined
  const seconds = Math.log2(heat / floor) * model.halfLifeSeconds
  return new Date(+model.origin + seconds * 1000)
}

/** The weight of a point given at the SQL expression `at`, with `scoring_model` in scope. */
export const weightSql = (at: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`power(2::float8, greatest(${-OLDEST_HALF_LIVES}::float8,
    extract(epoch from ${at} - scoring_model.origin)::float8 / scoring_model.half_life_seconds))`

/** What one unit of stored heat is worth at `now`, with `scoring_model` in scope. */
export const coolingSql = (now: Date): Prisma.Sql =>
  Prisma.sql`power(2::float8,
    - extract(epoch from ${now}::timestamptz - scoring_model.origin)::float8 / scoring_model.half_life_seconds)`
