// Lets a real worker send everything that is in line to a relay of the test's own.
import { expect } from 'vitest'
import { linkKey } from '../../src/consent/index.ts'
import { relayOptions, type SignMail, startDeliveryWorker } from '../../src/delivery/index.ts'
import type { PrismaClient } from '../../src/platform/database.ts'
import { openSmtpSink, type Received } from './smtp-sink.ts'

/** ms after which something must have gone wrong. */
const WITHIN = 8000

/** What arrived, once nothing is in line any more. Throws what the worker met with. */
export async function deliverAll(
  db: PrismaClient,
  {
    secretKey,
    publicUrl,
    now = () => new Date(),
    sign,
  }: { secretKey: string; publicUrl: string; now?: () => Date; sign?: SignMail | undefined },
): Promise<Received[]> {
  const sink = await openSmtpSink()
  const errors: unknown[] = []
  const worker = startDeliveryWorker(db, {
    relay: relayOptions(sink.url),
    connections: 1,
    publicUrl,
    linkKey: linkKey(secretKey),
    now,
    ...(sign && { sign }),
    onError: (error) => {
      errors.push(error)
    },
  })
  try {
    const left = () => db.message.count({ where: { status: { in: ['queued', 'started'] } } })
    await expect.poll(async () => errors.length > 0 || (await left()) === 0, { timeout: WITHIN }).toBe(true)
    if (errors.length > 0) throw errors[0]
    return sink.received
  } finally {
    await worker.stop()
    await sink.close()
  }
}
