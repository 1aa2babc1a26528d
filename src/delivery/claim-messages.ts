// The moment in which it is decided who gets the mail. One transaction, two statements: lock some queued messages; then,
// under a fresh snapshot, ask consent for each and set `started` or `blocked` with its reason. A withdrawal that was
// committed before the second statement is seen by it; one that comes later waits for these locks, and then finds
// `started` with a moment after which nothing begins any more (start_by).
import {
  addressKindOf,
  decisionSql,
  findOrdered,
  limitedSql,
  markBegun,
  serviceDecisionSql,
  sourcesOwedSql,
  takeMarksBack,
} from '../consent/index.ts'
import { type Db, inTransaction, listSql, Prisma } from '../platform/database.ts'
import type { Batch } from './lease-batch.ts'
import { NOT_EXPIRED } from './limits/expire-messages.ts'
import { type Limited, limitsOf } from './limits/put-off.ts'
import type { ClaimQuestion } from './load-content.ts'
import { FIELDS, type Person } from './person-variables.ts'
import { admit, domainOf, domainSql, findRoom, notToSql, takeRoom } from './relays/take-room.ts'
import { notStoppedSql } from './stop/stop-sending.ts'

/** ms in which a claimed message must begin. Longer makes a withdrawal wait longer; shorter gives more of them back. */
export const START_WITHIN_MS = 1000

export type Claimed = Person & { token: string; attempts: number }
export type Claim = {
  started: Claimed[]
  blocked: number
  /** Allowed to wait: quiet hours, or as many as its sender sends. */
  later: number
  /** Monotonic ms (performance.now) after which none of these may begin. */
  deadline: number
  /** ms until there is room again for what a limit holds back; undefined where none does. */
  fullForMs?: number | undefined
}

type Row = {
  contact_id: string
  id: string
  purpose_id: string
  status: 'started' | 'blocked'
  is_tracked: boolean
  token: string
  attempts: number
  address: string | null
  first_name: string | null
  last_name: string | null
  job_title: string | null
  city: string | null
  language: string | null
  company: string | null
  fields: Record<string, unknown>
  sources: string[]
}

/**
 * Claims up to `limit` messages of a batch and decides each, within the limits of the relay that they are to go through.
 * Nothing left to claim: no rows at all.
 */
