// What the server answers about suppressed addresses, and what is sent to it.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { get, post } from '../../api.ts'

export const SCOPES = ['all', 'email', 'sms', 'phone'] as const
export type Scope = (typeof SCOPES)[number]

export type Overview = {
  fault: string | null
  entries: { kind: string; scope: Scope; reason: string; entries: number }[]
  keys: {
    version: number
    entries: number
    isMissing: boolean
    createdAt: string
    givenUpAt: string | null
    givenUpReason: string | null
  }[]
  attempts: { day: string; way: string; reason: string; addresses: number }[]
}

export type ListRow = {
  id: string
  fileName: string
  scope: Scope
  status: 'running' | 'done' | 'failed' | 'stopped'
  added: number
  known: number
  refused: number
  held: number
  removed: number
  fault: string | null
  createdAt: string
}

/** Counted again whenever the lists have moved on. */
export const overviewQuery = (lists: readonly ListRow[] = []) =>
  queryOptions({
    queryKey: ['suppression', 'overview', lists.length, lists.reduce((sum, { added }) => sum + added, 0)],
    queryFn: ({ signal }) => get<Overview>('/suppression', signal),
    placeholderData: keepPreviousData,
  })

export const listsQuery = queryOptions({
  queryKey: ['suppression', 'lists'],
  queryFn: ({ signal }) => get<{ items: ListRow[] }>('/suppression-lists', signal),
  refetchInterval: ({ state }) => (state.data?.items.some((one) => one.status === 'running') ? 1000 : false),
})

/** The setting goes first: the server reads the form as it comes. */
export function uploadList(file: File, scope: Scope, countryCode: string): Promise<ListRow> {
  const form = new FormData()
  form.append('mapping', JSON.stringify({ scope, ...(countryCode && { countryCode }) }))
  form.append('file', file)
  return post<ListRow>('/suppression-lists', form)
}
