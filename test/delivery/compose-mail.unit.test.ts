import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { type Content, compileMail, type Person } from '../../src/delivery/index.ts'

const content: Content = {
  id: '01999999-0000-7000-8000-000000000001',
  kind: 'marketing',
  brandId: '01999999-0000-7000-8000-000000000002',
  brandName: 'Værsågod Blåbær AS',
  country: 'NO',
  postalAddress: 'Kaigata 8, 7010 Trondheim',
  subject: 'Hei {{ contact.first_name }}, slik henter du 38 % av varmen tilbake',
  html: `<p style="color:#111">Hei {{ contact.first_name }} = ærlig talt,</p>
    {% if contact.company != "" %}<p>{{ contact.company }}</p>{% endif %}
    <a href="{{ links[0] }}">Les guiden</a> <a href="{{ unsubscribe_url }}">Stopp</a> <a href="{{ preferences_url }}">Valg</a>${'\n<p>En lang linje med tekst som må brytes, og med æøå, og enda litt til for sikkerhets skyld.</p>'.repeat(20)}`,
  text: 'Hei {{ contact.first_name }}\n.\nEn linje som slutter med mellomrom \nStopp: {{ unsubscribe_url }}\n',
  senderName: 'Værsågod',
  senderEmail: 'nytt@vidjevik.example',
  replyTo: 'svar@vidjevik.example',
  links: ['https://vidjevik.example/guide?a=1&b=2'],
}
const kari: Person = {
  contactId: '01999999-0000-7000-8000-00000000000a',
  messageId: '01999999-0000-7000-8000-00000000000b',
  purposeId: '01999999-0000-7000-8000-00000000000c',
  isTracked: false,
  address: 'kari@rimdal.example',
  firstName: 'Kari "Kåre" <b>',
  lastName: 'Nesheim',
  jobTitle: null,
  city: null,
  language: 'nb',
  company: 'Rimdal & Sønn',
  fields: {},
}
const links = () => ({ token: 'TOKEN', publicUrl: 'https://post.vidjevik.example' })
const at = new Date('2026-11-24T11:00:00Z')

