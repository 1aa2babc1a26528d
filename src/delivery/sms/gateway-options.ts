// How a gateway of the database is reached. Its token lies sealed, and it may lead to the open internet by https; into one's
// own network only where that host is named in the configuration.
import type { Reach } from '../../consent/index.ts'
import { openSecret, type SealKey } from '../../platform/seal.ts'
import type { GatewayAccess, GatewayKind } from './gateway.ts'

export type GatewaySettings = {
  reach: Reach
  /** Where people and gateways reach this installation, without a slash at the end. */
  publicUrl: string
  /** ms for connecting, and for the answer: as the constants say unless told. */
  timeouts?: { connectMs: number; answerMs: number }
}
export type GatewayOptions = { gateway: GatewayKind; access: GatewayAccess } & Pick<
  GatewaySettings,
  'reach' | 'timeouts'
>

export type StoredGateway = {
  id: string
  gateway: string | null
  url: string | null
  username: string | null
  /** Its token, sealed. */
  password: Uint8Array | null
}

/** Where the calls of this gateway come in. */
export const gatewayPath = (id: string): string => `/gateway/${id}`

/** Undefined where it cannot be used here: its token was sealed with another SECRET_KEY. */
export function gatewayOptions(
  { id, gateway, url, username, password }: StoredGateway,
  key: SealKey,
  { reach, publicUrl, timeouts }: GatewaySettings,
): GatewayOptions | undefined {
  if (gateway === null || url === null || password === null) return undefined
  let token: string
  try {
    token = openSecret(key, password)
  } catch {
    return undefined
  }
  const access = { url, account: username ?? '', token, callUrl: `${publicUrl}${gatewayPath(id)}` }
  return { gateway: gateway as GatewayKind, access, reach, ...(timeouts && { timeouts }) }
}
