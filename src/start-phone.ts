// The built-in phone, where mail goes to the built-in mailbox too: a gateway for SMS that this machine answers itself.
import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { type Reach, reachOf } from './consent/index.ts'
import { openPhone, type Phone } from './mailbox/index.ts'
import type { Services } from './platform/index.ts'

/** What the phone and we know of each other. */
export const phoneSecret = (secretKey: string): string =>
  createHmac('sha256', secretKey).update('assent built-in phone').digest('hex')

export const startPhone = (dataDir: string, { config }: Pick<Services, 'config'>): Promise<Phone> =>
  openPhone(join(dataDir, 'phone'), phoneSecret(config.secretKey))

/** Where gateways may lead: to the phone on this machine too. */
export function reachWithPhone(config: Services['config']): Reach {
  const reach = reachOf(config)
  return { ...reach, privateHosts: [...reach.privateHosts, '127.0.0.1'] }
}
