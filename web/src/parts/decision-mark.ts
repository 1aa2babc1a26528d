// How a decision, and what somebody said, is drawn: the same as the server draws it, which a test compares. For answers
// that give the reason and not the mark.
import type { ConsentState } from './consent-state.ts'

export const MARK_OF_REASON = {
  erased: 'restricted',
  restricted: 'restricted',
  objected: 'objected',
  purpose_retired: 'none',
  never_asked: 'none',
  asked: 'asked',
  unproven: 'asked',
  refused: 'refused',
  withdrawn: 'withdrawn',
  expired: 'expired',
  sale_too_old: 'expired',
  topic_declined: 'refused',
  address_stopped: 'address',
  paused: 'paused',
  too_soon: 'paused',
  in_negotiation: 'paused',
  no_address: 'address',
  not_washed: 'paused',
  reserved: 'refused',
  outside_calling_hours: 'paused',
  given: 'given',
  customer: 'customer',
} as const satisfies Record<string, ConsentState>

/** The reasons of the one decision. */
export type DecisionReason = keyof typeof MARK_OF_REASON

export const MARK_OF_EVENT = {
  requested: 'asked',
  collected: 'asked',
  given: 'given',
  confirmed: 'given',
  customer: 'customer',
  refused: 'refused',
  withdrawn: 'withdrawn',
  expired: 'expired',
  objected: 'objected',
  restricted: 'restricted',
} as const satisfies Record<string, ConsentState>

/** Days before its end in which a yes is drawn as one that ends. */
const ENDS_WITHIN_DAYS = 30

/** The mark of a reason; undefined for what the decision does not say, such as a mail that could not be made. */
export const markOfReason = (reason: string | null): ConsentState | undefined =>
  MARK_OF_REASON[reason as DecisionReason]

/** The mark of a decision that was taken just now. */
export function markOfDecision(
  { reason, expiresAt }: { reason: DecisionReason; expiresAt: string | null },
  now: Date,
): ConsentState {
  const isEnding =
    (reason === 'given' || reason === 'customer') &&
    expiresAt !== null &&
    +new Date(expiresAt) - +now < ENDS_WITHIN_DAYS * 86_400_000
  return isEnding ? 'ends' : MARK_OF_REASON[reason]
}

/** The mark of an entry of the ledger, by its type; undefined for what has none, such as an erasure. */
export const markOfEvent = (type: string): ConsentState | undefined => MARK_OF_EVENT[type as keyof typeof MARK_OF_EVENT]
