// The public face of suppression within consent: its keys, its entries, and what follows from them.
export { adoptKeys, findMissingKeys, missingWords, requireKeys } from './check-keys.ts'
export { holdRestored } from './hold-restored.ts'
export { type HeldContact, holdSuppressed, holdsOf } from './hold-suppressed.ts'
export { noteAttempts } from './note-attempts.ts'
export { giveUpSuppressionKey, rebuildErased, rotateSuppressionKey } from './rotate-key.ts'
export {
  findSuppressed,
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
