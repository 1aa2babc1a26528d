// What the server answers about the record of processing, and about how long proofs are kept.
import { queryOptions } from '@tanstack/react-query'
import { get, put } from '../../api.ts'
import type { Channel } from '../../words/parts.ts'

export type Activity = {
  key: string
  name: string
  purpose: string
  basis: string
  people: string
  data: string
  channels: Channel[]
  recipients: string[]
  countries: string[]
  transfers: string[]
  retention: string[]
  until: string | null
}
export type Sender = {
  controller: {
    name: string
    postalAddress: string
    privacyEmail: string
    phone: string | null
    privacyUrl: string | null
  }
  missing: string[]
  activities: Activity[]
}
export type ProcessingRecord = { measures: string[]; senders: Sender[] }

type Count = { entries: number; people: number }
export type Retention = {
  months: number
  reason: string
  monthsInForce: number
  due: Count
  dueSoon: Count
  erasures: { at: string; months: number; entries: number; people: number }[]
}

export const recordQuery = (language: string) =>
  queryOptions({
    queryKey: ['processing-record', language],
    queryFn: ({ signal }) => get<ProcessingRecord>(`/processing-record?language=${language}`, signal),
  })

export const retentionQuery = queryOptions({
  queryKey: ['proof-retention'],
  queryFn: ({ signal }) => get<Retention>('/proof-retention', signal),
})

export const saveRetention = (change: { months: number; reason: string }) => put<Retention>('/proof-retention', change)
