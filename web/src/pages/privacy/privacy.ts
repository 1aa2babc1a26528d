// What the server answers about the privacy desk.
import { queryOptions } from '@tanstack/react-query'
import { get } from '../../api.ts'
import type { Channel } from '../../words/parts.ts'

export type Proofs = {
  checkedAt: string
  contacts: number
  entries: number
  faults: { contactId: string; seq: number; fault: string }[]
  sent: number
  sentWithoutYes: number
}
export type PrivacyDesk = {
  proofs: Proofs | null
  isChecking: boolean
  lowered: {
    days: number
    people: number
    items: {
      contactId: string
      contactName: string | null
      seq: number
      type: string
      purpose: string | null
      channel: Channel | null
      method: string
      at: string
    }[]
  }
  heldBack: { rows: number; imports: { id: string; fileName: string; heldBack: number; at: string }[] }
  blocked: { reason: string; messages: number }[]
  ending: { purposeId: string; purpose: string; channel: Channel; people: number; firstAt: string }[]
}

export const privacyQuery = queryOptions({
  queryKey: ['privacy'],
  queryFn: ({ signal }) => get<PrivacyDesk>('/privacy', signal),
  refetchInterval: (query) => (query.state.data?.isChecking ? 1000 : 30_000),
})
