// A relay that fails again and again is left alone, longer each time, and then tried with one message: a circuit breaker.
// What waits goes through the other relays meanwhile, or stays in line. A state is a value; times are monotonic ms.

export type Breaker = {
  /** Faults in a row: not reached, not let in, cut, silent, or an answer that is about the relay itself. */
  faults: number
  /** Left alone until then; undefined while it is closed, which is the good state. */
  openUntil: number | undefined
  /** ms that it is left alone after the next opening. */
  restMs: number
}
export type BreakerRules = {
  /** Faults in a row after which it opens. Fewer give up on a relay for one cut line; more hold up mails for longer. */
  openAfter: number
  /** ms of the first rest, doubled each time up to the last. */
  restMs: readonly [first: number, longest: number]
}

export const BREAKER_RULES: BreakerRules = { openAfter: 5, restMs: [1000, 60_000] }

export const closedBreaker = ({ restMs: [first] }: BreakerRules): Breaker => ({
  faults: 0,
  openUntil: undefined,
  restMs: first,
})

/** `probe`: one message may try whether it works again. */
export type Trial = 'yes' | 'probe' | 'no'

export const mayTry = ({ openUntil }: Breaker, at: number): Trial =>
  openUntil === undefined ? 'yes' : at >= openUntil ? 'probe' : 'no'

/** After a fault. A failed probe opens it again at once, for longer. */
export function afterFault(breaker: Breaker, at: number, { openAfter, restMs: [, longest] }: BreakerRules): Breaker {
  const faults = breaker.faults + 1
  // Faults of what was still under way when it opened say nothing new.
  if (mayTry(breaker, at) === 'no' || (breaker.openUntil === undefined && faults < openAfter))
    return { ...breaker, faults }
  return { faults, openUntil: at + breaker.restMs, restMs: Math.min(breaker.restMs * 2, longest) }
}

/** After any answer that shows the relay at work, be it a no to one recipient. */
export const afterAnswer = (breaker: Breaker, rules: BreakerRules): Breaker =>
  breaker.faults === 0 && breaker.openUntil === undefined ? breaker : closedBreaker(rules)
