// The public face of scoring: how keen somebody is, and why.
export { explainScore } from './explain-score.ts'
export { scoringJobs } from './jobs.ts'
export { type Condition, conditionSchema, type Facts, matchConditions } from './match-conditions.ts'
export { type Ranked, rankContacts } from './rank-contacts.ts'
export { findReasons, type Reason, type ReasonFact, strongestReasons } from './reasons.ts'
export { scoringRoutes } from './routes.ts'
export { scoreEvents } from './score-events.ts'
export { unwatchThreshold, watchThreshold } from './watch-threshold.ts'
