// What each fact of the ledger is called in the W3C Data Privacy Vocabulary 2.3 (consent.md R5). The one place where the
// two meet: whatever is written for others takes the state from here.
import type { ConsentActor, ConsentEventType } from '../words.ts'

/** The only states of the vocabulary that permit processing; `RenewedConsentGiven` is never written, but may be read. */
export const VALID_STATES: readonly string[] = ['ConsentGiven', 'RenewedConsentGiven']

export const DPV_STATE_OF_EVENT = {
  requested: 'ConsentRequested',
  // Somebody else says so: no state of ours before it is proven.
  collected: 'ConsentUnknown',
  given: 'ConsentGiven',
  confirmed: 'ConsentGiven',
  // A sale is a basis of its own and no consent.
  customer: 'ConsentUnknown',
  refused: 'ConsentRefused',
  withdrawn: 'ConsentWithdrawn',
  expired: 'ConsentExpired',
  // An objection to marketing ends what was said yes to, and the person says it (GDPR 21(3)).
  objected: 'ConsentWithdrawn',
  // The vocabulary has no pause: what may not be used while it is restricted is no valid consent (GDPR 18).
  restricted: 'ConsentInvalidated',
  // Gives nothing by itself: what holds again is said by the entry before the restriction.
  unrestricted: 'ConsentUnknown',
  // The sender ends it by erasing.
  erased: 'ConsentRevoked',
} as const satisfies Record<ConsentEventType, string>

/** The state that a fact leads to. What ends by a rule and not by a person's word is revoked, not withdrawn. */
export function dpvState(type: ConsentEventType, actor: ConsentActor): string {
  return type === 'withdrawn' && actor === 'system' ? 'ConsentRevoked' : DPV_STATE_OF_EVENT[type]
}
