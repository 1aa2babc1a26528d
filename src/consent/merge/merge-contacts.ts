// Makes one contact out of two that are the same person. The most restrictive of what both have said holds (S5), an
// objection or restriction covers the person (S6), and each keeps its own chain and history. Raises nothing.
import { joinPeople, lockContacts, recordLocked } from '../../contacts/index.ts'
import { type Db, inTransaction, type Prisma, type Transaction } from '../../platform/database.ts'
import { newId } from '../../platform/id.ts'
import { copyMarks } from '../frequency.ts'
import { recordConsent } from '../record-consent.ts'
import type { Silenced } from '../silence.ts'
import { copySource } from '../sources/note-sources.ts'
import { lowerThenSilence } from '../withdraw-consent.ts'
import { compareConsent, type MergeCell } from './compare-consent.ts'
import { checkPair, findSide, findTakenOver, type HoldRow, holdsThatFollow } from './find-pair.ts'
import { copyHolds, ruleFact } from './lower-by-rule.ts'
import type { ChangedState, HoldRecord } from './merge-record.ts'

export type Merge = { keepId: string; otherId: string; userId: string | null }

/** Merges, and returns when nothing that is no longer allowed can begin. Must not run in a transaction. */
export async function mergeContacts(db: Db, merge: Merge, now: Date): Promise<Silenced & { id: string }> {
  const id = newId(now)
  const silenced = await lowerThenSilence(
    db,
    [merge.keepId, merge.otherId],
    () => inTransaction(db, (tx) => mergeLocked(tx, id, merge, now)),
    now,
  )
  return { id, ...silenced }
}

async function mergeLocked(tx: Transaction, id: string, { keepId, otherId, userId }: Merge, now: Date): Promise<void> {
  await lockContacts(tx, [keepId, otherId])
  await checkPair(tx, keepId, otherId)
  const evidence = { merged: otherId, merge: id }
  const [before, other] = [await findSide(tx, keepId, now), await findSide(tx, otherId, now)]
  const takenOver = await findTakenOver(tx, keepId)
  const cells = compareConsent(before.states, other.states, now).filter((cell) => cell.lowersTo !== null)
  await recordConsent(
    tx,
    cells.flatMap(({ purposeId, channel, lowersTo, other: said }) =>
      lowersTo
        ? [ruleFact(keepId, { purposeId, channel, type: lowersTo }, { ...evidence, entry: said?.seq }, now)]
        : [],
    ),
    now,
  )
  await copyHolds(tx, keepId, holdsThatFollow(other.holds, takenOver), evidence, now)
  await copyMarks(tx, keepId, otherId)
  await copySource(tx, keepId, otherId)
  const joined = await joinPeople(tx, keepId, otherId, now)
  await tx.contact.update({ where: { id: otherId }, data: { mergedIntoId: keepId, updatedAt: now } })
  const after = await findSide(tx, keepId, now)
  const last = await tx.consentEvent.aggregate({ where: { contactId: keepId }, _max: { seq: true } })
  await tx.contactMerge.create({
    data: {
      ...{ contactId: keepId, id, otherId, mergedAt: now, mergedBy: userId, lastSeq: last._max.seq ?? 0 },
      addresses: joined.addresses,
      filled: joined.filled,
      states: changedStates(cells, after.states) satisfies Prisma.InputJsonValue,
      holds: recordHolds(before.holds, after.holds) satisfies Prisma.InputJsonValue,
    },
  })
  const event = { type: 'contact.merged', occurredAt: now, source: 'staff' }
  await recordLocked(
    tx,
    [
      { ...event, contactId: keepId, properties: { from: otherId } },
      { ...event, contactId: otherId, properties: { into: keepId } },
    ],
    now,
  )
}

function changedStates(
  cells: readonly MergeCell[],
  after: readonly { purposeId: string; channel: string; seq: number }[],
) {
  return cells.flatMap(({ purposeId, channel, keep }): ChangedState[] => {
    const now = after.find((row) => row.purposeId === purposeId && row.channel === channel)
    return now ? [{ purposeId, channel, before: keep?.seq ?? null, after: now.seq }] : []
  })
}

const timesOf = ({ since, until }: HoldRow) => ({ since: since.toISOString(), until: until?.toISOString() ?? null })

const recordHolds = (before: readonly HoldRow[], after: readonly HoldRow[]): HoldRecord[] =>
  after.map((hold) => {
    const former = before.find((one) => one.id === hold.id)
    return { id: hold.id, before: former ? timesOf(former) : null, after: timesOf(hold) }
  })
