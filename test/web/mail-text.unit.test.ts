import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseText } from '../../web/src/pages/campaigns/editor/text/parse-text.ts'
import { safeStyle, withStyle } from '../../web/src/pages/campaigns/editor/text/safe-style.ts'
import { plainText, writeText } from '../../web/src/pages/campaigns/editor/text/write-text.ts'
import { showScheme } from '../../web/src/pages/campaigns/show-scheme.ts'

/** Read and written without a change. */
const again = (html: string) => {
  const doc = parseText(html)
  return doc && writeText(doc)
}

describe('a text of a mail', () => {
  it.each([
    'Two or three sentences are enough.',
    'Hello{% if contact.first_name != "" %} {{ contact.first_name }}{% endif %},',
    '<h1 style="margin:0;font-size:24px;line-height:31px">Write what matters</h1>',
    'One<br />two<br>three',
    '<a href="{{ preferences_url }}" class="x">Choose</a> &amp; <b>bold <i>both</i></b> <span style="color:#f00">red</span>',
    '<p class="lead">One</p>\n<p>Two &lt;three&gt;&nbsp;</p>',
    '<ul style="margin:0">\n<li>One</li>\n<li><b>Two</b></li>\n</ul>',
    '&zwnj;{{ contact.city | default: "you" }}<img src="a.png" alt="A" /><!-- kept -->',
  ])('is written as it was read: %s', (html) => {
    expect(again(html)).toBe(html)
  })

  it.each([
    '<table><tr><td>1</td></tr></table>',
    '<div>x</div>',
    '<p>open',
    '<b>crossed <i>tags</b></i>',
    '<p><p>x</p></p>',
  ])('is left to its HTML where it holds what is not known: %s', (html) => {
    expect(parseText(html)).toBeUndefined()
  })

  it('gives lines without a tag the space of paragraphs once there are several, and takes it back', () => {
    const doc = parseText('One<p>Two</p>')
    expect(doc && writeText(doc)).toBe('<p style="margin:0 0 16px">One</p>\n<p>Two</p>')
    expect(again('<p style="margin:0">One</p>')).toBe('One')
  })

  it('shows what HTML shows: white space around breaks and edges is none', () => {
    expect(again('\n    You get this.<br />\n   <a href="x">Stop</a>  now\n  ')).toBe(
      'You get this.<br /><a href="x">Stop</a> now',
    )
  })

  it('reads what it has written as the same, whatever was typed', () => {
    const pieces = fc
      .tuple(
        fc.constantFrom('', 'b', 'em', 'u', 'a href="{{ x }}"', 'span style="color:red"', 'p', 'h2', 'p class="y"'),
        fc.string({ maxLength: 12 }),
      )
      .map(([tag, text]) => {
        const said = text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
        return tag === '' ? said : `<${tag}>${said}</${tag.split(' ')[0]}>`
      })
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 6 }), (parts) => {
        const doc = parseText(parts.join(''))
        if (!doc) return
        const written = writeText(doc)
        const second = parseText(written)
        expect(second && writeText(second)).toBe(written)
        expect(plainText(written).replaceAll(' ', '')).toBe(
          plainText(
            parts
              .join('')
              .replace(
                /&#(\d+);/g,
                (_all, code: string) => ({ '38': '&amp;', '60': '&lt;', '62': '&gt;' })[code] ?? '',
              ),
          ).replaceAll(' ', ''),
        )
      }),
    )
  })
})

describe('a style that somebody wrote into a mail', () => {
  it('is shown in the app only as far as it says how text looks', () => {
    const raw = ' style="color:#123;position:fixed;background-color:url(https://spy.example);font-size:24px"'
    expect(safeStyle(raw)).toBe('color:#123;font-size:24px')
  })
  it('changes one declaration and keeps the others and the other attributes', () => {
    const raw = ' class="x" style="margin:0;font-size:24px"'
    expect(withStyle(raw, 'font-size', '20px')).toBe(' class="x" style="margin:0;font-size:20px"')
    expect(withStyle(' style="margin:0"', 'margin', undefined)).toBe('')
  })
})

it('a preview answers for the computer whether it is dark', () => {
  const html =
    '<meta name="color-scheme" content="light dark" /><style>@media (prefers-color-scheme: dark) { p { color: #fff } }</style>'
  expect(showScheme(html, 'dark')).toContain('content="dark" /><style>@media (min-width: 0px) {')
  expect(showScheme(html, 'light')).toContain('content="light" /><style>@media (max-width: 0px) {')
})
