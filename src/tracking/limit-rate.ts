// Slows down whoever sends too much to a page that anybody may reach. Kept in memory, by caller, and forgotten at once
// when its window ends; a caller's address is written nowhere.

/** Above this the oldest entries go, so that invented callers cannot fill the memory. */
const MOST_CALLERS = 20_000

export type RateLimit = { mayGo: (caller: string, now: Date) => boolean }

/** Lets each caller through `most` times in every `windowMs`. */
export function createRateLimit(most: number, windowMs: number): RateLimit {
  const windows = new Map<string, { count: number; endsAt: number }>()
  return {
    mayGo: (caller, now) => {
      const current = windows.get(caller)
      if (current && current.endsAt > +now) {
        current.count++
        return current.count <= most
      }
      windows.delete(caller)
      windows.set(caller, { count: 1, endsAt: +now + windowMs })
      const [oldest] = windows.keys()
      if (windows.size > MOST_CALLERS && oldest !== undefined) windows.delete(oldest)
      return true
    },
  }
}
