import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileMjml } from '../../src/campaigns/compile-mjml.ts'
import { defaultTemplate } from '../../src/campaigns/templates/default-template.ts'
import {
  addOtherwise,
  onlyFor,
  readCondition,
  removeOtherwise,
  setCondition,
  unwrapCondition,
  writeCondition,
} from '../../web/src/pages/campaigns/editor/mjml/conditions.ts'
import { layoutOf, setLayout } from '../../web/src/pages/campaigns/editor/mjml/edit-columns.ts'
import {
  duplicateBlock,
  type Edit,
  insertBlock,
  moveBlock,
  removeBlock,
  setAttributes,
  setContent,
  stepBlock,
} from '../../web/src/pages/campaigns/editor/mjml/edit-mail.ts'
import { lookOf, paddingOf, writeSides } from '../../web/src/pages/campaigns/editor/mjml/look.ts'
import { readValue, writeValue } from '../../web/src/pages/campaigns/editor/mjml/parse-mjml.ts'
import {
  type Block,
  everyBlock,
  findBlock,
  type Mail,
  readMail,
} from '../../web/src/pages/campaigns/editor/mjml/read-mail.ts'
import { readOutput, writeOutput } from '../../web/src/pages/campaigns/editor/mjml/variables.ts'

const TEMPLATE = defaultTemplate({
  language: 'en',
  purposeName: 'News',
  colour: '#0B6A53',
  website: 'https://vidjevik.example/',
})
/** What the visual editor does not know, in all the places where it can stand. */
const STRANGE = `<mjml>
  <mj-head><mj-title>x</mj-title></mj-head>
  <mj-body>
    <!-- a comment with <mj-text> in it -->
    <mj-raw><div class='a'>{{ contact.city }}</div></mj-raw>
    <mj-section><mj-group><mj-column><mj-text>In a group</mj-text></mj-column></mj-group></mj-section>
    <mj-section data-x="1 > 0"><mj-column>
      <mj-table><tr><td>1</td></tr></mj-table>
      <mj-navbar><mj-navbar-link href="/a">A</mj-navbar-link></mj-navbar>
      <mj-raw>{% if contact.city == 'Oslo' %}</mj-raw><mj-text>Oslo</mj-text><mj-raw>{% else %}</mj-raw><mj-text>Else</mj-text><mj-raw>{% endif %}</mj-raw>
      <mj-raw>{% if a %}</mj-raw><mj-raw>{% elsif b %}</mj-raw><mj-text>One of two</mj-text><mj-raw>{% endif %}</mj-raw>
      <mj-text><p>nested <mj-button>is text</mj-button></p></mj-text>
    </mj-column><mj-column/></mj-section>
    <mj-wrapper><mj-section><mj-column><mj-spacer height="8px" /></mj-column></mj-section></mj-wrapper>
    <mj-hero mode="fixed-height"><mj-button href="x?a=1&amp;b=2">Go</mj-button></mj-hero>
  </mj-body>
</mjml>
`
const wrap = (part: string) => `<mj-section>\n  <mj-column>\n    ${part}\n  </mj-column>\n</mj-section>`
const mailOf = (source: string): Mail => {
  const read = readMail(source)
  if (!read.isSound) throw new Error(JSON.stringify(read.fault))
  return read.mail
}
const changedBy = (edit: Edit | undefined): Mail => {
  if (!edit) throw new Error('nothing was changed')
  return mailOf(edit.source)
}
const outline = (block: Block): string =>
  block.children.map((one) => one.kind + (one.children.length > 0 ? `(${outline(one)})` : '')).join(' ')
const at = (mail: Mail, path: string): Block => {
  const block = findBlock(mail, path)
  if (!block) throw new Error(`nothing at ${path}`)
  return block
}
const sourceOf = (mail: Mail, { start, end }: Block) => mail.source.slice(start, end)

