import { expect, test } from 'vitest'
import { compileMjml } from '../../../src/campaigns/compile-mjml.ts'
import { completeText, makeText } from '../../../src/campaigns/plain-text/own-text.ts'

const textOf = async (parts: string) =>
  makeText(
    (await compileMjml(`<mjml><mj-body><mj-section><mj-column>${parts}</mj-column></mj-section></mj-body></mjml>`))
      .html,
  )

test('the text that is made says for whom each part is, and where a link leads that is only a picture', async () => {
  const text = await textOf(
    `<mj-raw>{% if contact.city == 'Oslo' %}</mj-raw><mj-text>Oslo</mj-text><mj-raw>{% endif %}</mj-raw>
     <mj-image src="https://a.example/1.png" alt="{{ brand.name }}" href="https://a.example/" />
     <mj-image src="https://a.example/2.png" alt="En bro" />`,
  )
  expect(text).toMatch(/\{% if contact\.city == 'Oslo' %\}\s+Oslo\s+\{% endif %\}/)
  expect(text).toContain('{{ brand.name }} (https://a.example/)')
  expect(text).not.toContain('En bro')
})

test('a text that only some are told how to stop gets it for everybody, in the language of the mail (N5)', () => {
  const facts = { language: 'sv', purposeName: 'Nyheter', stopName: 'Värme', isForCustomers: true } as const
  const some = '{% if contact.city %}{{ unsubscribe_url }}{% endif %} {{ preferences_url }} {{ brand.postal_address }}'
  expect(completeText(`${some}\n\n`, facts)).toBe(
    `${some}\n\nDu får det här eftersom du är kund hos oss eller har sagt ja till Nyheter.\nStoppa Värme: {{ unsubscribe_url }}\n`,
  )
  const whole = '{{ unsubscribe_url }} {{ preferences_url }} {{ brand.postal_address }}'
  expect(completeText(whole, facts)).toBe(whole)
})
