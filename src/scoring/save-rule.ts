// Making, changing and retiring rules. Every change lets everybody be counted again by a job, since a score is always
// the sum of what today's rules give; that recount crosses no threshold, because nobody did anything.
import { type Db, inTransaction, type Prisma, type Transaction } from '../platform/database.ts'
import { found } from '../platform/errors.ts'
import { wake } from '../platform/jobs.ts'
import type { Condition } from './match-conditions.ts'
import type { ScoringRule } from './rules.ts'
import type { RuleInput } from './schemas.ts'

/** The job that counts everybody again; its work is `scoring_model.recount_after`. */
export const RECOUNT_JOB = 'scoring.recount'
export const BEFORE_EVERYBODY = '00000000-0000-0000-0000-000000000000'

export async function createRule(db: Db, input: RuleInput): Promise<ScoringRule> {
  return inTransaction(db, async (tx) => {
    const row = await tx.scoringRule.create({ data: columnsOf(input) })
    await recountEverybody(tx)
    return asRule(row)
  })
}

/** A changed rule is a new one, so that an account of yesterday still names what it rested on. */
export async function changeRule(db: Db, id: string, input: RuleInput, now: Date): Promise<ScoringRule> {
  return inTransaction(db, async (tx) => {
    await retire(tx, id, now)
    const row = await tx.scoringRule.create({ data: columnsOf(input) })
    await recountEverybody(tx)
    return asRule(row)
  })
}

export async function retireRule(db: Db, id: string, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    await retire(tx, id, now)
    await recountEverybody(tx)
  })
}

export async function listRules(db: Db): Promise<ScoringRule[]> {
  const rows = await db.scoringRule.findMany({
    where: { retiredAt: null },
    orderBy: [{ kind: 'asc' }, { points: 'desc' }, { name: 'asc' }, { id: 'asc' }],
  })
  return rows.map(asRule)
}

async function retire(tx: Transaction, id: string, now: Date): Promise<void> {
  const { count } = await tx.scoringRule.updateMany({ where: { id, retiredAt: null }, data: { retiredAt: now } })
  found(count > 0 ? count : undefined, 'scoring rule')
}

/** Lets the recount begin anew once this transaction commits. */
async function recountEverybody(tx: Transaction): Promise<void> {
  await tx.scoringModel.update({ where: { id: 1 }, data: { recountAfter: BEFORE_EVERYBODY } })
  await wake(tx, RECOUNT_JOB)
}

const columnsOf = (input: RuleInput): Prisma.ScoringRuleCreateInput => ({
  name: input.name,
  kind: input.kind,
  points: input.points,
  conditions: input.conditions as Prisma.InputJsonArray,
  eventType: input.kind === 'behaviour' ? input.eventType : null,
  dailyCap: input.kind === 'behaviour' ? input.dailyCap : null,
})

type Row = {
  id: string
  name: string
  kind: string
  eventType: string | null
  conditions: unknown
  points: number
  dailyCap: number | null
}

function asRule({ id, name, kind, eventType, conditions, points, dailyCap }: Row): ScoringRule {
  const rule = { id, name, points, conditions: conditions as Condition[] }
  return kind === 'behaviour' && eventType !== null
    ? { ...rule, kind: 'behaviour', eventType, dailyCap }
    : { ...rule, kind: 'fit', eventType: null, dailyCap: null }
}
