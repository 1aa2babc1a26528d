// Adding a relay, changing it, switching it off, removing it. Workers learn of it within seconds.
import { isIP } from 'node:net'
import type { Db } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { sealSecret } from '../../platform/seal.ts'
import type { PlatformConfig } from '../../platform/services.ts'
import { ENVIRONMENT_RELAY, type Encryption, relayKey } from './relay-options.ts'

export type RelayChange = {
  name: string
  host: string
  port: number
  encryption: Encryption
  /** PEM; null: the authorities that everybody knows. */
  authority: string | null
  username: string | null
  /** Undefined keeps the one that is there. */
  password?: string | null | undefined
  weight: number
}

/** Each opens connections of its own in every worker. */
const MOST_RELAYS = 20

/** Adds a relay. Throws `invalid` and `conflict`. */
export async function createRelay(
  db: Db,
  change: RelayChange,
  config: Pick<PlatformConfig, 'secretKey'>,
  now: Date,
): Promise<{ id: string }> {
  if ((await db.mailRelay.count({ where: { gateway: null } })) >= MOST_RELAYS)
    throw new DomainError('conflict', `There are ${MOST_RELAYS} relays, which is the most. Remove one first.`)
  const data = { ...asRow(change, null, config), createdAt: now }
  return db.mailRelay.create({ data, select: { id: true } })
}

/** Changes a relay; what goes through it is finished as it was. Throws `invalid`, `conflict` and `not_found`. */
export async function changeRelay(
  db: Db,
  id: string,
  change: RelayChange,
  config: Pick<PlatformConfig, 'secretKey'>,
): Promise<void> {
  const relay = found(await db.mailRelay.findUnique({ where: { id, gateway: null } }), 'relay')
  requireStored(id, 'Change SMTP_URL and start again to lead it elsewhere; its weight can be changed here.')
  // What another address did wrong says nothing of this one.
  const fresh = { faults: 0, restsUntil: null, lastFault: null, lastFaultAt: null }
  await db.mailRelay.update({ where: { id }, data: { ...asRow(change, relay.password, config), ...fresh } })
}

/** How large its part of the mail is. */
export async function weighRelay(db: Db, id: string, weight: number): Promise<void> {
  found(await db.mailRelay.findUnique({ where: { id } }), 'relay')
  await db.mailRelay.update({ where: { id }, data: { weight } })
}

/** Switches a relay or a gateway off, or on again. What it has on the wire is finished; what waits goes another way. */
export async function stopRelay(db: Db, id: string, isStopped: boolean, now: Date): Promise<void> {
  const { stoppedAt } = found(await db.mailRelay.findUnique({ where: { id } }), 'relay')
  if ((stoppedAt !== null) === isStopped) return
  await db.mailRelay.update({ where: { id }, data: { stoppedAt: isStopped ? now : null } })
}

/** Removes a relay or a gateway with its limits and its counts. */
export async function removeRelay(db: Db, id: string): Promise<void> {
  found(await db.mailRelay.findUnique({ where: { id } }), 'relay')
  requireStored(id, 'Leave SMTP_URL out and start again, or switch it off here.')
  await db.mailRelay.delete({ where: { id } })
}

function requireStored(id: string, instead: string): void {
  if (id === ENVIRONMENT_RELAY)
    throw new DomainError('conflict', `This relay comes from the environment of the server. ${instead}`)
}

function asRow(change: RelayChange, kept: Uint8Array | null, { secretKey }: Pick<PlatformConfig, 'secretKey'>) {
  const { password, username, encryption, host, ...rest } = change
  if (isIP(host) === 0 && !/^(?=.{1,253}$)[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)*$/i.test(host))
    throw invalid('host', 'Write the name of the server alone, such as smtp.example.com.')
  const sealed = password ? sealSecret(relayKey(secretKey), password) : password === undefined ? kept : null
  if ((username === null) !== (sealed === null))
    throw invalid('password', 'A login needs a user and a password: write both, or neither.')
  if (username !== null && encryption === 'none')
    throw invalid(
      'encryption',
      'A password is never sent in the clear. Choose TLS or STARTTLS, or leave the login out.',
    )
  return { ...rest, host, username, encryption, password: sealed === null ? null : Uint8Array.from(sealed) }
}

const invalid = (path: string, message: string) =>
  new DomainError('invalid', 'This relay cannot be used as it is.', { faults: [{ path, message }] })
