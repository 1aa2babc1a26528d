// The form that the consent mark takes for a decision. What is not known is drawn as never asked, and treated as no.
import type { DecisionReason } from '../words.ts'

export const MARK_STATES = [
  'given',
  'ends',
  'asked',
  'none',
  'refused',
  'withdrawn',
  'expired',
  'paused',
  'restricted',
  'objected',
  'address',
] as const
export type MarkState = (typeof MARK_STATES)[number]

/** In ms. A yes that ends within this is drawn with a ring that empties. */
const ENDS_WITHIN_MS = 30 * 86_400_000

const STATE_OF_REASON: Record<DecisionReason, MarkState> = {
  erased: 'none',
  restricted: 'restricted',
  objected: 'objected',
  purpose_retired: 'none',
  never_asked: 'none',
  asked: 'asked',
  refused: 'refused',
  withdrawn: 'withdrawn',
  expired: 'expired',
  address_stopped: 'address',
  paused: 'paused',
  in_negotiation: 'paused',
  no_address: 'address',
  given: 'given',
}

export function markState(reason: DecisionReason, expiresAt: Date | null, now: Date): MarkState {
  const isEnding = reason === 'given' && expiresAt !== null && +expiresAt - +now < ENDS_WITHIN_MS
  return isEnding ? 'ends' : STATE_OF_REASON[reason]
}
