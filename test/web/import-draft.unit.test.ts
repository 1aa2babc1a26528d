import { expect, test } from 'vitest'
import { type Draft, draftOf, isUnfinished, mappingOf, NO_COLUMN, NO_WORDS } from '../../web/src/pages/imports/draft.ts'

const preview = {
  encoding: 'utf-8',
  delimiter: ';',
  columns: [],
  rows: 0,
  guess: { columns: [], decimal: '.' as const },
}
const draft = draftOf(new File([], 'customers.csv'), preview)
const column = (text: string) => ({ from: 'column' as const, text })
const value = (text: string) => ({ from: 'value' as const, text })
const said = {
  ...{ id: 1, purpose: 'news', channel: 'email' as const, column: 'newsletter', meanings: { ja: 'yes' as const } },
  ...{ at: column('date'), source: value('Fair'), wording: value('Yes, send it'), assumed: false },
  ...{ isPartner: true, collector: value('Messehuset AS'), partnerProof: NO_COLUMN },
}
const sale = {
  ...{ id: 1, channel: 'email' as const, productFamily: column('product'), soldAt: column('sold') },
  ...{ source: value('sale'), optOutOffered: value('yes'), evidence: column('order') },
}
const draftWith = (part: Partial<Draft>): Draft => ({ ...draft, ...part })

test('a partner who collected a yes is sent with it, and only where one did', () => {
  expect(mappingOf(draftWith({ consent: [said] })).consent).toMatchObject([{ collector: { value: 'Messehuset AS' } }])
  const [own] = mappingOf(draftWith({ consent: [{ ...said, isPartner: false }] })).consent
  expect(own).not.toHaveProperty('collector')
})

test('sales are sent with all that makes them count', () => {
  expect(mappingOf(draftWith({ sales: [sale] })).sales).toEqual([
    {
      channel: 'email',
      productFamily: { column: 'product' },
      soldAt: { column: 'sold' },
      source: { value: 'sale' },
      optOutOffered: { value: 'yes' },
      evidence: { column: 'order' },
    },
  ])
})

test('what lacks a part cannot be checked yet', () => {
  expect(isUnfinished(draftWith({ consent: [said], sales: [sale] }))).toBe(false)
  expect(isUnfinished(draftWith({ consent: [{ ...said, collector: NO_WORDS }] }))).toBe(true)
  expect(isUnfinished(draftWith({ sales: [{ ...sale, evidence: NO_COLUMN }] }))).toBe(true)
})
