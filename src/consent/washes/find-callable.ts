// Who would be called or written to, were it not for registers and the clock: only they are compared with a register. Of
// everybody else no register ever hears.
import { type Db, listSql, Prisma } from '../../platform/database.ts'
import { COUNTRY_OF_PERSON, washedAddressSql } from '../calls/call-decision.ts'
import type { Register, RegisteredChannel } from '../calls/registers/index.ts'
import { decisionSql } from '../decide.ts'
import { YES_REASONS } from '../words.ts'

/** Answers that registers and the clock give, and a yes: whoever has another one may not be asked about at all. */
const BUT_FOR_THE_REGISTER = listSql([...YES_REASONS, 'not_washed', 'reserved', 'outside_calling_hours'], 'text')

/**
 * The people who need a wash in this register for this channel, as a relation (contact_id, address_hash, is_due,
 * is_reserved, purpose_id), one row for each. `is_due`: not compared within the period; `purpose_id`: one they said yes to.
 */
export async function callableSql(db: Db, register: Register, channel: RegisteredChannel, at: Date) {
  const purposes = await db.purpose.findMany({ where: { retiredAt: null, channels: { has: channel } } })
  const decisions = purposes.map(({ id }) => {
    const people = Prisma.sql`select contact_id from consent_state
      where purpose_id = ${id}::uuid and channel = ${channel} and state in ('given', 'customer')`
    return Prisma.sql`select contact_id, reason, ${id}::uuid as purpose_id from (${decisionSql(people, { purposeId: id, channel, at }, 'many')}) decision`
  })
  if (decisions.length === 0) return undefined
  return Prisma.sql`
    select asked.contact_id, ${washedAddressSql(channel)} as address_hash, asked.is_due, asked.is_reserved, asked.purpose_id
    from (
      select contact_id, bool_or(reason = 'not_washed') as is_due, bool_or(reason = 'reserved') as is_reserved,
        (array_agg(purpose_id order by purpose_id))[1] as purpose_id
      from (${Prisma.join(decisions, ' union all ')}) each_purpose
      where reason = any(${BUT_FOR_THE_REGISTER}) group by contact_id
    ) asked
    join contact on contact.id = asked.contact_id and contact.recipient_kind <> 'legal'
    left join identity address on address.contact_id = contact.id and address.kind = 'phone' and address.is_primary
    where ${channel === 'phone' ? COUNTRY_OF_PERSON : Prisma.sql`contact.country`} = ${register.country}`
}

export type Counts = { people: number; due: number; reserved: number }

export async function countCallable(db: Db, register: Register, channel: RegisteredChannel, at: Date): Promise<Counts> {
  const callable = await callableSql(db, register, channel, at)
  if (!callable) return { people: 0, due: 0, reserved: 0 }
  const [row] = await db.$queryRaw<Counts[]>(Prisma.sql`
    select count(*)::int as people, count(*) filter (where is_due)::int as due,
      count(*) filter (where is_reserved)::int as reserved
    from (${callable}) callable`)
  return row ?? { people: 0, due: 0, reserved: 0 }
}
