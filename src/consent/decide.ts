// May we? The one decision, for one contact or for a million, from consent's own tables alone, as they stand now.
// Left joins on purpose: an inner join would leave the never-asked undecided for ever. Every doubt is a no.
import { ALL_CONTACTS, andWithin, type ContactRange } from '../contacts/index.ts'
import { type Db, listSql, Prisma } from '../platform/database.ts'
import { callParts } from './calls/call-decision.ts'
import { COUNTED_CHANNELS, newestMarksSql, tooSoonSql } from './frequency.ts'
import { rulesSql, STRICT } from './rules/index.ts'
import { type DecisionReason, YES_REASONS } from './words.ts'

export type Decision = {
  contactId: string
  isAllowed: boolean
  reason: DecisionReason
  /** The entry of the contact's ledger that it rests on, where there is one. */
  consentSeq: number | null
  since: Date | null
  expiresAt: Date | null
  /** Names the rules of the recipient's country that it was taken by. */
  ruleVersion: string
}

/** The reasons that are a yes, for `in`. */
const YES_SQL = Prisma.sql`(${Prisma.join([...YES_REASONS])})`

export type Shape = 'few' | 'many' | 'read'

/** `topicId`: a topic of the purpose, where what is asked about was written for one. Then both must pass. */
export type Question = { purposeId: string; channel: string; at: Date; topicId?: string | null }

/**
 * The decision as a relation (contact_id, reason, is_allowed, rule_version, consent_seq, since, expires_at) with one row
 * for each row of `people`, which is any relation with a contact_id. `reason` says why; see DECISION_REASONS for the
 * order. All shapes answer the same: 'few' looks each person up, for hundreds out of millions; 'many' reads each table
 * once, for an audience; 'read' does so for people who come with what was read of them already: `contact`, the row, and
 * `address`, the value that `addressSql` finds. `range`: where all of `people` are in it, so that no more is read.
 */
export function decisionSql(
  people: Prisma.Sql,
  { purposeId, channel, at, topicId = null }: Question,
  shape: Shape = 'few',
  past?: Past,
  range: ContactRange = ALL_CONTACTS,
): Prisma.Sql {
  const needsAddress = addressKindOf(channel) !== undefined
  const calls = callParts({ channel, at, shape })
  return Prisma.sql`
    select decided.*, decided.reason in ${YES_SQL} as is_allowed
    from (
      select people.contact_id, state.seq as consent_seq, state.since,
        case when state.state = 'customer' then ${CUSTOMER_UNTIL} else state.expires_at end as expires_at,
        coalesce(rule.version, ${STRICT.version}) ${calls.version} as rule_version,
        case
          -- Whoever was merged into another is reached there, or not at all.
          when contact.id is null or ${past ? isGoneBy(at) : IS_GONE} then 'erased'
          when hold.is_restricted then 'restricted'
          -- Only a yes of the person's own, said after the objection, passes it, and only for its purpose (consent.md S8).
          when hold.is_erasure or hold.objected_at is not null
            and (state.state is distinct from 'given' or state.since <= hold.objected_at) then 'objected'
          when purpose.id is null or ${past ? Prisma.sql`purpose.retired_at <= ${at}` : Prisma.sql`purpose.retired_at is not null`}${topicId === null ? Prisma.empty : isTopicGone(purposeId, topicId, past && at)} then 'purpose_retired'
          when state.state is null or not ${channel} = any(purpose.channels) then 'never_asked'
          when state.state = 'requested' then 'asked'
          when state.state = 'collected' then 'unproven'
          when state.state in ('refused', 'withdrawn', 'expired') then state.state
          when state.expires_at <= ${at} then 'expired'
          when state.state = 'customer' and (purpose.legal_basis <> 'existing_customer'
            or rule.basis is distinct from 'existing_customer') then 'never_asked'
          when state.state = 'customer' and ${CUSTOMER_UNTIL} <= ${at} then 'sale_too_old'
          when state.state not in ('given', 'customer') then 'never_asked'
          ${topicId === null ? Prisma.empty : Prisma.sql`when ${isLeftOut(topicId, past?.states)} then 'topic_declined'`}
          when hold.is_address_stopped then 'address_stopped'
          -- A suppressed address is released by its owner alone, who confirmed from it, and only for that purpose (S8).
          when hold.suppressed_at is not null and ${shape === 'few' ? isUnreleased({ purposeId, channel, at }) : IS_UNRELEASED} then 'address_stopped'
          when hold.is_paused then 'paused'
          when hold.is_too_soon and purpose.kind = 'marketing' and ${COUNTED_CHANNELS.includes(channel)} then 'too_soon'
          when hold.is_in_negotiation and purpose.kind = 'marketing' then 'in_negotiation'
          when ${needsAddress} and address.value is null then 'no_address'
          ${calls.reasons}
          else state.state
        end as reason
      from (${people}) people
      ${peopleSql(channel, shape, past && at)}
      left join purpose on purpose.id = ${purposeId}::uuid
      left join ${past?.states ?? Prisma.sql`consent_state`} state on state.contact_id = people.contact_id
        and state.purpose_id = ${purposeId}::uuid and state.channel = ${channel}
        ${andWithin(Prisma.sql`state.contact_id`, range)}
      left join ${shape === 'few' ? eachHoldsSql({ purposeId, channel, at }, past?.holds) : allHoldsSql({ purposeId, channel, at }, range)}
      left join (${rulesSql(channel, at)}) rule on rule.country = contact.country
        and rule.recipient_kind = contact.recipient_kind
      ${calls.joins}
    ) decided`
}

