// What statements name, looked up before anything is recorded: an unknown purpose, channel or text is a fault of the
// sender's program, so all faults are named and nothing at all is recorded.
import type { Db } from '../../platform/database.ts'
import { DomainError, type Fault } from '../../platform/errors.ts'
import { isId } from '../../platform/id.ts'
import { findNamedContacts, nameOf } from './find-named-contacts.ts'
import type { Statement } from './statement.ts'

export type NamedPurpose = { id: string; validityMonths: number | null; doubleOptIn: boolean }
export type Named = {
  /** null for what covers the person. */
  purpose: NamedPurpose | null
  textId: string | null
  /** The contact who stands for them now; null where nobody is known by that name. */
  contactId: string | null
}

/** What each statement names, in their order. Throws `invalid` with every fault. */
export async function checkStatements(db: Db, statements: readonly Statement[], now: Date): Promise<Named[]> {
  const purposes = await findPurposes(db, statements)
  const texts = await db.purposeText.findMany({
    where: { purposeId: { in: [...new Set([...purposes.values()].map(({ id }) => id))] } },
  })
  const faults: Fault[] = []
  const places = statements.map((said, at) => {
    if (said.type === 'objected') return { purpose: null, textId: null }
    const fault = (path: string, message: string) => faults.push({ path: `statements.${at}.${path}`, message })
    const purpose = purposes.get(said.purpose)
    if (!purpose) {
      fault('purpose', 'There is no such purpose. GET /api/purposes lists what there is.')
      return { purpose: null, textId: null }
    }
    if (!purpose.channels.includes(said.channel))
      fault('channel', `This purpose uses ${purpose.channels.join(', ')}. Write one of these.`)
    if (said.type === 'given' && purpose.retiredAt !== null)
      fault('purpose', 'This purpose is retired, so nobody can say yes to it any more.')
    const { text } = said
    const shown = texts.find(
      (one) => one.purposeId === purpose.id && one.language === text?.language && one.version === text.version,
    )
    if (text && !shown) fault('text', 'This purpose has no such version of its words in this language.')
    if (shown && shown.effectiveFrom > earlier(new Date(said.occurredAt), now))
      fault('text', 'These words were not in use yet when it was said.')
    return { purpose, textId: shown?.id ?? null }
  })
  if (faults.length > 0)
    throw new DomainError('invalid', 'Some statements cannot be used, so none was recorded. See the faults.', {
      faults,
    })
  const contacts = await findNamedContacts(
    db,
    statements.map(({ contact }) => nameOf(contact)),
  )
  return places.map((place, at) => ({ ...place, contactId: contacts[at] ?? null }))
}

const earlier = (one: Date, other: Date) => (one < other ? one : other)

async function findPurposes(db: Db, statements: readonly Statement[]) {
  const names = [...new Set(statements.flatMap((said) => (said.type === 'objected' ? [] : said.purpose)))]
  const rows = await db.purpose.findMany({
    where: { OR: [{ key: { in: names } }, { id: { in: names.filter(isId) } }] },
  })
  const named = names.flatMap((name) => {
    const row = rows.find(({ id, key }) => key === name || id === name.toLowerCase())
    return row ? [[name, row] as const] : []
  })
  return new Map(named)
}
