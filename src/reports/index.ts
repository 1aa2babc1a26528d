// The public face of reports: how it went, and what can be proved.
import type { Job } from '../platform/jobs.ts'
import { checkProofsJob } from './check-proofs.ts'

export { checkProofs, type Proofs } from './check-proofs.ts'
export { listTimeline, TIMELINE_GROUPS, type TimelineGroup, type TimelineItem } from './contact-timeline.ts'
export { privacyRoutes } from './privacy-routes.ts'
export { reportRoutes } from './routes.ts'
export { todayRoutes } from './today/routes.ts'
export const reportJobs: Job[] = [checkProofsJob]
