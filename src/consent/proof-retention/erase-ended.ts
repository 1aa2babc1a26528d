// Erases the personal part of what proves a yes once the yes has ended for longer than the proof is kept. The entries of
// the ledger stay, with their hashes: chains and log still verify, and every withdrawal is known for ever.
import { lockContacts } from '../../contacts/index.ts'
import { type Db, inTransaction, listSql, Prisma } from '../../platform/database.ts'
import { findProofRetention, type ProofRetention } from './retention-setting.ts'

/** Contacts locked in one transaction. */
const CHUNK = 500

/**
 * Entries (contact_id, seq) whose evidence is due at `at`: all that was said about a purpose and channel, once its yes has
 * ended for so long. A yes ends when it is taken back, refused or run out, when its purpose is retired, and when the person
 * objects. Facts about the person (objected, restricted, erased) are not proof of a yes, and stay; a restriction keeps all of
 * it, since the person may need it (GDPR art. 18(1)(c)).
 */
const dueSql = (at: Date, months: number, people: Prisma.Sql) => Prisma.sql`
  select evidence.contact_id, evidence.seq
  from consent_state state
  join purpose on purpose.id = state.purpose_id
  join consent_event entry on entry.contact_id = state.contact_id and entry.purpose_id = state.purpose_id
    and entry.channel = state.channel
  join consent_evidence evidence on evidence.contact_id = entry.contact_id and evidence.seq = entry.seq
  where ${people} and entry.occurred_at <= ${at}::timestamptz - make_interval(months => ${months}::int)
    and least(
      case when state.state = 'given' then state.expires_at else state.since end, purpose.retired_at,
      (select min(since) from consent_hold where consent_hold.contact_id = state.contact_id
        and consent_hold.kind = 'objection' and lifted_at is null and since > state.since)
    ) <= ${at}::timestamptz - make_interval(months => ${months}::int)
    and not exists (select from consent_hold where consent_hold.contact_id = state.contact_id
      and consent_hold.kind = 'restriction' and lifted_at is null)`

const EVERYBODY = Prisma.sql`true`

export type Due = { entries: number; people: number }

/** How much would be erased at `at`. */
export async function countDue(db: Db, at: Date, months: number): Promise<Due> {
  const [row] = await db.$queryRaw<Due[]>(Prisma.sql`
    select count(*)::int as entries, count(distinct contact_id)::int as people from (${dueSql(at, months, EVERYBODY)}) due`)
  return row ?? { entries: 0, people: 0 }
}

/** Erases what is due, people by people, and notes how much it was. */
export async function eraseEndedProof(db: Db, now: Date, stopping?: AbortSignal): Promise<Due> {
  const { monthsInForce: months } = await findProofRetention(db, now)
  const total: Due = { entries: 0, people: 0 }
  while (!stopping?.aborted) {
    const rows = await db.$queryRaw<{ contact_id: string }[]>(Prisma.sql`
      select distinct contact_id from (${dueSql(now, months, EVERYBODY)}) due limit ${CHUNK}::int`)
    if (rows.length === 0) break
    const ids = rows.map((row) => row.contact_id)
    const erased = await inTransaction(db, async (tx) => {
      await lockContacts(tx, ids)
      // Asked again under the lock: somebody may have said yes anew in between.
      return tx.$queryRaw<{ contact_id: string }[]>(Prisma.sql`
        delete from consent_evidence using (${dueSql(now, months, Prisma.sql`state.contact_id = any(${listSql(ids, 'uuid')})`)}) due
        where consent_evidence.contact_id = due.contact_id and consent_evidence.seq = due.seq
        returning consent_evidence.contact_id`)
    })
    if (erased.length === 0) break
    total.entries += erased.length
    total.people += new Set(erased.map((row) => row.contact_id)).size
  }
  if (total.entries > 0) await db.evidenceErasure.create({ data: { at: now, months, ...total } })
  return total
}

export type RetentionReport = ProofRetention & {
  /** What the next run erases, and what the one in 30 days would. */
  due: Due
  dueSoon: Due
  /** The latest runs that erased something, newest first. */
  erasures: { at: Date; months: number; entries: number; people: number }[]
}

/** In ms. */
const SOON = 30 * 86_400_000

/** The time that is set, what it erases next, and what it has erased. */
export async function reportProofRetention(db: Db, now: Date): Promise<RetentionReport> {
  const retention = await findProofRetention(db, now)
  return {
    ...retention,
    due: await countDue(db, now, retention.monthsInForce),
    dueSoon: await countDue(db, new Date(+now + SOON), retention.months),
    erasures: await db.evidenceErasure.findMany({
      orderBy: { at: 'desc' },
      take: 24,
      select: { at: true, months: true, entries: true, people: true },
    }),
  }
}
