// What the decision asks besides when it is about a call or an addressed letter: has the person's number or address been
// compared with the register of their country lately (consent.md N6), have they reserved themselves there (N7), and is
// it an hour at which people may be called (N8)? For every other channel there is nothing here, and it costs nothing.
import { listSql, Prisma } from '../../platform/database.ts'
import { offsetsAt, TIME_ZONES } from '../../platform/time-zones.ts'
import { callRulesOf, STRICT_CALLS } from './call-rules.ts'
import { COUNTRY_OF_DIALLING } from './call-times.ts'
import { isQuietDay } from './holidays.ts'
import { registerOf, washedSince } from './registers/index.ts'

/** Fragments for the decision: they know contact, purpose, state, address and people. */
export type CallParts = {
  /** What is added to the version of the rules. */
  version: Prisma.Sql
  /** Further branches of its `case`, before the yes. */
  reasons: Prisma.Sql
  joins: Prisma.Sql
}
const NOTHING: CallParts = { version: Prisma.empty, reasons: Prisma.empty, joins: Prisma.empty }

export type CallQuestion = { channel: string; at: Date; shape: 'few' | 'many' | 'read' }

export function callParts({ channel, at, shape }: CallQuestion): CallParts {
  if (channel !== 'phone' && channel !== 'post') return NOTHING
  const isCall = channel === 'phone'
  const hours = isCall ? hoursParts(at) : NOTHING
  return {
    version: Prisma.sql`|| case when contact.recipient_kind = 'legal' then ''
      else ' ' || coalesce(home.version, ${STRICT_CALLS.version}) end`,
    reasons: Prisma.sql`
      ${isCall ? Prisma.empty : Prisma.sql`when ${HAS_NO_POSTAL_ADDRESS} then 'no_address'`}
      when contact.recipient_kind = 'legal' then state.state
      when home.register is not null and wash.is_reserved is null then 'not_washed'
      when wash.is_reserved and not ${asksForIt(channel)} then 'reserved'
      ${hours.reasons}`,
    joins: Prisma.sql`
      left join (${homesSql(channel, at)}) home on home.country = ${isCall ? COUNTRY_OF_PERSON : Prisma.sql`contact.country`}
      left join ${shape === 'few' ? eachWashSql(channel, at) : allWashesSql(channel, at)}
      ${hours.joins}`,
  }
}

/** A letter needs a street, a postal code, a place and a country, or nobody knows where it goes. */
const HAS_NO_POSTAL_ADDRESS = Prisma.sql`
  (contact.street is null or contact.postal_code is null or contact.city is null or contact.country is null)`

/** What is compared with the register: the number, or the name and the postal address. Another one is not washed. */
export const washedAddressSql = (channel: string): Prisma.Sql =>
  channel === 'phone'
    ? Prisma.sql`sha256(convert_to('phone:' || address.value, 'UTF8'))`
    : Prisma.sql`sha256(convert_to('post:' || lower(concat_ws(E'\\n', contact.last_name, contact.street,
        contact.postal_code, contact.city, contact.country)), 'UTF8'))`

/** Where somebody is whose country is not known: the number says it. */
export const COUNTRY_OF_PERSON = Prisma.sql`coalesce(contact.country, case ${Prisma.join(
  COUNTRY_OF_DIALLING.map(
    ([prefix, country]) => Prisma.sql`when address.value like ${`${prefix}%`} then ${country}::text`,
  ),
  ' ',
)} end)`

/**
 * The person's own yes to this sender passes the register. Not what a file or a colleague says in their name, and not a
 * yes that was given to several senders in one go, however it was confirmed: the law asks for a request to a trader by name.
 */
const asksForIt = (channel: string) => Prisma.sql`exists (
  select from consent_event said
  where said.contact_id = people.contact_id and said.seq = state.seq and said.actor = 'contact'
    and not exists (
      select from consent_event other join purpose theirs on theirs.id = other.purpose_id
      where other.contact_id = said.contact_id and other.channel = ${channel}
        and other.occurred_at in (said.occurred_at, ${askedAt(channel)})
        and other.type in ('requested', 'given', 'confirmed') and theirs.brand_id <> purpose.brand_id))`

