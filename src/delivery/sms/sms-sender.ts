// From whom an SMS of a sender comes: a name that cannot be answered, or a number.
import { normaliseAddress } from '../../contacts/index.ts'
import type { Db } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'

export type SmsSender = { sender: string; takesAnswers: boolean }

/** TS 23.040 9.1.2.5: eleven characters. Letters and figures pass everywhere; anything else is cut by some operator. */
const NAME = /^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/
/** Short numbers of the Nordic countries have four to six figures. */
const SHORT_NUMBER = /^\d{4,6}$/

/** Undefined where the sender has none yet. */
export async function findSmsSender(db: Db, brandId: string): Promise<SmsSender | undefined> {
  const row = await db.smsSender.findUnique({ where: { brandId }, omit: { brandId: true } })
  return row ?? undefined
}

/** Sets it, or takes it away. What is frozen already keeps the one it was frozen with. Throws `invalid` and `not_found`. */
export async function saveSmsSender(db: Db, brandId: string, said: SmsSender | null): Promise<void> {
  found(await db.brand.findUnique({ where: { id: brandId }, select: { id: true } }), 'sender')
  if (said === null) return void (await db.smsSender.deleteMany({ where: { brandId } }))
  const sender = asSender(said.sender)
  if (sender === undefined)
    throw invalid('sender', 'Write a name of at most 11 letters and figures, or a number such as +4759440000 or 2097.')
  const isName = NAME.test(sender)
  if (isName && said.takesAnswers)
    throw invalid('takesAnswers', 'Nobody can answer to a name. Choose a number, or let answers be off.')
  const data = { sender, takesAnswers: said.takesAnswers }
  await db.smsSender.upsert({ where: { brandId }, create: { brandId, ...data }, update: data })
}

/** Its one spelling, also of the number that an answer came to; undefined where it can be none. */
export function asSender(text: string): string | undefined {
  const plain = text.trim()
  if (NAME.test(plain) || SHORT_NUMBER.test(plain)) return plain
  return normaliseAddress('phone', plain)
}

const invalid = (path: string, message: string) =>
  new DomainError('invalid', 'An SMS cannot come from this.', { faults: [{ path, message }] })
