// What statements name, looked up before anything is recorded: an unknown purpose, channel or text is a fault of the
// sender's program, so all faults are named and nothing at all is recorded.
import { addressHash, type IdentityKind, normaliseAddress } from '../../contacts/index.ts'
import { type Db, listSql, Prisma } from '../../platform/database.ts'
import { DomainError, type Fault } from '../../platform/errors.ts'
import { isId } from '../../platform/id.ts'
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
  const contacts = await findNamedContacts(db, statements)
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

type Owner = { place: number; contact_id: string }

/** Who is meant by each statement: by id or by address, and after a merge whoever was kept. */
async function findNamedContacts(db: Db, statements: readonly Statement[]): Promise<(string | null)[]> {
  const names = statements.map(({ contact }) => nameOf(contact))
  const of = (pick: (name: Name) => string | null) => names.map((name) => (name ? pick(name) : null))
  const owners = await db.$queryRaw<Owner[]>(Prisma.sql`
    with recursive named as (
      select place::int, coalesce(wanted.id, address_key.contact_id) as id
      from unnest(${listSql(of(idOf), 'uuid')}, ${listSql(of(kindOf), 'text')}, ${listSql(of(hashOf), 'bytea')})
        with ordinality as wanted (id, kind, value_hash, place)
      left join address_key on address_key.kind = wanted.kind and address_key.value_hash = wanted.value_hash
    ), person (place, id, heir) as (
      select named.place, contact.id, contact.merged_into_id from named join contact on contact.id = named.id
      union select person.place, contact.id, contact.merged_into_id from person join contact on contact.id = person.heir
    ) select place, id as contact_id from person where heir is null`)
  const found = new Map(owners.map((row) => [row.place, row.contact_id]))
  return names.map((_, at) => found.get(at + 1) ?? null)
}

type Name = { id: string } | { kind: IdentityKind; value: string }
const idOf = (name: Name) => ('id' in name ? name.id : null)
const kindOf = (name: Name) => ('kind' in name ? name.kind : null)
const hashOf = (name: Name) => ('kind' in name ? `\\x${addressHash(name.kind, name.value)}` : null)

function nameOf({ id, email, phone, externalId }: Statement['contact']): Name | undefined {
  if (id !== undefined) return { id }
  const [kind, text]: [IdentityKind, string] =
    email !== undefined ? ['email', email] : phone !== undefined ? ['phone', phone] : ['external', externalId ?? '']
  const value = normaliseAddress(kind, text)
  return value === undefined ? undefined : { kind, value }
}