describe('reading a mail', () => {
  it('finds the blocks of the template a campaign begins with', () => {
    expect(outline(mailOf(TEMPLATE).body)).toBe('section(column(heading text text button)) section(column(text))')
  })
  it('shows what it does not know as raw blocks, and conditions as what they hold', () => {
    expect(outline(mailOf(STRANGE).body)).toBe(
      'raw unknown section(column(unknown unknown condition(branch(text) branch(text)) unknown text) column) wrapper(section(column(spacer))) hero(button)',
    )
  })
  it.each([
    [
      '<mjml><mj-body>\n<mj-section><mj-column></mj-section></mj-body></mjml>',
      { line: 2, tag: 'mj-column', kind: 'unclosed' },
    ],
    ['<mjml><mj-body></mj-column></mj-body></mjml>', { line: 1, tag: 'mj-column', kind: 'unopened' }],
    ['<mjml><mj-body>\n\n<mj-text>', { line: 3, tag: 'mj-text', kind: 'unclosed' }],
    ['<mjml></mjml>', { line: 1, tag: 'mj-body', kind: 'missing' }],
    ['', { line: 1, tag: 'mjml', kind: 'missing' }],
  ])('names the line where tags do not match', (source, fault) => {
    expect(readMail(source)).toEqual({ isSound: false, fault })
  })
  it('takes the look from the tag, its class, the mail, and MJML itself', () => {
    const mail = mailOf(
      '<mjml><mj-head><mj-attributes><mj-all color="#111" /><mj-text padding="0 0 16px" /><mj-class name="big" font-size="30px" /></mj-attributes></mj-head><mj-body><mj-section><mj-column><mj-text mj-class="big" padding-left="4px">x</mj-text></mj-column></mj-section></mj-body></mjml>',
    )
    const text = at(mail, '0.0.0')
    expect(['font-size', 'color', 'align', 'padding'].map((name) => lookOf(mail, text, name))).toEqual([
      ...['30px', '#111', 'left', '0 0 16px'],
    ])
    expect(paddingOf(mail, text)).toEqual({ top: '0', right: '0', bottom: '16px', left: '4px' })
    expect(writeSides({ top: '0', right: '8px', bottom: '0', left: '8px' })).toBe('0 8px')
  })
})

