// Counting everybody again after a change of rules, a chunk at a time. Where it stands is a column, so a killed process
// goes on where it was. Between chunks every score is the sum of its entries; only the rules behind them may differ.
import { lockContacts } from '../contacts/index.ts'
import { type Db, inTransaction, Prisma } from '../platform/database.ts'
import { recountScores } from './recount-scores.ts'

/** People in one transaction: a second of work at most, since their events are held back meanwhile. */
const CHUNK = 500

/** Counts the next chunk. Answers whether anything is left; another process that has the chunk leaves nothing here. */
export async function recountNext(db: Db, now: Date): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const [model] = await tx.$queryRaw<{ after: string }[]>(Prisma.sql`
      select recount_after as after from scoring_model where recount_after is not null for update skip locked`)
    if (!model) return false
    const people = await tx.$queryRaw<{ contact_id: string }[]>(Prisma.sql`
      select distinct contact_id from (
        (select contact_id from consent_state join purpose on purpose.id = purpose_id and purpose.kind = 'profiling'
          where contact_id > ${model.after}::uuid order by contact_id limit ${CHUNK})
        union all
        (select contact_id from score where contact_id > ${model.after}::uuid order by contact_id limit ${CHUNK})
      ) people order by contact_id limit ${CHUNK}`)
    const ids = people.map((row) => row.contact_id)
    await lockContacts(tx, ids)
    await recountScores(tx, ids, now)
    const last = ids.length < CHUNK ? null : (ids.at(-1) ?? null)
    await tx.scoringModel.update({ where: { id: 1 }, data: { recountAfter: last } })
    return last !== null
  })
}

/** Counts those again whose yes to profiling or tracking has run out, and who still have points from it. */
export async function recountExpired(db: Db, now: Date): Promise<number> {
  return inTransaction(db, async (tx) => {
    const people = await tx.$queryRaw<{ contact_id: string }[]>(Prisma.sql`
      select distinct contact_id from consent_state join purpose on purpose.id = purpose_id
      where purpose.kind in ('profiling', 'tracking') and state = 'given' and expires_at <= ${now}
        and exists (select from score where score.contact_id = consent_state.contact_id
          and score.updated_at < consent_state.expires_at)
      order by contact_id limit ${CHUNK}`)
    const ids = people.map((row) => row.contact_id)
    await lockContacts(tx, ids)
    await recountScores(tx, ids, now)
    return ids.length
  })
}
