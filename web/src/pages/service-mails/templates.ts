// Templates of service mail: GET /service-templates.
import { queryOptions } from '@tanstack/react-query'
import { get } from '../../api.ts'

export type ServiceTemplate = {
  id: string
  key: string
  language: string
  brandId: string
  subject: string
  body: string
  status: 'waiting' | 'allowed' | 'changed' | 'withdrawn'
  version: number | null
  writtenBy: string
  writtenAt: string
  allowedAt: string | null
  places: { texts: string[]; links: string[] }
}

export const templatesQuery = queryOptions({
  queryKey: ['service-templates'],
  queryFn: ({ signal }) => get<{ items: ServiceTemplate[]; total: number }>('/service-templates', signal),
})
