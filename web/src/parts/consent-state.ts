// The fifteen forms of the consent mark and the five parts of a reach bar. What is not known is treated as no.

export const CONSENT_STATES = [
  'given',
  'ends',
  'customer',
  'service',
  'later',
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
export type ConsentState = (typeof CONSENT_STATES)[number]

const FILLED: readonly ConsentState[] = ['given', 'ends', 'customer', 'service', 'later']

/** Whether the mark is drawn filled: we may. */
export const isFilled = (state: ConsentState) => FILLED.includes(state)

/** In the order in which they are always drawn. */
export const REACH_PARTS = ['gets', 'later', 'capped', 'never', 'no'] as const
export type ReachPart = (typeof REACH_PARTS)[number]
/** How many people there are in each part; a part that is left out is nobody. */
export type Reach = Partial<Record<ReachPart, number>>

/** The mark that stands for a part of the bar. */
export const MARK_OF_PART = {
  gets: 'given',
  later: 'later',
  capped: 'capped',
  never: 'none',
  no: 'refused',
} as const satisfies Record<ReachPart, ConsentState>

export const audienceOf = (reach: Reach) => REACH_PARTS.reduce((sum, part) => sum + (reach[part] ?? 0), 0)
