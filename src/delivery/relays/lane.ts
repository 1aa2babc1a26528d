// One relay as a worker uses it: its connections, how it fares, and how much of the mail has gone its way.
import type { RelayConnection, SendResult } from '../smtp-relay.ts'
import { afterAnswer, afterFault, type Breaker, type BreakerRules, closedBreaker, mayTry } from './breaker.ts'

export type Lane = {
  /** Of the relay. */
  readonly id: string
  readonly connections: readonly RelayConnection[]
  readonly rules: BreakerRules
  /** Its part of the mail, against the weights of the others. */
  weight: number
  /** It was switched off or removed: nothing more is claimed for it. */
  isOff: boolean
  breaker: Breaker
  /** Messages a second lately, kept from batch to batch: how much to claim at once. */
  pace: { perSecond: number }
  /** Messages claimed for it, by weight: what keeps the parts even. */
  share: number
}

/** Before anything is known of its pace. */
const FIRST_PACE = 100

export const openLane = (
  id: string,
  connections: readonly RelayConnection[],
  rules: BreakerRules,
  weight = 1,
): Lane => ({
  ...{ id, connections, rules, weight, isOff: false, share: 0 },
  breaker: closedBreaker(rules),
  pace: { perSecond: FIRST_PACE },
})

export const isUsable = ({ isOff, breaker }: Lane, at: number): boolean => !isOff && mayTry(breaker, at) !== 'no'

/** ms until one of these may be tried; undefined where there is none. */
export function usableIn(lanes: readonly Lane[], at: number): number | undefined {
  const waits = lanes.filter(({ isOff }) => !isOff).map(({ breaker }) => Math.max(0, (breaker.openUntil ?? at) - at))
  return waits.length > 0 ? Math.min(...waits) : undefined
}

/** What became of one message, as far as it tells of the relay. */
export function noteResult(lane: Lane, result: SendResult, at: number): void {
  const isFault =
    result.kind === 'uncertain' || result.kind === 'relay_fault' || (result.kind === 'not_begun' && result.isFault)
  if (isFault) lane.breaker = afterFault(lane.breaker, at, lane.rules)
  else if (result.kind !== 'not_begun') lane.breaker = afterAnswer(lane.breaker, lane.rules)
}

/**
 * Whether others should take their part before this one claims more. Weights hold exactly, whatever the pace of each: who
 * sends a tenth through a new relay does so for its name, and would rather wait. Who cannot take any is passed over.
 */
export const isAhead = (lane: Lane, others: readonly Lane[]): boolean =>
  others.some((other) => other !== lane && other.share < lane.share)

/** Counts what was claimed. Who could take nothing meanwhile has no claim to more later. */
export function noteClaimed(lane: Lane, messages: number, passedOver: readonly Lane[]): void {
  lane.share += messages / lane.weight
  for (const other of passedOver) other.share = Math.max(other.share, lane.share)
}
