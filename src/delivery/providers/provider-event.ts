// What a provider's event says, in our own words: what happened, and by which names the message is known to it.
import { judgeWords } from '../inbound/bounces/judge-report.ts'
import type { DeliveryReport } from '../inbound/bounces/words.ts'

export type Whom = {
  /** Texts in which an address or a token signed by us may stand: return paths, List-Unsubscribe. */
  signed: readonly string[]
  /** Names of the message, believed only of a message that was sent to `recipient`: our Message-ID, the provider's own. */
  names: readonly string[]
  recipient: string | undefined
}
export type Happened =
  | { kind: 'complaint' | 'opt_out' }
  /** Of which nothing follows. */
  | { kind: 'other_report' }
  | { kind: 'delivery_report'; report: DeliveryReport }
export type ProviderEvent = Whom & Happened

/** A call of a provider that was proved to be theirs. */
export type ProvenCall = {
  /** Unique of this call: it is acted upon once. */
  key: string
  events: readonly ProviderEvent[]
}

/** Events of one call that are looked at. SendGrid sends the most: some hundreds. */
export const EVENTS_MAX = 2000

/**
 * What a failure is by the provider's own word and by the reply that it passes on. Hard needs the provider's word that
 * it is final, and a reply that does not speak of something else; of a reply that says nothing the provider's word counts.
 */
export function weighFailure(isFinal: boolean, words: string, status: string | null | undefined): DeliveryReport {
  const told = judgeWords(words, /^[245]\.\d{1,3}\.\d{1,3}$/.test(status ?? '') ? (status ?? null) : null)
  if (isFinal) return told.reason === 'unknown' ? { ...told, outcome: 'hard', reason: 'no_mailbox' } : told
  return told.outcome === 'hard' ? { ...told, outcome: 'soft' } : told
}

/** `<id@domain>` as `id`. */
export const localPart = (messageId: string | undefined): string[] => {
  const id = messageId?.trim().replace(/^<|>$/g, '').split('@', 1)[0]
  return id ? [id] : []
}

/** JSON, or undefined. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
