// The order of an agenda: what has gone wrong, what must be done within a day, what is open, and then what comes, by
// date. Pure.
import type { NeedFact } from './find-needs.ts'

/** More than this is not an agenda any more. */
export const MOST_NEEDS = 7
const DAY_MS = 86_400_000

const OPEN_ORDER = [
  'proof',
  'unstoppable',
  'request',
  'failed',
  'fault',
  'parked',
  'overdue',
  'approval',
  'paused',
  'import',
  'unwashed',
  'draft',
  'sent_back',
  'ends',
] as const
const BROKEN: readonly NeedFact['kind'][] = ['proof', 'unstoppable', 'fault', 'failed']

/** By when it must be done, or since when it is open. */
export function momentOf(need: NeedFact): Date {
  switch (need.kind) {
    case 'proof':
      return need.checkedAt
    case 'ends':
      return need.firstAt
    case 'request':
      return need.dueAt
    case 'draft':
      return need.changedAt
    case 'fault':
    case 'import':
      return need.at
    case 'unstoppable':
    case 'approval':
    case 'paused':
    case 'parked':
    case 'overdue':
    case 'failed':
    case 'unwashed':
      return need.since
    case 'sent_back':
      return need.lastAt
    default:
      return need satisfies never
  }
}

/** The most pressing ones, in order. */
export function orderNeeds(needs: readonly NeedFact[], now: Date): NeedFact[] {
  const band = (need: NeedFact) => {
    const away = +momentOf(need) - +now
    // An answer that is late is a breach, not an open matter.
    if (BROKEN.includes(need.kind) || (need.kind === 'request' && away <= 0)) return 0
    return away > DAY_MS ? 3 : away > 0 ? 1 : 2
  }
  return needs
    .toSorted(
      (a, b) =>
        band(a) - band(b) ||
        (band(a) % 2 === 0 ? OPEN_ORDER.indexOf(a.kind) - OPEN_ORDER.indexOf(b.kind) : 0) ||
        +momentOf(a) - +momentOf(b),
    )
    .slice(0, MOST_NEEDS)
}
