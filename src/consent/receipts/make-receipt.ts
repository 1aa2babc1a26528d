// A receipt of what one entry says now, signed with the present key of this installation.
import { DomainError } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'
import { keysIn, openKeyring } from '../proof/index.ts'
import { getReceiptFacts } from './find-receipt-facts.ts'
import { type SignedReceipt, signReceipt } from './sign-receipt.ts'

/** Throws `not_found` where the entry gives no present consent, and `unavailable` where there is no place for keys. */
export async function makeReceipt(
  { db, config: { outside, publicUrl } }: Pick<Services, 'db' | 'config'>,
  { contactId, seq }: { contactId: string; seq: number },
  now: Date,
): Promise<SignedReceipt> {
  const facts = await getReceiptFacts(db, contactId, seq, now)
  if (!outside)
    throw new DomainError('unavailable', 'This process has no folder for keys, so it cannot sign. Set DATA_DIR.')
  const { current } = await openKeyring(keysIn(outside.folder))
  return signReceipt(db, facts, { publicUrl, key: current }, now)
}
