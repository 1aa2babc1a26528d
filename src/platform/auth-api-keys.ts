// API keys for scripts. Only the SHA-256 of a key is kept, so a copy of the database opens nothing; the key itself is
// shown once. 160 random bits need no slow hash.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { type Role, roles } from './auth.ts'
import type { Db } from './database.ts'
import { DomainError, found } from './errors.ts'

const PREFIX_LENGTH = 12
/** How stale `last_used_at` may be, in ms. Shorter would write to the row with every request. */
const USED_RESOLUTION_MS = 60_000
/** The name of the key that ASSENT_API_KEY sets. */
const BOOTSTRAP_NAME = 'ASSENT_API_KEY'

const digest = (key: string) => Uint8Array.from(createHash('sha256').update(key).digest())

export const apiKeySchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    prefix: z.string().meta({ description: 'The beginning of the key, to tell it from others.' }),
    role: z.enum(roles),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable(),
    revokedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ApiKey' })

const shown = { id: true, name: true, prefix: true, role: true, createdAt: true, lastUsedAt: true, revokedAt: true }

/** All keys, newest first, revoked ones too. */
export async function listApiKeys(db: Db) {
  return (await db.apiKey.findMany({ select: shown, orderBy: { createdAt: 'desc' } })).map(asRole)
}

const asRole = <T extends { role: string }>(row: T) => ({ ...row, role: row.role as Role })

/** Makes a key; the answer holds `key` itself, which is not kept and cannot be shown again. */
export async function createApiKey(db: Db, { name, role }: { name: string; role: Role }, now: Date) {
  const key = `assent_${randomBytes(20).toString('hex')}`
  return { ...(await keepApiKey(db, { name, role, key }, now)), key }
}

async function keepApiKey(db: Db, { name, role, key }: { name: string; role: Role; key: string }, now: Date) {
  const data = { name, role, prefix: key.slice(0, PREFIX_LENGTH), hash: digest(key), createdAt: now }
  return asRole(await db.apiKey.create({ data, select: shown }))
}

/** From now on the key opens nothing. Revoking it again changes nothing. Throws `not_found`. */
export async function revokeApiKey(db: Db, id: string, now: Date) {
  const key = found(await db.apiKey.findUnique({ where: { id }, select: shown }), 'API key')
  if (key.revokedAt) return asRole(key)
  return asRole(await db.apiKey.update({ where: { id }, data: { revokedAt: now }, select: shown }))
}

/** Whoever holds this key, unless it is unknown or revoked. Notes that it was used, to the minute. */
export async function findKeyHolder(db: Db, key: string, now: Date) {
  const hash = digest(key)
  const row = await db.apiKey.findUnique({ where: { hash } })
  if (!row || row.revokedAt || !timingSafeEqual(row.hash, hash)) return undefined
  if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() > USED_RESOLUTION_MS)
    await db.apiKey.updateMany({ where: { id: row.id }, data: { lastUsedAt: now } })
  return { id: row.id, name: row.name, role: row.role as Role }
}

/** Makes the key in ASSENT_API_KEY an administrator's, and revokes what that variable held before. */
export async function bootstrapApiKey(db: Db, key: string | undefined, now: Date): Promise<void> {
  const hash = key === undefined ? undefined : digest(key)
  await db.apiKey.updateMany({
    where: { name: BOOTSTRAP_NAME, revokedAt: null, ...(hash && { NOT: { hash } }) },
    data: { revokedAt: now },
  })
  if (!key || !hash) return
  const known = await db.apiKey.findUnique({ where: { hash } })
  if (!known) await keepApiKey(db, { name: BOOTSTRAP_NAME, role: 'admin', key }, now)
  else if (known.revokedAt)
    throw new DomainError('invalid', 'The key in ASSENT_API_KEY was revoked. Put a new one there, then start again.')
}
