// Whether the keys at hand are those that the entries were made with. The database keeps what each key is recognised by,
// so a lost file or another secret cannot quietly drop everybody who is suppressed: every doubt is a no.
import { createHmac } from 'node:crypto'
import { type Db, Prisma } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import type { SuppressionKey } from './suppression-keys.ts'

const checkValueOf = ({ key }: SuppressionKey) => createHmac('sha256', key).update('assent suppression key').digest()

type Known = { version: number; checkValue: Uint8Array; givenUpAt: Date | null }

const isSame = (key: SuppressionKey, known: Known) =>
  key.version === known.version && checkValueOf(key).equals(known.checkValue)

/** Versions that entries were made with and that are not at hand, or are another key: nothing can be checked by them. */
export async function findMissingKeys(db: Db, keys: readonly SuppressionKey[]): Promise<number[]> {
  const known: Known[] = await db.suppressionKey.findMany({ orderBy: { version: 'asc' } })
  return known
    .filter((one) => one.givenUpAt === null && !keys.some((key) => isSame(key, one)))
    .map(({ version }) => version)
}

/** Throws `unavailable`, saying what to do, where entries cannot be checked: then nobody new may be let in. */
export async function requireKeys(db: Db, keys: readonly SuppressionKey[]): Promise<void> {
  const missing = await findMissingKeys(db, keys)
  if (missing.length > 0) throw new DomainError('unavailable', missingWords(missing))
}

/** What is wrong, and what to do. */
export function missingWords(missing: readonly number[]): string {
  const [first] = missing
  const which = missing.length > 1 ? `keys ${missing.join(', ')} are` : `key ${first} is`
  const secret = first === 1 ? ', or start with the SECRET_KEY of before' : ''
  return (
    `Nobody can be taken in: suppression ${which} missing or another one, so suppressed people could come back. ` +
    `Put the file suppression-${first}.key back into the folder keys of DATA_DIR${secret}; docs/suppression.md says what to do where it is lost.`
  )
}

/** Notes what this key is recognised by. Throws `unavailable` where this version was another key. */
export async function noteKey(db: Db, key: SuppressionKey, now: Date): Promise<void> {
  const { version } = key
  const known =
    (await db.suppressionKey.findUnique({ where: { version } })) ??
    (await insertKey(db, version, checkValueOf(key), now))
  if (isSame(key, known) && known.givenUpAt === null) return
  throw new DomainError(
    'unavailable',
    `Suppression key ${version} is not the one of before, so nothing can be kept with it. Put its file back, or make a new key: npm run assent -- rotate-suppression-key`,
  )
}

/** Notes every key that this database does not know yet. Only where none is missing: a doubt must stay one. */
export async function adoptKeys(db: Db, keys: readonly SuppressionKey[], now: Date): Promise<void> {
  const known = await db.suppressionKey.findMany({ select: { version: true } })
  for (const key of keys) if (!known.some(({ version }) => version === key.version)) await noteKey(db, key, now)
}

async function insertKey(db: Db, version: number, checkValue: Uint8Array, now: Date): Promise<Known> {
  await db.$executeRaw(Prisma.sql`
    insert into suppression_key (version, check_value, created_at) values (${version}, ${checkValue}, ${now})
    on conflict (version) do nothing`)
  return db.suppressionKey.findUniqueOrThrow({ where: { version } })
}
