// What scoring does beside the requests: counting again after a change, and upkeep that nobody waits for.
import { defineJob, type Job } from '../platform/index.ts'
import { rebaseHeat } from './change-model.ts'
import { recountExpired, recountNext } from './recount-everybody.ts'
import { RECOUNT_JOB } from './save-rule.ts'

export const scoringJobs: Job[] = [
  defineJob({
    name: RECOUNT_JOB,
    every: '1 minute',
    run: async ({ db, now }, _data, stopping) => {
      while (!stopping.aborted && (await recountNext(db, now()))) {}
    },
  }),
  defineJob({
    name: 'scoring.upkeep',
    every: '1 hour',
    run: async ({ db, now }, _data, stopping) => {
      while (!stopping.aborted && (await recountExpired(db, now())) > 0) {}
      await rebaseHeat(db, now())
    },
  }),
]
