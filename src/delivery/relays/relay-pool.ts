// The relays of one worker: those of the database and the one of its environment. Keeps up with what is changed on the
// page, and writes down how each relay fares, so that the page can tell.
import { type Db, listSql, Prisma } from '../../platform/database.ts'
import { openSecret, type SealKey } from '../../platform/seal.ts'
import { withoutAddresses } from '../mark-messages.ts'
import { openGatewayConnection } from '../sms/gateway-connection.ts'
import {
  type GatewayOptions,
  type GatewaySettings,
  gatewayOptions,
  type StoredGateway,
} from '../sms/gateway-options.ts'
import { openRelayConnection, type RelayConnection, type RelayOptions } from '../smtp-relay.ts'
import type { BreakerRules } from './breaker.ts'
import { isUsable, type Lane, noCounts, openLane, usableIn } from './lane.ts'
import { ENVIRONMENT_RELAY, optionsOf, type StoredRelay } from './relay-options.ts'

export type PoolSettings = {
  /** Of SMTP_URL; undefined: there is none. */
  environment: RelayOptions | undefined
  /** Opens the passwords of the relays in the database; without it they are left out. */
  passwordKey: SealKey | undefined
  /** Where gateways may lead and whom they call back; without it they are left out. */
  gateways?: GatewaySettings | undefined
  /** To each relay. */
  connections: number
  rules: BreakerRules
  now: () => Date
}
export type RelayPool = {
  /** The ways out of a channel that may be tried now. */
  usable: (channel?: Lane['channel']) => Lane[]
  /** A connection of its own to one of them, for what is no part of a batch. Whoever uses it closes it. */
  aside: () => RelayConnection | undefined
  /** ms until one of a channel may be tried; undefined where there is none. */
  usableIn: (channel?: Lane['channel']) => number | undefined
  /** Why nothing can be sent now; undefined where something went through lately, or nothing has failed yet. */
  fault: () => string | undefined
  /** Learns what has changed and writes down how each fares, where the last time is long enough ago. */
  keepUp: () => Promise<void>
  /** Writes down the last of it and closes every connection. */
  close: () => Promise<void>
}
type Way = RelayOptions | GatewayOptions
/** `aside`: for what goes beside the batches, whose connections carry one message at a time; opened when it is used. */
type Kept = { lane: Lane; options: string; wasOpen: boolean; aside: RelayConnection }

/** ms between looks at the database. A relay that is switched off goes on for so long; each look is two short queries. */
const LOOK_EVERY_MS = 5000

const NO_RELAY =
  'No mail relay is set. Add one under Settings, or write its address into SMTP_URL and start again; what is queued waits.'
const NO_WAY = 'The mail relay cannot be reached. What waits is kept and sent when it is back.'

export function openRelayPool(db: Db, settings: PoolSettings): RelayPool {
  const kept = new Map<string, Kept>()
  /** Changed or removed; closed when the last message is off the wire. */
  let retired: Lane[] = []
  let lookedAt = Number.NEGATIVE_INFINITY
  let keeping: Promise<void> | undefined
  const lanes = () => [...kept.values()].map(({ lane }) => lane)
  const lanesOf = (channel: Lane['channel']) => lanes().filter((lane) => lane.channel === channel)

  const refresh = async () => {
    const relays = await db.mailRelay.findMany({ where: { stoppedAt: null } })
    const limits = await db.relayLimit.findMany({ select: { id: true, relayId: true }, orderBy: { id: 'asc' } })
    const open = relays.flatMap((relay) => {
      const options = findOptions(relay, settings)
      return options ? [{ relay, options }] : []
    })
    for (const [id, { lane, options }] of kept)
      if (!open.some((one) => one.relay.id === id && JSON.stringify(one.options) === options)) {
        lane.isOff = true
        retired.push(lane)
        kept.delete(id)
      }
    for (const { relay, options } of open) {
      const { lane } = kept.get(relay.id) ?? keep(relay.id, options)
      lane.weight = relay.weight
      // A limit of all relays together is one of mails.
      const isHeld = (relayId: string | null) => relayId === relay.id || (relayId === null && relay.gateway === null)
      lane.limitIds = limits.filter(({ relayId }) => isHeld(relayId)).map(({ id }) => id)
    }
  }
  const keep = (id: string, options: Way): Kept => {
    const connections = Array.from({ length: settings.connections }, () => openWay(options))
    const lane = openLane(id, connections, settings.rules, 1, 'gateway' in options ? 'sms' : 'email')
    // Who comes later has no claim to what has gone before.
    lane.share = Math.max(0, ...lanesOf(lane.channel).map(({ share }) => share))
    const made = { lane, options: JSON.stringify(options), wasOpen: false, aside: openWay(options) }
    kept.set(id, made)
    return made
  }
  const closeRetired = () => {
    const isBusy = ({ underWay }: Lane) => underWay > 0
    for (const lane of retired) if (!isBusy(lane)) close(lane)
    retired = retired.filter(isBusy)
  }
  const hasTurned = () => [...kept.values()].some(({ lane, wasOpen }) => isOpen(lane) !== wasOpen)
  const writeDown = async () => {
    await writeCounts(db, [...lanes(), ...retired], settings.now())
    for (const one of kept.values()) {
      await writeHealth(db, one.lane, settings.now())
      one.wasOpen = isOpen(one.lane)
    }
  }
  const look = async (isDue: boolean) => {
    if (isDue) await refresh()
    await writeDown()
    closeRetired()
    if (isDue) lookedAt = performance.now()
  }

  return {
    usable: (channel = 'email') => lanesOf(channel).filter((lane) => isUsable(lane, performance.now())),
    aside: () =>
      [...kept.values()].find(({ lane }) => lane.channel === 'email' && isUsable(lane, performance.now()))?.aside,
    usableIn: (channel = 'email') => usableIn(lanesOf(channel), performance.now()),
    fault: () =>
      // Said until something has gone through again, also while it is being tried.
      lookedAt < 0
        ? undefined
        : lanesOf('email').length === 0
          ? NO_RELAY
          : lanesOf('email').every(isOpen)
            ? NO_WAY
            : undefined,
    keepUp: () => {
      const isDue = performance.now() - lookedAt >= LOOK_EVERY_MS
      if (!isDue && !hasTurned()) return Promise.resolve()
      // Whoever asks meanwhile waits for the same look.
      keeping ??= look(isDue).finally(() => {
        keeping = undefined
      })
      return keeping
    },
    close: async () => {
      await writeDown().catch(() => {}) // counts alone are lost
      for (const lane of [...lanes(), ...retired]) close(lane)
    },
  }
}

