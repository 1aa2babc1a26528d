// What the server answers about replies: GET /replies and what is done with one.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { get, patch, post, put, queryOf } from '../../api.ts'

export const REPLY_STATUSES = ['open', 'done'] as const
export type ReplyStatus = (typeof REPLY_STATUSES)[number]

type Named = { id: string; name: string }
export type ReplyLine = {
  id: string
  channel: 'email' | 'sms'
  contactId: string
  name: string | null
  company: string | null
  fromName: string
  subject: string
  excerpt: string
  wish: 'no' | 'asks' | 'only'
  receivedAt: string
  openedAt: string | null
  doneAt: string | null
  stoppedAt: string | null
  owner: Named | null
  campaign: Named | null
  brand: Named | null
}
export type Reply = ReplyLine & {
  text: string
  quoted: string
  /** `bytes` is null where the mail was too large. */
  attachments: { name: string; bytes: number | null }[]
  fromAddress: string
  isOwnAddress: boolean
  doneByName: string | null
  stoppedByName: string | null
  answered: { messageId: string; subject: string; sentAt: string | null; purpose: string } | null
}
export type ReplyFilter = {
  status: ReplyStatus
  ownerId: string | null
  campaignId: string | null
  brandId: string | null
}
export type ReplyChoice = {
  goesTo: 'inbox' | 'own'
  ownAddress: string
  changedBy: string | null
  /** Null where no mail comes to this installation. */
  domain: string | null
}

/** In ms. */
const FRESH_FOR = 60_000

export const repliesQuery = (filter: ReplyFilter) =>
  infiniteQueryOptions({
    queryKey: ['replies', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      get<{ items: ReplyLine[]; next: string | null }>(`/replies${queryOf({ ...filter, cursor: pageParam })}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: FRESH_FOR,
  })
export const replyQuery = (id: string) =>
  queryOptions({ queryKey: ['replies', 'one', id], queryFn: ({ signal }) => get<Reply>(`/replies/${id}`, signal) })
export const unreadQuery = queryOptions({
  queryKey: ['replies', 'unread'],
  queryFn: ({ signal }) => get<{ unread: number }>('/replies/unread', signal),
  refetchInterval: FRESH_FOR,
})
export const colleaguesQuery = queryOptions({
  queryKey: ['replies', 'colleagues'],
  queryFn: ({ signal }) => get<{ items: (Named & { role: string })[] }>('/replies/colleagues', signal),
})
export const answeredQuery = (id: string) =>
  queryOptions({
    queryKey: ['replies', 'mail', id],
    queryFn: ({ signal }) => get<{ mail: { subject: string; html: string } | null }>(`/replies/${id}/mail`, signal),
  })
export const retentionQuery = queryOptions({
  queryKey: ['replies', 'retention'],
  queryFn: ({ signal }) => get<{ months: number }>('/replies/retention', signal),
})
export const replyChoiceQuery = (brandId: string) =>
  queryOptions({
    queryKey: ['brands', brandId, 'replies'],
    queryFn: ({ signal }) => get<ReplyChoice>(`/brands/${brandId}/replies`, signal),
  })

export type ReplyChange = { isOpened?: boolean; isDone?: boolean; ownerId?: string | null }
export const changeReply = (id: string, change: ReplyChange) => patch<Reply>(`/replies/${id}`, change)
export const stopForReply = (id: string) => post<Reply>(`/replies/${id}/stop`)
export const saveRetention = (months: number) => put<{ months: number }>('/replies/retention', { months })
export const saveReplyChoice = (brandId: string, goesTo: ReplyChoice['goesTo']) =>
  put(`/brands/${brandId}/replies`, { goesTo })

/** Opens the reader’s own mail program. The address is their correspondent’s and goes to no server. */
export function mailtoOf({ fromAddress, subject }: Reply): string {
  const about = /^\s*(?:re|sv|vs)\s*:/i.test(subject) ? subject : `Re: ${subject}`
  return `mailto:${encodeURIComponent(fromAddress).replace('%40', '@')}?subject=${encodeURIComponent(about)}`
}
