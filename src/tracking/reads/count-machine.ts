// What a machine fetched is counted for the mail and the day, and nothing is kept of whose mail it was.
import { type Db, Prisma } from '../../platform/database.ts'
import type { MachineReason } from '../signals.ts'

/** Counts one request of a machine. */
export async function countMachine(db: Db, contentId: string, reason: MachineReason, now: Date): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    insert into machine_count (content_id, day, reason, requests)
    values (${contentId}::uuid, (${now}::timestamptz at time zone 'UTC')::date, ${reason}, 1)
    on conflict (content_id, day, reason) do update set requests = machine_count.requests + 1`)
}
