// Audiences for advertising platforms: GET /ad-audiences, and who of a segment allows it.
import { queryOptions } from '@tanstack/react-query'
import { get } from '../../api.ts'

export const PLATFORMS = ['meta', 'google', 'linkedin'] as const
export type Platform = (typeof PLATFORMS)[number]
type Named = { id: string; name: string }
export type AdExport = {
  id: string
  at: string
  added: number
  removed: number
  members: number
  takenOverAt: string | null
  answer: string | null
}
export type AdAudience = {
  id: string
  name: string
  platform: Platform
  purpose: Named
  segment: Named
  url: string | null
  createdAt: string
  stoppedAt: string | null
  exports: AdExport[]
}

export const audiencesQuery = queryOptions({
  queryKey: ['ad-audiences'],
  queryFn: ({ signal }) => get<{ items: AdAudience[] }>('/ad-audiences', signal),
})
export const allowedQuery = (id: string) =>
  queryOptions({
    queryKey: ['ad-audiences', id, 'forecast'],
    queryFn: ({ signal }) => get<{ people: number; allow: number }>(`/ad-audiences/${id}/forecast`, signal),
  })
