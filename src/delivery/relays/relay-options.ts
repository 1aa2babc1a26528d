// How a relay of the database is reached. Its certificate is verified in every mode that encrypts, and a login is never
// sent in the clear.
import { type SealKey, sealKey } from '../../platform/seal.ts'
import type { RelayOptions } from '../smtp-relay.ts'

/** The row that stands for SMTP_URL, or for the built-in mailbox. It has no address: each worker knows its own. */
export const ENVIRONMENT_RELAY = '00000000-0000-7000-8000-00000000e111'

export const ENCRYPTIONS = ['tls', 'starttls', 'none'] as const
export type Encryption = (typeof ENCRYPTIONS)[number]

export type StoredRelay = {
  host: string | null
  port: number | null
  encryption: string | null
  /** PEM of an authority of one's own: then its certificates alone are believed. */
  authority: string | null
  username: string | null
  /** Sealed. */
  password: Uint8Array | null
}

/** The key that passwords of relays are sealed with. */
export const relayKey = (secretKey: string): SealKey => sealKey(secretKey, 'relay password')

/** Undefined where it cannot be used here: its password was sealed with another SECRET_KEY. */
export function optionsOf(relay: StoredRelay, open: (sealed: Uint8Array) => string): RelayOptions | undefined {
  const { host, port, encryption, authority, username, password } = relay
  if (host === null || port === null) return undefined
  let pass: string | undefined
  try {
    pass = password ? open(password) : undefined
  } catch {
    return undefined
  }
  return {
    ...{ host, port },
    secure: encryption === 'tls',
    requireTLS: encryption === 'starttls',
    ignoreTLS: encryption === 'none',
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(authority && { ca: [authority] }) },
    ...(username !== null && pass !== undefined && { credentials: { user: username, pass } }),
  }
}
