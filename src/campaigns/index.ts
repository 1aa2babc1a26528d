// The public face of campaigns: what we say, frozen for sending, and how far it reaches.

export { explainCampaign } from './explain-campaign.ts'
export { forecastCampaign } from './forecast-campaign.ts'
export { campaignJobs } from './jobs.ts'
export { findReach, listCampaigns, type Reach } from './list-campaigns.ts'
export { findReadyContent, makeReady } from './publish-campaign.ts'
export { reasonWords } from './reason-words.ts'
export { campaignRoutes } from './routes.ts'
export { type CampaignDraft, copyCampaign, createCampaign } from './save-campaign.ts'
export { cancelCampaign, pauseCampaign, resumeCampaign, scheduleCampaign } from './schedule-campaign.ts'
export { startCampaigns } from './start-campaigns.ts'
