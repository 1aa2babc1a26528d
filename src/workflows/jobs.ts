// Wakes the steps that are due. The work is rows; this may run twice and stop anywhere.
import { defineJob, type Job } from '../platform/index.ts'
import { findEndings } from './find-endings.ts'
import { takeDueSteps } from './take-steps.ts'

export const workflowJobs: Job[] = [
  defineJob({
    name: 'workflows.take-steps',
    every: '5 seconds',
    run: async ({ db, now, log }, _data, stopping) => {
      await takeDueSteps(db, now(), {
        stopping,
        onFault: (error) =>
          log.error({ err: error, job: 'workflows.take-steps' }, 'a step failed, its people are parked'),
      })
    },
  }),
  defineJob({
    name: 'workflows.find-endings',
    every: '1 hour',
    run: async ({ db, now }, _data, stopping) => void (await findEndings(db, now(), stopping)),
  }),
]
