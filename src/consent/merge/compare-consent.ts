// What becomes of each purpose and channel when two contacts turn out to be one person: the most restrictive of what
// either has said (consent.md S5), never a yes more than the one who is kept has given.
import type { ConsentStateName } from '../words.ts'

export type StateRow = {
  purposeId: string
  channel: string
  state: string
  since: Date
  expiresAt: Date | null
  seq: number
}
/** `kept`: stays as it is. `lowered`: the other’s no covers it. `left_behind`: the other’s yes was for the other’s address. */
export type CellOutcome = 'kept' | 'lowered' | 'left_behind'
export type MergeCell = {
  purposeId: string
  channel: string
  keep: StateRow | undefined
  other: StateRow | undefined
  outcome: CellOutcome
  /** What is written to the ledger of the one who is kept. */
  lowersTo: 'withdrawn' | 'refused' | 'expired' | null
}

/** The state as it counts now: a yes that has run out counts as that. */
export function stateNow(row: StateRow | undefined, now: Date): ConsentStateName | undefined {
  if (!row) return undefined
  return row.state === 'given' && row.expiresAt !== null && row.expiresAt <= now
    ? 'expired'
    : (row.state as ConsentStateName)
}

const isNo = (state: ConsentStateName | undefined) => state === 'withdrawn' || state === 'refused'
const isYes = (state: ConsentStateName | undefined) => state === 'given' || state === 'customer'

/** One cell for each purpose and channel that either has said something about. A pending question takes no yes away. */
export function compareConsent(keep: readonly StateRow[], other: readonly StateRow[], now: Date): MergeCell[] {
  const keyOf = ({ purposeId, channel }: StateRow) => `${purposeId}/${channel}`
  const mine = new Map(keep.map((row) => [keyOf(row), row]))
  const theirs = new Map(other.map((row) => [keyOf(row), row]))
  return [...new Set([...mine.keys(), ...theirs.keys()])].toSorted().flatMap((key): MergeCell[] => {
    const [kept, given] = [mine.get(key), theirs.get(key)]
    const row = kept ?? given
    if (!row) return []
    const lowersTo = findLowering(stateNow(kept, now), stateNow(given, now))
    const isLeft = isYes(stateNow(given, now)) && !isYes(stateNow(kept, now))
    const outcome = lowersTo ? 'lowered' : isLeft ? 'left_behind' : 'kept'
    return [{ purposeId: row.purposeId, channel: row.channel, keep: kept, other: given, outcome, lowersTo }]
  })
}

function findLowering(keep: ConsentStateName | undefined, other: ConsentStateName | undefined): MergeCell['lowersTo'] {
  if ((other === 'withdrawn' || other === 'refused') && !isNo(keep)) return other
  return other === 'expired' && isYes(keep) ? 'expired' : null
}