/** Why no relay can be used, however the relays fare: there is none, or all are switched off. */
export async function findRelayFault(db: Db, hasEnvironment: boolean): Promise<string | undefined> {
  const isThere = hasEnvironment ? {} : { host: { not: null } }
  const relays = await db.mailRelay.count({ where: { stoppedAt: null, gateway: null, ...isThere } })
  return relays === 0 ? NO_RELAY : undefined
}

const isOpen = ({ breaker }: Lane) => breaker.openUntil !== undefined
const close = ({ connections }: Lane) => {
  for (const connection of connections) connection.close()
}

const openWay = (way: Way) => ('gateway' in way ? openGatewayConnection(way) : openRelayConnection(way))

function findOptions(relay: StoredRelay & StoredGateway, settings: PoolSettings): Way | undefined {
  if (relay.id === ENVIRONMENT_RELAY) return settings.environment
  const { passwordKey } = settings
  if (relay.gateway !== null)
    return passwordKey && settings.gateways && gatewayOptions(relay, passwordKey, settings.gateways)
  return passwordKey && optionsOf(relay, (sealed) => openSecret(passwordKey, sealed))
}

async function writeCounts(db: Db, lanes: readonly Lane[], now: Date): Promise<void> {
  const told = lanes.filter(({ counts }) => Object.values(counts).some((count) => count > 0))
  if (told.length === 0) return
  const counts = told.map((lane) => lane.counts)
  for (const lane of told) lane.counts = noCounts()
  const of = (name: keyof Lane['counts']) =>
    listSql(
      counts.map((count) => count[name]),
      'int',
    )
  const ids = listSql(
    told.map(({ id }) => id),
    'uuid',
  )
  await db.$executeRaw(Prisma.sql`
    insert into mail_relay_day (relay_id, day, sent, later, refused, faults)
    select told.id, (${now}::timestamptz at time zone 'UTC')::date, sum(sent), sum(later), sum(refused), sum(told.faults)
    from unnest(${ids}, ${of('sent')}, ${of('later')}, ${of('refused')}, ${of('faults')})
      as told (id, sent, later, refused, faults) join mail_relay on mail_relay.id = told.id group by told.id
    on conflict (relay_id, day) do update set sent = mail_relay_day.sent + excluded.sent,
      later = mail_relay_day.later + excluded.later, refused = mail_relay_day.refused + excluded.refused,
      faults = mail_relay_day.faults + excluded.faults`)
}

/** As this worker sees it; of several the last word stands. */
async function writeHealth(db: Db, lane: Lane, now: Date): Promise<void> {
  const { breaker, lastFault } = lane
  const at = (monotonic: number) => new Date(+now + monotonic - performance.now())
  const restsUntil = breaker.openUntil === undefined ? null : at(breaker.openUntil)
  await db.mailRelay.updateMany({
    where: {
      id: lane.id,
      ...(lastFault || restsUntil ? {} : { OR: [{ faults: { not: breaker.faults } }, { restsUntil: { not: null } }] }),
    },
    data: {
      ...{ faults: breaker.faults, restsUntil },
      ...(lastFault && { lastFault: withoutAddresses(lastFault.reply), lastFaultAt: at(lastFault.at) }),
    },
  })
  lane.lastFault = undefined
}
