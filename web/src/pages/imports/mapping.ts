// What was found out about a file, and the mapping of its columns that is sent.
import type { Channel } from '../../words/parts.ts'

export type Preview = {
  encoding: string
  delimiter: string
  columns: { heading: string; samples: string[]; values: { value: string; count: number }[] }[]
  rows: number
  guess: { columns: { column: string; to: string }[]; decimal: '.' | ',' }
}

export type EvidenceSource = { column: string } | { value: string }
export type ConsentMapping = {
  purpose: string
  channel: Channel
  column: string
  yes: string[]
  no: string[]
  at?: EvidenceSource | undefined
  source?: EvidenceSource | undefined
  wording?: EvidenceSource | undefined
  collector?: EvidenceSource | undefined
  proof?: EvidenceSource | undefined
  assumed: boolean
}
export type SaleMapping = {
  channel: 'email' | 'sms'
  productFamily: EvidenceSource
  soldAt: EvidenceSource
  source: EvidenceSource
  optOutOffered: EvidenceSource
  evidence: EvidenceSource
}
export type Mapping = {
  columns: { column: string; to: string }[]
  consent: ConsentMapping[]
  sales: SaleMapping[]
  origin?: { party: string }
  defaults: { language?: string }
  decimal: '.' | ','
  slashDates?: 'day_first' | 'month_first'
}
