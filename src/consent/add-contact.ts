// One person made or updated by staff or a script. Like an import it gives no permission and brings nobody back: a
// suppressed or erased address is refused. What people say of themselves comes through forms instead.
import { type ContactRow, checkFields, normaliseAddress, type RowRefusal, saveContacts } from '../contacts/index.ts'
import { type Db, inTransaction } from '../platform/database.ts'
import { DomainError } from '../platform/errors.ts'
import {
  findSuppressed,
  holdSuppressed,
  holdsOf,
  noteAttempts,
  rekeySeen,
  type SuppressionKey,
  stopped,
} from './suppression/index.ts'

const WORDS: Record<Exclude<RowRefusal['code'], 'malformed_address'>, string> = {
  no_address: 'Give an e-mail address, a phone number or an external id, so that this person can be told apart.',
  erased: 'This person has been erased and stays so. Only their own new yes brings them back.',
  repeated: 'This person was sent twice. Send them once.',
  repeated_line: 'This person was sent twice. Send them once.',
}

export async function addContact(
  db: Db,
  row: ContactRow,
  keys: readonly SuppressionKey[],
  now: Date,
): Promise<{ id: string; isNew: boolean }> {
  await checkFields(db, row.fields ?? {})
  const added = await inTransaction(db, async (tx) => {
    const given = [['email', row.email] as const, ['phone', row.phone] as const, ['external', row.externalId] as const]
    const addresses = given.flatMap(([kind, text]) => {
      const value = text === undefined ? undefined : normaliseAddress(kind, text)
      return value === undefined ? [] : [{ kind, value }]
    })
    const hits = await findSuppressed(tx, keys, addresses)
    await rekeySeen(tx, keys, addresses, hits, now)
    await noteAttempts(tx, 'added', hits, now)
    if (stopped(hits).size > 0) return undefined
    const [saved] = await saveContacts(tx, [row], { source: 'api' }, now)
    if (saved?.outcome === 'refused') {
      const { refusal } = saved
      if (refusal.code === 'malformed_address') {
        const path = refusal.kind === 'external' ? 'externalId' : refusal.kind
        throw new DomainError('invalid', 'This address cannot be used.', {
          faults: [{ path, message: 'This cannot be an address. Phone numbers need a plus and the country code.' }],
        })
      }
      throw new DomainError(refusal.code === 'no_address' ? 'invalid' : 'conflict', WORDS[refusal.code])
    }
    if (!saved) throw new Error('a saved row has an answer')
    await holdSuppressed(tx, holdsOf(saved.contactId, hits), now)
    return { id: saved.contactId, isNew: saved.outcome === 'created' }
  })
  // Thrown only now, so that the attempt stays noted.
  if (!added) throw new DomainError('conflict', 'This address must never be written to again, so it was not taken in.')
  return added
}
