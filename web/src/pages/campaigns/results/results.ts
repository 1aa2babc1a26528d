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

/** ms between counts in the first days, when most is done with a mail; a large campaign takes seconds to count. */
const FEW_MS = 5000
const MANY_MS = 60_000
const MANY_MAILS = 5000
const FIRST_DAYS_MS = 3 * 86_400_000

export const outcomesQuery = ({ id, status, startedAt }: Campaign) =>
  queryOptions({
    queryKey: ['campaign', id, 'outcomes', status],
    queryFn: ({ signal }) => get<Outcomes>(`/campaigns/${id}/results/outcomes`, signal),
    refetchInterval: ({ state }) => {
      if (startedAt === null || Date.now() - +new Date(startedAt) > FIRST_DAYS_MS) return false
      return (state.data?.totals.sent ?? 0) > MANY_MAILS ? MANY_MS : FEW_MS
    },
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
