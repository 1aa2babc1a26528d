// When a message that was put off is tried again, and when no more (RFC 5321 4.5.4.1: give up after four or five days).

const MINUTE_MS = 60_000

export type RetryDelays = {
  /** ms after the first try, the second and so on; the last is repeated. */
  later: readonly number[]
  /** ms after the first fault of a relay, four times as long after each, and never longer than `later`. */
  afterFault: number
  /** Tries, after which it is given up. */
  tries: number
}

/** Twenty tries within four days and eight hours. */
export const RETRY_DELAYS: RetryDelays = {
  later: [1, 5, 15, 30, 60, 120, 240, 480].map((minutes) => minutes * MINUTE_MS),
  afterFault: 5000,
  tries: 20,
}

/** ms until the next try after `tries` of them; undefined: it is given up. `about` says what the last one failed for. */
export function retryAfter(tries: number, about: 'recipient' | 'relay', delays: RetryDelays): number | undefined {
  if (tries >= delays.tries) return undefined
  const later = delays.later[Math.min(tries, delays.later.length) - 1] ?? delays.afterFault
  return about === 'recipient' ? later : Math.min(later, delays.afterFault * 4 ** (tries - 1))
}
