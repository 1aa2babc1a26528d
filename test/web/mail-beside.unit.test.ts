// Which block is meant by a place in the source, and at which block a mistake is shown.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blockAround, faultsByBlock } from '../../web/src/pages/campaigns/editor/mjml/find-place.ts'
import { type Mail, readMail } from '../../web/src/pages/campaigns/editor/mjml/read-mail.ts'
import { findChange } from '../../web/src/pages/campaigns/editor/source/find-change.ts'

const SOURCE = `<mjml>
  <mj-body>
    <mj-section>
      <mj-column>
        <mj-text>Hei</mj-text>
        <mj-raw>{% if contact.city == 'Oslo' %}</mj-raw>
        <mj-button href="https://assent.example">Les</mj-button>
        <mj-raw>{% endif %}</mj-raw>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`

function mailOf(source: string): Mail {
  const read = readMail(source)
  if (!read.isSound) throw new Error('this source is sound')
  return read.mail
}

test('a place in the source belongs to the innermost block around it, and between blocks to what holds them', () => {
  const mail = mailOf(SOURCE)
  const at = (text: string) => blockAround(mail, SOURCE.indexOf(text))?.kind
  expect(at('Hei')).toBe('text')
  expect(at('assent.example')).toBe('button')
  expect(at('<mj-column>')).toBe('column')
  expect(at('{% if')).toBe('branch')
  expect(at('<mj-body>')).toBeUndefined()
})

test('a mistake is shown at the block on its line, one of an edge of a condition at the condition', () => {
  const faults = faultsByBlock(mailOf(SOURCE), [
    { line: 5, message: 'text' },
    { line: 7, message: 'button' },
    { line: 7, message: 'again' },
    { line: 6, message: 'edge' },
    { line: null, message: 'whole' },
    { line: 1, message: 'above the body' },
  ])
  const shown = [...faults].map(([path, some]) => [path, some.map(({ message }) => message)])
  expect(shown).toEqual([
    ['0.0.0', ['text']],
    ['0.0.1.0.0', ['button', 'again']],
    ['0.0.1', ['edge']],
  ])
})

test('what became another in a source is one span, so that the source beside the blocks keeps its place', () => {
  expect(findChange('abcdef', 'abXdef')).toEqual({ from: 2, to: 3, insert: 'X' })
  expect(findChange('aa', 'aaa')).toEqual({ from: 2, to: 2, insert: 'a' })
  expect(findChange('same', 'same')).toBeUndefined()
  const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 })
  fc.assert(
    fc.property(text, text, (before, after) => {
      const { from, to, insert } = findChange(before, after) ?? { from: 0, to: 0, insert: '' }
      return before.slice(0, from) + insert + before.slice(to) === after
    }),
  )
})
