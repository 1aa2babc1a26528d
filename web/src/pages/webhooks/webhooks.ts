// Where other systems hear of consent: GET /webhooks, and what became of the messages of one.
import { queryOptions } from '@tanstack/react-query'
import { get } from '../../api.ts'

export type Webhook = {
  id: string
  name: string
  url: string
  createdAt: string
  stoppedAt: string | null
  failures: number
  restsUntil: string | null
  isReplaying: boolean
  waiting: number
  dead: number
  lastDeliveredAt: string | null
}

export type Delivery = {
  contactId: string
  seq: number
  type: string
  purpose: string | null
  channel: string | null
  status: 'pending' | 'delivered' | 'dead'
  enqueuedAt: string
  dueAt: string
  attempts: number
  finishedAt: string | null
  answer: string | null
}

export type Attempt = { isTaken: boolean; status: number | null; answer: string }

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ signal }) => get<{ items: Webhook[] }>('/webhooks', signal),
  refetchInterval: 5000,
})

export const deliveriesQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', id, 'deliveries'],
    queryFn: ({ signal }) => get<{ items: Delivery[] }>(`/webhooks/${id}/deliveries?limit=20`, signal),
    refetchInterval: 5000,
  })
