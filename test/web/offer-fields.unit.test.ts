// What is offered while somebody writes Liquid: in the source, and in a line of text.
import { expect, test } from 'vitest'
import { findLiquidFaults } from '../../src/campaigns/check-liquid.ts'
import { TEMPLATE_VARIABLES } from '../../src/delivery/index.ts'
import { fallbackFor } from '../../web/src/pages/campaigns/editor/liquid/fallbacks.ts'
import { fillField, findFields, openField } from '../../web/src/pages/campaigns/editor/liquid/open-field.ts'
import { CONTACT_VARIABLES, readOutput, SENDER_VARIABLES } from '../../web/src/pages/campaigns/editor/mjml/variables.ts'
import { FILTERS, findOffers, TAGS } from '../../web/src/pages/campaigns/editor/source/liquid-offers.ts'

const variable = (name: string, label: string) => ({ name, label, type: 'text', choices: [] })
const VARIABLES = [
  variable('contact.first_name', 'First name'),
  variable('contact.city', 'City'),
  variable('contact.fields.heated_area', 'Heated area'),
  variable('brand.name', 'Name of the sender'),
]
const WORDS = {
  filters: Object.fromEntries(Object.keys(FILTERS).map((name) => [name, `${name} in words`])),
  liquidTags: Object.fromEntries(Object.keys(TAGS).map((name) => [name, `${name} in words`])),
} as Parameters<typeof findOffers>[2]['words']

/** What is offered at the bar `¦` of a text. */
function offered(text: string, language?: string) {
  const [before = '', after = ''] = text.split('¦')
  const found = findOffers(before, after, { variables: VARIABLES, words: WORDS, language })
  return found && { ...found, labels: found.items.map(({ label }) => label) }
}

test('fields are offered with what they mean, each with what stands there where it is not known', () => {
  const found = offered('Hei {{ con¦')
  expect(found?.typed).toBe(3)
  expect(found?.labels).toEqual([
    ...VARIABLES.map(({ name }) => name),
    ...['contact.first_name | default', 'contact.city | default', 'contact.fields.heated_area | default'],
  ])
  expect(found?.items[0]).toMatchObject({ detail: 'First name', text: 'contact.first_name }}' })
  expect(offered('{{ con¦', 'sv')?.items[4]?.text).toBe("contact.first_name | default: '#{du}' }}")
  expect(offered('{{ con¦ }}')?.items[0]).toMatchObject({ text: 'contact.first_name' })
  expect(offered('nothing here¦')).toBeUndefined()
})

test('behind a bar filters are offered, in a condition fields, and behind {% what chooses who reads it', () => {
  expect(offered('{{ contact.city | d¦')?.labels).toEqual(Object.keys(FILTERS))
  expect(offered('{% if con¦')).toMatchObject({ typed: 3, labels: VARIABLES.map(({ name }) => name) })
  expect(offered("{% if contact.city == 'Os¦")).toBeUndefined()
  expect(offered('{% e¦')?.labels).toEqual(Object.keys(TAGS))
})

test('every field, filter and tag that is offered is one that a mail may hold', () => {
  for (const name of [...CONTACT_VARIABLES, ...SENDER_VARIABLES]) expect(TEMPLATE_VARIABLES).toContain(name)
  const filled = (template: string) => template.replace(/#\{([^}]*)\}/g, (_all, said: string) => said || 'x')
  for (const template of Object.values(FILTERS))
    expect([template, findLiquidFaults(`{{ contact.city | ${filled(template)} }}`, [])]).toEqual([template, []])
  for (const tag of ['if', 'unless', 'comment'] as const)
    expect([tag, findLiquidFaults(`{% ${filled(TAGS[tag])}`, [])]).toEqual([tag, []])
  const whole = `{% ${filled(TAGS.if).replace('{% endif %}', '')}{% ${filled(TAGS.elsif)}b{% ${TAGS.else}c{% ${TAGS.endif}`
  expect(findLiquidFaults(whole, [])).toEqual([])
})

test('a field that is typed in a line is found by its name or what it means, and filled in where it stands', () => {
  expect(openField('Hei {{ fir', 10)).toEqual({ from: 4, to: 10, typed: 'fir' })
  expect(openField('Hei {{ fir }}, og', 10)).toEqual({ from: 4, to: 13, typed: 'fir' })
  expect(openField('Hei {{ a }} b', 13)).toBeUndefined()
  expect(openField('Hei { fir', 9)).toBeUndefined()
  const names = (typed: string) => findFields(VARIABLES, typed).map(({ name }) => name)
  expect(names('heat')).toEqual(['contact.fields.heated_area'])
  expect(names('NAME')).toEqual(['brand.name', 'contact.first_name'])
  expect(names('')).toHaveLength(VARIABLES.length)
  expect(names('shoe')).toEqual([])
  const open = openField('Hei {{ fir }}, og', 10)
  if (!open) throw new Error('a field is open')
  const fallback = fallbackFor('contact.first_name', 'en') ?? ''
  const { text, cursor } = fillField('Hei {{ fir }}, og', open, { name: 'contact.first_name', fallback })
  expect([text.slice(0, cursor), text.slice(cursor)]).toEqual([
    "Hei {{ contact.first_name | default: 'there' }}",
    ', og',
  ])
  expect(readOutput(text.slice(4, cursor))).toEqual({ name: 'contact.first_name', fallback: 'there' })
  expect(fallbackFor('contact.first_name', 'nb')).toBe('du')
  expect(fallbackFor('contact.city', 'nb')).toBeUndefined()
})
