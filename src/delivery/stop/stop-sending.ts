// The one switch that stops everything. It is a row that every claim looks for, in every process, so nothing that has not
// begun begins; what a worker had claimed before may still begin for as long as a claim lasts, a second at most.
import { type Db, Prisma } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'

export type SendingStop = {
  stoppedAt: Date
  stoppedBy: string
  reason: string
  /** Mails that somebody asked for and waits for are stopped too. */
  includesService: boolean
  resumedAt: Date | null
  resumedBy: string | null
}
export type Presser = { id: string; name: string }

/** How many of the last stops are told. */
const HISTORY = 20

/**
 * For claims and leases: nothing stops mail of this kind now. `isService` may be a column. Asked once for a statement,
 * not for each row of it.
 */
export const notStoppedSql = (isService: Prisma.Sql): Prisma.Sql => Prisma.sql`
  not exists (select from sending_stop where resumed_at is null and (includes_service or not ${isService}))`

/** The last stops, the newest first; one without `resumedAt` stands. */
export async function findStops(db: Db): Promise<SendingStop[]> {
  const rows = await db.sendingStop.findMany({ orderBy: { stoppedAt: 'desc' }, take: HISTORY })
  return rows.map((row) => ({
    stoppedAt: row.stoppedAt,
    stoppedBy: row.stoppedByName,
    reason: row.reason,
    includesService: row.includesService,
    resumedAt: row.resumedAt,
    resumedBy: row.resumedByName,
  }))
}

/** Stops all sending. Throws `conflict` where it is stopped already. */
export async function stopSending(
  db: Db,
  by: Presser,
  { reason, includesService }: Pick<SendingStop, 'reason' | 'includesService'>,
  now: Date,
): Promise<void> {
  const made = await db.$executeRaw(Prisma.sql`
    insert into sending_stop (stopped_by, stopped_by_name, stopped_at, reason, includes_service)
    values (${by.id}::uuid, ${by.name}, ${now}::timestamptz, ${reason}, ${includesService}) on conflict do nothing`)
  if (made === 0)
    throw new DomainError('conflict', 'All sending is stopped already. Let it go on first to stop it differently.')
}

/** Lets sending go on: what waited is decided anew, each message for itself. Throws `conflict` where nothing is stopped. */
export async function resumeSending(db: Db, by: Presser, now: Date): Promise<void> {
  const { count } = await db.sendingStop.updateMany({
    where: { resumedAt: null },
    data: { resumedBy: by.id, resumedByName: by.name, resumedAt: now },
  })
  if (count === 0) throw new DomainError('conflict', 'Nothing is stopped: mails go out as they are due.')
}
