// One relay as a worker uses it: its connections, how it fares, and how much of the mail has gone its way.
import type { RelayConnection, SendResult } from '../smtp-relay.ts'
import { afterAnswer, afterFault, type Breaker, type BreakerRules, closedBreaker, mayTry } from './breaker.ts'

export type Lane = {
  /** Of the relay. */
  readonly id: string
  readonly channel: 'email' | 'sms'
  readonly connections: readonly RelayConnection[]
  readonly rules: BreakerRules
  /** Its part of the mail, against the weights of the others. */
  weight: number
  /** The limits that hold for it: its own, and those of all relays together. */
  limitIds: readonly string[]
  /** It was switched off, changed or removed: nothing more is claimed for it. */
  isOff: boolean
  /** Messages on the wire. */
  underWay: number
  /** Monotonic ms at which it answered last, or was given a message while it had none. */
  heardAt: number
  breaker: Breaker
  /** The last fault, in the words of the relay. */
  lastFault: { reply: string; at: number } | undefined
  /** What became of its messages since this was written down last. */
  counts: RelayCounts
  /** Messages a second lately, kept from batch to batch: how much to claim at once. */
  pace: { perSecond: number }
  /** Messages claimed for it, by weight: what keeps the parts even. */
  share: number
}

export type RelayCounts = { sent: number; later: number; refused: number; faults: number }
export const noCounts = (): RelayCounts => ({ sent: 0, later: 0, refused: 0, faults: 0 })

/** Before anything is known of its pace. */
const FIRST_PACE = 100

export const openLane = (
  id: string,
  connections: readonly RelayConnection[],
  rules: BreakerRules,
  weight = 1,
  channel: Lane['channel'] = 'email',
): Lane => ({
  ...{ id, channel, connections, rules, weight, limitIds: [], isOff: false, underWay: 0, heardAt: 0, share: 0 },
  ...{ counts: noCounts(), lastFault: undefined },
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
  const { kind, reply } = result
  lane.heardAt = at
  if (kind === 'not_begun' && !result.isFault) return
  if (kind === 'sent' || kind === 'later' || kind === 'refused') {
    lane.counts[kind]++
    lane.breaker = afterAnswer(lane.breaker, lane.rules)
  } else {
    lane.counts.faults++
    lane.lastFault = { reply, at }
    lane.breaker = afterFault(lane.breaker, at, lane.rules)
  }
}

/**
 * Whether others should take their part before this one claims more. Weights hold exactly, whatever the pace of each: who
 * sends a tenth through a new relay does so for its name, and would rather wait. Who cannot take any is passed over.
 */
export const isAhead = (lane: Lane, others: readonly Lane[]): boolean =>
  others.some((other) => other !== lane && other.share < lane.share)

/** ms of silence with mail on the wire, after which the others go on without it. Shorter passes over one that is slow. */
const SILENT_MS = 2000

/** It has mail on the wire and says nothing: it may hang, and is only known to once its time is up. */
export const isSilent = ({ underWay, heardAt }: Lane, at: number): boolean => underWay > 0 && at - heardAt > SILENT_MS

/** A message goes out; call it before. */
export function noteSending(lane: Lane, at: number): void {
  if (lane.underWay === 0) lane.heardAt = at
  lane.underWay++
}

/** Counts what was claimed. Who can take nothing meanwhile has no claim to more later. */
export function noteClaimed(lane: Lane, messages: number, passedOver: readonly Lane[]): void {
  lane.share += messages / lane.weight
  for (const other of passedOver) other.share = Math.max(other.share, lane.share)
}

/** Messages that one of several claims at once at most: parts are even to within a claim, so claims are small. */
const SHARED_CLAIM_MAX = 60

/** Of several relays the one with the largest weight claims most at once, the others in proportion. */
export const partOf = (lane: Lane, size: number, lanes: readonly Lane[]): number => {
  const most = Math.max(...lanes.map(({ weight }) => weight))
  return Math.max(1, Math.round((Math.min(size, SHARED_CLAIM_MAX) * lane.weight) / most))
}
