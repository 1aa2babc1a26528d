// The public face of suppression within consent: its keys, its entries, and what follows from them.
export { adoptKeys, findMissingKeys, missingWords, requireKeys } from './check-keys.ts'
export { holdRestored } from './hold-restored.ts'
export { type HeldContact, holdSuppressed, holdsOf } from './hold-suppressed.ts'
export { type AttemptDay, findAttempts, noteAttempts, WAYS_IN } from './note-attempts.ts'
export { giveUpSuppressionKey, rebuildErased, rotateSuppressionKey } from './rotate-key.ts'
export {
  findSuppressed,
  lockSuppression,
  rekeySeen,
  restoreSuppressed,
  type SuppressedAddress,
  type SuppressedHit,
  stopped,
  suppressAddresses,
} from './suppress-addresses.ts'
export {
  findSuppressionKeys,
  keepSuppressionKey,
  makeSuppressionKey,
  type SuppressionKey,
  suppressionKey,
} from './suppression-keys.ts'
export { SUPPRESSION_REASONS, SUPPRESSION_SCOPES, type SuppressionReason, type SuppressionScope } from './words.ts'
