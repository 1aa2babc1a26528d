// Takes a merge apart. Each gets back what was theirs and no more: what the merge lowered is said again as it stood, but
// only where nothing was said since, and what the person has lowered since, through either one's link, lowers both (U7).
import { lockPeople, partPeople, recordLocked } from '../../contacts/index.ts'
import { type Db, inTransaction, type Transaction } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { type ConsentFact, recordConsent, restoreConsent } from '../record-consent.ts'
import type { Silenced } from '../silence.ts'
import { lowerThenSilence } from '../withdraw-consent.ts'
import type { ConsentEventType } from '../words.ts'
import { findSide, type HoldRow, PERSONAL_HOLDS, type Side } from './find-pair.ts'
import { copyHolds, ruleFact } from './lower-by-rule.ts'
import { type HoldRecord, type MergeRecord, mergeRecord } from './merge-record.ts'

/** Takes this merge back, and returns when nothing that is no longer allowed can begin. Must not run in a transaction. */
export async function undoMerge(db: Db, keepId: string, mergeId: string, now: Date): Promise<Silenced> {
  const merge = found(await db.contactMerge.findFirst({ where: { contactId: keepId, id: mergeId } }), 'merge')
  return lowerThenSilence(
    db,
    [keepId, merge.otherId],
    () => inTransaction(db, (tx) => undoLocked(tx, keepId, mergeId, now)),
    now,
  )
}

async function undoLocked(tx: Transaction, keepId: string, id: string, now: Date): Promise<void> {
  const row = await tx.contactMerge.findFirstOrThrow({ where: { contactId: keepId, id } })
  const { otherId } = row
  await checkUndo(tx, keepId, otherId, id)
  const merge = mergeRecord.parse(row)
  const [keep, other] = [await findSide(tx, keepId, now), await findSide(tx, otherId, now)]
  await partPeople(tx, keepId, otherId, merge, now)
  await tx.contact.update({ where: { id: otherId }, data: { mergedIntoId: null, updatedAt: now } })
  await lowerOther(tx, { keepId, otherId, keep, other, merge, evidence: { parted: keepId, merge: id } }, now)
  await liftHolds(tx, keepId, keep.holds, merge.holds, now)
  await restoreStates(tx, keepId, keep, merge, id, now)
  await tx.contactMerge.update({ where: { contactId_id: { contactId: keepId, id } }, data: { undoneAt: now } })
  const event = { type: 'contact.unmerged', occurredAt: now, source: 'staff' }
  await recordLocked(
    tx,
    [
      { ...event, contactId: keepId, properties: { from: otherId } },
      { ...event, contactId: otherId, properties: { into: keepId } },
    ],
    now,
  )
}

/** Merges are taken back in the opposite order: a later one rests on what this one lowered. */
async function checkUndo(tx: Transaction, keepId: string, otherId: string, id: string): Promise<void> {
  const { live, heirs } = await lockPeople(tx, [keepId, otherId])
  if (live.size < 2)
    throw new DomainError('conflict', 'One of the two has been erased since, so they stay as they are.')
  if (heirs.has(keepId))
    throw new DomainError('conflict', 'This contact is part of another one itself. Take that merge back first.')
  const last = await tx.contactMerge.findFirst({
    where: { contactId: keepId, undoneAt: null },
    orderBy: [{ mergedAt: 'desc' }, { id: 'desc' }],
  })
  if (heirs.get(otherId) !== keepId || last === null)
    throw new DomainError('conflict', 'This merge has been taken back already.')
  if (last.id !== id)
    throw new DomainError('conflict', 'Another merge with this contact came later. Take that one back first.')
}

type Parting = {
  keepId: string
  otherId: string
  keep: Side
  other: Side
  merge: MergeRecord
  evidence: Record<string, unknown>
}

/**
 * What was lowered on the one who was kept since the merge was said by the person that both were; perhaps by this one,
 * whose link led there. A yes said after it speaks for the one who was kept alone.
 */