describe('changing a mail', () => {
  it('puts a part into a column, and a part between sections into a section of its own', () => {
    const mail = mailOf(TEMPLATE)
    const edit = insertBlock(mail, { container: '0.0', index: 3 }, '<mj-divider />', 'part', wrap)
    expect(outline(changedBy(edit).body)).toBe(
      'section(column(heading text text divider button)) section(column(text))',
    )
    expect(edit?.source.slice(edit.focus)).toMatch(/^<mj-divider \/>\n {8}<mj-button/)
    const between = insertBlock(mail, { container: '', index: 1 }, '<mj-divider />', 'part', wrap)
    expect(outline(changedBy(between).body)).toBe(
      'section(column(heading text text button)) section(column(divider)) section(column(text))',
    )
    expect(insertBlock(mail, { container: '0.0', index: 0 }, wrap('x'), 'row', wrap)).toBeUndefined()
  })
  it('moves a block byte for byte, out of a section that it would leave empty too', () => {
    const mail = mailOf(TEMPLATE)
    const moved = changedBy(moveBlock(mail, '0.0.0', { container: '0.0', index: 2 }, wrap))
    expect(outline(moved.body)).toBe('section(column(text heading text button)) section(column(text))')
    expect(sourceOf(moved, at(moved, '0.0.1'))).toBe(sourceOf(mail, at(mail, '0.0.0')))
    const joined = changedBy(moveBlock(mail, '1.0.0', { container: '0.0', index: 4 }, wrap))
    expect(outline(joined.body)).toBe('section(column(heading text text button text))')
    expect(moveBlock(mail, '0', { container: '0.0', index: 0 }, wrap)).toBeUndefined()
  })
  it('steps up and down, and no further than the edges', () => {
    const mail = mailOf(TEMPLATE)
    expect(stepBlock(mail, '0.0.0', -1, wrap)).toBeUndefined()
    expect(stepBlock(mail, '1.0.0', 1, wrap)).toBeUndefined()
    const down = stepBlock(mail, '0', 1, wrap)
    expect(outline(changedBy(down).body)).toBe('section(column(text)) section(column(heading text text button))')
    expect(down && changedBy(down).body.children[1]?.start).toBe(down?.focus)
  })
  it('removes a block with its line, and copies one below itself', () => {
    const mail = mailOf(TEMPLATE)
    const less = removeBlock(mail, '0.0.3')
    expect(less?.source).toBe(TEMPLATE.replace(/ *<mj-button href.*\n/, ''))
    expect(outline(changedBy(duplicateBlock(mail, '0')).body)).toBe(
      'section(column(heading text text button)) section(column(heading text text button)) section(column(text))',
    )
  })
  it('says attributes in place, adds and removes them, and escapes what HTML would read', () => {
    const mail = mailOf(TEMPLATE)
    const button = at(mail, '0.0.3')
    const said = changedBy(setAttributes(mail, button, { href: 'https://a.example/?x=1&y="2"', align: 'right' }))
    expect(sourceOf(said, at(said, '0.0.3'))).toBe(
      '<mj-button href="https://a.example/?x=1&amp;y=&quot;2&quot;" align="right">Read more</mj-button>',
    )
    expect(lookOf(said, at(said, '0.0.3'), 'href')).toBe('https://a.example/?x=1&y="2"')
    const back = changedBy(
      setAttributes(said, at(said, '0.0.3'), { align: undefined, href: 'https://vidjevik.example/' }),
    )
    expect(back.source).toBe(TEMPLATE)
    expect(writeValue('{{ x | default: "a" }}&')).toBe("{{ x | default: 'a' }}&amp;")
    expect(readValue(writeValue(`<"&'>`))).toBe(`<"&'>`)
  })
  it('opens a tag that closed itself when something is put into it', () => {
    const mail = mailOf(STRANGE)
    const filled = changedBy(insertBlock(mail, { container: '2.1', index: 0 }, '<mj-spacer />', 'part', wrap))
    expect(outline(at(filled, '2.1'))).toBe('spacer')
    const empty = mailOf('<mjml><mj-body background-color="#fff" /></mjml>')
    expect(insertBlock(empty, { container: '', index: 0 }, '<mj-hero />', 'row', wrap)?.source).toBe(
      '<mjml><mj-body background-color="#fff">\n  <mj-hero />\n</mj-body></mjml>',
    )
  })
  it('changes the columns of a section and keeps all that stood in them', () => {
    const mail = mailOf(TEMPLATE)
    const two = changedBy(setLayout(mail, at(mail, '0'), 'narrow_wide'))
    expect(outline(two.body)).toMatch(/^section\(column\(heading text text button\) column\) /)
    expect(layoutOf(at(two, '0'))).toBe('narrow_wide')
    const moved = changedBy(moveBlock(two, '0.0.3', { container: '0.1', index: 0 }, wrap))
    const one = changedBy(setLayout(moved, at(moved, '0'), 'one'))
    expect(outline(one.body)).toBe('section(column(heading text text button)) section(column(text))')
    expect(layoutOf(at(one, '0'))).toBe('one')
    const three = changedBy(setLayout(one, at(one, '0'), 'three'))
    expect(at(three, '0').children).toHaveLength(3)
    const strange = mailOf(STRANGE)
    expect(outline(at(changedBy(setLayout(strange, at(strange, '2'), 'one')), '2'))).toMatch(/^column\(unknown/)
  })
  it('keeps every byte that a change is not about, whatever is changed and in whichever order', () => {
    const steps = fc.array(
      fc
        .integer({ min: 0, max: 10_000 })
        .chain((n) => fc.constantFrom(...[0, 1, 2, 3, 4].map((kind) => [kind, n] as const))),
      {
        maxLength: 12,
      },
    )
    fc.assert(
      fc.property(fc.constantFrom(TEMPLATE, STRANGE), steps, (source, changes) => {
        let mail = mailOf(source)
        const kept = everyBlock(mail.body)
          .filter(({ kind }) => kind === 'unknown' || kind === 'raw')
          .map((block) => sourceOf(mail, block))
        for (const [kind, n] of changes) {
          const blocks = everyBlock(mail.body)
          const block = blocks[n % blocks.length]
          const containers = [mail.body, ...blocks].filter(({ takes }) => takes !== null)
          const container = containers[(n * 7) % containers.length]
          if (!block || !container) continue
          const place = { container: container.path, index: n % (container.children.length + 1) }
          const edit =
            kind === 0
              ? moveBlock(mail, block.path, place, wrap)
              : kind === 1
                ? insertBlock(mail, place, '<mj-text>new</mj-text>', 'part', wrap)
                : kind === 2
                  ? setAttributes(mail, block, { padding: `${n}px` })
                  : kind === 3 && block.kind === 'text'
                    ? setContent(mail, block, `said ${n}`)
                    : stepBlock(mail, block.path, n % 2 === 0 ? 1 : -1, wrap)
          if (!edit) continue
          const read = readMail(edit.source)
          expect(read.isSound).toBe(true)
          if (read.isSound) mail = read.mail
        }
        const left = everyBlock(mail.body)
          .filter(({ kind }) => kind === 'unknown' || kind === 'raw')
          .map((block) => sourceOf(mail, block).replace(/ padding="\d+px"/, ''))
        expect(left.toSorted()).toEqual(kept.toSorted())
        const headEnd = source.indexOf('<mj-body')
        expect(mail.source.slice(0, headEnd)).toBe(source.slice(0, headEnd))
      }),
      { numRuns: 60 },
    )
  })
})

describe('a condition', () => {
  it.each([
    { field: 'contact.city', operator: 'is', value: "O'Hara" },
    { field: 'contact.city', operator: 'is_not', value: 'Oslo' },
    { field: 'contact.company', operator: 'known', value: '' },
    { field: 'contact.company', operator: 'unknown', value: '' },
    { field: 'contact.job_title', operator: 'contains', value: 'chief' },
    { field: 'contact.fields.employees', operator: 'over', value: '50' },
    { field: 'contact.fields.employees', operator: 'under', value: '50' },
  ] as const)('is read as it was written: $operator', (condition) => {
    expect(readCondition(writeCondition(condition))).toEqual(condition)
  })
  it('is not read where somebody wrote more than it knows', () => {
    expect(readCondition('contact.city == "Oslo" or contact.city == "Bergen"')).toBeUndefined()
    expect(readCondition('contact.city == other.city')).toBeUndefined()
  })
  it('compiles with what it holds, changes, gets an otherwise, and goes', async () => {
    const city = { field: 'contact.city', operator: 'is', value: 'Oslo' } as const
    const edit = insertBlock(
      mailOf(TEMPLATE),
      { container: '0.0', index: 2 },
      onlyFor(city, '<mj-text>Oslo</mj-text>'),
      'part',
      wrap,
    )
    const mail = changedBy(edit)
    expect(outline(at(mail, '0.0.2'))).toBe('branch(text)')
    expect(at(mail, '0.0.2.0').condition).toBe("contact.city == 'Oslo'")
    const changed = changedBy(setCondition(mail, at(mail, '0.0.2'), { ...city, operator: 'known' }))
    expect(at(changed, '0.0.2.0').condition).toBe("contact.city != ''")
    const both = changedBy(addOtherwise(changed, at(changed, '0.0.2'), '<mj-text>Elsewhere</mj-text>'))
    expect(outline(at(both, '0.0.2'))).toBe('branch(text) branch(text)')
    const { faults, html } = await compileMjml(both.source)
    expect(faults).toEqual([])
    expect(html).toMatch(
      /\{% if contact\.city != '' %\}[\s\S]*Oslo[\s\S]*\{% else %\}[\s\S]*Elsewhere[\s\S]*\{% endif %\}/,
    )
    const less = changedBy(removeOtherwise(both, at(both, '0.0.2')))
    expect(outline(changedBy(unwrapCondition(less, at(less, '0.0.2'))).body)).toBe(
      'section(column(heading text text text button)) section(column(text))',
    )
  })
})

it('a variable is written with what stands there where it is not known, and read again', () => {
  for (const output of [
    { name: 'contact.first_name', fallback: '' },
    { name: 'contact.first_name', fallback: 'there' },
    { name: 'contact.fields.size', fallback: "what's" },
  ])
    expect(readOutput(writeOutput(output))).toEqual(output)
  expect(writeOutput({ name: 'contact.city', fallback: '<b>}}' })).toBe("{{ contact.city | default: 'b' }}")
  expect(readOutput('{{ contact.city | upcase }}')).toBeUndefined()
})
