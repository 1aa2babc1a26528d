// Sends what the demo company sent weeks ago: the real pipeline, its one decision and its claims, under a clock that
// stands where the caller puts it. Only the moments that the database writes by its own clock are set back afterwards.
import { setTimeout as sleep } from 'node:timers/promises'
import type { LinkKey } from '../consent/index.ts'
import { type BuiltInPhone, countWaiting, relayKey, relayOptions, startDeliveryWorker } from '../delivery/index.ts'
import { Prisma, type PrismaClient } from '../platform/database.ts'

export type PastSender = {
  /** Sends what waits, as if it were `at`. Throws where it does not get through. */
  send: (at: Date) => Promise<void>
  close: () => Promise<void>
}
export type Outbox = {
  smtpUrl: string
  /** The built-in phone, which takes the SMS. */
  phone: BuiltInPhone
  publicUrl: string
  linkKey: LinkKey
  /** Of the installation: its gateway is sealed with it. */
  secretKey: string
}

/** In ms. A few hundred mails to a mailbox on this machine take a second or two. */
const SENT_WITHIN = 30_000
const LOOK_EVERY = 25

export function openPastSender(db: PrismaClient, { smtpUrl, publicUrl, linkKey, secretKey }: Outbox): PastSender {
  let clock = new Date(0)
  let fault: unknown
  const worker = startDeliveryWorker(db, {
    relay: relayOptions(smtpUrl),
    passwordKey: relayKey(secretKey),
    gateways: { reach: { privateHosts: ['127.0.0.1'], isProduction: false }, publicUrl },
    publicUrl,
    linkKey,
    now: () => clock,
    onError: (error) => {
      fault = error
    },
  })
  return {
    send: async (at) => {
      clock = at
      for (const start = performance.now(); (await countWaiting(db)) > 0; await sleep(LOOK_EVERY)) {
        worker.wake()
        if (fault || worker.fault())
          throw new Error(worker.fault() ?? 'The mails of the demo could not be sent.', { cause: fault })
        if (performance.now() - start > SENT_WITHIN) throw new Error('the mails of the demo were not taken in time')
      }
      await setBackMoments(db, at)
    },
    close: worker.stop,
  }
}

async function setBackMoments(db: PrismaClient, at: Date): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    update message set finished_at = decided_at
    where decided_at <= ${at}::timestamptz and finished_at > decided_at + interval '1 minute'`)
  await db.$executeRaw(Prisma.sql`
    update message_batch set finished_at = created_at + interval '1 minute'
    where created_at <= ${at}::timestamptz and finished_at > created_at + interval '2 minutes'`)
}