export async function claimMessages(
  db: Db,
  batch: Batch,
  question: ClaimQuestion,
  limit: number,
  now: Date,
  limitIds: readonly string[] = [],
): Promise<Claim> {
  // Counted from before the claim, so that our own deadline is never later than the one that the database knows.
  const deadline = performance.now() + START_WITHIN_MS
  const limits = limitsOf(batch)
  const isAwaited = question.kind !== 'marketing'
  const addressKind = KIND_SQL[addressKindOf(question.channel) ?? 'email']
  const {
    decided: rows,
    later,
    fullForMs,
  } = await inTransaction(db, async (tx) => {
    const room = limitIds.length > 0 ? await findRoom(tx, limitIds) : undefined
    const within = isAwaited ? undefined : room
    const fullForMs = within?.fullForMs
    if (within && within.most < 1) return { decided: [], later: 0, fullForMs }
    const found = await tx.$queryRaw<Locked[]>(Prisma.sql`
      with locked as materialized (
      select contact_id, id from message
      where batch_id = ${batch.id}::uuid and status = 'queued' and (not_before is null or not_before <= clock_timestamp())
        and exists (select 1 from message_batch where id = ${batch.id}::uuid and message_batch.status = 'open' and ${NOT_EXPIRED})
        and ${notStoppedSql(Prisma.sql`${isAwaited}`)} ${notToSql(within?.full ?? [])}
      order by contact_id, id limit ${Math.min(limit, within?.most ?? limit)} for update
      ), limited as materialized (${limitedSql(Prisma.sql`select contact_id from locked`)})${limits.counts}
      select contact_id, locked.id, limited.is_limited is true as is_limited${limits.columns}${room ? domainSql : Prisma.empty}
      from locked ${limits.joins} left join (select distinct contact_id, true as is_limited from limited) limited using (contact_id)
      order by contact_id, locked.id`)
    const admitted = room ? admit(room, found, isAwaited) : found
    if (admitted.length === 0) return { decided: [], later: 0, fullForMs }
    const { locked: taken, limited } = oneForEachLimited(isAwaited ? admitted.map(asUnlimited) : admitted)
    const { now: locked, later } = await limits.putOff(tx, taken, now)
    if (locked.length === 0) return { decided: [], later, fullForMs }
    if (limited.size > 0) await takeMarksBack(tx, locked.filter((row) => limited.has(row.contact_id)).map(asBegun))
    const contacts = locked.map((row) => row.contact_id)
    const ids = locked.map((row) => row.id)
    const decision =
      question.kind === 'marketing'
        ? decisionSql(
            Prisma.sql`select distinct contact_id from unnest(${listSql(contacts, 'uuid')}) as locked (contact_id)`,
            { ...question, at: now },
          )
        : serviceDecisionSql(
            Prisma.sql`select * from unnest(${listSql(contacts, 'uuid')}, ${listSql(ids, 'uuid')})
              as locked (contact_id, message_id)`,
            now,
          )
    // Of marketing one answer covers the person; each request of their own is a question by itself.
    const ofMessage = question.kind === 'marketing' ? Prisma.empty : Prisma.sql` and decision.message_id = claimed.id`
    const decided = await tx.$queryRaw<Row[]>(Prisma.sql`
      update message set
        status = case when decision.is_allowed then 'started' else 'blocked' end,
        reason = decision.reason, rule_version = decision.rule_version, consent_seq = decision.consent_seq,
        is_tracked = tracking.contact_id is not null, decided_at = ${now}::timestamptz, attempts = attempts + 1,
        token = case when decision.is_allowed then gen_random_uuid() end,
        start_by = case when decision.is_allowed
          then clock_timestamp() + make_interval(secs => ${START_WITHIN_MS / 1000}) end,
        finished_at = case when not decision.is_allowed then ${now}::timestamptz end
      from unnest(${listSql(contacts, 'uuid')}, ${listSql(ids, 'uuid')}) as claimed (contact_id, id)
      join (${decision}) decision on decision.contact_id = claimed.contact_id${ofMessage}
      left join consent_state tracking on tracking.contact_id = claimed.contact_id
        and tracking.purpose_id = ${question.trackingPurposeId}::uuid and tracking.channel = ${question.channel}
        and tracking.state = 'given' and (tracking.expires_at is null or tracking.expires_at > ${now}::timestamptz)
      left join contact on contact.id = claimed.contact_id
      left join account on account.id = contact.account_id
      left join lateral (select value from identity where identity.contact_id = claimed.contact_id
        and kind = ${addressKind} and is_primary limit 1) address on true
      where message.contact_id = claimed.contact_id and message.id = claimed.id
      returning message.contact_id, message.id, message.purpose_id, message.status, message.is_tracked, message.token, message.attempts,
        address.value as address, contact.first_name, contact.last_name, contact.job_title, contact.city,
        contact.language, account.name as company, ${FIELDS} as fields,
        ${question.channel === 'sms' ? TOLD_NOTHING : sourcesOwedSql(Prisma.sql`message.contact_id`)} as sources`)
    const begun = decided.filter((row) => row.status === 'started' && limited.has(row.contact_id))
    await markBegun(tx, begun.map(asBegun), question.purposeId, now)
    await limits.count(tx, decided, now)
    if (room) await takeRoom(tx, room, decided.filter(isStarted).map(domainOf))
    return { decided, later, fullForMs }
  })
  const started = rows.filter(isStarted).map(asClaimed)
  if (question.kind === 'order') await addOrdered(db, started)
  return { started, blocked: rows.length - started.length, later, deadline, fullForMs }
}

/** What a program ordered with each mail. A message whose values are gone by now has none, and its mail stops at the first. */
async function addOrdered(db: Db, people: readonly Claimed[]): Promise<void> {
  const ordered = await findOrdered(db, people)
  for (const person of people) person.ordered = ordered.get(person.messageId) ?? {}
}

/** As words of the statement, so that its plan stays the same one. */
const KIND_SQL = { email: Prisma.sql`'email'`, phone: Prisma.sql`'phone'` }

/** An SMS has no room for where we got somebody: that is told by mail. */
const TOLD_NOTHING = Prisma.sql`'{}'::text[]`

type Locked = Limited & { is_limited: boolean; domain?: string | null }
const isStarted = (row: Row) => row.status === 'started'
const asUnlimited = (row: Locked): Locked => ({ ...row, is_limited: false })
const asBegun = (row: { contact_id: string; id: string }) => ({ contactId: row.contact_id, messageId: row.id })

/**
 * Of somebody who has chosen how often, one message in each claim: the answer covers the person, and two would go at
 * once. The others stay in line, and the next claim sees the mark of the first.
 */
function oneForEachLimited(rows: readonly Locked[]): { locked: Locked[]; limited: Set<string> } {
  const limited = new Set<string>()
  const locked = rows.filter((row) => {
    if (!row.is_limited) return true
    const isFirst = !limited.has(row.contact_id)
    limited.add(row.contact_id)
    return isFirst
  })
  return { locked, limited }
}

function asClaimed(row: Row): Claimed {
  return {
    contactId: row.contact_id,
    messageId: row.id,
    purposeId: row.purpose_id,
    isTracked: row.is_tracked,
    token: row.token,
    attempts: row.attempts,
    address: row.address ?? '', // a started message has one: the decision asks for it
    firstName: row.first_name,
    lastName: row.last_name,
    jobTitle: row.job_title,
    city: row.city,
    language: row.language,
    company: row.company,
    fields: row.fields ?? {},
    sources: row.sources,
  }
}
