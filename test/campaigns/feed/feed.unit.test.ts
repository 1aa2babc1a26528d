import { describe, expect, it } from 'vitest'
import { compileMjml } from '../../../src/campaigns/compile-mjml.ts'
import { expandFeed } from '../../../src/campaigns/feed/expand-feed.ts'
import { type FeedItem, parseFeed } from '../../../src/campaigns/feed/parse-feed.ts'
import { defaultTemplate } from '../../../src/campaigns/templates/default-template.ts'
import { hasPlace, putPlaceIn } from '../../../web/src/pages/campaigns/feed/mail-place.ts'
import { countProcessorTime } from '../../support/processor-time.ts'

const BASE = 'https://vidjevik.example/feed'
/** As WordPress writes it. */
const RSS = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>Vidjevik fagstoff</title><atom:link href="https://vidjevik.example/feed" rel="self"/>
<link>https://vidjevik.example/fagstoff</link><description>Varme</description>
<item><title>Varme &amp; luft: &#8220;ett år&#8221;</title><link>https://vidjevik.example/fagstoff/1?utm=a&amp;b=2</link>
  <guid isPermaLink="false">https://vidjevik.example/?p=1</guid><pubDate>Tue, 24 Nov 2026 08:00:00 +0100</pubDate>
  <description><![CDATA[<p>Fire bygg <b>målte</b> i ett år.</p><script>alert(1)</script>]]></description>
  <content:encoded><![CDATA[<p>Lang tekst <img src="/bilder/1.jpg?a=1&amp;b=2"></p>]]></content:encoded></item>
<item><title>Uten lenke</title><guid>https://vidjevik.example/fagstoff/2</guid>
  <enclosure url="https://vidjevik.example/2.png" type="image/png" length="1"/></item>
<item><title>Uten lenke, en gang til</title><guid>https://vidjevik.example/fagstoff/2</guid></item>
</channel></rss>`
const ATOM = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title type="html">Vidjevik &amp;amp; co</title>
<link rel="self" href="/atom.xml"/><link rel="alternate" href="/"/>
<entry><id>tag:vidjevik.example,2026:7</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Tre <em>steder</em></div></title>
<link rel="edit" href="/edit/7"/><link href="/fagstoff/7"/><updated>2026-11-24T08:00:00Z</updated>
<summary type="html">&lt;p&gt;Kort&lt;/p&gt;</summary></entry></feed>`
const RDF = `<rdf:RDF xmlns:rdf="x" xmlns="http://purl.org/rss/1.0/"><channel><title>Gammel</title><link>https://a.example/</link></channel>
<item rdf:about="https://a.example/1"><title>En</title><link>https://a.example/1</link></item></rdf:RDF>`

const item = (over: Partial<FeedItem> = {}): FeedItem => ({
  ...{ key: 'k', title: 'Varme & luft', link: 'https://vidjevik.example/1?a=1&b=2', summary: 'Kort', image: '' },
  published: new Date('2026-11-24T07:00:00Z'),
  ...over,
})
const feedOf = (...items: FeedItem[]) => ({ title: 'Fagstoff', link: 'https://vidjevik.example/', items })
const expand = (source: string, ...items: FeedItem[]) => expandFeed(source, feedOf(...items), 'html').text

