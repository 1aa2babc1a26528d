// What a merge would do, shown before it is done: every purpose and channel, holds, addresses, what is known, and what
// later folders say of their own (score, leads, workflows). Changes nothing.
import { findGaps, fullName } from '../../contacts/index.ts'
import type { Db } from '../../platform/database.ts'
import { type MarkState, markState } from '../mark-state.ts'
import { DECISION_REASONS } from '../words.ts'
import { type CellOutcome, compareConsent, type StateRow, stateNow } from './compare-consent.ts'
import { checkPair, findSide, findTakenOver, holdsThatFollow } from './find-pair.ts'

/** One thing of the other's that a later folder knows of, and what becomes of it. */
export type MergeNote = {
  kind: 'score' | 'lead' | 'workflow' | 'reply'
  name: string | null
  outcome: 'stays' | 'ends' | 'set_aside'
}
/** Registered by app.ts: what a merge of `otherId` into `keepId` means in a folder that comes after this one. */
export type MergeForeteller = (db: Db, keepId: string, otherId: string, now: Date) => Promise<MergeNote[]>

let foretellers: readonly MergeForeteller[] = []
/** Called once, by app.ts. */
export function registerMergeForetellers(list: readonly MergeForeteller[]): void {
  foretellers = list
}

export type PreviewCell = {
  purposeId: string
  purpose: string
  channel: string
  keep: MarkState
  other: MarkState
  after: MarkState
  outcome: CellOutcome
}
export type MergePreview = {
  keep: { id: string; name: string | null }
  other: { id: string; name: string | null }
  cells: PreviewCell[]
  /** Reasons for silence of the other that will hold for both. */
  holds: { kind: string; channel: string | null; until: Date | null }[]
  addresses: { kind: string; value: string; becomesPrimary: boolean }[]
  /** Names of what is empty and comes from the other: columns, and fields as fields.KEY. */
  filled: string[]
  notes: MergeNote[]
}

/** Throws as a merge would: `not_found`, `invalid` or `conflict`. */
export async function previewMerge(db: Db, keepId: string, otherId: string, now: Date): Promise<MergePreview> {
  await checkPair(db, keepId, otherId)
  const people = await db.contact.findMany({
    where: { id: { in: [keepId, otherId] } },
    include: { identities: { orderBy: [{ kind: 'asc' }, { isPrimary: 'desc' }] } },
  })
  const [keep, other] = [keepId, otherId].map((id) => people.find((person) => person.id === id))
  if (!keep || !other) throw new Error('both were there a moment ago')
  const [mine, theirs] = [await findSide(db, keepId, now), await findSide(db, otherId, now)]
  const takenOver = await findTakenOver(db, keepId)
  const purposes = await db.purpose.findMany({ select: { id: true, name: true, position: true } })
  const placeOf = (id: string) => purposes.find((purpose) => purpose.id === id)
  const notes: MergeNote[] = []
  for (const foretell of foretellers) notes.push(...(await foretell(db, keepId, otherId, now)))
  const cells = compareConsent(mine.states, theirs.states, now).map(
    ({ purposeId, channel, keep: kept, other: said, outcome, lowersTo }): PreviewCell => ({
      ...{ purposeId, purpose: placeOf(purposeId)?.name ?? '', channel, outcome },
      keep: drawn(kept, now),
      other: drawn(said, now),
      after: lowersTo ?? drawn(kept, now),
    }),
  )
  return {
    keep: { id: keepId, name: nameOf(keep) },
    other: { id: otherId, name: nameOf(other) },
    cells: cells.toSorted((a, b) => (placeOf(a.purposeId)?.position ?? 0) - (placeOf(b.purposeId)?.position ?? 0)),
    holds: holdsThatFollow(theirs.holds, takenOver).map(({ kind, channel, until }) => ({ kind, channel, until })),
    addresses: other.identities
      .filter((one) => one.kind !== 'visitor')
      .map(({ kind, value, isPrimary }) => ({ kind, value, becomesPrimary: isPrimary && takenOver.includes(kind) })),
    filled: findGaps(keep, other),
    notes,
  }
}

type Named = Parameters<typeof fullName>[0] & { identities: { kind: string; value: string }[] }
const nameOf = (person: Named) =>
  fullName(person) ?? person.identities.find((one) => one.kind !== 'visitor')?.value ?? null

/** The mark of what was said, by itself: holds are shown beside it. */
function drawn(row: StateRow | undefined, now: Date): MarkState {
  const state = stateNow(row, now)
  if (state === undefined) return 'none'
  if (state === 'requested' || state === 'collected') return 'asked'
  const reason = DECISION_REASONS.find((one) => one === state)
  return reason ? markState(reason, row?.expiresAt ?? null, now) : 'none'
}
