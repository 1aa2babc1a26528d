// What the server answers about privacy requests, how a request is acted on, and how its files are fetched.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError, get, post, queryOf } from '../../api.ts'
import type { RequestKind, ToldBy } from '../../words/requests.ts'

export type RequestStatus = 'identity' | 'open' | 'done' | 'refused'
export type RequestLine = {
  id: string
  contactId: string
  name: string | null
  company: string | null
  kind: RequestKind
  status: RequestStatus
  cameBy: string
  receivedAt: string
  dueAt: string
  extendedAt: string | null
  identityBy: string | null
  closedAt: string | null
  liftedAt: string | null
}
export type RequestDetail = RequestLine & {
  person: {
    isErased: boolean
    firstName: string | null
    lastName: string | null
    jobTitle: string | null
    city: string | null
    addresses: { kind: string; value: string; isPrimary: boolean }[]
    isReachable: boolean
  }
  words: string | null
  extensionWords: string | null
  refusalGround: string | null
  refusalWords: string | null
  isCodeSent: boolean
  scan: { at: string; places: { table: string; rows: number }[] } | null
  steps: {
    position: number
    type: string
    at: string
    actor: 'contact' | 'staff' | 'system'
    by: string | null
    detail: Record<string, string | number>
  }[]
}

export const requestsQuery = (status: 'open' | 'closed') =>
  queryOptions({
    queryKey: ['privacy', 'requests', status],
    queryFn: ({ signal }) =>
      get<{ items: RequestLine[]; open: number; closed: number }>(`/privacy/requests${queryOf({ status })}`, signal),
  })
export const requestQuery = (id: string) =>
  queryOptions({
    queryKey: ['privacy', 'request', id],
    queryFn: ({ signal }) => get<RequestDetail>(`/privacy/requests/${id}`, signal),
  })

/** One press on a request; its answer is the request as it stands then. */
export function useAct(id: string, act: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: unknown = undefined) => post<RequestDetail>(`/privacy/requests/${id}/${act}`, body),
    onSuccess: async (request) => {
      queries.setQueryData(requestQuery(id).queryKey, request)
      await queries.invalidateQueries({ queryKey: ['privacy', 'requests'] })
    },
  })
}

/** What to look for after an erasure: kept on this page alone, for as long as it is open. */
export const scanTextsKey = (id: string) => ['privacy', 'scan-texts', id]

/** Makes a file and hands it to the browser. It is a POST, since that it was made is written down. */
export function useFile(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (format: 'html' | 'json' | 'csv') => {
      const response = await fetch(`/api/privacy/requests/${id}/copy/${format}`, {
        method: 'POST',
        credentials: 'same-origin',
      })
      if (!response.ok) throw new ApiError(await response.json())
      const address = URL.createObjectURL(await response.blob())
      const link = Object.assign(document.createElement('a'), { href: address, download: `data.${format}` })
      link.click()
      URL.revokeObjectURL(address)
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: requestQuery(id).queryKey }),
  })
}

/** `mail` stands for a mail from here, which the server sends unless it is told otherwise. */
export type Told = ToldBy | 'mail' | null
export const toldOf = (told: Told) => (told === null || told === 'mail' ? undefined : told)

const DAY_MS = 86_400_000
const startOfDay = (at: Date) => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()
/** Whole days until that day, in the reader's own time; below 0 where it has passed. */
export const daysUntil = (at: string, now: Date) => Math.round((startOfDay(new Date(at)) - startOfDay(now)) / DAY_MS)
/** Days left from which a deadline is near. */
export const NEAR_DAYS = 7
