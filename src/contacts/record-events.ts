// The only way in for behaviour and message events. In one transaction: lock the contacts, insert what is new, and hand
// it to every consumer in the order of app.ts. What a consumer derives is recorded in the same transaction, so each
// effect happens once; there is no cursor, bus or second queue. A consumer must not throw on bad data: it parks it.
import { type Db, inTransaction, listSql, Prisma, sqlState, type Transaction } from '../platform/database.ts'
import { newId } from '../platform/id.ts'
import { CANARY_ID } from './canary.ts'
import { lockContacts } from './lock-contacts.ts'

export type NewEvent = {
  contactId: string
  /** Repeating an id does nothing; without one the event is new. */
  id?: string
  /** noun.verb in the past: page.viewed, form.submitted, mail.clicked, score.crossed */
  type: string
  occurredAt: Date
  source: string
  properties: Record<string, unknown>
  /** Set by whoever has asked consent in this very transaction whether this may be watched, so that nobody asks again. */
  isAdmitted?: true | undefined
}
export type RecordedEvent = Required<Omit<NewEvent, 'isAdmitted'>> & Pick<NewEvent, 'isAdmitted'>

export type EventConsumer = {
  name: string
  /** Works on the whole batch at once, within contacts that are already locked. Returns what it derived. */
  consume: (tx: Transaction, events: readonly RecordedEvent[], now: Date) => Promise<NewEvent[]>
}

let consumers: readonly EventConsumer[] = []
/** Called once, by app.ts, with the whole list in order. */
export function registerEventConsumers(list: readonly EventConsumer[]): void {
  consumers = list
}

/** From so many events on, statements are planned for what the batch holds: a plan that was kept from when a table was
 * nearly empty reads it whole once it is full (measured: 44 ms instead of 9 for one statement of a batch of 500). */
const PLANNED_FROM = 100

/** Records these events and their consequences. Answers with those that were new; unknown contacts are left out. */
export async function recordEvents(db: Db, events: readonly NewEvent[], now: Date): Promise<RecordedEvent[]> {
  if (events.length === 0) return []
  return inTransaction(db, async (tx) => {
    const live = await lockContacts(
      tx,
      events.map((event) => event.contactId),
    )
    return recordLocked(
      tx,
      events.filter((event) => live.has(event.contactId)),
      now,
    )
  })
}

/** Records as `recordEvents` does, for whoever has locked the contacts already and found them live. */
export async function recordLocked(tx: Transaction, events: readonly NewEvent[], now: Date): Promise<RecordedEvent[]> {
  if (events.length >= PLANNED_FROM) await tx.$executeRaw(Prisma.sql`set local plan_cache_mode = force_custom_plan`)
  const fresh = await insertEvents(tx, events, now)
  await consumeEvents(tx, fresh, now)
  return fresh
}

/** Tells the consumers of facts that another ledger keeps (consent), within the caller's transaction and locks. */
export async function announceEvents(tx: Transaction, events: readonly RecordedEvent[], now: Date): Promise<void> {
  // What the canary says is nobody's behaviour: it opens no workflow and gives no points.
  await consumeEvents(
    tx,
    events.filter(({ contactId }) => contactId !== CANARY_ID),
    now,
  )
}

async function consumeEvents(tx: Transaction, events: readonly RecordedEvent[], now: Date): Promise<void> {
  let batch = events
  for (const consumer of consumers) {
    if (batch.length === 0) return
    const derived = await consumer.consume(tx, batch, now)
    if (derived.length > 0) batch = [...batch, ...(await insertEvents(tx, derived, now))]
  }
}

const keyOf = (of: { contact_id: string; id: string }) => `${of.contact_id}/${of.id}`

/** Of an event that stands twice in one batch, the first. */
function withoutRepeats(events: readonly RecordedEvent[]): RecordedEvent[] {
  // Two people may have the same id; nearly always all differ.
  if (new Set(events.map((event) => event.id)).size === events.length) return [...events]
  const seen = new Set<string>()
  return events.filter(({ contactId, id }) => {
    const key = keyOf({ contact_id: contactId, id })
    return !seen.has(key) && seen.add(key)
  })
}

async function insertEvents(tx: Transaction, events: readonly NewEvent[], now: Date): Promise<RecordedEvent[]> {
  const rows = withoutRepeats(
    events.map(
      ({ contactId, id, type, occurredAt, source, properties, isAdmitted }): RecordedEvent => ({
        contactId,
        id: id?.toLowerCase() ?? newId(now),
        type,
        // A clock that runs ahead must not make a score that nobody else can reach.
        occurredAt: occurredAt > now ? now : occurredAt,
        source,
        properties,
        isAdmitted,
      }),
    ),
  )
  if (rows.length === 0) return []
  const of = (pick: (row: RecordedEvent) => string | Date, type: Parameters<typeof listSql>[1]) =>
    listSql(rows.map(pick), type)
  const given = Prisma.sql`unnest(${of((row) => row.contactId, 'uuid')}, ${of((row) => row.id, 'uuid')},
    ${of((row) => row.type, 'text')}, ${of((row) => row.occurredAt, 'timestamptz')},
    ${of((row) => row.source, 'text')}, ${of((row) => JSON.stringify(row.properties), 'jsonb')})
    as given (contact_id, id, type, occurred_at, source, properties)`
  const insert = Prisma.sql`
    insert into event (contact_id, id, type, occurred_at, received_at, source, properties)
    select contact_id, id, type, occurred_at, ${now}, source, properties from ${given}`
  // Nearly always all are new: then nothing has to be looked up first.
  if (await insertAll(tx, insert)) return rows
  // The contacts are locked, so nobody else adds these meanwhile.
  const known = await tx.$queryRaw<{ contact_id: string; id: string }[]>(Prisma.sql`
    select contact_id, id from ${given} join event using (contact_id, id)`)
  await tx.$executeRaw(Prisma.sql`${insert} on conflict do nothing`)
  const isOld = new Set(known.map(keyOf))
  return rows.filter((row) => !isOld.has(keyOf({ contact_id: row.contactId, id: row.id })))
}

const UNIQUE_VIOLATION = '23505'

/** Inserts all, or, where one of them is there already, none. */
async function insertAll(tx: Transaction, insert: Prisma.Sql): Promise<boolean> {
  await tx.$executeRaw(Prisma.sql`savepoint events`)
  try {
    await tx.$executeRaw(insert)
    return true
  } catch (fault) {
    if (sqlState(fault) !== UNIQUE_VIOLATION) throw fault
    await tx.$executeRaw(Prisma.sql`rollback to savepoint events`)
    return false
  }
}
