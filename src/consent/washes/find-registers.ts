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

export type Listed = { id: string; name: string | null; company: string | null }

/** People who have not been washed in this period, or who are reserved, by name. */
export async function listPeopleOf(
  db: Db,
  {
    register,
    channel,
    state,
    limit,
  }: { register: Register; channel: RegisteredChannel; state: 'due' | 'reserved'; limit: number },
  now: Date,
): Promise<Listed[]> {
  const callable = await callableSql(db, register, channel, now)
  if (!callable) return []
  return db.$queryRaw<Listed[]>(Prisma.sql`
    select contact.id, ${contactNameSql} as name, account.name as company
    from (${callable}) callable join contact on contact.id = callable.contact_id
    left join account on account.id = contact.account_id
    where ${state === 'due' ? Prisma.sql`is_due` : Prisma.sql`is_reserved`} order by name, contact.id limit ${limit}`)
}

export type StaleWash = {
  register: RegisterId
  name: string
  channel: RegisteredChannel
  /** People with a yes to this channel who were not compared in this period. */
  people: number
  lastWashedAt: Date | null
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
      const periodEnds = washedUntil(register, now)
      stale.push({ register: id, name, channel, people, lastWashedAt: last?.washedAt ?? null, periodEnds })
    }
  return stale
}

async function countUnwashed(db: Db, register: Register, channel: RegisteredChannel, now: Date): Promise<number> {
  const [row] = await db.$queryRaw<{ people: number }[]>(Prisma.sql`
    select count(distinct contact.id)::int as people
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
        and wash.channel = ${channel} and wash.washed_at >= ${washedSince(register, now)}::timestamptz)`)
  return row?.people ?? 0
}
