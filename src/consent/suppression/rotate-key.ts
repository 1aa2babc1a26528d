// A new key for suppression, and the ways back where one is lost. An operator does this beside the running product.
import { type Db, Prisma } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import type { Journal } from '../journal.ts'
import { findMissingKeys, noteKey } from './check-keys.ts'
import { suppressAddresses } from './suppress-addresses.ts'
import { findSuppressionKeys, type KeyPlace, keepSuppressionKey, makeSuppressionKey } from './suppression-keys.ts'

/** Makes the next key, and keeps the first one in a file too. Old entries stay under theirs until their address is seen. */
export async function rotateSuppressionKey(
  db: Db,
  place: KeyPlace & { folder: string },
  now: Date,
): Promise<{ version: number; waiting: number }> {
  const keys = await findSuppressionKeys(place)
  const known = await db.suppressionKey.findMany({ select: { version: true } })
  const first = keys.find(({ version }) => version === 1)
  if (first && known.length === 0) await noteKey(db, first, now)
  if (first && !(await findMissingKeys(db, keys)).includes(1)) await keepSuppressionKey(place.folder, first)
  const version = Math.max(...[...keys, ...known].map((one) => one.version)) + 1
  await noteKey(db, await makeSuppressionKey(place.folder, version), now)
  return { version, waiting: await db.suppression.count({ where: { keyVersion: { lt: version } } }) }
}

/** Contacts whose addresses are read from a backup in one statement. */
const CHUNK = 1000

/**
 * Makes the entries of erased people again, under the newest key. Who was erased is told by the ledger and by the journal
 * outside; their addresses only by `backup`, an older database that still knew them. Answers how many people it knew.
 */
export async function rebuildErased(
  db: Db,
  backup: Db,
  { place, journal, now }: { place: KeyPlace; journal: Journal; now: Date },
): Promise<{ erased: number; found: number; entries: number }> {
  const keys = await findSuppressionKeys(place)
  const ids = await findErased(db, journal)
  const result = { erased: ids.length, found: 0, entries: 0 }
  for (let at = 0; at < ids.length; at += CHUNK) {
    const rows = await backup.identity.findMany({
      where: { contactId: { in: ids.slice(at, at + CHUNK) }, kind: { in: ['email', 'phone', 'external'] } },
      select: { contactId: true, kind: true, value: true },
    })
    const addresses = rows.map(({ kind, value }) => ({ kind: kind as 'email' | 'phone' | 'external', value }))
    result.found += new Set(rows.map((row) => row.contactId)).size
    result.entries += await suppressAddresses(db, keys, addresses, { scope: 'all', reason: 'erased' }, now)
  }
  return result
}

async function findErased(db: Db, journal: Journal): Promise<string[]> {
  const rows = await db.$queryRaw<{ contact_id: string }[]>(Prisma.sql`
    select distinct contact_id from consent_event where type = 'erased'`)
  const ids = new Set(rows.map((row) => row.contact_id))
  for await (const line of journal.read(0)) if (line !== 'unreadable' && line.type === 'erased') ids.add(line.contactId)
  return [...ids].sort()
}

/** In letters: enough to say who decided and why. */
const SHORTEST_REASON = 10

/**
 * Says that a key is lost for good: its entries are never checked again, and people may be taken in. Only where it is
 * really missing, and with a reason, which is kept and shown. Answers how many entries that were. Cannot be taken back.
 */
export async function giveUpSuppressionKey(
  db: Db,
  place: KeyPlace,
  { version, reason }: { version: number; reason: string },
  now: Date,
): Promise<number> {
  if (!(await findMissingKeys(db, await findSuppressionKeys(place))).includes(version))
    throw new DomainError('conflict', `Suppression key ${version} is not missing, so nothing has to be given up.`)
  if (reason.trim().length < SHORTEST_REASON)
    throw new DomainError('invalid', 'Say who has decided this and why, in a sentence: it is kept and shown.')
  await db.suppressionKey.update({ where: { version }, data: { givenUpAt: now, givenUpReason: reason.trim() } })
  return db.suppression.count({ where: { keyVersion: version } })
}
