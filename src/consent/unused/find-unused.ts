// Which yeses were not used for twelve months (consent.md C14). Using one is sending a message that rests on it; a yes that
// was never used counts from its own day. Delivery comes after consent in the order of imports, so app.ts registers what
// knows the messages. Yeses that no message rests on (to tracking, profiling, sales, calls) are used in other ways.
import { NOT_CANARY } from '../../contacts/index.ts'
import { type Db, listSql, Prisma } from '../../platform/database.ts'
import { addMonths } from '../give-consent.ts'
import { LAPSES_IN, UNUSED_MONTHS } from '../rules/unused.ts'
import type { Channel } from '../words.ts'

/** Whether a message that rests on `state`, a row of consent_state, has gone out since: a condition. */
export type UsedSince = (since: Date) => Prisma.Sql

let usedSince: UsedSince | undefined
/** Called once, by app.ts. */
export function registerUses(uses: UsedSince): void {
  usedSince = uses
}

/** The channels on which we send. */
const SENT_ON = Prisma.sql`('email', 'sms')`

/** The yeses that stand and were not used, as a relation (contact_id, purpose_id, channel, since), among these states. */
export function unusedSql(now: Date, among: Prisma.Sql = Prisma.sql`true`): Prisma.Sql {
  if (!usedSince) throw new Error('nothing that knows the uses of a yes is registered: app.ts does that')
  const before = addMonths(now, -UNUSED_MONTHS)
  return Prisma.sql`
    select state.contact_id, state.purpose_id, state.channel, state.since
    from consent_state state join purpose on purpose.id = state.purpose_id
    where state.state = 'given' and state.since <= ${before} and (state.expires_at is null or state.expires_at > ${now})
      and state.channel in ${SENT_ON} and purpose.kind = 'marketing' and purpose.retired_at is null
      and state.contact_id ${NOT_CANARY} and ${among} and not ${usedSince(before)}`
}

/** Of these states, those of people in whose country an unused yes can lapse. */
export function lapsingSql(): Prisma.Sql {
  const countries = listSql(Object.keys(LAPSES_IN), 'text')
  return Prisma.sql`exists (select from contact where contact.id = state.contact_id and contact.country = any(${countries})
    and contact.erased_at is null)`
}

/** How many yeses the next run would end if that is set: what switching it on costs. */
export async function countLapsing(db: Db, now: Date): Promise<number> {
  const [row] = await db.$queryRaw<[{ count: number }]>(
    Prisma.sql`select count(*)::int as count from (${unusedSql(now, lapsingSql())}) unused`,
  )
  return row.count
}

export type Unused = { purpose: { id: string; name: string }; channel: Channel; people: number; first: Date }

/** How many yeses were not used for twelve months, by purpose and channel, and since when the oldest stands. */
export async function findUnusedConsents(db: Db, now: Date): Promise<Unused[]> {
  type Row = { id: string; name: string; channel: Channel; people: number; first: Date }
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    select purpose.id, purpose.name, unused.channel, count(*)::int as people, min(unused.since) as first
    from (${unusedSql(now)}) unused join purpose on purpose.id = unused.purpose_id
    group by purpose.id, unused.channel order by people desc, purpose.id, unused.channel`)
  return rows.map(({ id, name, ...row }) => ({ purpose: { id, name }, ...row }))
}
