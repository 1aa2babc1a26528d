// The link alone may only lower permission, since mails are forwarded. Whoever also reads the six digits that are sent to
// the address is its owner, and may say yes and see what is known. Codes are few, short-lived and good for one use.
import { timingSafeEqual } from 'node:crypto'
import { lockContacts } from '../../contacts/index.ts'
import { type Db, inTransaction } from '../../platform/database.ts'
import { newId } from '../../platform/id.ts'
import { type LinkKey, makeLinkToken, readLinkToken } from '../link-token.ts'
import type { Visitor } from '../preferences/find-visitor.ts'
import { composeCode } from './code-mail.ts'
import type { Wording } from './confirmation-mail.ts'
import { codeOf, sendServiceMail, serviceKey } from './service-mail.ts'

/** In ms. Longer than a slow mail takes, shorter than a screen is left open. */
const CODE_LIVES_MS = 15 * 60_000
/** In ms from the moment in which the code was used. */
const RIGHT_LIVES_MS = 30 * 60_000
const MOST_TRIES = 5
/** Codes for one person: six a day with five tries each leave a guesser one chance in 33,000 a day. */
const MOST_AN_HOUR = 3
const MOST_A_DAY = 6
const HOUR_MS = 3_600_000

type Person = Pick<Visitor, 'contactId' | 'purposeId' | 'brand' | 'language'>

/** Mails a code, in words of its own where it opens something else than the page. Answers the id of its message, or undefined where too many were asked for. */
export async function askForCode(db: Db, person: Person, now: Date, wording?: Wording): Promise<string | undefined> {
  const { contactId, purposeId, brand, language } = person
  return inTransaction(db, async (tx) => {
    const live = await lockContacts(tx, [contactId])
    if (!live.has(contactId)) return undefined
    const lately = await tx.pageCode.findMany({ where: { contactId, askedAt: { gt: new Date(+now - 24 * HOUR_MS) } } })
    const inHour = lately.filter(({ askedAt }) => +askedAt > +now - HOUR_MS)
    if (lately.length >= MOST_A_DAY || inHour.length >= MOST_AN_HOUR) return undefined
    const messageId = newId(now)
    await tx.pageCode.create({
      data: { contactId, messageId, askedAt: now, expiresAt: new Date(+now + CODE_LIVES_MS) },
    })
    const words = wording ?? composeCode({ language, brand: brand.name })
    await sendServiceMail(tx, { kind: 'code', contactId, messageId, brandId: brand.id, purposeId, ...words }, now)
    return messageId
  })
}

export type CodeAnswer = 'right' | 'wrong' | 'closed'

/** Uses a code. Each try is counted before it is looked at, so that a hundred at once are no more than five. */
export async function tryCode(
  db: Db,
  key: LinkKey,
  { contactId, messageId, code }: { contactId: string; messageId: string; code: string },
  now: Date,
): Promise<CodeAnswer> {
  const open = { contactId, messageId, usedAt: null, expiresAt: { gt: now } }
  const { count } = await db.pageCode.updateMany({
    where: { ...open, tries: { lt: MOST_TRIES } },
    data: { tries: { increment: 1 } },
  })
  if (count === 0) return 'closed'
  const expected = Buffer.from(codeOf(key, { contactId, messageId }))
  const given = Buffer.from(code.replace(/\D/g, ''))
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'wrong'
  const used = await db.pageCode.updateMany({ where: open, data: { usedAt: now } })
  return used.count === 1 ? 'right' : 'closed'
}

/** The right that a used code gives, to be carried in the body of a form: it names the code and cannot be forged. */
export const makeRight = (key: LinkKey, token: { contactId: string; purposeId: string; messageId: string }): string =>
  makeLinkToken(serviceKey(key, 'right'), token)

/** Whether this right opens the page of this visitor now. Answers the id of the code, or undefined. */
export async function findRight(
  db: Db,
  key: LinkKey,
  { contactId }: { contactId: string },
  right: string,
  now: Date,
): Promise<string | undefined> {
  const token = readLinkToken([serviceKey(key, 'right')], right)
  if (!token || token.contactId !== contactId) return undefined
  const { messageId } = token
  const code = await db.pageCode.findUnique({ where: { contactId_messageId: { contactId, messageId } } })
  return code?.usedAt && +code.usedAt > +now - RIGHT_LIVES_MS ? messageId : undefined
}
