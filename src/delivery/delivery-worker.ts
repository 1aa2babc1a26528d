// The loop that sends: takes a batch, sends it, takes the next; sleeps when there is none until it is woken. Two of them take
// turns: while the last mails of one batch are on the wire and are marked, the next one begins. SMS have a loop of their own,
// which does the same through gateways: a slow gateway never holds up a mail. A relay or a database that is away makes
// it wait, longer each time, and never lose or forget anything.
import { type Db, Prisma } from '../platform/database.ts'
import { newId } from '../platform/id.ts'
import type { SealKey } from '../platform/seal.ts'
import { START_WITHIN_MS } from './claim-messages.ts'
import { leaseBatch, leaveBatch, releaseBatch } from './lease-batch.ts'
import { type LinkSettings, type LoadedContent, loadContent } from './load-content.ts'
import { BREAKER_RULES, type BreakerRules } from './relays/breaker.ts'
import type { Lane } from './relays/lane.ts'
import { openRelayPool } from './relays/relay-pool.ts'
import { RETRY_DELAYS, type RetryDelays } from './relays/retry-delays.ts'
import { sendBatch } from './send-batch.ts'
import type { SignMail } from './signing/sign-mail.ts'
import type { GatewaySettings } from './sms/gateway-options.ts'
import type { RelayOptions } from './smtp-relay.ts'
import { takeTurns } from './take-turns.ts'
import { sendTestMails } from './test-mail/send-test-mails.ts'

export type DeliveryWorker = {
  /** Looks for work now instead of at the next look. */
  wake: () => void
  /** Finishes what has begun, gives back the rest, and closes the connections. */
  stop: () => Promise<void>
  /** Why nothing can be sent now, or undefined when the last try went well. */
  fault: () => string | undefined
}
export type DeliverySettings = LinkSettings & {
  /** The relay of the environment. */
  relay?: RelayOptions
  /** Opens the passwords of the relays in the database (`relayKey`); without it those are not used. */
  passwordKey?: SealKey
  /** Where gateways for SMS may lead; without it none is used. */
  gateways?: GatewaySettings
  /** Where there is a key (DKIM). */
  sign?: SignMail
  connections?: number
  /** When a relay that fails is left alone, and when a message is tried again: as the constants say unless told. */
  breakerRules?: BreakerRules
  retryDelays?: RetryDelays
  now: () => Date
  onError: (error: unknown, doing: string) => void
}

/** Each worker to each relay, unless told. */
const CONNECTIONS = 10
/** ms between looks when nobody wakes the worker. */
const LOOK_EVERY_MS = 1000
/** ms to wait after a fault of the database or of our own, doubled each time up to the last. */
const AWAY_MS = [1000, 60_000] as const
/** Compiled contents kept: about 100 kB each. */
const KEPT_CONTENTS = 50

export function startDeliveryWorker(db: Db, settings: DeliverySettings): DeliveryWorker {
  const workerId = newId()
  const { now, retryDelays: delays = RETRY_DELAYS } = settings
  const pool = openRelayPool(db, {
    ...{ environment: settings.relay, passwordKey: settings.passwordKey, gateways: settings.gateways, now },
    connections: settings.connections ?? CONNECTIONS,
    rules: settings.breakerRules ?? BREAKER_RULES,
  })
  const contents = new Map<string, LoadedContent>()
  let isStopping = false
  const resting = new Set<() => void>()

  const rest = async (ms: number) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, ms)
    resting.add(resolve)
    await promise
    resting.delete(resolve)
    clearTimeout(timer)
  }
  const wakeUp = () => {
    for (const wake of resting) wake()
  }

  const contentOf = async (id: string) => {
    const loaded = contents.get(id) ?? (await loadContent(db, id, settings))
    contents.delete(id)
    contents.set(id, loaded)
    const [oldest] = contents.keys()
    if (contents.size > KEPT_CONTENTS && oldest) contents.delete(oldest)
    return loaded
  }

  const sendTests = async () => {
    const connection = pool.aside()
    const tested = connection ? await sendTestMails(db, { connection, ...settings }) : 0
    if (tested > 0) connection?.close()
    return tested
  }

  /** Sends one batch; `endTurn` as soon as all of it is claimed. False when there was none, or no way to send it. */
  const workOnce = async (line: Line, endTurn: () => void): Promise<boolean> => {
    const { channel } = line
    await pool.keepUp()
    const lanes = pool.usable(channel)
    if (lanes.length === 0) return false
    const tested = channel === 'email' ? await sendTests() : 0
    const batch = await leaseBatch(db, workerId, channel)
    if (!batch) return tested > 0
    let retryAfterMs: number | undefined
    try {
      const content = await contentOf(batch.contentId)
      const run = {
        db,
        batch,
        workerId,
        content,
        lanes,
        delays,
        now,
        isStopping: () => isStopping,
        keepUp: pool.keepUp,
        onClaimed: endTurn,
      }
      const signs = channel === 'email' && settings.sign
      retryAfterMs = (await sendBatch({ ...run, ...(signs && { sign: signs }) })).retryAfterMs
    } finally {
      if (retryAfterMs === undefined) await leaveBatch(db, batch.id, workerId, START_WITHIN_MS)
      else await releaseBatch(db, batch.id, workerId, retryAfterMs)
    }
    line.dueAt = Math.min(line.dueAt, performance.now() + (retryAfterMs || LOOK_EVERY_MS))
    return true
  }

  const loop = async (line: Line) => {
    while (!isStopping) {
      const endTurn = await line.takeTurn()
      try {
        if (isStopping) break
        const didWork = await workOnce(line, endTurn)
        line.awayMs = AWAY_MS[0]
        if (didWork || isStopping) continue
        const usableIn = pool.usableIn(line.channel) || LOOK_EVERY_MS
        await rest(Math.min(LOOK_EVERY_MS, usableIn, Math.max(1, line.dueAt - performance.now())))
        line.dueAt = Number.POSITIVE_INFINITY
      } catch (error) {
        settings.onError(error, 'sending')
        await rest(line.awayMs)
        line.awayMs = Math.min(line.awayMs * 2, AWAY_MS[1])
      } finally {
        endTurn()
      }
    }
  }
  const mails = openLine('email')
  const running = Promise.all([loop(mails), loop(mails), loop(openLine('sms'))])
  return {
    wake: wakeUp,
    fault: pool.fault,
    stop: async () => {
      isStopping = true
      wakeUp()
      await running
      await pool.close()
    },
  }
}

type Line = {
  channel: Lane['channel']
  takeTurn: ReturnType<typeof takeTurns>
  awayMs: number
  /** Monotonic ms at which a batch that was put off is due again. */
  dueAt: number
}
const openLine = (channel: Lane['channel']): Line => ({
  ...{ channel, takeTurn: takeTurns(), awayMs: AWAY_MS[0], dueAt: Number.POSITIVE_INFINITY },
})

/** Messages that are waiting, and the moment of the oldest: for health and for whoever waits until all is sent. */
export async function countWaiting(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ waiting: number }[]>(Prisma.sql`
    select count(*)::int as waiting from message
    where batch_id in (select id from message_batch where status = 'open') and status in ('queued', 'started')`)
  return row?.waiting ?? 0
}
