// Lets people into published workflows, as a consumer of facts: one statement for a whole batch. The contacts are locked
// by the recorder, so "only once" and "not while on the way" hold. It moves nobody; that is take-steps.ts.
import { isRestrictedSql } from '../consent/index.ts'
import type { EventConsumer } from '../contacts/index.ts'
import { listSql, Prisma, type Transaction } from '../platform/database.ts'
import { endGone } from './take-steps.ts'
import { type Entry, entryOfEvent } from './triggers.ts'

/** Facts from which on a look at what workflows wait for costs less than trying to let everybody in. */
const LARGE_BATCH = 100

/** Registered in app.ts, after whatever derives facts that let people in (score.crossed). */
export const enrolContacts: EventConsumer = {
  name: 'workflows.enrol-contacts',
  consume: async (tx, events, now) => {
    const entries = events.map(entryOfEvent).filter((entry) => entry !== undefined)
    if (entries.length > 0 && (await anyWorkflowWaits(tx, entries))) await insertEnrolments(tx, entries, now)
    const erased = events.filter((event) => event.type === 'consent.erased').map((event) => event.contactId)
    await endGone(tx, erased, now)
    const merged = events.filter((event) => event.type === 'contact.merged' && 'into' in event.properties)
    await endGone(
      tx,
      merged.map((event) => event.contactId),
      now,
      'merged',
    )
    return []
  },
}

/** A batch of thousands names few words, and mostly no workflow waits for any of them: then it need not be written out. */
async function anyWorkflowWaits(tx: Transaction, entries: readonly Entry[]): Promise<boolean> {
  if (entries.length < LARGE_BATCH) return true
  const words = [...new Map(entries.map((entry) => [`${entry.kind} ${entry.match}`, entry])).values()]
  const rows = await tx.$queryRaw<object[]>(Prisma.sql`
    select from unnest(${listSql(
      words.map((word) => word.kind),
      'text',
    )}, ${listSql(
      words.map((word) => word.match),
      'text',
    )}) as word (kind, match)
    join workflow_trigger trigger on trigger.event_type = word.kind and trigger.match = word.match
    join workflow on workflow.id = trigger.workflow_id and workflow.status = 'published' limit 1`)
  return rows.length > 0
}

/** Who may come in does. The same fact lets in once; of several facts in one batch the earliest counts. */
async function insertEnrolments(tx: Transaction, entries: readonly Entry[], now: Date): Promise<void> {
  const of = (pick: (entry: Entry) => string | Date, type: 'uuid' | 'text' | 'timestamptz') =>
    listSql(entries.map(pick), type)
  await tx.$executeRaw(Prisma.sql`
    insert into enrolment (contact_id, id, workflow_id, version, event_id, status, step, due_at, entered_at)
    select distinct on (entry.contact_id, trigger.workflow_id) entry.contact_id, uuid_v7(), trigger.workflow_id,
      trigger.version, entry.event_id, 'active', trigger.start,
      ${now}::timestamptz + trigger.start_after_ms * interval '1 millisecond', ${now}::timestamptz
    from unnest(${of((e) => e.contactId, 'uuid')}, ${of((e) => e.eventId, 'uuid')}, ${of((e) => e.kind, 'text')},
      ${of((e) => e.match, 'text')}, ${of((e) => e.occurredAt, 'timestamptz')})
      as entry (contact_id, event_id, kind, match, occurred_at)
    join workflow_trigger trigger on trigger.event_type = entry.kind and trigger.match = entry.match
    join workflow on workflow.id = trigger.workflow_id and workflow.status = 'published'
    where not exists (
      select from enrolment earlier where earlier.contact_id = entry.contact_id
        and earlier.workflow_id = trigger.workflow_id
        and (trigger.reentry = 'once' or earlier.status <> 'done' or earlier.event_id = entry.event_id)
    ) and not ${isRestrictedSql(Prisma.sql`entry.contact_id`)}
    order by entry.contact_id, trigger.workflow_id, entry.occurred_at, entry.event_id
    on conflict do nothing`)
}
