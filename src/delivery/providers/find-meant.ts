// Which message a provider speaks of. What we have signed counts first. Else the provider, which has proved itself, may name
// it: our Message-ID, or the id with which it took the mail; each only for a message to the very address that it names.
import { type LinkKey, type LinkToken, readLinkToken } from '../../consent/index.ts'
import { addressHash, normaliseAddress } from '../../contacts/index.ts'
import { type Db, listSql, Prisma } from '../../platform/database.ts'
import { findToken } from '../inbound/judge-mail.ts'
import { type ReturnedMessage, readReturnPath, returnKey } from '../return-path.ts'
import type { Whom } from './provider-event.ts'

type Row = { contact_id: string; id: string; purpose_id: string }

/** Texts and names that are looked at: more than any provider sends. */
const TRIES = 10
/** An id that a provider gives a mail: long enough that it cannot stand in an answer by chance. */
const OTHER_NAME = /^[\w.-]{16,100}$/
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** Undefined where nothing of ours is meant. */
export async function findMeant(db: Db, keys: readonly LinkKey[], whom: Whom): Promise<LinkToken | undefined> {
  const known = keys.map(returnKey)
  for (const text of whom.signed.slice(0, TRIES)) {
    const token = findToken([text], keys)
    const link = token && readLinkToken(keys, token)
    if (link) return link
    const returned = readReturnPath(known, text)
    const row = returned && (await findReturned(db, returned))
    if (row) return asToken(row)
  }
  const address = normaliseAddress('email', whom.recipient ?? '')
  const names = whom.names.filter((name) => OTHER_NAME.test(name)).slice(0, TRIES)
  const row = address && names.length > 0 ? await findNamed(db, address, names) : undefined
  return row && asToken(row)
}

const asToken = (row: Row): LinkToken => ({ contactId: row.contact_id, purposeId: row.purpose_id, messageId: row.id })

async function findReturned(db: Db, { messageId, from, to }: ReturnedMessage): Promise<Row | undefined> {
  const [row] = await db.$queryRaw<Row[]>(Prisma.sql`
    select contact_id, id, purpose_id from message
    where contact_id between ${from}::uuid and ${to}::uuid and id = ${messageId}::uuid limit 1`)
  return row
}

/** Of those to whoever has the address now, or who became them by a merge. */
async function findNamed(db: Db, address: string, names: readonly string[]): Promise<Row | undefined> {
  const ids = names.filter((name) => UUID.test(name))
  const [row] = await db.$queryRaw<Row[]>(Prisma.sql`
    with recursive person (id) as (
      select contact_id from address_key
      where kind = 'email' and value_hash = decode(${addressHash('email', address)}, 'hex')
      union
      select contact.id from contact join person on contact.merged_into_id = person.id
    )
    select message.contact_id, message.id, message.purpose_id
    from person join message on message.contact_id = person.id and message.channel = 'email'
    where message.id = any(${listSql(ids, 'uuid')})
      or exists (select from unnest(${listSql(names, 'text')}) as given (name) where strpos(message.reply, given.name) > 0)
    order by message.id = any(${listSql(ids, 'uuid')}) desc, message.id desc limit 1`)
  return row
}
