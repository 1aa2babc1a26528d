// Making, changing and removing a segment. A segment that a campaign uses stays.
import { type Db, sqlState } from '../platform/database.ts'
import { DomainError, found } from '../platform/errors.ts'
import { checkDefinition } from './check-definition.ts'
import type { Group } from './definition.ts'

export type SegmentDraft = { name: string; definition: Group }

/** Saves a new segment, or the given one. Throws `invalid` with the faults of its conditions. */
export async function saveSegment(db: Db, draft: SegmentDraft, now: Date, id?: string): Promise<{ id: string }> {
  await checkDefinition(db, draft.definition)
  const data = { name: draft.name, definition: draft.definition, updatedAt: now }
  if (id === undefined) return db.segment.create({ data: { ...data, createdAt: now }, select: { id: true } })
  found(await db.segment.findUnique({ where: { id }, select: { id: true } }), 'segment')
  return db.segment.update({ where: { id }, data, select: { id: true } })
}

/** PostgreSQL: foreign_key_violation. */
const STILL_USED = '23503'

/** Removes a segment. Throws `conflict` where a campaign has it as its audience. */
export async function removeSegment(db: Db, id: string): Promise<void> {
  found(await db.segment.findUnique({ where: { id }, select: { id: true } }), 'segment')
  try {
    await db.segment.delete({ where: { id } })
  } catch (cause) {
    if (sqlState(cause) !== STILL_USED && !isForeignKeyError(cause)) throw cause
    throw new DomainError(
      'conflict',
      'A campaign has this segment as its audience. Give it another, then remove this.',
      {
        cause,
      },
    )
  }
}

const isForeignKeyError = (error: unknown) => error instanceof Object && 'code' in error && error.code === 'P2003'