/** What a message on this channel goes to; undefined where it is no address or number. */
export function addressKindOf(channel: string): 'email' | 'phone' | undefined {
  if (channel === 'web' || channel === 'post') return undefined
  return channel === 'sms' || channel === 'phone' ? 'phone' : 'email'
}
const NO_ADDRESS = Prisma.sql`(select null::text as value, null::uuid as contact_id) address on true`

/**
 * What a left join takes to find the address that a message would go to, as it was known `then` where the past is asked:
 * `address`, with a value where there is one.
 */
export function addressSql(contactId: Prisma.Sql, channel: string, then?: Date): Prisma.Sql {
  const kind = addressKindOf(channel)
  if (kind === undefined) return NO_ADDRESS
  return Prisma.sql`
    identity address on address.contact_id = ${contactId} and address.kind = ${kind}
      and address.is_primary and address.kind in ('email', 'phone')
      ${then ? Prisma.sql`and address.created_at <= ${then}` : Prisma.empty}`
}

/** How a shape comes by the contact and the address of each of `people`. */
const peopleSql = (channel: string, shape: Shape, then?: Date) =>
  shape === 'read'
    ? Prisma.sql`
      cross join lateral (select (people.contact).*) contact cross join lateral (select people.address as value) address`
    : Prisma.sql`
      left join contact on contact.id = people.contact_id
      left join ${addressSql(Prisma.sql`people.contact_id`, channel, then)}`

/** How long a sale makes somebody a customer where they live (consent.md N2, E1, E3). */
const CUSTOMER_UNTIL = Prisma.sql`
  ((state.since at time zone 'UTC' + make_interval(months => rule.customer_months)) at time zone 'UTC')`

/** What was known at a moment that has passed, in the place of what is known now: two relations in parentheses. */
export type Past = { states: Prisma.Sql; holds: Prisma.Sql }

// Now, nothing is weighed against the clock: whatever is gone in the moment of asking is gone.
const IS_GONE = Prisma.sql`(contact.erased_at is not null or contact.merged_into_id is not null)`
const isGoneBy = (at: Date) => Prisma.sql`(contact.erased_at <= ${at} or exists (
  select 1 from contact_merge where contact_merge.other_id = contact.id and merged_at <= ${at}
    and (undone_at is null or undone_at > ${at})))`

type Moment = Pick<Question, 'purposeId' | 'channel' | 'at'>

/** Whether a topic is none of this purpose, or retired (by `then`, where the past is asked). Asked once, not for each person. */
const isTopicGone = (purposeId: string, topicId: string, then?: Date) => Prisma.sql` or not exists (
  select from purpose topic where topic.id = ${topicId}::uuid and topic.parent_id = ${purposeId}::uuid
    and ${then ? Prisma.sql`(topic.retired_at is null or topic.retired_at > ${then})` : Prisma.sql`topic.retired_at is null`})`

