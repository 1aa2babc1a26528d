// The gateway that stands for the built-in phone of a demo: a row as of any other, whose address is another at each start.
import type { Db } from '../../platform/database.ts'
import { sealSecret } from '../../platform/seal.ts'
import { relayKey } from '../relays/relay-options.ts'

/** It has one id, so that each start finds it. */
export const PHONE_GATEWAY = '00000000-0000-7000-8000-0000000f0e1e'

export type BuiltInPhone = { url: string /** Its token, and what it signs its calls with. */; secret: string }

/** Makes it, where there is none. */
export async function makePhoneGateway(db: Db, { url, secret }: BuiltInPhone, secretKey: string, now: Date) {
  const sealed = () => Uint8Array.from(sealSecret(relayKey(secretKey), secret))
  await db.mailRelay.upsert({
    where: { id: PHONE_GATEWAY },
    create: {
      ...{ id: PHONE_GATEWAY, name: 'The built-in phone', gateway: 'json', url, createdAt: now },
      ...{ password: sealed(), callSecret: sealed() },
    },
    update: { url },
  })
}

/** Says where the phone is now. Nothing happens where an administrator has removed it. */
export async function leadToPhone(db: Db, url: string): Promise<void> {
  await db.mailRelay.updateMany({
    where: { id: PHONE_GATEWAY },
    data: { url, faults: 0, restsUntil: null, lastFault: null, lastFaultAt: null },
  })
}
