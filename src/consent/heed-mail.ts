// What a mail that comes back may do: stop what our mail was sent for, or, where it is a complaint, the address. Whom it is
// about is said by nothing but the signed token of our own mail; what is not signed by us changes nothing.
import { lockPeople } from '../contacts/index.ts'
import { type Db, inTransaction, type Transaction } from '../platform/database.ts'
import { keepHeldOutside } from './journal.ts'
import type { HeldLine } from './journal-lines.ts'
import { type LinkKey, readLinkToken } from './link-token.ts'
import { placeWithin } from './place-hold.ts'
import { findVisitor } from './preferences/find-visitor.ts'
import type { Silenced } from './silence.ts'
import { stopChoices } from './stop-consent.ts'
import { lowerThenSilence } from './withdraw-consent.ts'

/** A mail to the unsubscribe address, or a report of the old kind opt-out (RFC 5965 as it was drafted). */
export type MailWay = 'mail' | 'report'

/**
 * Stops what the mail with this token was sent for, as its one-click does, and returns when nothing of it can begin.
 * Undefined where the token is nobody's. Must not run in a transaction.
 */
export async function stopByMail(
  db: Db,
  keys: readonly LinkKey[],
  { token, way }: { token: string; way: MailWay },
  now: Date,
): Promise<Silenced | undefined> {
  const visitor = await findVisitor(db, keys, token)
  if (!visitor || visitor.isErased) return undefined
  const { contactId, messageId, language, asked, stops } = visitor
  const speaker = { contactId, method: 'one_click', evidence: { page: way, messageId, language } } as const
  return stopChoices(db, speaker, asked.length > 0 ? asked : stops, now)
}

/** An answer that asks to be left alone, and who read it; without one it says nothing else, and no person is needed. */
export type AskedInReply = {
  token: string
  replyId: string
  /** Of the message that is answered: what stops is what comes that way. */
  channel: 'email' | 'sms'
  words: string
  by?: { id: string; name: string }
}

/**
 * Stops what the answered message was sent for, because its reader has asked for that in words, which are kept as evidence.
 * Returns when nothing of it can begin; undefined where the person is gone. Must not run in a transaction.
 */
export async function stopByReply(
  db: Db,
  keys: readonly LinkKey[],
  { token, replyId, channel, words, by }: AskedInReply,
  now: Date,
): Promise<Silenced | undefined> {
  const visitor = await findVisitor(db, keys, token)
  if (!visitor || visitor.isErased) return undefined
  const { contactId, messageId, topicId, asked, stops } = visitor
  const meant = topicId ? stops : stops.map((choice) => ({ ...choice, channel }))
  const evidence = { page: 'reply', messageId, replyId, words }
  const speaker = by
    ? ({ contactId, method: 'staff', actor: 'staff', evidence: { ...evidence, reason: words, enteredBy: by } } as const)
    : ({ contactId, method: 'one_click', evidence } as const)
  return stopChoices(db, speaker, asked.length > 0 ? asked : meant, now)
}

/**
 * Somebody told their mailbox provider that our mail is unwanted: nothing is mailed to them any more, nor to whom they
 * were merged into. Undefined where the token is nobody's. Must not run in a transaction.
 */
export async function heedComplaint(
  db: Db,
  keys: readonly LinkKey[],
  token: string,
  now: Date,
): Promise<Silenced | undefined> {
  const said = readLinkToken(keys, token)
  if (!said || !(await findVisitor(db, keys, token))) return undefined
  const hold = { kind: 'complaint', channel: 'email', reason: `message ${said.messageId}` } as const
  const place = async () => {
    const held = await inTransaction(db, async (tx) => {
      const lines: HeldLine[] = []
      for (const contactId of await lockWithHeirs(tx, said.contactId))
        lines.push(...(await placeWithin(tx, { ...hold, contactId }, now)))
      return lines
    })
    await keepHeldOutside(held)
  }
  return lowerThenSilence(db, [said.contactId], place, now)
}

/** A merge may have been recorded while we waited for the lock, so whom it names is looked at again under it. */
async function lockWithHeirs(tx: Transaction, contactId: string): Promise<Set<string>> {
  const people = new Set([contactId])
  for (let known = 0; known < people.size; ) {
    known = people.size
    for (const heir of (await lockPeople(tx, [...people])).heirs.values()) people.add(heir)
  }
  return people
}
