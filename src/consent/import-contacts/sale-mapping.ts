// Sales in a file: which columns say what was bought, when, how the address was received and that a no was offered then.
// A row that says less than all of it makes nobody a customer (consent.md N2, N3).
import { z } from 'zod'
import { type FieldDefinition, type Notation, readDate, readFieldValue } from '../../contacts/index.ts'
import type { Db } from '../../platform/database.ts'
import { findCustomerPurposes } from '../customers/record-sales.ts'
import {
  ADDRESS_SOURCES,
  CUSTOMER_CHANNELS,
  type CustomerChannel,
  findSaleFault,
  productFamily,
} from '../customers/sale.ts'
import { type EvidencePlan, evidenceSource, type Find } from './evidence-source.ts'
import { type Note, note } from './notes.ts'

export const saleMapping = z.strictObject({
  channel: z.enum(CUSTOMER_CHANNELS),
  /** What was bought. A row where it is empty is no sale. */
  productFamily: evidenceSource,
  soldAt: evidenceSource,
  /** sale, competition, quote or abandoned_basket. */
  source: evidenceSource,
  /** Whether a free and easy way to say no was offered when the address was received: yes or no. */
  optOutOffered: evidenceSource,
  /** Order or invoice number. */
  evidence: evidenceSource,
})
export type SaleMapping = z.infer<typeof saleMapping>

export type SalePlan = {
  channel: CustomerChannel
  parts: Record<Exclude<keyof SaleMapping, 'channel'>, EvidencePlan>
  /** Product families that a purpose in use is for on this channel. */
  families: ReadonlySet<string>
}
export type ReadSale = {
  channel: CustomerChannel
  productFamily: string
  soldAt: Date
  evidence: string
}

/** Ties the mapping of sales to the columns of the file. */
export async function planSales(db: Db, sales: readonly SaleMapping[], find: Find): Promise<SalePlan[]> {
  if (sales.length === 0) return []
  const purposes = await findCustomerPurposes(db)
  return sales.map(({ channel, ...sources }, position) => {
    const place = (part: keyof typeof sources): EvidencePlan => {
      const from = sources[part]
      return 'value' in from ? from : { index: find(from.column, `sales.${position}.${part}`) }
    }
    const [family, soldAt, source] = [place('productFamily'), place('soldAt'), place('source')]
    const parts = { productFamily: family, soldAt, source, optOutOffered: place('optOutOffered') }
    const ofChannel = purposes.filter(({ channels }) => channels.includes(channel))
    return {
      channel,
      parts: { ...parts, evidence: place('evidence') },
      families: new Set(ofChannel.map((purpose) => purpose.product_family)),
    }
  })
}

const YES_OR_NO: FieldDefinition = { key: '', label: '', type: 'boolean', choices: [] }

/** The sale that a row tells of, or why it is none. Undefined where nothing was bought. */
export function readSale(
  { channel, parts, families }: SalePlan,
  textOf: (from: EvidencePlan) => string | undefined,
  line: number,
  notation: Notation,
  now: Date,
): { sale: ReadSale } | { fault: Note } | undefined {
  const bought = textOf(parts.productFamily)
  if (bought === undefined) return undefined
  const family = productFamily.safeParse(bought)
  const source = ADDRESS_SOURCES.find((one) => one === textOf(parts.source)?.toLowerCase().replaceAll(/[ -]/g, '_'))
  const soldAt = readDate(textOf(parts.soldAt) ?? '', notation)
  const offered = readFieldValue(YES_OR_NO, textOf(parts.optOutOffered) ?? '', notation)
  const evidence = textOf(parts.evidence)
  if (!family.success || !families.has(family.data)) return { fault: note(line, 'no_customer_purpose') }
  if (!source || !soldAt || evidence === undefined) return { fault: note(line, 'incomplete_sale') }
  const fault = findSaleFault({ source, optOutOffered: 'value' in offered && offered.value === true, soldAt }, now)
  if (fault) return { fault: note(line, fault) }
  return { sale: { channel, productFamily: family.data, soldAt, evidence: evidence.slice(0, 500) } }
}
