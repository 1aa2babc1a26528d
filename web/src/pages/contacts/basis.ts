// What the server answers about sales and about yeses that partners collected.
import { queryOptions } from '@tanstack/react-query'
import { get } from '../../api.ts'
import type { Channel } from '../../words/parts.ts'

export type Sale = { id: string; productFamily: string; channel: Channel; soldAt: string; evidence: string }
export type Collected = {
  seq: number
  purpose: { id: string; name: string }
  channel: Channel
  collector: string
  source: string
  occurredAt: string
}

export const salesQuery = (id: string) =>
  queryOptions({
    queryKey: ['contacts', id, 'sales'],
    queryFn: ({ signal }) => get<{ items: Sale[] }>(`/contacts/${id}/sales`, signal),
  })
export const collectedQuery = (id: string) =>
  queryOptions({
    queryKey: ['contacts', id, 'collected'],
    queryFn: ({ signal }) => get<{ items: Collected[] }>(`/contacts/${id}/collected`, signal),
  })

/** A day as the server takes it: its beginning. */
export const dayStart = (day: string) => (day === '' ? '' : `${day}T00:00:00.000Z`)
