// Reading what is known for another system: the history of everybody from a place on, and what stands for one purpose.
// History is read in the order of the log, which never changes and has no gaps, so that a reader misses nothing.
import { type Db, Prisma } from '../../platform/database.ts'
import { found } from '../../platform/errors.ts'
import { decisionSql } from '../decide.ts'
import type {
  Channel,
  ConsentActor,
  ConsentEventType,
  ConsentMethod,
  ConsentStateName,
  DecisionReason,
} from '../words.ts'

export type HistoryItem = {
  /** The place in the log. */
  place: number
  contactId: string
  seq: number
  type: ConsentEventType
  purposeId: string | null
  purpose: string | null
  channel: Channel | null
  occurredAt: Date
  recordedAt: Date
  expiresAt: Date | null
  method: ConsentMethod
  actor: ConsentActor
  textId: string | null
}

/** Entries after this place of the log, oldest first. What was recorded within the last half minute may follow later. */
export async function listHistory(
  db: Db,
  { after, limit, contactId }: { after: number; limit: number; contactId?: string | undefined },
): Promise<{ items: HistoryItem[]; after: number }> {
  const items = await db.$queryRaw<HistoryItem[]>(Prisma.sql`
    select leaf.leaf_index as place, entry.contact_id as "contactId", entry.seq, entry.type,
      entry.purpose_id as "purposeId", purpose.key as purpose, entry.channel, entry.occurred_at as "occurredAt",
      entry.recorded_at as "recordedAt", entry.expires_at as "expiresAt", entry.method, entry.actor,
      entry.text_id as "textId"
    from proof_leaf leaf join consent_event entry using (contact_id, seq)
    left join purpose on purpose.id = entry.purpose_id
    where leaf.leaf_index > ${after}::int
      ${contactId === undefined ? Prisma.empty : Prisma.sql`and leaf.contact_id = ${contactId}::uuid`}
    order by leaf.leaf_index limit ${limit}::int`)
  return { items, after: items.at(-1)?.place ?? after }
}

export type StandingItem = {
  contactId: string
  state: ConsentStateName
  since: Date
  expiresAt: Date | null
  seq: number
  isAllowed: boolean
  reason: DecisionReason
  ruleVersion: string
}

/** Everybody who was ever asked about this purpose on this channel, by id, with what may be done now. */
export async function listStanding(
  db: Db,
  {
    purposeId,
    channel,
    after,
    limit,
  }: { purposeId: string; channel: Channel; after?: string | undefined; limit: number },
  now: Date,
): Promise<{ items: StandingItem[]; after: string | null }> {
  found(await db.purpose.findUnique({ where: { id: purposeId } }), 'purpose')
  const page = Prisma.sql`
    select contact_id from consent_state
    where purpose_id = ${purposeId}::uuid and channel = ${channel}
      ${after === undefined ? Prisma.empty : Prisma.sql`and contact_id > ${after}::uuid`}
    order by contact_id limit ${limit}::int`
  const items = await db.$queryRaw<StandingItem[]>(Prisma.sql`
    select state.contact_id as "contactId", state.state, state.since, state.expires_at as "expiresAt", state.seq,
      decision.is_allowed as "isAllowed", decision.reason, decision.rule_version as "ruleVersion"
    from (${decisionSql(page, { purposeId, channel, at: now })}) decision
    join consent_state state on state.contact_id = decision.contact_id and state.purpose_id = ${purposeId}::uuid
      and state.channel = ${channel}
    order by state.contact_id`)
  return { items, after: items.length === limit ? (items.at(-1)?.contactId ?? null) : null }
}
