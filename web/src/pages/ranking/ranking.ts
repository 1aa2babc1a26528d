// The ranking as the server answers it: GET /ranking.
import { queryOptions } from '@tanstack/react-query'
import { get, queryOf } from '../../api.ts'
import type { ConsentState } from '../../parts/consent-state.ts'

export type RankedPerson = {
  contactId: string
  name: string | null
  jobTitle: string | null
  company: string | null
  score: number
  heat: number
  fit: number
  reasons: { text: string; times: number; lastAt: string; points: number }[]
  trend: number
  sales: { isAllowed: boolean; mark: ConsentState; since: string | null; expiresAt: string | null } | null
}

/** Often enough that an eager visitor is seen while they are here. */
const EVERY_MS = 15_000

export const rankingQuery = (limit: number) =>
  queryOptions({
    queryKey: ['ranking', limit],
    queryFn: ({ signal }) => get<{ items: RankedPerson[] }>(`/ranking${queryOf({ limit })}`, signal),
    refetchInterval: EVERY_MS,
    placeholderData: (before) => before,
  })
