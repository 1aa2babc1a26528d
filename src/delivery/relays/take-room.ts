// Limits within the claim: how much room there is, for which domains there is none, and what was taken of it. The rows of
// the limits are locked first, so all workers together keep to them. Mail that somebody waits for is counted and never
// held up: what it takes is missing for the rest.
import { type Db, inTransaction, listSql, Prisma, type Transaction } from '../../platform/database.ts'
import { type LimitState, messagesIn, type Room, roomOf, waitFor } from './limit-room.ts'

type Held = { limit: LimitState; room: Room; taken: number }
export type ClaimRoom = {
  held: readonly Held[]
  /** The most that may be claimed, whoever it is for. */
  most: number
  /** Domains that nothing may go to now. */
  full: readonly string[]
  /** ms until one that is full has room again; undefined where none is. */
  fullForMs: number | undefined
}
type Row = Omit<LimitState, 'usedBefore'> & { usedBefore: number[] | null }

/** Locks these limits and says what they leave. */
export async function findRoom(tx: Transaction, limitIds: readonly string[]): Promise<ClaimRoom> {
  const ids = listSql(limitIds, 'uuid')
  await tx.$executeRaw(Prisma.sql`select from relay_limit where id = any(${ids}) order by id for update`)
  // A statement of its own: what another claim has used while this one waited is seen only now.
  const rows = await tx.$queryRaw<Row[]>(Prisma.sql`
    select id, domains, per_second as "perSecond", per_hour as "perHour", per_day as "perDay",
      warm_first as "warmFirst", warm_growth as "warmGrowth", second_room as "secondRoom", hour_room as "hourRoom",
      coalesce(greatest(0, extract(epoch from clock_timestamp() - filled_at)), 0)::float8 as idle,
      coalesce((select used from relay_limit_day day where day.limit_id = relay_limit.id and day.day = today.day), 0)
        as "usedToday",
      (select array_agg(used order by day.day) from relay_limit_day day
        where day.limit_id = relay_limit.id and day.day >= warm_since and day.day < today.day) as "usedBefore",
      extract(epoch from today.day + 1 - clock_timestamp() at time zone 'UTC')::float8 as "dayEnds"
    from relay_limit, (select (clock_timestamp() at time zone 'UTC')::date as day) today
    where id = any(${ids}) order by id`)
  const held = rows.map((row) => {
    const limit = { ...row, usedBefore: row.usedBefore ?? [] }
    return { limit, room: roomOf(limit), taken: 0 }
  })
  const isFull = ({ room }: Held) => messagesIn(room) < 1
  const waits = held.filter(isFull).map(({ limit, room }) => waitFor(limit, room))
  return {
    held,
    most: Math.max(0, Math.min(...held.filter(isForAll).map(({ room }) => messagesIn(room)))),
    full: held.filter(isFull).flatMap(({ limit }) => limit.domains),
    fullForMs: waits.length > 0 ? Math.min(...waits) : undefined,
  }
}

const isForAll = ({ limit }: Held) => limit.domains.length === 0
const counts = ({ limit }: Held, domain: string) => limit.domains.length === 0 || limit.domains.includes(domain)

/** Of a locked message, for the claim: not to any of these domains. Empty where none is full, so that it costs nothing. */
export const notToSql = (domains: readonly string[]): Prisma.Sql =>
  domains.length === 0
    ? Prisma.empty
    : Prisma.sql`and not exists (select from identity where identity.contact_id = message.contact_id
        and kind = 'email' and is_primary and split_part(value, '@', 2) = any(${listSql(domains, 'text')}))`

/** A column of what is locked: the domain of whom each is for. */
export const domainSql = Prisma.sql`, (select split_part(value, '@', 2) from identity
  where identity.contact_id = locked.contact_id and kind = 'email' and is_primary limit 1) as domain`
/** The same, of an address. */
export const domainOf = ({ address }: { address: string | null }): string =>
  address?.slice(address.lastIndexOf('@') + 1) ?? ''

/** Those for whom there is room, in their order; the others stay in line. Where `isAwaited` all of them are. */
export function admit<Row extends { domain?: string | null }>(
  { held }: ClaimRoom,
  rows: readonly Row[],
  isAwaited: boolean,
): Row[] {
  const left = new Map(held.map((one) => [one, messagesIn(one.room)]))
  return rows.filter(({ domain }) => {
    const counted = held.filter((one) => counts(one, domain ?? ''))
    if (!isAwaited && counted.some((one) => (left.get(one) ?? 0) < 1)) return false
    for (const one of counted) left.set(one, (left.get(one) ?? 0) - 1)
    return true
  })
}

/** Writes down what is begun now, by the domain of each. In the transaction that has the limits locked. */
export async function takeRoom(tx: Transaction, { held }: ClaimRoom, domains: readonly string[]): Promise<void> {
  const used = held
    .map((one) => ({ ...one, taken: domains.filter((domain) => counts(one, domain)).length }))
    .filter(({ taken }) => taken > 0)
  if (used.length === 0) return
  const left = (room: number, taken: number) => (Number.isFinite(room) ? String(room - taken) : null)
  const ids = listSql(
    used.map(({ limit }) => limit.id),
    'uuid',
  )
  const seconds = listSql(
    used.map(({ room, taken }) => left(room.second, taken)),
    'text',
  )
  const hours = listSql(
    used.map(({ room, taken }) => left(room.hour, taken)),
    'text',
  )
  const taken = listSql(
    used.map((one) => one.taken),
    'int',
  )
  await tx.$executeRaw(Prisma.sql`
    with used as (
      select * from unnest(${ids}, ${seconds}, ${hours}, ${taken}) as used (id, second_room, hour_room, taken)
    ), filled as (
      update relay_limit set second_room = used.second_room::float8, hour_room = used.hour_room::float8,
        filled_at = clock_timestamp()
      from used where relay_limit.id = used.id
    )
    insert into relay_limit_day (limit_id, day, used)
    select id, (clock_timestamp() at time zone 'UTC')::date, taken from used
    on conflict (limit_id, day) do update set used = relay_limit_day.used + excluded.used`)
}

/** Gives back what was claimed and not begun after all, by the domain of each. */
export async function returnRoom(db: Db, limitIds: readonly string[], domains: readonly string[]): Promise<void> {
  if (limitIds.length === 0 || domains.length === 0) return
  await inTransaction(db, async (tx) => {
    const given = Prisma.sql`
      select relay_limit.id, count(*)::int as taken from relay_limit, unnest(${listSql(domains, 'text')}) as given (domain)
      where relay_limit.id = any(${listSql(limitIds, 'uuid')}) and (domains = '{}' or domain = any(domains)) group by 1`
    await tx.$executeRaw(Prisma.sql`
      select from relay_limit where id = any(${listSql(limitIds, 'uuid')}) order by id for update`)
    await tx.$executeRaw(Prisma.sql`
      with given as (${given}), filled as (
        update relay_limit set second_room = second_room + given.taken, hour_room = hour_room + given.taken
        from given where relay_limit.id = given.id
      )
      update relay_limit_day day set used = greatest(0, used - given.taken) from given
      where day.limit_id = given.id and day.day = (clock_timestamp() at time zone 'UTC')::date`)
  })
}
