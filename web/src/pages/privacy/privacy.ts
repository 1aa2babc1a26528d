// What the server answers about the privacy desk.
import { queryOptions } from '@tanstack/react-query'
import { get } from '../../api.ts'
import type { Channel } from '../../words/parts.ts'

export type Proofs = {
  checkedAt: string
  contacts: number
  entries: number
  faults: { contactId: string; seq: number; fault: string }[]
  sent: number
  sentWithoutYes: number
}
export type PrivacyDesk = {
  proofs: Proofs | null
  isChecking: boolean
  lowered: {
    days: number
    people: number
    items: {
      contactId: string
      contactName: string | null
      seq: number
      type: string
      purpose: string | null
      channel: Channel | null
      method: string
      at: string
    }[]
  }
  blocked: { reason: string; messages: number }[]
}

export type Deviation = {
  kind: string
  part: string | null
  count: number
  tone: 'broken' | 'near' | 'plain'
  /** May hold ways to people and pages, as Sentence reads them. */
  title: string
  detail: string
  mend: { label: string; to: string } | { label: string; post: string }
}

export const deviationsQuery = queryOptions({
  queryKey: ['deviations'],
  queryFn: ({ signal }) => get<{ at: string; items: Deviation[] }>('/privacy/deviations', signal),
  // With a million contacts some of them take a second to count: an open page must not ask all the time.
  refetchInterval: 300_000,
})
export const privacyQuery = queryOptions({
  queryKey: ['privacy'],
  queryFn: ({ signal }) => get<PrivacyDesk>('/privacy', signal),
  refetchInterval: (query) => (query.state.data?.isChecking ? 1000 : 30_000),
})
