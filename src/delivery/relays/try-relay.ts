// Trying a relay out from the page: connect, encrypt, log in, leave. No mail is sent, so nothing needs a yes.
import type { Db } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { openSecret } from '../../platform/seal.ts'
import type { PlatformConfig } from '../../platform/services.ts'
import { type RelayOptions, relayOptions, tryConnection } from '../smtp-relay.ts'
import { ENVIRONMENT_RELAY, optionsOf, relayKey } from './relay-options.ts'

/** ms for each step. Somebody sits at the page and waits. */
const PATIENCE_MS = 8000

/** Says whether there is a way in, and in the relay's own words why there is not. Throws `conflict` and `not_found`. */
export async function tryRelay(
  db: Db,
  id: string,
  { secretKey, smtpUrl }: Pick<PlatformConfig, 'secretKey' | 'smtpUrl'>,
  patienceMs = PATIENCE_MS,
): Promise<{ isIn: boolean; answer: string }> {
  const relay = found(await db.mailRelay.findUnique({ where: { id, gateway: null } }), 'relay')
  const options: RelayOptions | undefined =
    id === ENVIRONMENT_RELAY
      ? smtpUrl === undefined
        ? undefined
        : relayOptions(smtpUrl)
      : optionsOf(relay, (sealed) => openSecret(relayKey(secretKey), sealed))
  if (!options)
    throw new DomainError(
      'conflict',
      id === ENVIRONMENT_RELAY
        ? 'There is no SMTP_URL here, so there is nothing to try.'
        : 'Its password was sealed with another SECRET_KEY. Write the password again, then try it.',
    )
  const timeouts = { connectionTimeout: patienceMs, greetingTimeout: patienceMs, socketTimeout: patienceMs }
  return tryConnection({ ...options, ...timeouts })
}
