// Questions of workflows that wait for an answer: GET /asks.
import { queryOptions } from '@tanstack/react-query'
import { get, queryOf } from '../../api.ts'
import type { Channel } from '../../words/parts.ts'

export type Ask = {
  id: string
  contactId: string
  name: string | null
  company: string | null
  purpose: string
  channel: Channel
  way: 'mail' | 'web' | 'seller' | 'paper'
  askedAt: string
  code: string | null
  text: { language: string; version: number; name: string; text: string }
}

export const asksQuery = (contactId?: string) =>
  queryOptions({
    queryKey: ['asks', contactId ?? 'all'],
    queryFn: ({ signal }) => get<{ items: Ask[] }>(`/asks${queryOf({ contactId, limit: 200 })}`, signal),
  })