async function lowerOther(tx: Transaction, { keepId, otherId, keep, other, merge, evidence }: Parting, now: Date) {
  const isNo = (state: string | undefined) => state === 'withdrawn' || state === 'refused'
  const since = await tx.consentEvent.findMany({
    where: {
      contactId: keepId,
      seq: { gt: merge.lastSeq },
      type: { in: ['withdrawn', 'refused'] },
      actor: { not: 'system' },
    },
    orderBy: { seq: 'asc' },
  })
  const last = new Map(since.map((entry) => [`${entry.purposeId}/${entry.channel}`, entry]))
  const facts = [...last.values()].flatMap(({ purposeId, channel, type, seq }): ConsentFact[] => {
    const theirs = other.states.find((row) => row.purposeId === purposeId && row.channel === channel)
    if (isNo(theirs?.state)) return []
    const said = { purposeId, channel, type: type as ConsentEventType }
    return [ruleFact(otherId, said, { ...evidence, entry: seq }, now)]
  })
  await recordConsent(tx, facts, now)
  const wrote = merge.addresses.filter((one) => one.isPrimary).map((one) => one.kind)
  const isTheirs = (hold: HoldRow) =>
    PERSONAL_HOLDS.includes(hold.kind) || wrote.includes(hold.channel === 'sms' ? 'phone' : (hold.channel ?? 'email'))
  const fresh = keep.holds.filter((hold) => isTheirs(hold) && !isAsLeft(hold, merge.holds))
  await copyHolds(tx, otherId, fresh, evidence, now)
}

const isTime = (time: Date | null, text: string | null) => (time?.toISOString() ?? null) === text

/** Whether this hold is as the merge left it: nobody has placed, renewed or prolonged it since. */
const isAsLeft = (hold: HoldRow, left: readonly HoldRecord[]) =>
  left.some(({ id, after }) => id === hold.id && isTime(hold.since, after.since) && isTime(hold.until, after.until))

/** Takes back what the merge placed or moved, where it is as the merge left it. */
async function liftHolds(
  tx: Transaction,
  contactId: string,
  holds: readonly HoldRow[],
  left: readonly HoldRecord[],
  now: Date,
): Promise<void> {
  for (const { id, before, after } of left) {
    const hold = holds.find((one) => one.id === id)
    const isChanged = before?.since !== after.since || before.until !== after.until
    if (!hold || !isChanged || !isAsLeft(hold, left)) continue
    const data = before
      ? { since: new Date(before.since), until: before.until === null ? null : new Date(before.until) }
      : { liftedAt: now }
    await tx.consentHold.update({ where: { contactId_id: { contactId, id } }, data })
  }
}

/** Says again what stood before the merge, where the merge's own entry is still the last word. */
async function restoreStates(
  tx: Transaction,
  contactId: string,
  keep: Side,
  { states }: MergeRecord,
  mergeId: string,
  now: Date,
): Promise<void> {
  const untouched = states.filter(({ purposeId, channel, after }) =>
    keep.states.some((row) => row.purposeId === purposeId && row.channel === channel && row.seq === after),
  )
  const unasked = untouched.filter((state) => state.before === null)
  for (const { purposeId, channel, after } of unasked)
    await tx.consentState.deleteMany({ where: { contactId, purposeId, channel, seq: after } })
  const seqs = untouched.flatMap(({ before }) => (before === null ? [] : [before]))
  const entries = await tx.consentEvent.findMany({ where: { contactId, seq: { in: seqs } }, orderBy: { seq: 'asc' } })
  const facts = entries.map(
    ({ seq, purposeId, channel, type, occurredAt, textId, expiresAt }): ConsentFact => ({
      ...{ contactId, purposeId, channel, occurredAt, textId, expiresAt },
      type: type as ConsentEventType,
      method: 'rule',
      actor: 'system',
      evidence: { parted: mergeId, restores: seq },
    }),
  )
  await restoreConsent(tx, facts, now)
}
