// What a receipt is made of: the entry of the ledger that gives the present state of a purpose and channel, with the words
// that were shown, and who asked. Reads only; what nobody has said stays null and is never filled in.
import type { Db, Prisma } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { receiptNumber } from '../receipt-number.ts'
import { type ChainRow, findChains } from '../verify-chain.ts'
import type { Channel, ConsentActor, ConsentEventType, ConsentMethod } from '../words.ts'

export type SaidEvent = {
  type: ConsentEventType
  actor: ConsentActor
  method: ConsentMethod
  at: Date
  /** When this yes runs out; null where it does not, or where it is no yes. */
  until: Date | null
}
export type ShownText = {
  id: string
  language: string
  version: number
  name: string
  text: string
  hash: string
  from: Date
}
export type ReceiptBrand = Prisma.BrandGetPayload<{ include: { processing: true } }>

export type ReceiptFacts = {
  row: ChainRow
  /** Short enough for the phone; the same as on the preference page. */
  number: string
  channel: Channel
  /** The entry itself, then what was said later about everything at once, and its running out; the last one holds. */
  events: SaidEvent[]
  purpose: { id: string; key: string; name: string; kind: string; legalBasis: string }
  brand: ReceiptBrand
  /** The words of the yes that this rests on, or that it ended; null where none were ever shown. */
  text: ShownText | null
}

/** Facts for each purpose and channel that the contact has said something about, newest first. */
export async function findReceiptFacts(db: Db, contactId: string, now: Date): Promise<ReceiptFacts[]> {
  found(await db.contact.findUnique({ where: { id: contactId }, select: { id: true } }), 'contact')
  const rows = (await findChains(db, [contactId])).get(contactId) ?? []
  const states = await db.consentState.findMany({ where: { contactId }, orderBy: { seq: 'desc' } })
  const purposes = await db.purpose.findMany({
    where: { id: { in: states.map((state) => state.purposeId) } },
    include: { brand: { include: { processing: true } } },
  })
  const texts = await db.purposeText.findMany({ where: { id: { in: rows.flatMap((row) => row.entry.textId ?? []) } } })
  return states.flatMap((state): ReceiptFacts[] => {
    const row = rows.find(({ entry }) => entry.seq === state.seq)
    const purpose = purposes.find(({ id }) => id === state.purposeId)
    if (!row || !purpose) return []
    const { brand, ...asked } = purpose
    const textId = findTextId(rows, row)
    const text = texts.find(({ id }) => id === textId)
    return [
      {
        row,
        number: receiptNumber(row.hash),
        channel: state.channel as Channel,
        events: findEvents(rows, row, now),
        purpose: asked,
        brand,
        text: text ? { ...text, hash: Buffer.from(text.hash).toString('hex'), from: text.effectiveFrom } : null,
      },
    ]
  })
}

/** The facts that rest on this entry. Throws where the entry gives no present state: another one has taken its place. */
export async function getReceiptFacts(db: Db, contactId: string, seq: number, now: Date): Promise<ReceiptFacts> {
  const facts = (await findReceiptFacts(db, contactId, now)).find(({ row }) => row.entry.seq === seq)
  if (facts) return facts
  throw new DomainError(
    'not_found',
    'This entry gives no present consent. See the list of receipts: a later entry may have taken its place.',
  )
}

/** The words of this entry, or of the last one before it about the same purpose and channel that has some. */
function findTextId(rows: readonly ChainRow[], { entry }: ChainRow): string | undefined {
  const same = rows.filter(
    (row) =>
      row.entry.purposeId === entry.purposeId && row.entry.channel === entry.channel && row.entry.seq <= entry.seq,
  )
  return same.findLast((row) => row.entry.textId !== null)?.entry.textId ?? undefined
}

function findEvents(rows: readonly ChainRow[], row: ChainRow, now: Date): SaidEvent[] {
  const events = [asEvent(row)]
  for (const later of rows) {
    if (later.entry.seq <= row.entry.seq || later.entry.purposeId !== null) continue
    // Lifting a restriction brings back what held before it, so both are left out.
    if (later.entry.type !== 'unrestricted') events.push(asEvent(later))
    else events.splice(0, events.length, ...events.filter(({ type }) => type !== 'restricted'))
  }
  const { expiresAt } = row.entry
  if (expiresAt !== null && expiresAt <= now)
    events.push({ type: 'expired', actor: 'system', method: 'rule', at: expiresAt, until: null })
  return events.toSorted((one, other) => +one.at - +other.at)
}

const asEvent = ({ entry }: ChainRow): SaidEvent => ({
  type: entry.type,
  actor: entry.actor,
  method: entry.method,
  at: entry.occurredAt,
  until: entry.expiresAt,
})
