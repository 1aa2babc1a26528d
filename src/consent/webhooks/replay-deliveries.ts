// Telling a webhook again what it may have missed: everything from a moment on, or what nobody took. A receiver knows a
// repeated message by its id.
import { type Db, inTransaction, Prisma } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { countLeaves } from '../proof/sequence-entries.ts'

/** Entries that are enqueued again in one transaction. */
const CHUNK = 2000

/**
 * Begins to tell again every entry that was recorded since then, in the order of the log; answers how many at most. The
 * job does it, a chunk at a time. Throws `conflict` while the webhook is stopped.
 */
export async function beginReplay(db: Db, webhookId: string, since: Date): Promise<{ entries: number }> {
  const webhook = found(await db.webhook.findUnique({ where: { id: webhookId } }), 'webhook')
  if (webhook.stoppedAt !== null)
    throw new DomainError('conflict', 'This webhook is stopped. Start it, then send again what it has missed.')
  const [row] = await db.$queryRaw<{ first: number | null }[]>(Prisma.sql`
    select min(leaf_index)::int as first from proof_leaf join consent_event using (contact_id, seq)
    where recorded_at >= ${since}`)
  const [first, end] = [row?.first ?? null, await countLeaves(db)]
  if (first === null) return { entries: 0 }
  await db.webhook.update({ where: { id: webhookId }, data: { replayNext: first, replayEnd: end } })
  return { entries: end - first }
}

/** Enqueues the next chunk of a replay. Answers whether there is more. */
export async function continueReplay(db: Db, webhookId: string, now: Date): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const [replay] = await tx.$queryRaw<{ next: number; end: number }[]>(Prisma.sql`
      select replay_next as next, replay_end as end from webhook
      where id = ${webhookId}::uuid and replay_next is not null for update skip locked`)
    if (!replay) return false
    const until = Math.min(replay.next + CHUNK, replay.end)
    await tx.$executeRaw(Prisma.sql`
      insert into webhook_delivery (contact_id, webhook_id, seq, enqueued_at, due_at)
      select contact_id, ${webhookId}::uuid, seq, ${now}, ${now} from proof_leaf
      where leaf_index >= ${replay.next}::int and leaf_index < ${until}::int
      on conflict (contact_id, webhook_id, seq) do update set status = 'pending', enqueued_at = excluded.enqueued_at,
        due_at = excluded.due_at, attempts = 0, token = null, finished_at = null, answer = null`)
    const isMore = until < replay.end
    const data = isMore ? { replayNext: until } : { replayNext: null, replayEnd: null }
    await tx.webhook.update({ where: { id: webhookId }, data })
    return isMore
  })
}

/** Tries again what nobody took in all its days. Answers how many. */
export async function reviveDead(db: Db, webhookId: string, now: Date): Promise<number> {
  found(await db.webhook.findUnique({ where: { id: webhookId } }), 'webhook')
  return db.$executeRaw(Prisma.sql`
    update webhook_delivery set status = 'pending', enqueued_at = ${now}, due_at = ${now}, attempts = 0,
      finished_at = null, answer = null
    where webhook_id = ${webhookId}::uuid and status = 'dead'`)
}
