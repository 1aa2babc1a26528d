import { expect, test } from 'vitest'
import { compileMjml } from '../../../src/campaigns/compile-mjml.ts'
import { importHtml } from '../../../src/campaigns/import-html/import-html.ts'
import { addFooter, findMissingParts } from '../../../src/campaigns/templates/add-footer.ts'

const PAGE = `<!DOCTYPE html><html><head><title>Nytt</title><meta charset="utf-8">
<link rel="stylesheet" href="https://cdn.example/a.css"><style>@import url(https://cdn.example/b.css); .x { color: #333 }</style>
<script>alert(1)</script></head>
<body bgcolor="#fafafa" onload="go()"><!-- hidden --><table><tr><td class="x">Hei *|FNAME|*, <b>velkommen</b> *|MMERGE7|*
<a href="https://a.example/guide?x=1&amp;y=2" onclick="steal()">Guide</a><a href='javascript:alert(1)'>x</a></td></tr></table>
<form action="https://b.example"><input name="q"></form><iframe src="https://c.example"></iframe>
<img src="https://t.example/open.gif" width="1" height="1"><img src="https://a.example/pump.png" width="300" alt="Pumpe">
<a href="https://old.example/u/77">Meld deg av her</a> *|LIST:ADDRESS|*</body></html>`

test('HTML from elsewhere becomes MJML that shows the same, without what runs, watches or is fetched', async () => {
  const { mjml, links, removed, hasStop, unknownMarks } = importHtml(PAGE)
  for (const gone of [
    '<script',
    'onload',
    'onclick',
    'javascript:',
    '<iframe',
    '<form',
    '<input',
    'open.gif',
    'cdn.example',
    'hidden',
  ])
    expect(mjml).not.toContain(gone)
  for (const kept of [
    'Hei {{ contact.first_name }}',
    '<b>velkommen</b>',
    'pump.png',
    '.x { color: #333 }',
    'background-color="#fafafa"',
    '{{ brand.postal_address }}',
  ])
    expect(mjml).toContain(kept)
  expect(hasStop).toBe(true)
  expect(mjml).toContain('<a href="{{ unsubscribe_url }}">Meld deg av her</a>')
  expect(links).toEqual(['https://a.example/guide?x=1&y=2', '#', '{{ unsubscribe_url }}'])
  expect(removed).toMatchObject({ scripts: 4, forms: 3, pixels: 1, stylesheets: 2 })
  expect(unknownMarks).toEqual(['*|MMERGE7|*'])
  const { html, faults } = await compileMjml(mjml)
  expect(faults).toEqual([])
  expect(html).toContain('<b>velkommen</b>')
})

test.each([
  ['<p>Bare et avsnitt</p>', 'Bare et avsnitt'],
  ['Bare ord', 'Bare ord'],
  ['<html><body><p>aldri lukket', 'aldri lukket'],
  ['<mjml><mj-body><mj-raw><p>x</p></mj-raw></mj-body></mjml>', '<p>x</p>'],
])('what is hardly HTML becomes a mail all the same, and gets its footer: %s', async (source, kept) => {
  const { mjml, hasStop } = importHtml(source)
  expect(hasStop).toBe(false)
  const whole = addFooter(mjml, { language: 'nb', purposeName: 'Nyheter' })
  expect(findMissingParts(whole)).toEqual([])
  const { html, faults } = await compileMjml(whole)
  expect(faults).toEqual([])
  expect(html).toContain(kept)
  expect(html).toContain('{{ unsubscribe_url }}')
})

test.each([
  '*|UNSUB|*',
  '{{ unsubscribe }}',
  '[unsubscribe]',
  '{% unsubscribe_url %}',
  '%%unsubscribe_url%%',
  '##unsubscribe##',
])('the mark %s of another tool becomes our link', (mark) => {
  const { mjml, hasStop } = importHtml(`<a href="${mark}">Stop</a>`)
  expect(hasStop).toBe(true)
  expect(mjml).toContain('<a href="{{ unsubscribe_url }}">Stop</a>')
})
