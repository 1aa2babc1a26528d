// What the server answers when it checks a sender against the rules of mailbox providers.
import { queryOptions } from '@tanstack/react-query'
import { get } from '../../api.ts'

export type Finding = {
  check: 'dkim' | 'spf' | 'dmarc' | 'alignment' | 'one_click' | 'reply' | 'relay' | 'complaints'
  state: 'good' | 'mend' | 'look' | 'unknown'
  code: string
  about: string
  askedBy: string[]
}
export type SendingCheck = { domain: string; findings: Finding[]; records: { name: string; value: string }[] }

/** DNS is asked each time, so nothing of it is kept for the next visit. */
export const sendingCheckQuery = (id: string) =>
  queryOptions({
    queryKey: ['brands', id, 'sending-check'],
    queryFn: ({ signal }) => get<SendingCheck>(`/brands/${id}/sending-check`, signal),
    staleTime: 0,
    refetchOnWindowFocus: false,
  })
