import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compilePreview, compileTemplate, renderTemplate } from '../../src/delivery/index.ts'

const variables = {
  contact: {
    first_name: 'Kåre "K" <b>',
    last_name: '',
    city: 'Å. ',
    company: 'Rimdal',
    fields: { rooms: 4, tags: ['a', 'b'] },
  },
  brand: { name: 'Vidjevik', postal_address: 'Kaigata 8\n7010 Trondheim' },
  links: ['https://vidjevik.example/guide?a=1&b=2', 'https://vidjevik.example/'],
}
const resultOf = (render: () => string) => {
  try {
    return render()
  } catch (fault) {
    return (fault as Error).message
  }
}
const pieces = [
  'text ',
  '\n  ',
  '{{ contact.first_name }}',
  '{{contact.city}}',
  '{{- contact.company -}}',
  '{{ contact.last_name }}',
  '{{ contact.fields.rooms }}',
  '{{ contact.fields.tags }}',
  '{{ contact.fields.tags[1] }}',
  '{{ links[0] }}',
  '{{ links[7] }}',
  '{{ links.size }}',
  '{{ links.first }}',
  '{{ contact["first_name"] }}',
  '{{ contact.missing }}',
  '{{ nothing.at.all }}',
  '{{ contact.first_name.length }}',
  '{{ contact.constructor }}',
  '{{ contact }}',
  '{{ nil }}',
  '{{ empty }}',
  '{{ 3 }}',
  '{{ "x" }}',
  '{{ contact.company | upcase }}',
  '{{ contact.last_name | default: "du" }}',
  '{{ brand.postal_address }}',
  '{% if contact.company %}yes {{ contact.company }}{% endif %}',
  '{%- unless contact.last_name == "" -%} no {%- endunless -%}',
  '{% for link in links %}{{ forloop.index }}{{ link }}{% endfor %}',
  '{% for link in links limit:1 %}{{ link }}{% endfor %}',
  '{% for link in links offset:continue %}{{ link }}{% endfor %}',
  '{% assign contact = brand %}',
  '{% assign name = contact.city %}',
  '{{ name }}',
  '{% cycle "a", "b" %}',
  '{% comment %}{{ missing }}{% endcomment %}',
  '{% echo contact.city %}',
  '{% case links.size %}{% when 2 %}two{% endcase %}',
]

describe('filling a template', () => {
  it('gives what Liquid gives, or stops where Liquid stops, whatever the template', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (chosen) => {
        const source = chosen.join('')
        const template = compilePreview(source, 'plain')
        const ours = resultOf(() => renderTemplate(template, variables))
        const theirs = resultOf(() => template.engine.renderSync(template.templates, variables))
        expect(ours).toBe(theirs)
      }),
      { numRuns: 2000 },
    )
  })

  it('escapes what it puts in by itself as what Liquid puts in', () => {
    const direct = compilePreview('{{ contact.first_name }}', 'html')
    const filtered = compilePreview('{{ contact.first_name | append: "" }}', 'html')
    expect(renderTemplate(direct, variables)).toBe('Kåre &quot;K&quot; &lt;b&gt;')
    expect(renderTemplate(filtered, variables)).toBe(renderTemplate(direct, variables))
  })

  it('names the variable and its place when it is missing', () => {
    const template = compilePreview('Hei\n{{ contact.missing }}', 'plain')
    expect(() => renderTemplate(template, variables)).toThrow(/contact\.missing, line:2/)
  })

  it('writes plain words as quoted-printable without change, and all others as encoded', () => {
    const template = compileTemplate('{{ contact.first_name }}', 'text')
    const written = (first_name: string) => renderTemplate(template, { contact: { first_name } })
    expect(written('Kari-Anne Nesheim')).toBe('=\r\nKari-Anne Nesheim')
    expect(written('Kari ')).toBe('=\r\nKari=20')
    expect(written('.Kari')).toBe('=\r\n=2EKari')
    expect(written('Kåre=')).toBe('=\r\nK=C3=A5re=3D')
    for (const line of written('a/'.repeat(60)).split('\r\n')) expect(line.length).toBeLessThanOrEqual(76)
  })
})
