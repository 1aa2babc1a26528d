// What the server answers about the settings that hold for everybody.
import { queryOptions } from '@tanstack/react-query'
import { get, put } from '../../api.ts'
import type { Channel } from '../../words/parts.ts'

export type Unused = {
  months: number
  lapses: boolean
  /** Two letters each: where an unused yes lapses, if that is set. */
  countries: string[]
  /** Yeses that the next run ends, or would end. */
  lapsing: number
  items: { purpose: { id: string; name: string }; channel: Channel; count: number; first: string; people: string }[]
}
export type LinkCounting = { counts: boolean }

export const unusedQuery = queryOptions({
  queryKey: ['consents', 'unused'],
  queryFn: ({ signal }) => get<Unused>('/consents/unused', signal),
})
export const saveLapse = (lapses: boolean) => put<{ lapses: boolean }>('/consents/unused', { lapses })

export const linkCountingQuery = queryOptions({
  queryKey: ['messages', 'link-counting'],
  queryFn: ({ signal }) => get<LinkCounting>('/messages/link-counting', signal),
})
export const saveLinkCounting = (counts: boolean) => put<LinkCounting>('/messages/link-counting', { counts })
