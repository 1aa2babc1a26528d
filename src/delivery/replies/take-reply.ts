// A mail came to the address at which one of ours is answered. Who answered is told by that address, which we have signed,
// and never by From: somebody else may answer a mail that was passed on to them, and it is still about this message.
import { createHash } from 'node:crypto'
import type { LinkKey } from '../../consent/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import type { ReturnedMessage, SentMessage } from '../return-path.ts'
import { keepReply } from './keep-reply.ts'
import { readReply } from './read-reply.ts'
import { stopForReply } from './stop-for-reply.ts'

/**
 * Keeps the answer, and stops what it asks to stop where it says nothing else. False where there is no such message any
 * more, or where it is one of too many. May be repeated without harm; not in a transaction.
 */
export async function takeReply(
  db: Db,
  keys: readonly LinkKey[],
  { bytes, isCut = false }: { bytes: Buffer; isCut?: boolean },
  replied: ReturnedMessage,
  now: Date,
): Promise<boolean> {
  const message = await findAnswered(db, replied)
  if (!message) return false
  const { contactId, messageId } = message
  const { key, ...reply } = await readReply(bytes, { key: createHash('sha256').update(bytes).digest('hex'), isCut })
  const kept = await keepReply(db, { ...reply, contactId, messageId, channel: 'email', key }, now)
  if (!('id' in kept)) return false
  // Also where it was kept before: whoever brought it may have been cut off in between.
  if (reply.wish === 'only') await stopForReply(db, keys, { contactId, id: kept.id }, undefined, now)
  return true
}

async function findAnswered(db: Db, { messageId, from, to }: ReturnedMessage): Promise<SentMessage | undefined> {
  const [message] = await db.$queryRaw<SentMessage[]>(Prisma.sql`
    select contact_id as "contactId", id as "messageId" from message
    where contact_id between ${from}::uuid and ${to}::uuid and id = ${messageId}::uuid limit 1`)
  return message
}
