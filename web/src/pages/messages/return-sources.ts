// Who may tell us what became of our mails: GET /messages/return-sources.
import { queryOptions } from '@tanstack/react-query'
import { get } from '../../api.ts'

export const SOURCE_KINDS = ['ses', 'sendgrid', 'mailgun', 'postmark', 'imap'] as const
export type SourceKind = (typeof SOURCE_KINDS)[number]

export type ReturnSource = {
  id: string
  kind: SourceKind
  detail: string | null
  /** What is entered at the provider; null of a mailbox. */
  url: string | null
  createdAt: string
  lastTakenAt: string | null
  lastRefusedAt: string | null
  /** Why a mailbox could not be read: unreachable, login or folder. */
  fault: string | null
}

export const returnSourcesQuery = queryOptions({
  queryKey: ['messages', 'return-sources'],
  queryFn: ({ signal }) => get<{ items: ReturnSource[] }>('/messages/return-sources', signal),
  refetchInterval: 10_000,
})