describe('a feed', () => {
  it('is read as plain words and whole addresses, each entry once: RSS 2.0', () => {
    expect(parseFeed(RSS, BASE)).toEqual({
      ...{ title: 'Vidjevik fagstoff', link: 'https://vidjevik.example/fagstoff' },
      items: [
        {
          ...{ key: 'https://vidjevik.example/?p=1', title: 'Varme & luft: “ett år”' },
          ...{ link: 'https://vidjevik.example/fagstoff/1?utm=a&b=2', summary: 'Fire bygg målte i ett år.' },
          image: 'https://vidjevik.example/bilder/1.jpg?a=1&b=2',
          published: new Date('2026-11-24T07:00:00Z'),
        },
        {
          ...{ key: 'https://vidjevik.example/fagstoff/2', title: 'Uten lenke', summary: '', published: null },
          ...{ link: 'https://vidjevik.example/fagstoff/2', image: 'https://vidjevik.example/2.png' },
        },
      ],
    })
  })

  it('is read so in Atom and in RSS 1.0 too, and what is none is none', () => {
    expect(parseFeed(ATOM, BASE)).toMatchObject({
      ...{ title: 'Vidjevik & co', link: 'https://vidjevik.example/' },
      items: [
        {
          ...{ key: 'tag:vidjevik.example,2026:7', title: 'Tre steder', link: 'https://vidjevik.example/fagstoff/7' },
          ...{ summary: 'Kort', published: new Date('2026-11-24T08:00:00Z') },
        },
      ],
    })
    expect(parseFeed(RDF, BASE)?.items).toMatchObject([{ title: 'En', link: 'https://a.example/1' }])
    for (const text of ['', 'hello', '<html><body>Not found</body></html>', '{"items":[]}', '<rss></rss>'])
      expect(parseFeed(text, BASE), text).toBeUndefined()
  })

  it('of somebody who means harm brings neither markup, Liquid, scripts nor entities, and is read in little time', () => {
    const harmful = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><rss><channel><title>&b;</title><item>
      <title>{{ contact.first_name }}{% if x %} &lt;img src=x onerror=alert(1)&gt;\ufdd00\ufdd1</title><guid>1</guid>
      <link>javascript:alert(1)</link><description>{{ unsubscribe_url }}</description></item>
      <item><title>a</title><link>https://evil.example/?n={{contact.first_name}}</link></item></channel></rss>`
    const feed = parseFeed(harmful, BASE)
    expect(feed?.title.length).toBeLessThan(20)
    expect(feed?.items[0]).toMatchObject({ link: '', summary: '(( unsubscribe_url ))' })
    expect(JSON.stringify(feed)).not.toMatch(/[{]{2}|\{%|<|\ufdd0/)
    expect(feed?.items[1]?.link).toBe('https://evil.example/?n=%7B%7Bcontact.first_name%7D%7D')
    const spentMs = countProcessorTime()
    const deep = `<rss><channel>${'<item>'.repeat(30_000)}`
    for (const text of [deep, '<rss><channel><item><description>'.padEnd(500_000, '&lt;div&gt;'), '<'.repeat(500_000)])
      parseFeed(text, BASE)
    expect(spentMs()).toBeLessThan(20_000)
  })
})

describe('a mail with a feed', () => {
  it('says what the feed says, escaped, and leaves what speaks of the person for sending', () => {
    const source = `<mj-text>Hei {{ contact.first_name }}</mj-text>
{% for item in feed.items limit: 2 %}<mj-text><a href="{{ item.link }}">{{ item.title }}</a>{% if item.image != "" %}!{% endif %}
{% if contact.city == "Bodø" %}nær {{ contact.city }}{% else %}{{ forloop.index }}{% endif %}</mj-text>{% endfor %}
{{ unsubscribe_url }}`
    expect(
      expand(
        source,
        item(),
        item({ title: '<b>"x"', link: 'https://a.example/', image: 'https://a.example/i.png' }),
        item(),
      ),
    ).toBe(`<mj-text>Hei {{ contact.first_name }}</mj-text>
<mj-text><a href="https://vidjevik.example/1?a=1&amp;b=2">Varme &amp; luft</a>
{% if contact.city == "Bodø" %}nær {{ contact.city }}{% else %}1{% endif %}</mj-text><mj-text><a href="https://a.example/">&lt;b&gt;&quot;x&quot;</a>!
{% if contact.city == "Bodø" %}nær {{ contact.city }}{% else %}2{% endif %}</mj-text>
{{ unsubscribe_url }}`)
    expect(expandFeed('{{ feed.items.first.title }} og {{ feed.items.size }}', feedOf(item()), 'plain').text).toBe(
      'Varme & luft og 1',
    )
    expect(
      expand('{% assign top = feed.items.first %}{{ top.title | upcase }} {{ top.published | date: "%Y" }}', item()),
    ).toBe('VARME &amp; LUFT 2026')
    expect(expand('{% for x in feed.items %}a{% endfor %}b')).toBe('b')
  })

  it('names what is wrong with its line: a name that no entry has, and a condition about both', () => {
    const faultsOf = (source: string) => expandFeed(source, feedOf(item()), 'html').faults
    expect(faultsOf('a\n{% for item in feed.items %}{{ item.author }}{% endfor %}')).toMatchObject([{ line: 2 }])
    expect(
      faultsOf('\n\n{% for i in feed.items %}{% if i.title == contact.city %}{% endif %}{% endfor %}'),
    ).toMatchObject([{ line: 3, message: expect.stringContaining('at once') }])
  })

  it('knows for each line which line of the template it comes from', () => {
    const source = 'one\n{% for item in feed.items %}two\n{{ item.title }}\n{% endfor %}four\nfive'
    const { text, lineOf } = expandFeed(source, feedOf(item(), item()), 'html')
    const lines = text.split('\n').map((line, index) => `${lineOf(index + 1)} ${line}`)
    expect(lines).toEqual(['1 one', '2 two', '3 Varme &amp; luft', '2 two', '3 Varme &amp; luft', '4 four', '5 five'])
  })
})

it('the place that is put into a mail stands before its end, and what comes of it is right for any number of entries', async () => {
  const look = { colour: '#0B3B30', website: 'https://vidjevik.example/', look: null }
  const mjml = defaultTemplate({ language: 'nb', purposeName: 'Nyhetsbrev', ...look })
  const placed = putPlaceIn(mjml)
  expect(hasPlace(mjml)).toBe(false)
  expect(hasPlace(placed)).toBe(true)
  expect(placed.indexOf('feed.items')).toBeLessThan(placed.lastIndexOf('unsubscribe_url'))
  for (const items of [[], [item()], [item(), item({ title: 'To' })]]) {
    const { html, faults } = await compileMjml(expand(placed, ...items))
    expect(faults).toEqual([])
    expect(html.match(/vidjevik\.example\/1\?a=1/g) ?? []).toHaveLength(items.length)
  }
})
