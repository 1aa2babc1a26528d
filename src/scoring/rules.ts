// Rules as they are stored and read. What stands in the table was checked when it was saved.
import { type Db, Prisma } from '../platform/database.ts'
import type { Condition } from './match-conditions.ts'

type Rule = { id: string; name: string; conditions: Condition[]; points: number }
export type BehaviourRule = Rule & { kind: 'behaviour'; eventType: string; dailyCap: number | null }
export type FitRule = Rule & { kind: 'fit'; eventType: null; dailyCap: null }
export type ScoringRule = BehaviourRule | FitRule

type Row = {
  id: string
  name: string
  kind: 'behaviour' | 'fit'
  event_type: string
  conditions: Condition[]
  points: number
  daily_cap: number | null
}

/** The rules in force of one kind, oldest first. */
export async function findBehaviourRules(db: Db): Promise<BehaviourRule[]> {
  const rows = await findRules(db, 'behaviour')
  return rows.map(({ event_type, daily_cap, ...rule }) => ({
    ...rule,
    kind: 'behaviour',
    eventType: event_type,
    dailyCap: daily_cap,
  }))
}

export async function findFitRules(db: Db): Promise<FitRule[]> {
  const rows = await findRules(db, 'fit')
  return rows.map(({ event_type, daily_cap, ...rule }) => ({ ...rule, kind: 'fit', eventType: null, dailyCap: null }))
}

async function findRules(db: Db, kind: Row['kind']): Promise<Row[]> {
  return db.$queryRaw<Row[]>(Prisma.sql`
    select id, name, kind, event_type, conditions, points, daily_cap from scoring_rule
    where kind = ${kind} and retired_at is null order by created_at, id`)
}
