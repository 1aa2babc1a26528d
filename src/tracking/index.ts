// The public face of tracking: what they did, and which of it may be watched.
export { type Admission, admitEvents, type PersonReference, type ReportedEvent } from './admit-events.ts'
export { collectorPages } from './collector-pages.ts'
export { EVENT_TYPE, isReportable, type TrackingChannel, trackingChannel } from './event-kinds.ts'
export { formPages } from './forms/form-pages.ts'
export { createForm } from './forms/manage-forms.ts'
export { noticePages } from './forms/notice-pages.ts'
export { trackingRoutes } from './routes.ts'
export { acceptVisitor, findVisitor, refuseVisitor } from './visitors.ts'
