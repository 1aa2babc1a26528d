// The form that the consent mark takes for a decision, and for what somebody said. What is not known is drawn as never
// asked, and treated as no.
import { type ConsentEventType, type DecisionReason, isYes } from './words.ts'

export const MARK_STATES = [
  'given',
  'ends',
  'customer',
  /** Yes, but not this one. */
  'capped',
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

/** How each reason is drawn. Whoever is erased was not "never asked": we must not process them, which is a lock. */
export const MARK_OF_REASON: Record<DecisionReason, MarkState> = {
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
}

/** The mark of a decision; `expiresAt` is when the yes that it rests on ends, if it does. */
export function markState(reason: DecisionReason, expiresAt: Date | null, now: Date): MarkState {
  const isEnding = isYes(reason) && expiresAt !== null && +expiresAt - +now < ENDS_WITHIN_MS
  return isEnding ? 'ends' : MARK_OF_REASON[reason]
}

const MARK_OF_EVENT: Partial<Record<ConsentEventType, MarkState>> = {
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
}

/** The mark of an entry of the ledger, by its type. */
export const markOfEvent = (type: string): MarkState => MARK_OF_EVENT[type as ConsentEventType] ?? 'none'
