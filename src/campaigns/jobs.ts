// The clock of campaigns.
import { defineJob, type Job } from '../platform/jobs.ts'
import { adAudienceJob } from './ad-audiences/send-export.ts'
import { START_JOB } from './campaign-states.ts'
import { canaryJob } from './canary/check-live-mails.ts'
import { feedJob } from './feed/read-feeds.ts'
import { startCampaigns } from './start-campaigns.ts'

export const campaignJobs: Job[] = [
  canaryJob,
  adAudienceJob,
  feedJob,
  defineJob({
    name: START_JOB,
    every: '5 seconds',
    run: async ({ db, now }, _data, stopping) => {
      while (!stopping.aborted && (await startCampaigns(db, now())));
    },
  }),
]
