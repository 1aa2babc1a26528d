// Slows down guessing the password of one person from many places; better-auth's own limit counts by caller.
// Kept in memory: a restart forgets, which costs an attacker's patience less than a table would cost every sign-in.
import { createHash } from 'node:crypto'

/** So many wrong passwords in a row, then a pause of WINDOW_MS. Fewer would let anybody lock a colleague out by typing. */
const MOST_FAILURES = 20
const WINDOW_MS = 15 * 60_000
/** Above this the oldest entries go, so that invented addresses cannot fill the memory. */
const MOST_ENTRIES = 10_000

/** Counts failures by account. `now` in ms. */
export function createThrottle() {
  const failures = new Map<string, { count: number; until: number }>()
  const keyOf = (email: string) => createHash('sha256').update(email.trim().toLowerCase()).digest('base64')
  return {
    mayTry: (email: string, now: number): boolean => {
      const entry = failures.get(keyOf(email))
      return !entry || entry.until <= now || entry.count < MOST_FAILURES
    },
    noteFailure: (email: string, now: number): void => {
      const key = keyOf(email)
      const entry = failures.get(key)
      const count = entry && entry.until > now ? entry.count + 1 : 1
      failures.delete(key)
      failures.set(key, { count, until: now + WINDOW_MS })
      const [oldest] = failures.keys()
      if (failures.size > MOST_ENTRIES && oldest !== undefined) failures.delete(oldest)
    },
    noteSuccess: (email: string): void => void failures.delete(keyOf(email)),
  }
}

export type Throttle = ReturnType<typeof createThrottle>
