// What the server answers about leads: GET /leads and GET /leads/{id}.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { get, queryOf } from '../../api.ts'
import type { DecisionReason } from '../../parts/decision-mark.ts'

export const LEAD_STATUSES = ['assigned', 'accepted', 'rejected'] as const
export type LeadStatus = (typeof LEAD_STATUSES)[number]

export const REJECT_REASONS = [
  'no_project',
  'wrong_person',
  'no_budget',
  'bad_timing',
  'chose_competitor',
  'not_a_fit',
] as const
export type RejectReason = (typeof REJECT_REASONS)[number]

export type Fact = { at: string; text: string; times: number; points: number }

export type Way = {
  channel: 'email' | 'phone' | 'sms'
  purpose: string
  isAllowed: boolean
  reason: DecisionReason
  since: string | null
  expiresAt: string | null
  /** Of a call that is allowed: until when. */
  until: string | null
  /** Of a call that only the hour forbids: from when. */
  from: string | null
}

type LeadBase = {
  id: string
  contactId: string
  name: string | null
  jobTitle: string | null
  company: string | null
  status: LeadStatus
  seller: { id: string; name: string }
  answerBy: string
  /** Working time left, in ms. */
  left: number
  createdAt: string
}
export type LeadLine = LeadBase & { why: Fact | null; ways: Way[] }
export type Lead = LeadBase & {
  city: string | null
  employees: number | null
  heat: number
  fit: number
  facts: Fact[]
  ways: (Way & { address: string | null })[]
  answeredAt: string | null
  rejectReason: RejectReason | null
  note: string | null
}

export type LeadPage = { items: LeadLine[]; next: string | null; counts: Record<LeadStatus, number> }

/** In ms. The clock on a lead is in minutes. */
const FRESH_FOR = 60_000

export const leadsQuery = (status: LeadStatus) =>
  infiniteQueryOptions({
    queryKey: ['leads', status],
    queryFn: ({ pageParam, signal }) => get<LeadPage>(`/leads${queryOf({ status, cursor: pageParam })}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: FRESH_FOR,
  })

export const leadQuery = (id: string) =>
  queryOptions({
    queryKey: ['lead', id],
    queryFn: ({ signal }) => get<Lead>(`/leads/${id}`, signal),
    refetchInterval: FRESH_FOR,
  })
