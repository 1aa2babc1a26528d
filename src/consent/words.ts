// The closed lists of consent. A new word here must be handled wherever the compiler then complains.

export const CHANNELS = ['email', 'sms', 'phone', 'post', 'web'] as const
export type Channel = (typeof CHANNELS)[number]

/** What a consent event can be. Each maps to one state of the DPV vocabulary (consent.md R5). */
export type ConsentEventType =
  | 'requested'
  // A partner says that somebody said yes; nothing rests on it before its evidence is there (consent.md C17).
  | 'collected'
  | 'given'
  | 'confirmed'
  // A sale that makes somebody an existing customer (consent.md N2). It is no word of theirs, and no consent.
  | 'customer'
  | 'refused'
  | 'withdrawn'
  | 'expired'
  | 'objected'
  | 'restricted'
  | 'unrestricted'
  | 'erased'

export type ConsentStateName = 'requested' | 'collected' | 'given' | 'customer' | 'refused' | 'withdrawn' | 'expired'

/** How it was said. */
export type ConsentMethod = 'form' | 'preference_page' | 'one_click' | 'import' | 'staff' | 'api' | 'rule'
/** Who said it. Only the contact can raise what the contact has lowered (consent.md C16, S2). */
export type ConsentActor = 'contact' | 'staff' | 'import' | 'system'

/** What holds are placed for; objection and restriction are words of the ledger, which places their holds itself. */
export const HOLD_KINDS = [
  'pause',
  'complaint',
  'bounce',
  'suppression',
  'negotiation',
  'erasure',
  'weekly',
  'monthly',
] as const
export type HoldKind = (typeof HOLD_KINDS)[number]

/** Why we may or may not: the closed list, in the order in which the decision asks. */
export const DECISION_REASONS = [
  'erased',
  'restricted',
  'objected',
  'purpose_retired',
  'never_asked',
  'asked',
  'unproven',
  'refused',
  'withdrawn',
  'expired',
  'sale_too_old',
  'topic_declined',
  'address_stopped',
  'paused',
  'too_soon',
  'in_negotiation',
  'no_address',
  'not_washed',
  'reserved',
  'outside_calling_hours',
  'given',
  'customer',
] as const
export type DecisionReason = (typeof DECISION_REASONS)[number]

/** The reasons that are a yes. */
export const YES_REASONS = ['given', 'customer'] as const satisfies DecisionReason[]
/** Whether a decision with this reason allows. */
export const isYes = (reason: string): boolean => YES_REASONS.some((yes) => yes === reason)

/** Whether a text, such as the reason of a message, is one of these; a message can also fail for technical reasons. */
export const isDecisionReason = (text: string | null): text is DecisionReason =>
  DECISION_REASONS.some((reason) => reason === text)
