// What becomes of an answer: it is opened, done with, or given to somebody. No word of it is ever changed.
import { requireSight } from '../../consent/index.ts'
import type { Db } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http-access.ts'
import { getReply, type ReplyReader } from './find-replies.ts'

export type ReplyChange = {
  isOpened?: boolean | undefined
  isDone?: boolean | undefined
  ownerId?: string | null | undefined
}

/** Throws `not_found` where there is none that this reader may see, and `invalid` for an owner who may not see the person. */
export async function handleReply(
  db: Db,
  reader: ReplyReader,
  id: string,
  { isOpened, isDone, ownerId }: ReplyChange,
  by: { name: string },
  now: Date,
): Promise<void> {
  const reply = await getReply(db, reader, id, now)
  if (ownerId) await requireOwner(db, ownerId, reply.contactId, now)
  await db.reply.updateMany({
    where: { id },
    data: {
      ...(isOpened === true && reply.openedAt === null && { openedAt: now }),
      ...(isOpened === false && { openedAt: null }),
      ...(isDone === true && reply.doneAt === null && { doneAt: now, doneByName: by.name }),
      ...(isDone === false && { doneAt: null, doneByName: null }),
      ...(ownerId !== undefined && { ownerId }),
    },
  })
}

async function requireOwner(db: Db, userId: string, contactId: string, now: Date): Promise<void> {
  const { id, name, email, role } = found(await db.appUser.findUnique({ where: { id: userId } }), 'colleague')
  try {
    await requireSight(db, { id, kind: 'person', name, email, role: role as Actor['role'] }, contactId, now)
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause
    throw new DomainError(
      'invalid',
      'This seller may not see the person. Hand the person over first, or choose another.',
      {
        cause,
      },
    )
  }
}

/** Who may be given an answer. */
export const findColleagues = (db: Db): Promise<{ id: string; name: string; role: string }[]> =>
  db.appUser.findMany({ select: { id: true, name: true, role: true }, orderBy: { name: 'asc' } })
