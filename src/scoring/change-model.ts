// How fast heat cools, and from where it is reckoned. Both change every stored heat, so scores stand still meanwhile:
// whoever adds points reads the model in the statement that writes, which waits for this lock.
import { type Db, inTransaction, Prisma, type Transaction } from '../platform/database.ts'
import { DAY_SECONDS, REBASE_HALF_LIVES, weightSql } from './decay.ts'

export type ModelView = { halfLifeDays: number; isRecounting: boolean; watched: number[] }

export async function readModel(db: Db): Promise<ModelView> {
  const model = await db.scoringModel.findUniqueOrThrow({ where: { id: 1 } })
  const watched = await db.scoreWatch.findMany({ orderBy: { value: 'asc' } })
  return {
    halfLifeDays: model.halfLifeSeconds / DAY_SECONDS,
    isRecounting: model.recountAfter !== null,
    watched: watched.map((row) => row.value),
  }
}

/** Sets the half-life and sums every score anew from its entries. */
export async function changeHalfLife(db: Db, days: number): Promise<void> {
  await inTransaction(db, async (tx) => {
    await standStill(tx)
    await tx.scoringModel.update({ where: { id: 1 }, data: { halfLifeSeconds: days * DAY_SECONDS } })
    await sumAll(tx)
  })
}

/** Moves the origin to `now` once the numbers have grown large. Answers whether it did. */
export async function rebaseHeat(db: Db, now: Date): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    await standStill(tx)
    const model = await tx.scoringModel.findUniqueOrThrow({ where: { id: 1 } })
    if ((+now - +model.origin) / 1000 / model.halfLifeSeconds < REBASE_HALF_LIVES) return false
    await tx.scoringModel.update({ where: { id: 1 }, data: { origin: now } })
    await sumAll(tx)
    return true
  })
}

/** Nobody may write scores until this transaction ends; reading goes on. */
async function standStill(tx: Transaction): Promise<void> {
  await tx.$executeRaw(Prisma.sql`lock table score in exclusive mode`)
}

async function sumAll(tx: Transaction): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    update score set heat = coalesce((
      select sum(points * ${weightSql(Prisma.sql`occurred_at`)}) from score_entry join scoring_model on scoring_model.id = 1
      where score_entry.contact_id = score.contact_id), 0)`)
}
