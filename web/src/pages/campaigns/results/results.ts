// What the server answers about what came of a campaign, and how it is asked. The shapes are the server's own.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { get, put } from '../../../api.ts'
import type { TextLanguage } from '../../../words/purposes.ts'
import type { Campaign } from '../campaigns.ts'

export const FACTS = [
  'clicked',
  'opened',
  'converted',
  'replied',
  'unsubscribed',
  'complained',
  'bounced',
  'sent',
] as const
export type Fact = (typeof FACTS)[number]
export type OutcomeName =
  | 'delivered'
  | 'bounced'
  | 'clicked'
  | 'converted'
  | 'leads'
  | 'replied'
  | 'unsubscribed'
  | 'complained'
  | 'opened'
export type Sums = Record<OutcomeName, number> & { sent: number; tracked: number; value: number }
export type Moment = { at: string } & Record<Fact, number>
export type Goal = { eventType: string | null; withinDays: number; valueProperty: string | null }
export type LinkLine = { address: string; people: number; clicks: number | null }
export type Outcomes = {
  goal: Goal
  totals: Sums
  openedByProxy: number
  hours: Moment[]
  days: Moment[]
  links: LinkLine[]
  domains: (Sums & { domain: string | null })[]
  languages: (Sums & { language: TextLanguage })[]
  setAside: { reason: string; requests: number }[]
  countedAt: string
}
export type ClickMap = {
  subject: string
  html: string
  links: { number: number; address: string; people: number }[]
  tracked: number
}

/** ms between counts while a campaign goes out. What comes of a mail comes slower than the mail. */
const LIVE_MS = 15_000

export const outcomesQuery = ({ id, status }: Campaign) =>
  queryOptions({
    queryKey: ['campaign', id, 'outcomes', status],
    queryFn: ({ signal }) => get<Outcomes>(`/campaigns/${id}/results/outcomes`, signal),
    refetchInterval: status === 'sending' ? LIVE_MS : false,
    placeholderData: keepPreviousData,
  })
export const segmentOutcomesQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaign', id, 'outcomes', 'segments'],
    queryFn: ({ signal }) =>
      get<{ items: (Sums & { id: string; name: string })[] }>(`/campaigns/${id}/results/segments`, signal),
  })
export const clickMapQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaign', id, 'outcomes', 'click-map'],
    queryFn: ({ signal }) => get<ClickMap>(`/campaigns/${id}/results/click-map`, signal),
  })
export const saveGoal = (id: string, goal: Goal) => put<Goal>(`/campaigns/${id}/goal`, goal)
