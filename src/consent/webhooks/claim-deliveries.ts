// Which entries of the ledger a webhook is told next, under a lease: of one contact only the earliest that is still open,
// so that each contact's entries arrive in their order. A process that dies leaves rows whose lease runs out.
import { type Db, Prisma } from '../../platform/database.ts'
import { asEntry, type EntryRow, type LedgerEntry } from '../chain-events.ts'

/** In seconds. Longer than one attempt can take; shorter would send what is still on its way once more. */
const LEASE_SECONDS = 60

export type Delivery = {
  webhookId: string
  token: string
  attempts: number
  entry: LedgerEntry
  /** Of the purpose, where the entry is about one. */
  purposeKey: string | null
  hash: Uint8Array
}

type Row = EntryRow & { token: string; attempts: number; purpose_key: string | null; hash: Uint8Array }

/** Takes up to `limit` deliveries of this webhook that are due, at most one of each contact. */
export async function claimDeliveries(db: Db, webhookId: string, limit: number, now: Date): Promise<Delivery[]> {
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    with due as (
      select contact_id, webhook_id, seq from webhook_delivery delivery
      where webhook_id = ${webhookId}::uuid and status = 'pending' and due_at <= ${now}
        and not exists (select from webhook_delivery earlier
          where earlier.contact_id = delivery.contact_id and earlier.webhook_id = delivery.webhook_id
            and earlier.seq < delivery.seq and earlier.status = 'pending')
      order by due_at limit ${limit}::int for update skip locked
    ), claimed as (
      update webhook_delivery delivery set due_at = ${new Date(+now + LEASE_SECONDS * 1000)},
        attempts = delivery.attempts + 1, token = gen_random_uuid()
      from due where delivery.contact_id = due.contact_id and delivery.webhook_id = due.webhook_id
        and delivery.seq = due.seq
      returning delivery.contact_id, delivery.seq, delivery.token, delivery.attempts
    )
    select claimed.*, entry.purpose_id, purpose.key as purpose_key, entry.channel, entry.type, entry.occurred_at,
      entry.recorded_at, entry.method, entry.actor, entry.text_id, entry.expires_at, entry.hash
    from claimed join consent_event entry using (contact_id, seq) left join purpose on purpose.id = entry.purpose_id`)
  return rows.map((row) => ({
    webhookId,
    token: row.token,
    attempts: row.attempts,
    purposeKey: row.purpose_key,
    hash: row.hash,
    entry: asEntry(row),
  }))
}

/** In seconds, after the first failure, the second and so on; the last one again and again (Standard Webhooks 1.0.0). */
const RETRY_AFTER = [5, 300, 1800, 7200, 18_000, 36_000]

/** When to try again after so many failures. */
export function retryAt(failures: number, now: Date): Date {
  const seconds = RETRY_AFTER[Math.min(failures, RETRY_AFTER.length) - 1] ?? 0
  return new Date(+now + seconds * 1000)
}

const isClaimed = ({ entry, webhookId, token }: Delivery) => Prisma.sql`
  contact_id = ${entry.contactId}::uuid and webhook_id = ${webhookId}::uuid and seq = ${entry.seq}::int
  and token = ${token}::uuid and status = 'pending'`

/** The other side has taken it. Marks nothing where another claim has taken over meanwhile. */
export async function markDelivered(db: Db, delivery: Delivery, answer: string, now: Date): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    update webhook_delivery set status = 'delivered', finished_at = ${now}, answer = ${answer}, token = null
    where ${isClaimed(delivery)}`)
}

/** It was not taken: it waits for its next attempt. */
export async function markFailed(db: Db, delivery: Delivery, answer: string, now: Date): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    update webhook_delivery set due_at = ${retryAt(delivery.attempts, now)}, answer = ${answer}, token = null
    where ${isClaimed(delivery)}`)
}

/** In days. What nobody took for so long is dead until somebody sends it again; the page of webhooks names it. */
const GIVES_UP_DAYS = 5
/** In days. How long the page can show what was delivered. */
const KEPT_DAYS = 30
const DAY_MS = 86_400_000

/** Gives up what is too old, forgets what was delivered long ago, and what answers requests that nobody repeats any more. */
export async function tidyDeliveries(db: Db, now: Date): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    update webhook_delivery set status = 'dead', finished_at = ${now}, token = null
    where status = 'pending' and enqueued_at < ${new Date(+now - GIVES_UP_DAYS * DAY_MS)}
      and (token is null or due_at <= ${now})`)
  const old = new Date(+now - KEPT_DAYS * DAY_MS)
  await db.$executeRaw(Prisma.sql`delete from webhook_delivery where status = 'delivered' and finished_at < ${old}`)
  await db.statementRequest.deleteMany({ where: { createdAt: { lt: old } } })
}
