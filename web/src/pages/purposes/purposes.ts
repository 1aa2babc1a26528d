// What the server answers about purposes.
import { queryOptions } from '@tanstack/react-query'
import { get } from '../../api.ts'
import type { Channel } from '../../words/parts.ts'
import type { LegalBasis, PurposeKind, TextLanguage } from '../../words/purposes.ts'

export const SAID = ['given', 'customer', 'requested', 'refused', 'withdrawn', 'expired'] as const
/** What a purpose rests on. */
export const LEGAL_BASES: readonly LegalBasis[] = ['consent', 'existing_customer']

/** The columns of these purposes: customers are counted where a purpose rests on sales. */
export const saidOf = (purposes: readonly Pick<Purpose, 'legalBasis'>[]) =>
  SAID.filter((said) => said !== 'customer' || purposes.some(({ legalBasis }) => legalBasis === 'existing_customer'))
export type Said = (typeof SAID)[number]

export type SaidCount = { channel: Channel } & Record<Said, number>
export type Purpose = {
  id: string
  key: string
  name: string
  kind: PurposeKind
  channels: Channel[]
  validityMonths: number | null
  doubleOptIn: boolean
  legalBasis: LegalBasis
  productFamily: string | null
  ageLimit: number | null
  retiredAt: string | null
  createdAt: string
  brand: { id: string; name: string }
  languages: string[]
  counts: SaidCount[]
  topics: Topic[]
}
export type Topic = {
  id: string
  key: string
  name: string
  retiredAt: string | null
  texts: { language: string; name: string; text: string }[]
  leftOut: number
}
export type TextVersion = {
  id: string
  language: TextLanguage
  version: number
  name: string
  text: string
  hash: string
  effectiveFrom: string
  isInForce: boolean
  people: number
  shown: number
  saidYes: number
}
export type PurposeDetail = Purpose & { texts: TextVersion[] }
export type Brand = { id: string; name: string }

/** The channels on which a yes of each kind means something. */
const CHANNELS_OF_KIND: Record<PurposeKind, Channel[]> = {
  marketing: ['email', 'sms', 'phone', 'post'],
  tracking: ['email', 'web'],
  profiling: ['web'],
  sales: ['email', 'phone'],
  phone: ['phone'],
  advertising: ['web'],
}

/** The same, where it rests on a sale: the law speaks of electronic mail only. */
export const channelsOf = (kind: PurposeKind, basis: LegalBasis) =>
  CHANNELS_OF_KIND[kind].filter((channel) => basis === 'consent' || channel === 'email' || channel === 'sms')

/** What a name looks like as a key: product_news. */
export const keyOf = (name: string) =>
  name
    .toLowerCase()
    .replace(/[æå]/g, 'a')
    .replace(/ø/g, 'o')
    .normalize('NFD')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 40)

export const purposesQuery = queryOptions({
  queryKey: ['purposes'],
  queryFn: ({ signal }) => get<{ items: Purpose[] }>('/purposes', signal),
})
export const purposeQuery = (id: string) =>
  queryOptions({
    queryKey: ['purposes', id],
    queryFn: ({ signal }) => get<PurposeDetail>(`/purposes/${id}`, signal),
  })
export const brandsQuery = queryOptions({
  queryKey: ['brands'],
  queryFn: ({ signal }) => get<{ items: Brand[] }>('/brands', signal),
})

/** The people who said this, as a path below /api. */
export const peopleWho = (purposeId: string, state: Said, channel: Channel) =>
  `/purposes/${purposeId}/people?state=${state}&channel=${channel}`
