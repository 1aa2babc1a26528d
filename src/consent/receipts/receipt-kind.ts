// A receipt as a file that `npm run assent -- verify FILE` is given: says in words what verify-receipt.ts found.
import { type FileKind, sayCosigners } from '../proof/index.ts'
import { findJws, verifyReceipt } from './verify-receipt.ts'

/** Checks a receipt, whichever of its files it is, against the keys in the folder of keys; needs no database. */
export const receiptKind: FileKind = {
  recognises: (text) => findJws(text) !== undefined,
  verify: async (text, { keys, witnesses }) => {
    const result = await verifyReceipt(text, keys, witnesses)
    if (result.verdict === 'refused') return { isValid: false, says: `Do not trust this receipt. ${result.why}` }
    const signer = keys.find(({ kid }) => kid === result.kid)?.version
    const signed = `Receipt ${result.number}, signed by key ${signer}`
    return result.verdict === 'proven'
      ? {
          isValid: true,
          says: `${signed}. The entry stands in the log at index ${result.leafIndex}${sayCosigners(result.cosigners)}.`,
        }
      : {
          isValid: true,
          says: `${signed}. It was not in the log yet when it was made: ask for it again to get the proof.`,
        }
  },
}
