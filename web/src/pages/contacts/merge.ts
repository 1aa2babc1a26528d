// What the server answers about merging contacts.
import { queryOptions } from '@tanstack/react-query'
import { get, queryOf } from '../../api.ts'
import type { ConsentState } from '../../parts/consent-state.ts'
import type { Channel } from '../../words/parts.ts'

export type MergePreview = {
  other: { id: string; name: string | null }
  cells: {
    purposeId: string
    purpose: string
    channel: Channel
    keep: ConsentState
    other: ConsentState
    after: ConsentState
    outcome: string
  }[]
  holds: { kind: string }[]
  addresses: { kind: string; value: string }[]
  notes: { kind: string; name: string | null }[]
}
export type MergeDone = {
  id: string
  other: { id: string; name: string | null }
  mergedAt: string
  undoneAt: string | null
}

export const mergePreviewQuery = (id: string, otherId: string) =>
  queryOptions({
    queryKey: ['contacts', id, 'merge', otherId],
    queryFn: ({ signal }) => get<MergePreview>(`/contacts/${id}/merge${queryOf({ otherId })}`, signal),
    staleTime: 0,
  })

export const mergesQuery = (id: string) =>
  queryOptions({
    queryKey: ['contacts', id, 'merges'],
    queryFn: ({ signal }) => get<{ items: MergeDone[] }>(`/contacts/${id}/merges`, signal),
  })
