// The ledger of one contact as the privacy desk reads it: every entry, the words that were shown, and whether it holds.
import type { Db } from '../../platform/database.ts'
import { found } from '../../platform/errors.ts'
import { receiptNumber } from '../receipt-number.ts'
import { type ChainFault, findChains, verifyChain } from '../verify-chain.ts'

export type LedgerItem = {
  seq: number
  type: string
  purpose: { id: string; name: string } | null
  channel: string | null
  occurredAt: Date
  recordedAt: Date
  method: string
  actor: string
  expiresAt: Date | null
  text: { id: string; language: string; version: number; name: string; text: string } | null
  hash: string
  number: string
  /** What proves it; null once it has been erased. */
  evidence: unknown
}

/** All entries, newest first, and the first one that does not hold. */
export async function findLedger(
  db: Db,
  contactId: string,
): Promise<{ items: LedgerItem[]; fault: Omit<ChainFault, 'contactId'> | null }> {
  found(await db.contact.findUnique({ where: { id: contactId }, select: { id: true } }), 'contact')
  const rows = (await findChains(db, [contactId])).get(contactId) ?? []
  const fault = verifyChain(rows)
  const idsOf = (pick: (row: (typeof rows)[number]) => string | null) => [
    ...new Set(rows.flatMap((row) => pick(row) ?? [])),
  ]
  const [purposes, texts] = [
    await db.purpose.findMany({
      where: { id: { in: idsOf((row) => row.entry.purposeId) } },
      select: { id: true, name: true },
    }),
    await db.purposeText.findMany({
      where: { id: { in: idsOf((row) => row.entry.textId) } },
      select: { id: true, language: true, version: true, name: true, text: true },
    }),
  ]
  const items = rows.map(({ entry, hash, evidence }): LedgerItem => {
    const { contactId: _contactId, purposeId, textId, ...said } = entry
    return {
      ...said,
      purpose: purposes.find(({ id }) => id === purposeId) ?? null,
      text: texts.find(({ id }) => id === textId) ?? null,
      hash: Buffer.from(hash).toString('hex'),
      number: receiptNumber(hash),
      evidence: evidence ?? null,
    }
  })
  return { items: items.reverse(), fault: fault ? { seq: fault.seq, fault: fault.fault } : null }
}
