// The fields of a heading, a button, a section, social links and a condition: what they say beyond how they look.
import { ActionIcon, SegmentedControl, Select, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { editorWords } from '../../../../words/editor.ts'
import { useWords } from '../../../../words/language.tsx'
import styles from '../Editor.module.css'
import { useEditor } from '../editor-context.ts'
import { languageOf } from '../liquid/fallbacks.ts'
import { LiquidInput } from '../liquid/LiquidInput.tsx'
import { COLUMN_LAYOUTS, type ColumnLayout, layoutOf, setLayout } from '../mjml/edit-columns.ts'
import { attributeSplice, editSpans, setContent } from '../mjml/edit-mail.ts'
import { attributeOf, readValue } from '../mjml/parse-mjml.ts'
import type { Block } from '../mjml/read-mail.ts'
import { HEADING_SIZES } from '../new-blocks.ts'
import { NETWORKS, networkTag } from '../social-networks.ts'
import { withStyle } from '../text/safe-style.ts'
import { plainText } from '../text/write-text.ts'
import { Labelled } from './attribute-fields.tsx'

const HEADING = /<h([1-3])\b([^>]*)>([\s\S]*)<\/h\1>/i

export function LevelField({ block }: { block: Block }) {
  const words = useWords(editorWords)
  const { mail, state, mayEdit } = useEditor()
  const html = block.inner ? mail.source.slice(block.inner.start, block.inner.end) : ''
  const level = HEADING.exec(html)?.[1] ?? '2'
  const set = (next: string) =>
    state.change(block.path, 'level', (known, one) => {
      const inner = one.inner ? known.source.slice(one.inner.start, one.inner.end) : ''
      const [size, line] = HEADING_SIZES[Number(next)] ?? []
      const changed = inner.replace(
        HEADING,
        (_all, _level, raw: string, said: string) =>
          `<h${next}${withStyle(withStyle(raw, 'font-size', size), 'line-height', line)}>${said}</h${next}>`,
      )
      return setContent(known, one, changed)
    })
  return (
    <Labelled label={words.level}>
      <SegmentedControl
        aria-label={words.level}
        fullWidth
        readOnly={!mayEdit}
        value={level}
        onChange={set}
        data={['1', '2', '3'].map((value) => ({ value, label: value }))}
      />
    </Labelled>
  )
}

export function ButtonText({ block }: { block: Block }) {
  const words = useWords(editorWords)
  const { mail, state, mayEdit, variables } = useEditor()
  const html = block.inner ? mail.source.slice(block.inner.start, block.inner.end) : ''
  const isPlain = !/<|\{%/.test(html)
  return (
    <LiquidInput
      label={words.text}
      value={isPlain ? readValue(html.trim()) : plainText(html)}
      readOnly={!mayEdit || !isPlain}
      description={isPlain ? undefined : words.textIsHtml}
      variables={variables}
      language={languageOf(mail.source)}
      onChange={(typed) => {
        const said = typed.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;' })[sign] ?? '&gt;')
        state.change(block.path, 'text', (known, one) => setContent(known, one, said))
      }}
    />
  )
}

export function LayoutField({ block }: { block: Block }) {
  const words = useWords(editorWords)
  const { state, mayEdit } = useEditor()
  return (
    <Select
      label={words.layout}
      readOnly={!mayEdit}
      allowDeselect={false}
      value={layoutOf(block) ?? null}
      data={(Object.keys(COLUMN_LAYOUTS) as ColumnLayout[]).map((value) => ({ value, label: words.layouts[value] }))}
      onChange={(layout) => {
        const chosen = (Object.keys(COLUMN_LAYOUTS) as ColumnLayout[]).find((one) => one === layout)
        if (chosen) state.change(block.path, '', (known, one) => setLayout(known, one, chosen))
      }}
    />
  )
}

export function SocialFields({ block }: { block: Block }) {
  const words = useWords(editorWords)
  const { state, mayEdit, surroundings } = useEditor()
  const links = block.element?.children ?? []
  const nameOf = (link: (typeof links)[number]) =>
    readValue(attributeOf(link, 'alt') ?? attributeOf(link, 'name') ?? words.network)
  const edit = (
    change: (source: string, links: NonNullable<Block['element']>['children']) => Parameters<typeof editSpans>[1],
    what: string,
  ) =>
    state.change(block.path, what, (known, one) =>
      editSpans(known, change(known.source, one.element?.children ?? []), one.start),
    )
  const used = links.map(nameOf)
  return (
    <fieldset className={styles.networks}>
      <legend>{words.networks}</legend>
      {links.map((link, index) => (
        <div key={link.start} className={styles.networkRow}>
          <TextInput
            label={nameOf(link)}
            readOnly={!mayEdit}
            value={readValue(attributeOf(link, 'href') ?? '')}
            onChange={(event) => {
              const { value } = event.currentTarget
              edit(
                (source, all) => (all[index] ? attributeSplice(source, all[index], 'href', value) : []),
                `network ${index}`,
              )
            }}
          />
          {mayEdit && (
            <ActionIcon
              size={28}
              aria-label={words.removeNetwork(nameOf(link))}
              onClick={() =>
                edit(
                  (_source, all) => (all[index] ? [{ start: all[index].start, end: all[index].end, text: '' }] : []),
                  '',
                )
              }
            >
              <IconX size={14} stroke={1.5} />
            </ActionIcon>
          )}
        </div>
      ))}
      {mayEdit && (
        <Select
          aria-label={words.addNetwork}
          placeholder={words.addNetwork}
          value={null}
          data={NETWORKS.filter(({ name }) => !used.includes(name)).map(({ key, name }) => ({
            value: key,
            label: name,
          }))}
          onChange={(key) => {
            const network = NETWORKS.find((one) => one.key === key)
            const at = links.at(-1)?.end ?? block.inner?.end
            if (network && at !== undefined)
              edit(() => [{ start: at, end: at, text: `\n${networkTag(network, surroundings.origin)}` }], '')
          }}
        />
      )}
    </fieldset>
  )
}
