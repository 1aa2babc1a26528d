// What a gateway for SMS must be able to say of itself, one file for each: how a message is handed to it, what its answer
// means, and how its own calls are proved and read. No adapter speaks to the network or to the database.
import type { ProviderCall } from '../providers/prove-call.ts'
import type { SendResult } from '../smtp-relay.ts'

export const GATEWAYS = ['json', 'gatewayapi', 'twilio'] as const
export type GatewayKind = (typeof GATEWAYS)[number]

export type Sms = {
  /** A name, or a number: E.164 with its plus, or a short number. */
  from: string
  /** E.164. */
  to: string
  text: string
  /** Names the message, cannot be forged, and is the same at each try: 56 small letters and figures. */
  reference: string
}

export type GatewayAccess = {
  /** Where it takes messages. */
  url: string
  /** Whose account it is, where it asks for that beside the token. */
  account: string
  token: string
  /** Where it tells us what became of a message. */
  callUrl: string
}

export type GatewayRequest = { url: string; headers: Record<string, string>; body: string }
export type GatewayAnswer = { status: number; body: string }

/** What it tells: in codes of ours, and whom it is about by our reference. */
export type GatewayEvent =
  | { kind: 'delivered'; reference: string }
  /** hard: there is no such number. soft: not now. message: refused for what it is. */
  | { kind: 'failed'; reference: string; outcome: 'hard' | 'soft' | 'message'; reason: SmsFailure }
  /** Somebody has written to a number of ours. */
  | { kind: 'incoming'; from: string; to: string; text: string }
export type SmsFailure = 'no_number' | 'unreachable' | 'busy' | 'refused' | 'unknown'

/** `key` is unique of the call: one that comes again is not acted upon. */
export type ProvenGatewayCall = { key: string; events: GatewayEvent[] }
export type CallProof = {
  /** What it signs with. */
  secret: string
  /** As the gateway was told it, with what stands behind the question mark. */
  url: string
}

export type Gateway = {
  compose: (access: GatewayAccess, sms: Sms) => GatewayRequest
  judge: (answer: GatewayAnswer) => SendResult
  /** Undefined where it is not theirs. */
  read: (call: ProviderCall, proof: CallProof, now: Date) => ProvenGatewayCall | undefined
}

/** An answer without what names anybody: numbers of seven figures and more are left out. */
export const sayAnswer = (status: number, words: string): string =>
  `${status} ${words.replace(/\+?\d(?:[ ()-]*\d){6,}/g, '(number)')}`.replace(/\s+/g, ' ').trim().slice(0, 300)

/**
 * What a status says by itself, whoever answers (RFC 9110). The gateway is not set up rightly (login, money, address), or
 * wants less (429): not taken, and nobody is to blame. A fault of its own may come after it took the message: then
 * nobody can tell, but for 503, which says that it did not.
 */
export function judgeStatus(status: number, reply: string): SendResult {
  if (status >= 200 && status < 300) return { kind: 'sent', reply }
  if (status === 400 || status === 409 || status === 413 || status === 422)
    return { kind: 'refused', reply, isRecipient: false }
  if (status < 500 || status === 501 || status === 503) return { kind: 'relay_fault', reply }
  return { kind: 'uncertain', reply }
}
