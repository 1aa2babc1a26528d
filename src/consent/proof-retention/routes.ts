// How long proofs are kept, over HTTP, and the daily job that keeps to it.
import { z } from 'zod'
import { type Route, route } from '../../platform/http.ts'
import { defineJob, type Job } from '../../platform/jobs.ts'
import { eraseEndedProof, reportProofRetention } from './erase-ended.ts'
import { retentionChange, saveProofRetention } from './retention-setting.ts'

const count = z.object({ entries: z.int(), people: z.int() })
const answer = z
  .object({
    months: z.int(),
    reason: z.string(),
    savedAt: z.iso.datetime().nullable().meta({ description: 'Null until somebody has decided.' }),
    monthsInForce: z.int().meta({ description: 'A shorter time is acted upon a day after it was set.' }),
    due: count.meta({ description: 'What the next run erases' }),
    dueSoon: count.meta({ description: 'What a run in 30 days would' }),
    erasures: z.array(z.object({ at: z.iso.datetime(), months: z.int(), entries: z.int(), people: z.int() })),
  })
  .meta({ id: 'ProofRetention' })

export const proofRetentionRoutes: Route[] = [
  route({
    method: 'get',
    path: '/proof-retention',
    summary: 'How long the proof of a yes is kept after it has ended, what that erases next, and what it has erased',
    tag: 'Privacy',
    access: ['privacy_officer'],
    response: answer,
    handle: ({ db, now }) => reportProofRetention(db, now),
  }),
  route({
    method: 'put',
    path: '/proof-retention',
    summary: 'Set how long; a shorter time is acted upon a day later',
    tag: 'Privacy',
    access: ['privacy_officer'],
    body: retentionChange,
    response: answer,
    handle: async ({ db, now }, { body }) => {
      await saveProofRetention(db, body, now)
      return reportProofRetention(db, now)
    },
  }),
]

export const proofRetentionJobs: Job[] = [
  defineJob({
    name: 'consent.erase-ended-proof',
    every: '1 day',
    run: async ({ db, now, log }, _data, stopping) => {
      const { entries, people } = await eraseEndedProof(db, now(), stopping)
      if (entries > 0) log.info({ entries, people }, 'erased evidence whose time was over')
    },
  }),
]
