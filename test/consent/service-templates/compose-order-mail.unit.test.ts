import { expect, test } from 'vitest'
import {
  composeOrderMail,
  findTemplateFaults,
  placesOf,
} from '../../../src/consent/service-templates/compose-order-mail.ts'

const words = {
  subject: 'Your order {{ data.number }}',
  body: 'Thank you for your order {{ data.number }}.\n\n- {{ data.goods }}\n- Sent to you <soon>\n\nSee [your order](data.url) at any time.',
}

test('words become paragraphs, lists and links, escaped, in HTML and in text', () => {
  const { html, text } = composeOrderMail(words, 'en')
  expect(html).toContain('<p>Thank you for your order {{ data.number }}.</p>')
  expect(html).toContain('<ul><li>{{ data.goods }}</li><li>Sent to you &#60;soon&#62;</li></ul>')
  expect(html).toContain('<p>See <a href="{{ data.url }}" style="color:#0b6a53">your order</a> at any time.</p>')
  expect(text).toBe(
    'Thank you for your order {{ data.number }}.\n\n- {{ data.goods }}\n- Sent to you <soon>\n\nSee your order: {{ data.url }} at any time.\n\n{{ brand.postal_address }}',
  )
  expect(placesOf(words)).toEqual({ texts: ['number', 'goods'], links: ['url'] })
  expect(findTemplateFaults(words)).toEqual([])
})

test.for([
  ['a discount', 'Take 20 % off your next order.'],
  ['an offer in Norwegian', 'Se ukens tilbud her.'],
  ['an offer in Swedish', 'Vårt erbjudande gäller i dag.'],
  ['an offer in Danish', 'Køb nu og spar.'],
  ['an offer in Finnish', 'Katso tarjoukset.'],
  ['the address of a page', 'See https://shop.example now.'],
  ['data of a person', 'Dear {{ contact.first_name }}'],
  ['a condition', '{% if data.x %}yes{% endif %}'],
  ['the address of a link as text', '[here](data.url) or {{ data.url }}'],
])('words with %s are no service mail (D4, D5)', ([, body = '']) => {
  expect(findTemplateFaults({ subject: 'Your order', body })).toHaveLength(1)
})