/** When it was said first what `said` only confirmed; null where it was no confirmation. */
const askedAt = (channel: string) => Prisma.sql`(
  select max(asked.occurred_at) from consent_event asked
  where said.type = 'confirmed' and asked.contact_id = said.contact_id and asked.purpose_id = said.purpose_id
    and asked.channel = ${channel} and asked.type = 'requested' and asked.seq < said.seq)`

/** A relation of countries: (country, rules, version, register, washed_since, time_zone). */
function homesSql(channel: string, at: Date): Prisma.Sql {
  const homes = Object.entries(TIME_ZONES).map(([country, timeZone]) => {
    const register = registerOf(country, channel)
    const rules = callRulesOf(country, at)
    const since = register ? washedSince(register, at) : null
    return { country, timeZone, rules, register: register?.id ?? null, since }
  })
  const of = (pick: (home: (typeof homes)[number]) => string | null) => listSql(homes.map(pick), 'text')
  const since = listSql(
    homes.map((home) => home.since),
    'timestamptz',
  )
  return Prisma.sql`
    select * from unnest(${of((h) => h.country)}, ${of((h) => h.rules.country)}, ${of((h) => h.rules.version)},
      ${of((h) => h.register)}, ${since}, ${of((h) => h.timeZone)})
      as homes (country, rules, version, register, washed_since, time_zone)`
}

/** The newest comparison of each person, looked up one person at a time. */
const eachWashSql = (channel: string, at: Date) => Prisma.sql`
  lateral (select wash.is_reserved from wash_result wash
    where wash.contact_id = people.contact_id and wash.channel = ${channel} and wash.register = home.register
      and wash.washed_at >= home.washed_since and wash.recorded_at <= ${at}
      and wash.address_hash = ${washedAddressSql(channel)}
    order by wash.washed_at desc, wash.wash_id desc limit 1) wash on true`

/** The newest comparison of everybody, gathered in one reading. */
const allWashesSql = (channel: string, at: Date) => Prisma.sql`
  (select distinct on (contact_id, register, address_hash) contact_id, register, address_hash, is_reserved, washed_at
    from wash_result where channel = ${channel} and recorded_at <= ${at}
    order by contact_id, register, address_hash, washed_at desc, wash_id desc) wash
  on wash.contact_id = people.contact_id and wash.register = home.register
    and wash.washed_at >= home.washed_since and wash.address_hash = ${washedAddressSql(channel)}`

const DAY_MS = 86_400_000

/** Hours of the days that it is anywhere on earth at `at`, and how far ahead of UTC each time zone is. */
function hoursParts(at: Date): Pick<CallParts, 'reasons' | 'joins'> {
  const days = [-1, 0, 1].map((ahead) => new Date(+at + ahead * DAY_MS).toISOString().slice(0, 10))
  const countries = ['', ...Object.keys(TIME_ZONES)].map((country) => callRulesOf(country, at))
  const rules = [...new Map(countries.map((one) => [one.country, one])).values()]
  const open = rules.flatMap((rule) =>
    days.filter((day) => !isQuietDay(rule.country, day)).map((day) => ({ rule, day })),
  )
  const text = (pick: (hours: (typeof open)[number]) => string) => listSql(open.map(pick), 'text')
  const int = (pick: (hours: (typeof open)[number]) => number) => listSql(open.map(pick), 'int')
  const zones = [...offsetsAt(at)]
  const names = listSql(
    zones.map(([name]) => name),
    'text',
  )
  const offsets = listSql(
    zones.map(([, minutes]) => minutes),
    'int',
  )
  const wall = Prisma.sql`(${at.toISOString().slice(0, -1)}::timestamp + make_interval(mins => zone.minutes))`
  const minutes = Prisma.sql`(extract(hour from ${wall}) * 60 + extract(minute from ${wall}))`
  return {
    reasons: Prisma.sql`when hours.rules is null then 'outside_calling_hours'`,
    joins: Prisma.sql`
      left join unnest(${names}, ${offsets}) as zone (name, minutes) on zone.name = coalesce(contact.time_zone, home.time_zone)
      left join unnest(${text((h) => h.rule.country)}, ${text((h) => h.day)}, ${int((h) => h.rule.opens)},
        ${int((h) => h.rule.closes)}) as hours (rules, day, opens, closes)
        on hours.rules = coalesce(home.rules, '') and hours.day = to_char(${wall}, 'YYYY-MM-DD')
        and ${minutes} >= hours.opens and ${minutes} < hours.closes`,
  }
}
