// What the server answers about the feed of a campaign, and the place for its entries in a mail.
import { queryOptions } from '@tanstack/react-query'
import { del, get, post, put } from '../../../api.ts'

export type FeedFault = 'unreachable' | 'closed' | 'status' | 'not_a_feed' | 'too_large' | 'mail'
export const PACES = ['each', 'day', 'week'] as const
export type FeedPlan = {
  url: string
  pace: (typeof PACES)[number]
  weekdays: number[]
  minutes: number
  timeZone: string
  maxItems: number
}
export type FeedItem = { title: string; link: string; summary: string; image: string; published: string | null }
export type Feed = FeedPlan & {
  title: string
  followingSince: string | null
  readAt: string | null
  fault: FeedFault | null
  faultDetail: string | null
  faultSince: string | null
  waiting: number
  items: FeedItem[]
}

export const feedQuery = (campaignId: string) =>
  queryOptions({
    queryKey: ['campaign', campaignId, 'feed'],
    queryFn: ({ signal }) => get<{ feed: Feed | null }>(`/campaigns/${campaignId}/feed`, signal),
  })
export const saveFeed = (id: string, plan: FeedPlan) => put(`/campaigns/${id}/feed`, plan)
export const removeFeed = (id: string) => del(`/campaigns/${id}/feed`)
export const followFeed = (id: string) => post(`/campaigns/${id}/feed/follow`)

export const emptyPlan = (): FeedPlan => ({
  ...{ url: '', pace: 'day', weekdays: [2], minutes: 8 * 60, maxItems: 5 },
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
})

/** What a template may say of an entry. */
export const ITEM_VARIABLES = ['item.title', 'item.link', 'item.summary', 'item.published', 'item.image']
