// Everything one contact has said, purpose by channel, and what we may do about each now: the same decision that the
// sender asks. Nothing here is believed by the sender.
import { type Db, Prisma } from '../platform/database.ts'
import { decisionSql } from './decide.ts'
import type { Channel, ConsentStateName, DecisionReason } from './words.ts'

export type GridPurpose = {
  id: string
  key: string
  name: string
  kind: string
  brandId: string
  channels: Channel[]
  retiredAt: Date | null
}
export type GridCell = {
  purposeId: string
  channel: Channel
  /** What the ledger says; null: never asked. */
  state: ConsentStateName | null
  /** What the decision says. */
  reason: DecisionReason
  since: Date | null
  expiresAt: Date | null
  seq: number | null
}
/** A finer choice below a purpose; whoever has not left it out has it with the purpose. */
export type GridTopic = { id: string; purposeId: string; name: string; isRetired: boolean; leftOutSince: Date | null }
export type ConsentGrid = { purposes: GridPurpose[]; cells: GridCell[]; topics: GridTopic[] }

/** The grid of one contact at `at`; a retired purpose is in it only where the contact has said something about it. */
export async function findConsentGrid(
  db: Db,
  contactId: string,
  { at, brandId }: { at: Date; brandId?: string },
): Promise<ConsentGrid> {
  const all = await db.purpose.findMany({
    where: { kind: { not: 'topic' }, ...(brandId === undefined ? {} : { brandId }) },
    orderBy: [{ position: 'asc' }, { createdAt: 'asc' }],
  })
  const purposes: GridPurpose[] = all.map((purpose) => ({ ...purpose, channels: purpose.channels as Channel[] }))
  const cells = await findCells(db, contactId, purposes, at)
  const isSpokenOf = new Set(cells.filter((cell) => cell.state !== null).map((cell) => cell.purposeId))
  const shown = purposes.filter((purpose) => purpose.retiredAt === null || isSpokenOf.has(purpose.id))
  const isShown = new Set(shown.map((purpose) => purpose.id))
  return {
    purposes: shown,
    cells: cells.filter((cell) => isShown.has(cell.purposeId)),
    topics: await findTopics(db, contactId, [...isShown]),
  }
}

/** The topics of these purposes; a retired one is among them only where the contact has left it out. */
async function findTopics(db: Db, contactId: string, purposeIds: string[]): Promise<GridTopic[]> {
  if (purposeIds.length === 0) return []
  const rows = await db.$queryRaw<GridTopic[]>(Prisma.sql`
    select topic.id, topic.parent_id as "purposeId", topic.name, topic.retired_at is not null as "isRetired",
      said.since as "leftOutSince"
    from purpose topic
    left join lateral (
      select min(since) as since from consent_state
      where contact_id = ${contactId}::uuid and purpose_id = topic.id and state in ('withdrawn', 'refused')
    ) said on true
    where topic.parent_id = any(${purposeIds}::uuid[]) order by topic.position, topic.created_at`)
  return rows.filter((topic) => !topic.isRetired || topic.leftOutSince !== null)
}

type Row = {
  purpose_id: string
  channel: Channel
  state: ConsentStateName | null
  reason: DecisionReason
  since: Date | null
  expires_at: Date | null
  consent_seq: number | null
}

async function findCells(db: Db, contactId: string, purposes: GridPurpose[], at: Date): Promise<GridCell[]> {
  const person = Prisma.sql`select ${contactId}::uuid as contact_id`
  const questions = purposes.flatMap(({ id, channels }) =>
    channels.map(
      (channel) => Prisma.sql`
        select ${id}::uuid as purpose_id, ${channel}::text as channel, decision.*
        from (${decisionSql(person, { purposeId: id, channel, at })}) decision`,
    ),
  )
  if (questions.length === 0) return []
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    select asked.purpose_id, asked.channel, state.state, asked.reason, asked.since, asked.expires_at, asked.consent_seq
    from (${Prisma.join(questions, ' union all ')}) asked
    left join consent_state state on state.contact_id = asked.contact_id and state.purpose_id = asked.purpose_id
      and state.channel = asked.channel`)
  return rows.map((row) => ({
    purposeId: row.purpose_id,
    channel: row.channel,
    state: row.state,
    reason: row.reason,
    since: row.since,
    expiresAt: row.expires_at,
    seq: row.consent_seq,
  }))
}
