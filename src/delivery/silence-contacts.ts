// What delivery does before a withdrawal is answered (ARCHITECTURE.md: a withdrawal, steps 2 and 3). Consent has committed its
// fact. Now: remove what is queued and no longer allowed, behind any claim that holds those rows; then wait for what was
// claimed before, until it is final or can no longer begin. After this returns no SMTP transaction of theirs begins.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Silenced, serviceDecisionSql } from '../consent/index.ts'
import { type Db, listSql, Prisma, retried } from '../platform/database.ts'

/** ms between looks. A look is one index read. */
const LOOK_EVERY_MS = 15
/** ms on top of start_by, for bytes that had left the sender in its last moment. */
const MARGIN_MS = 100

/** Why a message is no longer allowed, as consent stands now: null while it still is. The next claim asks in full. */
const silencedBy = Prisma.sql`
  (select case
      when exists (select 1 from contact where contact.id = message.contact_id and merged_into_id is not null) then 'merged'
      when content.kind <> 'marketing' then (select nullif(decision.reason, 'service') from (${serviceDecisionSql(
        Prisma.sql`select message.contact_id, message.id as message_id`,
        Prisma.sql`clock_timestamp()`,
      )}) decision)
      when state.state is null or state.state not in ('given', 'customer') then 'withdrawn'
      when content.topic_id is not null and exists (select 1 from consent_state topic
        where topic.contact_id = message.contact_id and topic.purpose_id = content.topic_id
          and topic.state in ('withdrawn', 'refused')) then 'topic_declined'
      when exists (select 1 from consent_hold hold where hold.contact_id = message.contact_id and hold.lifted_at is null
        and hold.kind not in ('negotiation', 'weekly', 'monthly') and (hold.until is null or hold.until > clock_timestamp())
        and (hold.channel is null or hold.channel = message.channel)) then 'held'
    end
    from message_content content left join consent_state state on state.contact_id = message.contact_id
      and state.purpose_id = message.purpose_id and state.channel = message.channel
    where content.id = message.content_id)`

/** Removes what these contacts may no longer get, and waits until nothing of it can begin. */
export async function silenceContacts(
  db: Db,
  contactIds: readonly string[],
  now: Date,
): Promise<Map<string, Silenced>> {
  const removed = await removeQueued(db, contactIds, now)
  const started = await lookAtStarted(db, contactIds)
  for (let open = openIn(started); open.length > 0; ) {
    await sleep(LOOK_EVERY_MS)
    open = openIn(await lookAtStarted(db, open))
  }
  const people = [...removed.keys(), ...started.map((row) => row.contact_id)]
  const begun = new Map(started.map((row) => [row.contact_id, row.started]))
  return new Map(people.map((id) => [id, { removed: removed.get(id) ?? 0, onTheirWay: begun.get(id) ?? 0 }]))
}

/** One statement: whatever holds a row is waited for, and what it has become by then is what counts. */
async function removeQueued(db: Db, contactIds: readonly string[], now: Date): Promise<Map<string, number>> {
  const rows = await retried(() =>
    db.$queryRaw<{ contact_id: string }[]>(Prisma.sql`
      with queued as materialized (
        select contact_id, id from message where contact_id = any(${listSql(contactIds, 'uuid')}) and status = 'queued'
        order by contact_id, id for update
      )
      update message set status = 'cancelled', reason = ${silencedBy}, finished_at = ${now}::timestamptz
      from queued where message.contact_id = queued.contact_id and message.id = queued.id
        and message.status = 'queued' and ${silencedBy} is not null
      returning message.contact_id`),
  )
  const groups = Map.groupBy(rows, (row) => row.contact_id)
  return new Map([...groups].map(([contactId, messages]) => [contactId, messages.length]))
}

type Started = { contact_id: string; open: number; started: number }

/** `open` may still begin; `started` has begun or may have. */
function lookAtStarted(db: Db, contactIds: readonly string[]): Promise<Started[]> {
  return db.$queryRaw<Started[]>(Prisma.sql`
    select contact_id, count(*)::int as started,
      count(*) filter (where start_by + make_interval(secs => ${MARGIN_MS / 1000}) > clock_timestamp())::int as open
    from message
    where contact_id = any(${listSql(contactIds, 'uuid')}) and status = 'started' and ${silencedBy} is not null
    group by contact_id`)
}

const openIn = (rows: readonly Started[]) => rows.filter((row) => row.open > 0).map((row) => row.contact_id)
