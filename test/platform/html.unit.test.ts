import { describe, expect, it } from 'vitest'
import { Html, html } from '../../src/platform/html.ts'

describe('html', () => {
  it('escapes every value, in text and in attributes', () => {
    const name = `<script>alert("1")</script> & 'x'`
    expect(html`<a title="${name}">${name}</a>`.text).not.toMatch(/<script|"1"|'x'/)
    expect(html`<b>${'<&>"'}</b>`.text).toBe('<b>&#60;&#38;&#62;&#34;</b>')
  })

  it('keeps what is HTML already, joins lists and leaves nothing for what is not there', () => {
    const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`)
    expect(html`<ul>${items}${false}${null}${undefined}${0}</ul>`.text).toBe('<ul><li>a</li><li>&#60;b&#62;</li>0</ul>')
    expect(html`${new Html('<i>')}`.text).toBe('<i>')
  })
})
