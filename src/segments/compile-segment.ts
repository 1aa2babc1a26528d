// From the tree to SQL: one boolean per condition, one relation (contact_id) for the whole. Every value is bound, and a
// field that is not known never reaches the database. Runs over contact, its account and its score.
import { isRestrictedSql } from '../consent/index.ts'
import { ALL_CONTACTS, andWithin, type ContactRange } from '../contacts/index.ts'
import { type Db, Prisma } from '../platform/database.ts'
import { DomainError, found } from '../platform/errors.ts'
import { coolingSql } from '../scoring/index.ts'
import { isPersonsSql, type TrackingChannel, trackingChannel } from '../tracking/index.ts'
import {
  type Condition,
  definitionSchema,
  type EventCondition,
  type FieldCondition,
  type Group,
  isGroup,
  type Node,
  type ScoreCondition,
} from './definition.ts'
import { findSegmentFields, type SegmentField, type SegmentFields } from './segment-fields.ts'

const { sql, join } = Prisma
const DAY_MS = 86_400_000

/** Where conditions are asked. Account and score are only joined in when a condition uses them (join removal). */
export const PEOPLE = sql`contact left join account on account.id = contact.account_id
  left join score on score.contact_id = contact.id`

/** Not erased, not merged into somebody else, and not restricted. */
export const IS_THERE = sql`contact.erased_at is null and contact.merged_into_id is null
  and not ${isRestrictedSql(sql`contact.id`)}`

/** Who can be in a segment at all: people known by an address, not erased, merged into somebody else, or restricted. */
export const isPerson = (range: ContactRange): Prisma.Sql => sql`
  ${IS_THERE} ${andWithin(sql`contact.id`, range)} and exists (
    select 1 from identity where identity.contact_id = contact.id and identity.kind <> 'visitor'
      ${andWithin(sql`identity.contact_id`, range)})`
export const IS_PERSON = isPerson(ALL_CONTACTS)

/** The people of a definition as a relation (contact_id). `at` is the moment for which days and heat are counted. */
export function segmentSql(definition: Group, fields: SegmentFields, at: Date): Prisma.Sql {
  return sql`select contact.id as contact_id from ${PEOPLE} where ${IS_PERSON} and ${compileNode(definition, fields, at)}`
}

/** The people of a saved segment as a relation (contact_id). Throws not_found where there is no such segment. */
export async function segmentPeople(db: Db, segmentId: string, at: Date): Promise<Prisma.Sql> {
  const segment = found(await db.segment.findUnique({ where: { id: segmentId } }), 'segment')
  return segmentSql(definitionSchema.parse(segment.definition), await findSegmentFields(db), at)
}

/** One condition or group as a boolean. */
export function compileNode(node: Node, fields: SegmentFields, at: Date): Prisma.Sql {
  if (!isGroup(node)) return compileCondition(node, fields, at)
  if (node.conditions.length === 0) return sql`true`
  const parts = node.conditions.map((part) => compileNode(part, fields, at))
  return sql`(${join(parts, node.kind === 'all' ? ' and ' : ' or ')})`
}

function compileCondition(condition: Condition, fields: SegmentFields, at: Date): Prisma.Sql {
  switch (condition.kind) {
    case 'field':
      return compileField(condition, fields, at)
    case 'score':
      return compileScore(condition, at)
    case 'event':
      return compileEvent(condition, at)
    case 'import':
      return sql`contact.import_id = ${condition.importId}::uuid`
    default:
      return condition satisfies never
  }
}

function compileField({ field, operator, values }: FieldCondition, fields: SegmentFields, at: Date): Prisma.Sql {
  const known = fields.get(field)
  if (!known)
    throw new DomainError('invalid', `There is no field ${field} any more. Take its condition out, then save.`)
  const value = known.value
  const [first] = values
  switch (operator) {
    case 'is':
      return isOneOf(known, values)
    case 'is_not':
      return sql`(${value} is null or not ${isOneOf(known, values)})`
    case 'contains':
      return sql`position(lower(${String(first)}) in lower(${value})) > 0`
    case 'starts_with':
      return sql`starts_with(lower(${value}), lower(${String(first)}))`
    case 'at_least':
      return sql`${value} >= ${String(first)}::numeric`
    case 'at_most':
      return sql`${value} <= ${String(first)}::numeric`
    case 'before':
      return sql`${value} < ${String(first)}::text`
    case 'after':
      return sql`${value} > ${String(first)}::text`
    case 'within_days':
      return sql`(${value} > ${dayOf(at, Number(first))}::text and ${value} <= ${dayOf(at, 0)}::text)`
    case 'is_known':
      return sql`coalesce(${value}::text, '') <> ''`
    case 'is_unknown':
      return sql`coalesce(${value}::text, '') = ''`
    default:
      return operator satisfies never
  }
}

function isOneOf({ type, value }: SegmentField, values: FieldCondition['values']): Prisma.Sql {
  const texts = values.map((one) => String(one).toLowerCase())
  if (type === 'number') return sql`${value} = any(${texts}::numeric[])`
  return sql`lower(${value}) = any(${texts}::text[])`
}

/** The day, as YYYY-MM-DD in UTC, this many days before the moment. */
const dayOf = (at: Date, daysBefore: number) => new Date(+at - daysBefore * DAY_MS).toISOString().slice(0, 10)

function compileScore({ of, atLeast }: ScoreCondition, at: Date): Prisma.Sql {
  const heat = sql`coalesce(score.heat * (select ${coolingSql(at)} from scoring_model), 0)`
  const fit = sql`coalesce(score.fit, 0)`
  const value = { heat, fit, total: sql`${heat} + ${fit}` }[of]
  return sql`${value} >= ${atLeast}::float8`
}

/** Behaviour counts only for people who have a yes to tracking now (consent.md E9). */
function compileEvent({ event, has, times, days, where }: EventCondition, at: Date): Prisma.Sql {
  const since = days === null ? sql`` : sql`and event.occurred_at > ${new Date(+at - days * DAY_MS)}::timestamptz`
  const properties = where.map(({ property, operator, value }) =>
    operator === 'is'
      ? sql`and lower(event.properties ->> ${property}) = lower(${value})`
      : sql`and position(lower(${value}) in lower(event.properties ->> ${property})) > 0`,
  )
  const channel = trackingChannel(event)
  const did = sql`contact.id in (select event.contact_id from event
    where event.type = ${event} and event.occurred_at <= ${at}::timestamptz ${since}
      ${channel === 'email' ? sql`and ${isPersonsSql}` : Prisma.empty}
      ${properties.length > 0 ? join(properties, ' ') : Prisma.empty}
    ${has && times > 1 ? sql`group by event.contact_id having count(*) >= ${times}` : Prisma.empty})`
  const seen = channel === undefined ? did : sql`(${did} and ${maySeeBehaviour(channel, at)})`
  return has ? seen : sql`not ${seen}`
}

/** The contact has a yes to tracking on this channel, and it has not run out. */
export function maySeeBehaviour(channel: TrackingChannel, at: Date): Prisma.Sql {
  return sql`contact.id in (select state.contact_id from consent_state state
    join purpose on purpose.id = state.purpose_id and purpose.kind = 'tracking'
    where state.channel = ${channel} and state.state = 'given'
      and (state.expires_at is null or state.expires_at > ${at}::timestamptz))`
}
