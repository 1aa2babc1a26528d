// Adding a gateway and changing it; switching it off and removing it are done as for relays. Workers learn of it within seconds.
import { type Reach, requireReachable } from '../../consent/index.ts'
import { type Db, inTransaction, type Transaction } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { sealSecret } from '../../platform/seal.ts'
import { relayKey } from '../relays/relay-options.ts'
import type { GatewayKind } from './gateway.ts'

export type GatewayChange = {
  name: string
  gateway: GatewayKind
  url: string
  /** Of Twilio the account SID; null where none is asked for. */
  account: string | null
  /** Undefined keeps the one that is there. */
  token?: string | undefined
  /** What it signs its calls with; undefined keeps the one that is there, null: it calls nobody. */
  callSecret?: string | null | undefined
  weight: number
  perSecond: number | null
  perDay: number | null
}
export type GatewayMeans = { secretKey: string; reach: Reach }

/** Each opens connections of its own in every worker. */
const MOST_GATEWAYS = 10

/** Adds a gateway. Throws `invalid` and `conflict`. */
export async function createGateway(
  db: Db,
  change: GatewayChange,
  means: GatewayMeans,
  now: Date,
): Promise<{ id: string }> {
  if ((await db.mailRelay.count({ where: { gateway: { not: null } } })) >= MOST_GATEWAYS)
    throw new DomainError('conflict', `There are ${MOST_GATEWAYS} gateways, which is the most. Remove one first.`)
  const data = { ...asRow(change, { password: null, callSecret: null }, means), createdAt: now }
  return inTransaction(db, async (tx) => {
    const { id } = await tx.mailRelay.create({ data, select: { id: true } })
    await limit(tx, id, change, now)
    return { id }
  })
}

/** Changes a gateway; what goes through it is finished as it was. Throws `invalid` and `not_found`. */
export async function changeGateway(
  db: Db,
  id: string,
  change: GatewayChange,
  means: GatewayMeans,
  now: Date,
): Promise<void> {
  const known = found(await db.mailRelay.findUnique({ where: { id, gateway: { not: null } } }), 'gateway')
  // What another address did wrong says nothing of this one.
  const fresh = { faults: 0, restsUntil: null, lastFault: null, lastFaultAt: null }
  const data = { ...asRow(change, known, means), ...fresh }
  await inTransaction(db, async (tx) => {
    await tx.mailRelay.update({ where: { id }, data })
    await limit(tx, id, change, now)
  })
}

/** How much may go through it. What was used today stays counted. */
async function limit(tx: Transaction, relayId: string, { perSecond, perDay }: GatewayChange, now: Date): Promise<void> {
  if (perSecond === null && perDay === null) return void (await tx.relayLimit.deleteMany({ where: { relayId } }))
  const rates = { perSecond, perDay, secondRoom: null, hourRoom: null, filledAt: null }
  const { count } = await tx.relayLimit.updateMany({ where: { relayId }, data: rates })
  if (count === 0) await tx.relayLimit.create({ data: { relayId, ...rates, createdAt: now } })
}

type Sealed = { password: Uint8Array | null; callSecret: Uint8Array | null }

function asRow(change: GatewayChange, kept: Sealed, { secretKey, reach }: GatewayMeans) {
  const { name, gateway, url, account, token, callSecret, weight } = change
  requireReachable(url, reach)
  const seal = (secret: string) => sealSecret(relayKey(secretKey), secret)
  const password = token === undefined ? kept.password : seal(token)
  if (password === null) throw invalid('token', 'A gateway takes messages from nobody without a token. Write it.')
  if (gateway === 'twilio' && account === null)
    throw invalid('account', 'Twilio asks whose account it is. Write the account SID, which begins with AC.')
  // Twilio signs with the token itself.
  const signs = gateway === 'twilio' ? token : callSecret
  const secret = signs === undefined ? kept.callSecret : signs === null ? null : seal(signs)
  return {
    ...{ name, gateway, url, username: account, weight },
    ...{ password: Uint8Array.from(password), callSecret: secret === null ? null : Uint8Array.from(secret) },
  }
}

const invalid = (path: string, message: string) =>
  new DomainError('invalid', 'This gateway cannot be used as it is.', { faults: [{ path, message }] })
