// How a score comes about, for the person it is about (GDPR 15(1)(h)): every rule with its points, and how they fade.
import type { Db } from '../platform/database.ts'
import { DAY_SECONDS } from './decay.ts'
import { findBehaviourRules, findFitRules } from './rules.ts'

export async function describeLogic(db: Db) {
  const model = await db.scoringModel.findUnique({ where: { id: 1 } })
  const rules = [...(await findBehaviourRules(db)), ...(await findFitRules(db))]
  return {
    isOnlyWithYes: true,
    halfLifeDays: model && model.halfLifeSeconds / DAY_SECONDS,
    rules: rules.map(({ name, kind, eventType, points, dailyCap }) => ({ name, kind, eventType, points, dailyCap })),
  }
}
