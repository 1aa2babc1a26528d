// The public face of tracking: what they did, and which of it may be watched.
export { EVENT_TYPE, isReportable, type TrackingChannel, trackingChannel } from './event-kinds.ts'