/** Left out on any channel is left out: a channel that the purpose gets later must not bring a topic back. */
const isLeftOut = (topicId: string, states = Prisma.sql`consent_state`) => Prisma.sql`exists (
  select from ${states} topic where topic.contact_id = people.contact_id and topic.purpose_id = ${topicId}::uuid
    and topic.state in ('withdrawn', 'refused'))`

const holdsOf = ({ purposeId, at }: Moment, isJoined: boolean) => Prisma.sql`
  bool_or(kind = 'restriction') as is_restricted, bool_or(kind = 'erasure') as is_erasure,
  max(consent_hold.since) filter (where kind = 'objection') as objected_at,
  bool_or(kind in ('bounce', 'complaint')) as is_address_stopped,
  max(consent_hold.since) filter (where kind = 'suppression') as suppressed_at,
  bool_or(kind = 'pause') as is_paused, bool_or(kind = 'negotiation') as is_in_negotiation,
  ${tooSoonSql(purposeId, at, isJoined)} as is_too_soon`

const stands = ({ channel, at }: Moment) => Prisma.sql`
  lifted_at is null and consent_hold.since <= ${at} and (until is null or until > ${at})
  and (consent_hold.channel is null or consent_hold.channel = ${channel})`

/** What a person has confirmed from their own address: it releases that address. */
const isOwnWord = ({ purposeId, channel, at }: Moment) => Prisma.sql`
  own.purpose_id = ${purposeId}::uuid and own.channel = ${channel} and own.type = 'confirmed' and own.actor = 'contact'
  and own.occurred_at <= ${at}`

/** The holds of each person, looked up one person at a time. */
const eachHoldsSql = (moment: Moment, holds = Prisma.sql`consent_hold`) => Prisma.sql`
  lateral (select ${holdsOf(moment, false)} from ${holds} consent_hold where consent_hold.contact_id = people.contact_id and ${stands(moment)}
  ) hold on true`
const isUnreleased = (moment: Moment) => Prisma.sql`not exists (select from consent_event own
  where own.contact_id = people.contact_id and ${isOwnWord(moment)} and own.occurred_at > hold.suppressed_at)`

/**
 * The holds of everybody, gathered in one reading. Nothing in it looks anything up person by person: such a plan cannot be
 * shared among processes, and an audience of a million then waits for one of them.
 */
const allHoldsSql = (moment: Moment, range: ContactRange) => Prisma.sql`
  (select held.*, released_at from (
      select consent_hold.contact_id, ${holdsOf(moment, true)} from consent_hold ${newestMarksSql(moment.at)}
      where ${stands(moment)} ${andWithin(Prisma.sql`consent_hold.contact_id`, range)} group by consent_hold.contact_id
    ) held left join (
      select own.contact_id, max(own.occurred_at) as released_at from consent_event own where ${isOwnWord(moment)}
        and own.contact_id in (select contact_id from consent_hold where kind = 'suppression' and lifted_at is null)
      group by own.contact_id
    ) released on released.contact_id = held.contact_id
  ) hold on hold.contact_id = people.contact_id`
const IS_UNRELEASED = Prisma.sql`(hold.released_at > hold.suppressed_at) is not true`

type Row = {
  contact_id: string
  reason: DecisionReason
  is_allowed: boolean
  rule_version: string
  consent_seq: number | null
  since: Date | null
  expires_at: Date | null
}

/** Decides for these contacts, in one statement; the answers come in the order of the question. */
export async function decideMany(db: Db, contactIds: readonly string[], question: Question): Promise<Decision[]> {
  const rows = await db.$queryRaw<Row[]>(
    decisionSql(Prisma.sql`select unnest(${listSql(contactIds, 'uuid')}) as contact_id`, question),
  )
  const found = new Map(rows.map((row) => [row.contact_id, toDecision(row)])) // rows come as the plan has it
  return contactIds.flatMap((id) => found.get(id) ?? [])
}

const toDecision = (row: Row): Decision => ({
  contactId: row.contact_id,
  isAllowed: row.is_allowed,
  reason: row.reason,
  consentSeq: row.consent_seq,
  since: row.since,
  expiresAt: row.expires_at,
  ruleVersion: row.rule_version,
})

/** May we reach this contact for this purpose on this channel now? */
export async function decide(db: Db, contactId: string, question: Question): Promise<Decision> {
  const [decision] = await decideMany(db, [contactId], question)
  if (!decision) throw new Error('a decision has a row for every contact asked about')
  return decision
}