describe('a composed mail', () => {
  it('reads in another library as it was written, with every variable filled in and escaped', async () => {
    const mail = await simpleParser(compileMail(content, links)(kari, at).bytes)
    expect(mail.subject).toBe('Hei Kari "Kåre" <b>, slik henter du 38 % av varmen tilbake')
    expect(mail.html).toContain('<p style="color:#111">Hei Kari &quot;Kåre&quot; &lt;b&gt; = ærlig talt,</p>')
    expect(mail.html).toContain('<p>Rimdal &amp; Sønn</p>')
    expect(mail.html).toContain('En lang linje med tekst som må brytes, og med æøå')
    expect(mail.text).toContain('Hei Kari "Kåre" <b>\n.\nEn linje som slutter med mellomrom \nStopp:')
    expect(mail.from?.value).toEqual([{ name: 'Værsågod', address: 'nytt@vidjevik.example' }])
    expect(mail.date).toEqual(at)
  })

  it('carries one-click unsubscribe, its list and its feedback id, and no address in any link (U1, U3, U12)', async () => {
    const mail = await simpleParser(compileMail(content, links)(kari, at).bytes)
    const raw = mail.headerLines.map((header) => header.line)
    expect(raw).toContain('List-Unsubscribe: <https://post.vidjevik.example/u/TOKEN>')
    expect(raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    expect(raw.find((line) => line.startsWith('List-Id:'))).toContain(`<${content.brandId}.vidjevik.example>`)
    expect(raw).toContain(`Feedback-ID: ${content.id}:${content.brandId}:marketing:assent`)
    expect(raw.join('\n')).not.toMatch(/^(Precedence|Auto-Submitted):/m)
    expect(mail.html).not.toMatch(/href="[^"]*kari/)
  })

  it('says of service mail alone that no machine needs to answer it', async () => {
    const { headers } = await simpleParser(compileMail({ ...content, kind: 'code' }, links)(kari, at).bytes)
    expect([headers.get('auto-submitted'), headers.has('precedence')]).toEqual(['auto-generated', false])
  })

  it('names an address beside the one-click link where mail comes back, and the token is the subject to it (U9)', async () => {
    const withInbound = () => ({ ...links(), inboundDomain: 'in.vidjevik.example' })
    const bytes = compileMail(content, withInbound)(kari, at).bytes
    const { headers } = await simpleParser(bytes)
    expect(headers.get('list')).toMatchObject({
      unsubscribe: {
        url: 'https://post.vidjevik.example/u/TOKEN',
        mail: 'unsubscribe@in.vidjevik.example?subject=TOKEN',
      },
    })
    expect(bytes.toString().match(/https:[^>]*>/)?.[0]).toBe('https://post.vidjevik.example/u/TOKEN>')
  })

  it('has clean links for whoever has not allowed tracking, and counted ones with a pixel for whoever has (E7)', async () => {
    const compose = compileMail(content, links)
    const clean = await simpleParser(compose(kari, at).bytes)
    expect(clean.html).toContain('<a href="https://vidjevik.example/guide?a=1&amp;b=2">')
    expect(clean.html).not.toContain('/c/')
    expect(clean.html).not.toContain('<img')
    const counted = await simpleParser(compose({ ...kari, isTracked: true }, at).bytes)
    expect(counted.html).toContain('<a href="https://post.vidjevik.example/c/TOKEN/0">')
    expect(counted.html).toContain('<img src="https://post.vidjevik.example/o/TOKEN" width="1" height="1" alt=""')
  })

  it('has no line over 76 characters in its body and none over 998 in its headers', () => {
    const raw = compileMail(content, links)({ ...kari, firstName: 'Å'.repeat(200) }, at).bytes.toString('latin1')
    const [head = '', ...body] = raw.split('\r\n\r\n')
    expect(
      Math.max(
        ...body
          .join('\r\n\r\n')
          .split('\r\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(76)
    expect(Math.max(...head.split('\r\n').map((line) => line.length))).toBeLessThan(998)
    expect([...raw].every((character) => character.charCodeAt(0) < 128)).toBe(true)
  })

  it('can go onto the wire as it is: no line begins with a dot, no line end is half', () => {
    const dots = { ...content, html: '.a\r.b\n.c {{ contact.first_name }}.d', text: '.\n..\n{{ contact.first_name }}' }
    for (const firstName of ['.', '\r\n.\r\n', '\r.x', '\n.QUIT', 'a'.repeat(72) + '...'.repeat(40)]) {
      const raw = compileMail(dots, links)({ ...kari, firstName }, at).bytes.toString('latin1')
      expect(raw).not.toMatch(/(^|[\r\n])\./)
      expect(raw).not.toMatch(/\r(?!\n)|(?<!\r)\n/)
      expect(raw.endsWith('--')).toBe(true)
    }
  })

  it('cannot be given a new header through a name', async () => {
    const evil = { ...kari, firstName: 'A\r\nBcc: all@vidjevik.example', lastName: '\u2028B' }
    const mail = await simpleParser(compileMail(content, links)(evil, at).bytes)
    expect(mail.headers.has('bcc')).toBe(false)
    expect(mail.bcc).toBeUndefined()
  })

  it('is refused for one person, and for no other, when a variable of that person is missing', () => {
    const compose = compileMail({ ...content, html: '<p>{{ contact.fields.rooms }}</p>' }, links)
    expect(() => compose(kari, at)).toThrow(/undefined variable/)
    expect(compose({ ...kari, fields: { rooms: 4 } }, at).bytes.toString()).toContain('4')
  })

  it('trims white space where the template asks for it', async () => {
    const html = '<p>a   {%- if true -%}   b   {%- endif -%}   c</p>'
    const mail = await simpleParser(compileMail({ ...content, html }, links)(kari, at).bytes)
    expect(mail.html).toContain('<p>abc</p>')
  })

  it('allows no tag that could read a file or write text twice', () => {
    for (const tag of ["{% include 'x' %}", '{% capture a %}x{% endcapture %}', '{% layout "x" %}', "{% render 'x' %}"])
      expect(() => compileMail({ ...content, html: tag }, links)).toThrow(/cannot be read/)
  })
})
