// After a restore the database has forgotten what was lowered since the backup; the journal has not. Run at start,
// before anything may be sent. It records again what is missing and can only lower permission.
import { z } from 'zod'
import { type Db, inTransaction, Prisma } from '../platform/database.ts'
import { restoreMarks } from './frequency.ts'
import type { Journal } from './journal.ts'
import type { BegunLine, HeldLine, JournalLine, RetiredLine, SuppressedLine } from './journal-lines.ts'
import { eraseContact } from './privacy/erase-contact.ts'
import { type ConsentFact, recordConsent } from './record-consent.ts'
import { restoreHolds } from './restore-holds.ts'
import { holdRestored, restoreSuppressed, type SuppressionKey } from './suppression/index.ts'
import { restoreReserved } from './washes/insert-results.ts'

export type Replay = {
  /** Facts that the database had forgotten and holds again now. */
  restored: number
  /** Facts about contacts that this database does not have. */
  unknown: number
  /** Lines that were cut short or damaged. */
  unreadable: number
}

/** Where the database remembers how far it has read. A restored backup remembers less, which is the point. */
const POSITION = 'journal.position'
/** Bytes read again each time: another process may have been in the middle of a line when the position was kept. */
const OVERLAP = 65_536
/** Lines checked in one statement. */
const CHUNK = 1000

/** Reads the journal from where this database last stood and records what it does not know. */
export async function replayJournal(
  db: Db,
  journal: Journal,
  now: Date,
  keys: readonly SuppressionKey[] = [],
): Promise<Replay> {
  const size = await journal.size()
  const position = await findPosition(db)
  const replay: Replay = { restored: 0, unknown: 0, unreadable: 0 }
  const chunk: Chunk = { facts: [], held: [], begun: [] }
  // A journal that is shorter than remembered is another one: all of it is new.
  for await (const line of journal.read(position <= size ? Math.max(0, position - OVERLAP) : 0)) {
    if (line === 'unreadable') replay.unreadable++
    else if (line.type === 'suppressed') replay.restored += await suppressAgain(db, line)
    else if (line.type === 'retired') replay.restored += await retireAgain(db, line)
    else if (line.type === 'reserved') replay.restored += await restoreReserved(db, line, now)
    else if (line.type === 'held') chunk.held.push(line)
    else if (line.type === 'begun') chunk.begun.push(line)
    else chunk.facts.push(line)
    if (chunk.facts.length + chunk.held.length + chunk.begun.length >= CHUNK)
      await replayChunk(db, chunk, replay, keys, now)
  }
  await replayChunk(db, chunk, replay, keys, now)
  await holdSuppressedAgain(db, keys, now)
  await db.setting.upsert({
    where: { key: POSITION },
    create: { key: POSITION, value: size },
    update: { value: size },
  })
  return replay
}

async function findPosition(db: Db): Promise<number> {
  const row = await db.setting.findUnique({ where: { key: POSITION } })
  return z.int().nonnegative().catch(0).parse(row?.value)
}

/** That contacts with a suppressed address may still lack their hold: a replay that was killed begins here again. */
const HOLDS_DUE = 'journal.holds_due'

async function suppressAgain(db: Db, line: SuppressedLine): Promise<number> {
  return inTransaction(db, async (tx) => {
    const restored = await restoreSuppressed(tx, line)
    if (restored > 0)
      await tx.setting.upsert({ where: { key: HOLDS_DUE }, create: { key: HOLDS_DUE, value: true }, update: {} })
    return restored
  })
}

async function holdSuppressedAgain(db: Db, keys: readonly SuppressionKey[], now: Date): Promise<void> {
  if (!(await db.setting.findUnique({ where: { key: HOLDS_DUE } }))) return
  await holdRestored(db, keys, now)
  await db.setting.deleteMany({ where: { key: HOLDS_DUE } })
}

async function retireAgain(db: Db, { purposeId, at }: RetiredLine): Promise<number> {
  const { count } = await db.purpose.updateMany({
    where: { id: purposeId, retiredAt: null },
    data: { retiredAt: new Date(at) },
  })
  return count
}

type Chunk = { facts: JournalLine[]; held: HeldLine[]; begun: BegunLine[] }

async function replayChunk(
  db: Db,
  chunk: Chunk,
  replay: Replay,
  keys: readonly SuppressionKey[],
  now: Date,
): Promise<void> {
  await replayFacts(db, chunk.facts.splice(0), replay, keys, now)
  const { restored, unknown } = await restoreHolds(db, chunk.held.splice(0), REASON)
  replay.restored += restored + (await restoreMarks(db, chunk.begun.splice(0), now))
  replay.unknown += unknown
}

async function replayFacts(
  db: Db,
  lines: readonly JournalLine[],
  replay: Replay,
  keys: readonly SuppressionKey[],
  now: Date,
): Promise<void> {
  if (lines.length === 0) return
  const found = await findForgotten(db, lines)
  const forgotten = found.filter((row) => row.is_known_contact).flatMap((row) => lines[row.position - 1] ?? [])
  replay.unknown += found.length - forgotten.length
  replay.restored += forgotten.length
  const isErasure = (line: JournalLine) => line.type === 'erased'
  await recordConsent(db, forgotten.filter((line) => !isErasure(line)).map(asFact), now)
  for (const { contactId, method, actor, at } of forgotten.filter(isErasure)) {
    // Whoever was merged was erased with the one they are part of.
    const { erasedAt } = await db.contact.findUniqueOrThrow({ where: { id: contactId } })
    if (erasedAt === null) await eraseContact(db, keys, { contactId, method, actor, occurredAt: new Date(at) }, now)
  }
}

const REASON = 'recorded again from the journal after a restore'

const asFact = ({ at, ...line }: JournalLine): ConsentFact => ({
  ...line,
  occurredAt: new Date(at),
  textId: null,
  evidence: { source: REASON },
})

/**
 * Those lines (counted from 1) that the ledger knows nothing of: neither the fact itself nor what may follow it, which is
 * the contact's own word about the same purpose and channel, the end of a restriction, and anybody's word about a yes
 * that had only run out.
 */
async function findForgotten(
  db: Db,
  lines: readonly JournalLine[],
): Promise<{ position: number; is_known_contact: boolean }[]> {
  const of = <T>(pick: (line: JournalLine) => T) => lines.map(pick)
  return db.$queryRaw(Prisma.sql`
    select line.position::int, contact.id is not null and contact.erased_at is null as is_known_contact
    from unnest(${of((l) => l.contactId)}::uuid[], ${of((l) => l.purposeId)}::uuid[], ${of((l) => l.channel)}::text[],
      ${of((l) => l.type)}::text[], ${of((l) => l.at)}::timestamptz[])
      with ordinality as line (contact_id, purpose_id, channel, type, at, position)
    left join contact on contact.id = line.contact_id
    where not exists (
      select from consent_event known where known.contact_id = line.contact_id
        and known.purpose_id is not distinct from line.purpose_id and known.channel is not distinct from line.channel
        and known.occurred_at >= line.at
        and (known.type = line.type and known.occurred_at = line.at
          or known.purpose_id is not null and known.actor = 'contact' and known.method <> 'api'
          or line.type = 'restricted' and known.type = 'unrestricted'
          or line.type = 'expired' and known.occurred_at > line.at))
    order by line.position`)
}
