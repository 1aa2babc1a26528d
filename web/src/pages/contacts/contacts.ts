// What the server answers about contacts.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { get, queryOf } from '../../api.ts'
import type { ConsentState } from '../../parts/consent-state.ts'
import type { Channel } from '../../words/parts.ts'

export type PersonInList = {
  id: string
  name: string | null
  title: string | null
  company: string | null
  city: string | null
  email: string | null
  mark: ConsentState
  yesCount: number
  createdAt: string
}
export type PeoplePage = { items: PersonInList[]; next: string | null; total: number | null }

export type PeopleFilter = {
  search?: string | undefined
  accountId?: string | undefined
  importId?: string | undefined
  purposeId?: string | undefined
  said?: string | undefined
}

export const peopleQuery = (filter: PeopleFilter) =>
  infiniteQueryOptions({
    queryKey: ['contacts', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      get<PeoplePage>(`/contacts${queryOf({ ...filter, limit: 50, cursor: pageParam })}`, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

export const colleaguesQuery = (accountId: string) =>
  queryOptions({
    queryKey: ['contacts', 'account', accountId],
    queryFn: ({ signal }) => get<PeoplePage>(`/contacts${queryOf({ accountId, limit: 12 })}`, signal),
  })

export type FieldType = 'text' | 'number' | 'boolean' | 'date' | 'choice'
export type Field = { key: string; label: string; type: FieldType; choices: string[] }
export type Contact = {
  id: string
  name: string | null
  firstName: string | null
  lastName: string | null
  jobTitle: string | null
  street: string | null
  postalCode: string | null
  city: string | null
  country: string | null
  language: string | null
  account: { id: string; name: string; domain: string | null } | null
  identities: { kind: string; value: string; isPrimary: boolean }[]
  fields: { key: string; label: string; type: FieldType; value: string | number | boolean }[]
  source: string | null
  import: { id: string; fileName: string; line: number; at: string } | null
  createdAt: string
  mergedIntoId: string | null
  erasedAt: string | null
}

export const contactQuery = (id: string) =>
  queryOptions({ queryKey: ['contacts', id], queryFn: ({ signal }) => get<Contact>(`/contacts/${id}`, signal) })

export const fieldsQuery = queryOptions({
  queryKey: ['fields'],
  queryFn: ({ signal }) => get<{ items: Field[] }>('/fields', signal),
})

export type ConsentCellAnswer = {
  purposeId: string
  channel: Channel
  state: ConsentState
  isAllowed: boolean
  at: string | null
  until: string | null
  seq: number | null
}
export type ConsentAnswer = {
  purposes: { id: string; key: string; name: string; kind: string }[]
  channels: Channel[]
  cells: ConsentCellAnswer[]
  leftOut: { topicId: string; purposeId: string; name: string; purpose: string; at: string }[]
  frequencies: { brandId: string; brand: string; frequency: 'weekly' | 'monthly'; since: string }[]
}

export const consentQuery = (id: string) =>
  queryOptions({
    queryKey: ['contacts', id, 'consent'],
    queryFn: ({ signal }) => get<ConsentAnswer>(`/contacts/${id}/consent`, signal),
  })

export type PastDecision = {
  purpose: { id: string; key: string; name: string }
  channel: Channel
  state: ConsentState
  isAllowed: boolean
  answer: string
  ruleVersion: string
  since: string | null
  expiresAt: string | null
  text: { id: string; language: string; version: number; name: string; text: string } | null
}
export const pastQuery = (id: string, at: string) =>
  queryOptions({
    queryKey: ['contacts', id, 'past', at],
    queryFn: ({ signal }) =>
      get<{ at: string; items: PastDecision[] }>(`/contacts/${id}/decisions${queryOf({ at })}`, signal),
  })

export type NotSentItem = {
  id: string
  campaign: { id: string; name: string } | null
  status: string
  reason: string | null
  at: string
}
export const notSentQuery = (id: string) =>
  queryOptions({
    queryKey: ['contacts', id, 'not-sent'],
    queryFn: ({ signal }) => get<{ sent: number; items: NotSentItem[] }>(`/contacts/${id}/non-sending`, signal),
  })

export type DecisionAnswer = { answer: string; rules: string; next: string | null }

export const decisionQuery = (id: string, purposeId: string, channel: Channel) =>
  queryOptions({
    queryKey: ['contacts', id, 'decision', purposeId, channel],
    queryFn: ({ signal }) => get<DecisionAnswer>(`/contacts/${id}/decision${queryOf({ purposeId, channel })}`, signal),
  })

export const TIMELINE_GROUPS = ['consent', 'messages', 'web', 'sales'] as const
export type TimelineGroup = (typeof TIMELINE_GROUPS)[number]
export type TimelineItem = {
  id: string
  at: string
  group: TimelineGroup
  type: string
  title: string | null
  purpose: string | null
  channel: Channel | null
  method: string | null
  reason: string | null
  seq: number | null
  points: number | null
  properties: Record<string, unknown>
}
export type TimelinePage = { items: TimelineItem[]; next: string | null }

export const timelineQuery = (id: string, group: TimelineGroup | undefined) =>
  infiniteQueryOptions({
    queryKey: ['contacts', id, 'timeline', group ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      get<TimelinePage>(`/contacts/${id}/timeline${queryOf({ group, limit: 30, cursor: pageParam })}`, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

export type ScoreAnswer = {
  isProfiled: boolean
  score: number
  lines: {
    ruleId: string
    name: string
    times: number
    firstAt: string
    lastAt: string
    pointsThen: number
    pointsNow: number
  }[]
  fitLines: { ruleId: string | null; name: string; points: number }[]
  notCounted: { reason: string; type: string; times: number }[]
  cooling: { threshold: number; at: string }[]
}

export const scoreQuery = (id: string) =>
  queryOptions({
    queryKey: ['contacts', id, 'score'],
    queryFn: ({ signal }) => get<ScoreAnswer>(`/contacts/${id}/score`, signal),
  })
