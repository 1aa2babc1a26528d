// The ways out for SMS: GET /sending/gateways, and what an admin can do with them.
import { queryOptions } from '@tanstack/react-query'
import { get, post, put } from '../../api.ts'

export const GATEWAYS = ['gatewayapi', 'twilio', 'json'] as const
export type GatewayKind = (typeof GATEWAYS)[number]

export type Gateway = {
  id: string
  name: string
  gateway: GatewayKind
  url: string
  account: string | null
  weight: number
  perSecond: number | null
  perDay: number | null
  stoppedAt: string | null
  state: 'off' | 'resting' | 'failing' | 'well'
  restsUntil: string | null
  lastFault: string | null
  lastFaultAt: string | null
  today: { sent: number; later: number; refused: number; faults: number }
  callUrl: string
  takesCalls: boolean
  heardAt: string | null
  refusedAt: string | null
}
export type GatewayChange = {
  name: string
  gateway: GatewayKind
  url: string
  account: string | null
  /** Left out: the one that is there. */
  token?: string
  callSecret?: string
  weight: number
  perSecond: number | null
  perDay: number | null
}
export type Sender = { brandId: string; brand: string; sender: string | null; takesAnswers: boolean }

/** How a gateway fares changes by itself, so it is asked again. */
export const gatewaysQuery = queryOptions({
  queryKey: ['sending', 'gateways'],
  queryFn: ({ signal }) =>
    get<{ gateways: Gateway[]; senders: Sender[]; came: { outcome: string; count: number }[] }>(
      '/sending/gateways',
      signal,
    ),
  refetchInterval: 5000,
})

export const addGateway = (change: GatewayChange) => post<{ id: string }>('/sending/gateways', change)
export const changeGateway = (id: string) => (change: GatewayChange) => put(`/sending/gateways/${id}`, change)
export const saveSender = (brandId: string) => (sender: { sender: string; takesAnswers: boolean } | null) =>
  put(`/sending/sms-senders/${brandId}`, { sender })
