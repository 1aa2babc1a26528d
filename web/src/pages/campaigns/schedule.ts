// What the server answers about when a campaign goes out, and how it is asked.
import { queryOptions } from '@tanstack/react-query'
import { get, post } from '../../api.ts'
import type { Campaign } from './campaigns.ts'

type Late = { expiresAfterMinutes: number | null }
export type Plan =
  | ({ mode: 'at' } & Late)
  | ({ mode: 'local' | 'usual'; wall: string; passed: 'next_day' | 'now' } & Late)
  | ({ mode: 'spread'; minutes: number } & Late)
export type LaterForecast = {
  quiet: { people: number; from: string | null; until: string | null }
  capped: number
  at: string
}
export type Approval = {
  isNeeded: boolean
  version: number | null
  decision: { isApproved: boolean; by: string; at: string; note: string } | null
  authors: string[]
  isOwn: boolean
}

export const planQuery = (campaign: Campaign) =>
  queryOptions({
    queryKey: ['campaign', campaign.id, 'plan', campaign.status],
    queryFn: ({ signal }) => get<Plan>(`/campaigns/${campaign.id}/plan`, signal),
  })
export const laterQuery = (campaign: Campaign) =>
  queryOptions({
    queryKey: ['campaign', campaign.id, 'forecast', 'later', campaign.segment?.id, campaign.startsAt],
    queryFn: ({ signal }) => get<LaterForecast>(`/campaigns/${campaign.id}/forecast/later`, signal),
    enabled: campaign.segment !== null,
  })
export const approvalQuery = (campaign: Campaign) =>
  queryOptions({
    queryKey: ['campaign', campaign.id, 'approval', campaign.status, campaign.version],
    queryFn: ({ signal }) => get<Approval>(`/campaigns/${campaign.id}/approval`, signal),
  })
type Clock = { minutes: number; timeZone: string; until: string | null }
export type Recurrence =
  | ({ every: 'day' } & Clock)
  | ({ every: 'week'; weekdays: number[] } & Clock)
  | ({ every: 'month'; day: number } & Clock)
export type Repeat = {
  rule: Recurrence | null
  times: { campaignId: string; at: string }[]
  of: { id: string; name: string } | null
}
export const repeatQuery = (campaign: Campaign) =>
  queryOptions({
    queryKey: ['campaign', campaign.id, 'repeat', campaign.status, campaign.startsAt],
    queryFn: ({ signal }) => get<Repeat>(`/campaigns/${campaign.id}/repeat`, signal),
  })
export const repeatCampaign = (id: string, rule: Recurrence) => post(`/campaigns/${id}/repeat`, { rule })

export const decideApproval = (id: string, said: { version: number; isApproved: boolean; note: string }) =>
  post(`/campaigns/${id}/approval`, said)
export const scheduleCampaign = (id: string, startsAt: string | null, plan: Plan) =>
  post(`/campaigns/${id}/schedule`, { startsAt, plan })
