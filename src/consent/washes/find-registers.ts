// The registers as the people who look after them see them: who has to be washed until when, what was done, and what
// waits for an answer.
import { contactNameSql } from '../../contacts/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import {
  REGISTERS,
  type Register,
  type RegisteredChannel,
  type RegisterId,
  washedSince,
  washedUntil,
} from '../calls/registers/index.ts'
import { callableSql, countCallable } from './find-callable.ts'

export type ChannelState = {
  channel: RegisteredChannel
  people: number
  due: number
  reserved: number
  lastWashedAt: Date | null
  /** Lists that wait for their answer. */
  open: { id: string; people: number; startedAt: Date; startedBy: string }[]
}
export type RegisterState = Pick<Register, 'id' | 'name' | 'country' | 'keeper' | 'url' | 'washMonths'> & {
  periodBegan: Date
  periodEnds: Date
  channels: ChannelState[]
}

export async function findRegisters(db: Db, now: Date): Promise<RegisterState[]> {
  const states: RegisterState[] = []
  for (const register of REGISTERS) {
    const periodBegan = washedSince(register, now)
    const channels: ChannelState[] = []
    for (const channel of register.channels) channels.push(await findChannel(db, register, channel, periodBegan, now))
    const { id, name, country, keeper, url, washMonths } = register
    const periodEnds = washedUntil(register, now)
    states.push({ id, name, country, keeper, url, washMonths, periodBegan, periodEnds, channels })
  }
  return states
}

async function findChannel(
  db: Db,
  register: Register,
  channel: RegisteredChannel,
  since: Date,
  now: Date,
): Promise<ChannelState> {
  const of = { register: register.id, channel }
  const last = await db.wash.findFirst({
    where: { ...of, recordedAt: { not: null } },
    orderBy: { washedAt: 'desc' },
    select: { washedAt: true },
  })
  const open = await db.wash.findMany({
    where: { ...of, recordedAt: null, startedAt: { gte: since } },
    orderBy: { startedAt: 'desc' },
    select: { id: true, people: true, startedAt: true, startedBy: true },
  })
  return { channel, ...(await countCallable(db, register, channel, now)), lastWashedAt: last?.washedAt ?? null, open }
}

export type WashLine = {
  id: string
  register: string
  channel: string
  kind: string
  people: number
  reserved: number | null
  startedAt: Date
  startedBy: string
  washedAt: Date | null
  recordedAt: Date | null
  recordedBy: string | null
  fileName: string | null
  fileHash: string | null
}

/** The latest comparisons, newest first. */
export async function listWashes(db: Db, limit: number): Promise<WashLine[]> {
  const rows = await db.wash.findMany({ orderBy: { startedAt: 'desc' }, take: limit })
  return rows.map(({ fileHash, ...row }) => ({
    ...row,
    fileHash: fileHash && Buffer.from(fileHash).toString('hex'),
  }))
}

/** One page of people, as the app draws people behind a number. */
export type ListedPage = {
  items: { id: string; name: string; detail: string | null; why: string }[]
  total: number
  next: string | null
}
export type ListedFilter = {
  register: Register
  channel: RegisteredChannel
  state: 'all' | 'due' | 'reserved'
  limit: number
  /** The last person of the page before. */
  cursor?: string | undefined
}

const OF_STATE = { all: Prisma.sql`true`, due: Prisma.sql`is_due`, reserved: Prisma.sql`is_reserved` }

type ListedRow = { id: string; name: string | null; detail: string | null; purpose_id: string; total: number }

/** People who need a wash for this channel, those of them who have not been washed in this period, or who are reserved. */
export async function listPeopleOf(db: Db, filter: ListedFilter, now: Date): Promise<ListedPage> {
  const { register, channel, state, limit, cursor } = filter
  const callable = await callableSql(db, register, channel, now)
  if (!callable) return { items: [], total: 0, next: null }
  const rows = await db.$queryRaw<ListedRow[]>(Prisma.sql`
    select * from (
      select contact.id, ${contactNameSql} as name, nullif(concat_ws(', ', contact.job_title, account.name), '') as detail,
        callable.purpose_id, count(*) over ()::int as total
      from (${callable}) callable join contact on contact.id = callable.contact_id
      left join account on account.id = contact.account_id
      where ${OF_STATE[state]}
    ) listed
    where ${cursor === undefined ? Prisma.sql`true` : Prisma.sql`id > ${cursor}::uuid`} order by id limit ${limit + 1}`)
  const shown = rows.slice(0, limit)
  return {
    items: shown.map(({ id, name, detail, purpose_id }) => ({
      ...{ id, name: name ?? '–', detail },
      why: `/contacts/${id}/decision?purposeId=${purpose_id}&channel=${channel}`,
    })),
    total: rows[0]?.total ?? 0,
    next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  }
}

export type StaleWash = {
  register: RegisterId
  name: string
  channel: RegisteredChannel
  /** People with a yes to this channel who were not compared in this period. */
  people: number
  lastWashedAt: Date | null
  /** The calendar period in which they must be compared. */
  periodBegan: Date
  periodEnds: Date
}

/**
 * Registers against which somebody who said yes has not been washed in this period (consent.md N6). Looks at the states
 * of consent alone and takes no decision, so that it may be asked often: who it counts may be silent for other reasons.
 */
export async function findStaleWashes(db: Db, now: Date): Promise<StaleWash[]> {
  const stale: StaleWash[] = []
  for (const register of REGISTERS)
    for (const channel of register.channels) {
      const people = await countUnwashed(db, register, channel, now)
      if (people === 0) continue
      const last = await db.wash.findFirst({
        where: { register: register.id, channel, recordedAt: { not: null } },
        orderBy: { washedAt: 'desc' },
      })
      const { id, name } = register
      const period = { periodBegan: washedSince(register, now), periodEnds: washedUntil(register, now) }
      stale.push({ register: id, name, channel, people, lastWashedAt: last?.washedAt ?? null, ...period })
    }
  return stale
}

async function countUnwashed(db: Db, register: Register, channel: RegisteredChannel, now: Date): Promise<number> {
  const [row] = await db.$queryRaw<{ people: number }[]>(Prisma.sql`
    select count(distinct contact_id)::int as people from (${unwashedSql(register, channel, now)}) unwashed`)
  return row?.people ?? 0
}

/** People with a yes and an address for this channel who were not compared in this period: a relation (contact_id). */
export const unwashedSql = (register: Register, channel: RegisteredChannel, now: Date) => Prisma.sql`
    select contact.id as contact_id
    from purpose
    join consent_state state on state.purpose_id = purpose.id and state.channel = ${channel} and state.state = 'given'
      and (state.expires_at is null or state.expires_at > ${now}::timestamptz)
    join contact on contact.id = state.contact_id and contact.recipient_kind <> 'legal' and contact.erased_at is null
      and contact.merged_into_id is null
    left join identity address on address.contact_id = contact.id and address.kind = 'phone' and address.is_primary
    where purpose.retired_at is null
      and (contact.country = ${register.country} or contact.country is null and address.value like ${`${register.dialling}%`})
      and ${channel === 'phone' ? Prisma.sql`address.value is not null` : Prisma.sql`contact.street is not null`}
      and not exists (select from wash_result wash where wash.contact_id = contact.id and wash.register = ${register.id}
        and wash.channel = ${channel} and wash.washed_at >= ${washedSince(register, now)}::timestamptz)`
