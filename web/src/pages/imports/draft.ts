// An import as somebody puts it together, and the mapping that is sent of it.
import type { Channel } from '../../words/parts.ts'
import type { ConsentMapping, EvidenceSource, Mapping, Preview, SaleMapping } from './mapping.ts'

/** A column that becomes a field of its own name. */
export const NEW_FIELD = 'new'

export type Meaning = 'yes' | 'no' | 'nothing'
export type Evidence = { from: 'column' | 'value'; text: string }
export const NO_COLUMN: Evidence = { from: 'column', text: '' }
export const NO_WORDS: Evidence = { from: 'value', text: '' }
/** The channels for which a sale can stand in the place of a yes. */
export const CUSTOMER_CHANNELS = ['email', 'sms'] as const
export type CustomerChannel = (typeof CUSTOMER_CHANNELS)[number]
export type DraftConsent = {
  id: number
  purpose: string
  channel: Channel
  column: string
  meanings: Record<string, Meaning>
  at: Evidence
  source: Evidence
  wording: Evidence
  /** Somebody else collected the yes; what is said of them counts only then. */
  isPartner: boolean
  collector: Evidence
  partnerProof: Evidence
  assumed: boolean
}
export const SALE_PARTS = ['productFamily', 'soldAt', 'source', 'optOutOffered', 'evidence'] as const
export type SalePart = (typeof SALE_PARTS)[number]
export type DraftSale = { id: number; channel: CustomerChannel } & Record<SalePart, Evidence>
export type Draft = {
  file: File
  preview: Preview
  /** `to` is empty for a column that is left out. */
  columns: { heading: string; to: string }[]
  consent: DraftConsent[]
  sales: DraftSale[]
  language: string
  /** Whose list it is, where it is somebody else's. */
  origin: string
}

export function draftOf(file: File, preview: Preview): Draft {
  const guessed = new Map(preview.guess.columns.map(({ column, to }) => [column, to]))
  return {
    file,
    preview,
    columns: preview.columns.map(({ heading }) => ({ heading, to: guessed.get(heading) ?? '' })),
    consent: [],
    sales: [],
    language: '',
    origin: '',
  }
}

const YES = /^(yes|ja|y|j|true|1|x|ok|opt.?in|subscribed|kyllä)$/i

/** What the answers of a column seem to mean. A no is never guessed: an empty box is no word of anybody's. */
export function guessMeanings(preview: Preview, column: string): Record<string, Meaning> {
  const values = preview.columns.find(({ heading }) => heading === column)?.values ?? []
  return Object.fromEntries(
    values.map(({ value }) => [value, YES.test(value) ? ('yes' as const) : ('nothing' as const)]),
  )
}

/** A heading as the key of a field: small letters, digits and _. */
export const keyOfField = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[æå]/g, 'a')
    .replace(/ø/g, 'o')
    .normalize('NFD')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 40) || 'field'

function evidenceOf({ from, text }: Evidence): EvidenceSource | undefined {
  if (text === '') return undefined
  return from === 'column' ? { column: text } : { value: text }
}

function consentOf(said: DraftConsent): ConsentMapping {
  const valuesOf = (wanted: Meaning) =>
    Object.entries(said.meanings).flatMap(([value, meaning]) => (meaning === wanted ? [value] : []))
  return {
    purpose: said.purpose,
    channel: said.channel,
    column: said.column,
    yes: valuesOf('yes'),
    no: valuesOf('no'),
    at: evidenceOf(said.at),
    source: evidenceOf(said.source),
    wording: evidenceOf(said.wording),
    ...(said.isPartner ? { collector: evidenceOf(said.collector), proof: evidenceOf(said.partnerProof) } : {}),
    assumed: said.assumed,
  }
}

/** What a sale says nothing of yet; all of it is needed. */
export const lacksOfSale = (sale: DraftSale): SalePart[] => SALE_PARTS.filter((part) => sale[part].text.trim() === '')

/** Whether a partner collected the yes and nobody says which. */
export const needsCollector = ({ isPartner, collector }: DraftConsent) => isPartner && collector.text.trim() === ''

/** Whether something that was begun lacks what the server needs of it. */
export const isUnfinished = ({ consent, sales }: Draft) =>
  consent.some(needsCollector) || sales.some((sale) => lacksOfSale(sale).length > 0)

function saleOf({ channel, ...parts }: DraftSale): SaleMapping {
  const source = ({ from, text }: Evidence): EvidenceSource => (from === 'column' ? { column: text } : { value: text })
  return {
    channel,
    productFamily: source(parts.productFamily),
    soldAt: source(parts.soldAt),
    source: source(parts.source),
    optOutOffered: source(parts.optOutOffered),
    evidence: source(parts.evidence),
  }
}

export function mappingOf(draft: Draft): Mapping {
  return {
    columns: draft.columns.flatMap(({ heading, to }) =>
      to === '' ? [] : [{ column: heading, to: to === NEW_FIELD ? `field:${keyOfField(heading)}` : to }],
    ),
    consent: draft.consent.map(consentOf),
    sales: draft.sales.map(saleOf),
    ...(draft.origin.trim() === '' ? {} : { origin: { party: draft.origin.trim() } }),
    defaults: draft.language === '' ? {} : { language: draft.language },
    decimal: draft.preview.guess.decimal,
  }
}

/** Whether some column says who somebody is. */
export const saysWho = (draft: Draft) =>
  draft.columns.some(({ to }) => to === 'email' || to === 'phone' || to === 'externalId')

/** Changes to a list of the draft whose parts have ids of their own: each hands over the whole list as it is then. */
export const editList = <T extends { id: number }>(list: readonly T[], onChange: (list: T[]) => void) => ({
  add: (fresh: Omit<T, 'id'>) =>
    onChange([...list, { ...fresh, id: Math.max(0, ...list.map((one) => one.id)) + 1 } as T]),
  change: (id: number, part: Partial<T>) => onChange(list.map((one) => (one.id === id ? { ...one, ...part } : one))),
  remove: (id: number) => onChange(list.filter((one) => one.id !== id)),
})
