// What the server answers about messages, and the mark that each reason is drawn with.
import type { ConsentState } from '../../parts/consent-state.ts'
import type { MessageStatus } from '../../words/messages.ts'

export type MessageLine = {
  id: string
  contactId: string
  contactName: string | null
  subject: string
  purposeId: string
  purpose: string
  channel: string
  consentSeq: number | null
  status: MessageStatus
  reason: string | null
  isUncertain: boolean
  at: string
}
export type MessagePage = { items: MessageLine[]; next: string | null }
export type MessageCounts = { items: { status: MessageStatus; reason: string | null; messages: number }[] }

const MARK_OF_REASON: Record<string, ConsentState> = {
  restricted: 'restricted',
  objected: 'objected',
  never_asked: 'none',
  asked: 'asked',
  refused: 'refused',
  withdrawn: 'withdrawn',
  expired: 'expired',
  address_stopped: 'address',
  no_address: 'address',
  paused: 'paused',
  in_negotiation: 'paused',
}

/** The consent mark of a message, where consent is what decided it. */
export function markOf({ status, reason }: MessageLine): ConsentState | undefined {
  if (status === 'sent' || status === 'started') return 'given'
  return reason === null ? undefined : MARK_OF_REASON[reason]
}
