// Who and what may come in: GET /users and GET /api-keys, for an admin.
import { queryOptions } from '@tanstack/react-query'
import { get } from '../../api.ts'
import type { Role } from '../../session.ts'

export const ROLES: readonly Role[] = ['marketer', 'seller', 'privacy_officer', 'admin']

export type User = { id: string; name: string; email: string; role: Role; createdAt: string }
export type ApiKey = {
  id: string
  name: string
  prefix: string
  role: Role
  createdAt: string
  lastUsedAt: string | null
  revokedAt: string | null
}
/** The one answer that holds the key itself. */
export type NewApiKey = ApiKey & { key: string }

export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: ({ signal }) => get<{ items: User[]; total: number }>('/users', signal),
})

export const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ signal }) => get<{ items: ApiKey[]; total: number }>('/api-keys', signal),
})
