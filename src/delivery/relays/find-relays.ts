// What the page of relays shows: each with how it fares and what went through it today, and the limits with what they
// leave of the day.
import { type Db, Prisma } from '../../platform/database.ts'
import type { PlatformConfig } from '../../platform/services.ts'
import { ceilingOf } from './limit-room.ts'
import { ENVIRONMENT_RELAY, type Encryption } from './relay-options.ts'

export type RelayState = 'off' | 'absent' | 'resting' | 'failing' | 'well'
export type RelaySummary = {
  id: string
  /** environment: that of SMTP_URL; mailbox: the built-in one in its place. */
  kind: 'stored' | 'environment' | 'mailbox'
  name: string
  host: string | null
  port: number | null
  encryption: Encryption | null
  authority: string | null
  username: string | null
  hasPassword: boolean
  weight: number
  stoppedAt: Date | null
  /** resting: left alone after faults; failing: it has failed, and not often enough to be left alone. */
  state: RelayState
  restsUntil: Date | null
  lastFault: string | null
  lastFaultAt: Date | null
  /** Of this day, in UTC. */
  today: { sent: number; later: number; refused: number; faults: number }
}
export type LimitSummary = {
  id: string
  relayId: string | null
  domains: string[]
  perSecond: number | null
  perHour: number | null
  perDay: number | null
  warmUp: { first: number; growth: number; since: string } | null
  usedToday: number
  /** The most of today; null: no day is counted. */
  ceiling: number | null
}

const NOTHING = { sent: 0, later: 0, refused: 0, faults: 0 }

type Faring = { stoppedAt: Date | null; restsUntil: Date | null; faults: number; days: (typeof NOTHING)[] }

/** How a relay or a gateway fares that workers can find, and what went through it on the day that was read with it. */
export function fareOf({ stoppedAt, restsUntil, faults: inARow, days }: Faring) {
  const { sent, later, refused, faults } = days[0] ?? NOTHING
  const state: Exclude<RelayState, 'absent'> = stoppedAt
    ? 'off'
    : restsUntil
      ? 'resting'
      : inARow > 0
        ? 'failing'
        : 'well'
  return { state, today: { sent, later, refused, faults } }
}

/** Every relay, the one of the environment first. */
export async function findRelays(
  db: Db,
  { smtpUrl, isProduction }: Pick<PlatformConfig, 'smtpUrl' | 'isProduction'>,
  now: Date,
): Promise<RelaySummary[]> {
  const day = new Date(now.toISOString().slice(0, 10))
  const rows = await db.mailRelay.findMany({
    where: { gateway: null },
    include: { days: { where: { day } } },
    orderBy: { createdAt: 'asc' },
  })
  const isEnvironment = ({ id }: { id: string }) => id === ENVIRONMENT_RELAY
  const sorted = [...rows.filter(isEnvironment), ...rows.filter((row) => !isEnvironment(row))]
  return sorted.map((row) => {
    const { id, name, authority, username, weight, stoppedAt, restsUntil, lastFault, lastFaultAt } = row
    const environment = isEnvironment(row) ? describeEnvironment(smtpUrl, isProduction) : undefined
    const place = environment ?? { host: row.host, port: row.port, encryption: row.encryption as Encryption | null }
    const { state, today } = fareOf(row)
    const isAbsent = environment !== undefined && environment.kind === 'environment' && environment.host === null
    return {
      ...{ id, kind: 'stored' as const, name, ...place, authority, username, hasPassword: row.password !== null },
      ...{ weight, stoppedAt, state: isAbsent && state !== 'off' ? ('absent' as const) : state },
      ...{ restsUntil, lastFault, lastFaultAt, today },
    }
  })
}

/** Never with its login: the address alone. */
function describeEnvironment(smtpUrl: string | undefined, isProduction: boolean) {
  const encryption = null
  if (smtpUrl === undefined)
    return { kind: isProduction ? ('environment' as const) : ('mailbox' as const), host: null, port: null, encryption }
  const { hostname, port, protocol } = new URL(smtpUrl)
  const usual = protocol === 'smtps:' ? 465 : 587
  return { kind: 'environment' as const, host: hostname, port: Number(port || usual), encryption }
}

type LimitRow = Omit<LimitSummary, 'warmUp' | 'ceiling'> & {
  warmFirst: number | null
  warmGrowth: number | null
  warmSince: string | null
  usedBefore: number[] | null
}

/** Every limit with what was used of it today. */
export async function findLimits(db: Db, now: Date): Promise<LimitSummary[]> {
  const rows = await db.$queryRaw<LimitRow[]>(Prisma.sql`
    select id, relay_id as "relayId", domains, per_second as "perSecond", per_hour as "perHour", per_day as "perDay",
      warm_first as "warmFirst", warm_growth as "warmGrowth", warm_since::text as "warmSince",
      coalesce((select used from relay_limit_day day where limit_id = relay_limit.id and day.day = today.day), 0)
        as "usedToday",
      (select array_agg(used order by day.day) from relay_limit_day day
        where limit_id = relay_limit.id and day.day >= warm_since and day.day < today.day) as "usedBefore"
    from relay_limit, (select (${now}::timestamptz at time zone 'UTC')::date as day) today
    where relay_id is null or relay_id not in (select id from mail_relay where gateway is not null)
    order by relay_id nulls first, cardinality(domains), created_at`)
  return rows.map(({ warmFirst, warmGrowth, warmSince, usedBefore, ...row }) => {
    const state = { secondRoom: null, hourRoom: null, idle: 0, dayEnds: 0, warmFirst, warmGrowth }
    const warmUp =
      warmFirst === null || warmGrowth === null || warmSince === null
        ? null
        : { first: warmFirst, growth: warmGrowth, since: warmSince }
    return { ...row, warmUp, ceiling: ceilingOf({ ...row, ...state, usedBefore: usedBefore ?? [] }) ?? null }
  })
}
