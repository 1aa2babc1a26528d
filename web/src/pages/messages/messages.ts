// What the server answers about messages, and the mark that one is drawn with.
import type { ConsentState } from '../../parts/consent-state.ts'
import { markOfReason } from '../../parts/decision-mark.ts'
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
  /** Why it came back, where it did. */
  bounce: string | null
  isUncertain: boolean
  at: string
}
export type MessagePage = { items: MessageLine[]; next: string | null }
export type MessageCounts = { items: { status: MessageStatus; reason: string | null; messages: number }[] }

/** The consent mark of a message, where consent is what decided it. */
export function markOf({ status, reason, bounce }: MessageLine): ConsentState | undefined {
  if (bounce !== null) return 'address'
  if (status === 'sent' || status === 'started') return 'given'
  return markOfReason(reason)
}
