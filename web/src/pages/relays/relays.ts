// The ways out for mails and their limits: GET /sending/relays, and what an admin can do with them.
import { queryOptions } from '@tanstack/react-query'
import { get, post, put } from '../../api.ts'

export const ENCRYPTIONS = ['starttls', 'tls', 'none'] as const
export type Encryption = (typeof ENCRYPTIONS)[number]

export type Relay = {
  id: string
  kind: 'stored' | 'environment' | 'mailbox'
  name: string
  host: string | null
  port: number | null
  encryption: Encryption | null
  authority: string | null
  username: string | null
  hasPassword: boolean
  weight: number
  stoppedAt: string | null
  state: 'off' | 'absent' | 'resting' | 'failing' | 'well'
  restsUntil: string | null
  lastFault: string | null
  lastFaultAt: string | null
  today: { sent: number; later: number; refused: number; faults: number }
}
export type RelayChange = {
  name: string
  host: string
  port: number
  encryption: Encryption
  authority: string | null
  username: string | null
  /** Left out: the one that is there. */
  password?: string | null
  weight: number
}
export type LimitChange = {
  relayId: string | null
  domains: string[]
  perSecond: number | null
  perHour: number | null
  perDay: number | null
  warmUp: { first: number; growth: number } | null
}
export type Limit = LimitChange & {
  id: string
  warmUp: { first: number; growth: number; since: string } | null
  usedToday: number
  ceiling: number | null
}
export type Trial = { isIn: boolean; answer: string }

/** How a relay fares changes by itself, so it is asked again. */
export const relaysQuery = queryOptions({
  queryKey: ['sending', 'relays'],
  queryFn: ({ signal }) => get<{ relays: Relay[]; limits: Limit[] }>('/sending/relays', signal),
  refetchInterval: 5000,
})

export const addRelay = (change: RelayChange) => post<{ id: string }>('/sending/relays', change)
export const changeRelay = (id: string) => (change: RelayChange) => put(`/sending/relays/${id}`, change)
export const addLimit = (change: LimitChange) => post<{ id: string }>('/sending/limits', change)
export const changeLimit = (id: string) => (change: LimitChange) => put(`/sending/limits/${id}`, change)
