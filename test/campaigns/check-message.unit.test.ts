import { expect, test } from 'vitest'
import { findLiquidFaults } from '../../src/campaigns/check-liquid.ts'
import { compileMjml } from '../../src/campaigns/compile-mjml.ts'
import { addFooter, findMissingParts } from '../../src/campaigns/templates/add-footer.ts'
import { defaultTemplate } from '../../src/campaigns/templates/default-template.ts'
import { FOOTER_LANGUAGES } from '../../src/campaigns/templates/footer-words.ts'

const inBody = (body: string) =>
  `<mjml>\n<mj-body>\n<mj-section><mj-column>\n${body}\n</mj-column></mj-section>\n</mj-body>\n</mjml>`

test.each([
  [4, '<mj-photo src="x" />', "mj-photo doesn't exist"],
  [4, '<mj-text colour="red">x</mj-text>', 'Attribute colour is illegal'],
  [5, '<mj-text>x</mj-text>\n<mj-text>never closed', '<mj-text> is never closed'],
  [5, '<mj-text>x</mj-text>\n</mj-hero>', '</mj-hero> closes nothing'],
])('a mistake in MJML is named on line %i: %s', async (line, body, message) => {
  const { faults } = await compileMjml(inBody(body))
  expect(faults).toContainEqual({ line, message: expect.stringContaining(message) })
})

test.each(['', 'hello', '<html></html>', '<mjml></mjml>'])('%j is no MJML, and says what to do', async (source) => {
  const { html, faults } = await compileMjml(source)
  expect(html).toBe('')
  expect(faults).toEqual([{ line: 1, message: expect.stringContaining('Begin with <mjml>') }])
})

test('a tag inside a comment or inside quotes is no tag', async () => {
  const { faults } = await compileMjml(inBody('<!-- <mj-text> --><mj-text css-class="a>b">x</mj-text>'))
  expect(faults).toEqual([])
})

test('a file of the server is not included', async () => {
  const { html } = await compileMjml(inBody('<mj-include path="/etc/passwd" type="html" />'))
  expect(html).not.toContain('root:')
})

test.each([
  'Hi {{ contact.first_name }} from {{ contact.company }}',
  '{{ contact.fields.role }}',
  '{% assign city = contact.city %}{{ city }}{% for i in (1..2) %}{{ i }}{% endfor %}',
])('Liquid that says what we know is accepted: %s', (source) => {
  expect(findLiquidFaults(source, ['role'])).toEqual([])
})

test.each([
  [2, 'There is no variable {{ contact.firstname }}. Use one of: contact.first_name', 'Hi\n{{ contact.firstname }}'],
  [1, 'There is no field shoe. Use one of: role.', '{{ contact.fields.shoe }}'],
  [1, 'There is no variable {{ contact.zip }}', '{% if contact.zip %}x{% endif %}'],
  [1, 'by its name', '{{ contact.fields[contact.city] }}'],
  [2, 'undefined filter: shout', 'a\n{{ contact.city | shout }}'],
  [1, 'tag "include" not found', '{% include "secrets" %}'],
  [3, 'not closed', 'a\n\n{% if contact.city %}'],
  [1, 'There is no variable', '{{ links.first }}'],
])('Liquid is refused on line %i: %s', (line, message, source) => {
  expect(findLiquidFaults(source, ['role'])).toContainEqual({ line, message: expect.stringContaining(message) })
})

test('a footer adds only what is missing, and moves no line above it', () => {
  const facts = { language: 'nb', purposeName: 'Nyheter' } as const
  const mjml = inBody('<mj-text>x <a href="{{unsubscribe_url}}">stopp</a></mj-text>')
  expect(findMissingParts(mjml)).toEqual(['preferences_url', 'brand.postal_address'])
  const whole = addFooter(mjml, facts)
  expect(findMissingParts(whole)).toEqual([])
  expect(whole.split('\n').slice(0, 5)).toEqual(mjml.split('\n').slice(0, 5))
  expect(addFooter(whole, facts)).toBe(whole)
})

test('a way out that stands in a comment is none', () => {
  expect(findMissingParts('<!-- {{ unsubscribe_url }} -->')).toContain('unsubscribe_url')
})

test.each(FOOTER_LANGUAGES)(
  'the default template in %s compiles without a fault and says what the law asks for',
  async (language) => {
    const source = defaultTemplate({
      language,
      purposeName: 'News & <more>',
      colour: '#0B3B30',
      website: 'https://a.example/',
    })
    const { html, faults } = await compileMjml(source)
    expect(faults).toEqual([])
    expect(findLiquidFaults(source, [])).toEqual([])
    expect(findMissingParts(html)).toEqual([])
    expect(html).toContain(`lang="${language}"`)
    expect(html).toContain('prefers-color-scheme: dark')
    expect(html).not.toContain('<more>')
  },
)

test('the button of the default template can be read on a light and on a dark colour', () => {
  const facts = { language: 'en', purposeName: 'News', website: 'https://a.example/' } as const
  expect(defaultTemplate({ ...facts, colour: '#F2D544' })).toContain('background-color="#F2D544" color="#13201B"')
  expect(defaultTemplate({ ...facts, colour: '#0B3B30' })).toContain('background-color="#0B3B30" color="#FFFFFF"')
})
