// What the server answers about senders, about how they handle data, and about what is kept of browsers.
import { queryOptions } from '@tanstack/react-query'
import { get } from '../../api.ts'

export type Sender = {
  id: string
  name: string
  senderName: string
  senderEmail: string
  replyTo: string | null
  postalAddress: string
  privacyEmail: string
  privacyUrl: string | null
  colour: string
  country: string
}
export type Handling = {
  phone: string
  storedIn: string[]
  retention: string
  retentionMonths: number | null
  recipients: string[]
  safeguard: string | null
}
export const ADDRESS_PARTS = ['none', 'shortened', 'whole'] as const
export type EvidenceSetting = { address: (typeof ADDRESS_PARTS)[number]; userAgent: boolean; reason: string }

export const sendersQuery = queryOptions({
  queryKey: ['brands', 'whole'],
  queryFn: ({ signal }) => get<{ items: Sender[] }>('/brands', signal),
})
export const handlingQuery = (id: string) =>
  queryOptions({
    queryKey: ['brands', id, 'processing'],
    queryFn: ({ signal }) => get<{ processing: Handling | null }>(`/brands/${id}/processing`, signal),
  })
export const evidenceQuery = queryOptions({
  queryKey: ['evidence-setting'],
  queryFn: ({ signal }) => get<EvidenceSetting>('/evidence-setting', signal),
})
