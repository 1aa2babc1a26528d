import { expect, test } from 'vitest'
import { Prisma } from '../../src/platform/database.ts'
import { definitionSchema } from '../../src/segments/definition.ts'
import { asText, describeSegment, type Names } from '../../src/segments/describe-segment.ts'

const value = Prisma.empty
const names: Names = {
  fields: new Map([
    ['country', { type: 'country', value }],
    ['account.industry', { type: 'text', value }],
    ['fields.role', { type: 'choice', value, label: 'role in the company' }],
  ]),
  imports: new Map([['0193a2f0-0000-7000-8000-000000000001', 'fair.csv']]),
}
const tree = definitionSchema.parse({
  kind: 'all',
  conditions: [
    { kind: 'field', field: 'country', operator: 'is', values: ['NO', 'SE'] },
    {
      kind: 'any',
      conditions: [
        {
          kind: 'event',
          event: 'page.viewed',
          times: 2,
          days: 30,
          where: [{ property: 'path', operator: 'is', value: '/prices' }],
        },
        { kind: 'score', of: 'heat', atLeast: 40 },
      ],
    },
    { kind: 'event', event: 'meeting.booked', has: false, days: 90 },
  ],
})

test('a tree reads as one English sentence', () => {
  expect(asText(describeSegment(tree, names, 'en'))).toBe(
    'People whose country is Norway or Sweden, who viewed a page with path “/prices” at least twice in the last 30 days ' +
      'or whose heat is at least 40, and who have not booked a meeting in the last 90 days.',
  )
})

test('a tree reads as one Norwegian sentence', () => {
  expect(asText(describeSegment(tree, names, 'nb'))).toBe(
    'Personer med land lik Norge eller Sverige, som så en side med path «/prices» minst to ganger de siste 30 dagene ' +
      'eller med varme på minst 40, og som ikke har bestilt et møte de siste 90 dagene.',
  )
})

test('each part of the sentence leads to its condition', () => {
  const paths = describeSegment(tree, names, 'en').flatMap((piece) => piece.path ?? [])
  expect(paths).toEqual(['conditions.0', 'conditions.1.conditions.0', 'conditions.1.conditions.1', 'conditions.2'])
})

test('without conditions it is everybody', () => {
  expect(asText(describeSegment({ kind: 'all', conditions: [] }, names, 'en'))).toBe('Everybody.')
})

test('a tree that is too deep or too large is refused', () => {
  const nest = (depth: number): unknown => ({ kind: 'all', conditions: depth === 0 ? [] : [nest(depth - 1)] })
  expect(definitionSchema.safeParse(nest(4)).success).toBe(true)
  expect(definitionSchema.safeParse(nest(5)).success).toBe(false)
})
