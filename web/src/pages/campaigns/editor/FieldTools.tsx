// Fields for the text that is being written: found by what they are called, with what stands there where they are not known.
import { Button, Menu, TextInput } from '@mantine/core'
import { IconBraces } from '@tabler/icons-react'
import { NodeSelection } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { useRef, useState } from 'react'
import { editorWords } from '../../../words/editor.ts'
import { useWords } from '../../../words/language.tsx'
import styles from './Editor.module.css'
import { useEditor } from './editor-context.ts'
import { fallbackFor, languageOf } from './liquid/fallbacks.ts'
import { findFields } from './liquid/open-field.ts'
import { readOutput, type Variable, writeOutput } from './mjml/variables.ts'
import { textSchema } from './text/schema.ts'

const { nodes } = textSchema

type FieldMenuProps = { variables: readonly Variable[]; onInsert: (name: string) => void }

export function FieldMenu({ variables, onInsert }: FieldMenuProps) {
  const words = useWords(editorWords)
  const { wantsField, wantField } = useEditor()
  const [typed, setTyped] = useState('')
  const list = useRef<HTMLDivElement>(null)
  const found = findFields(variables, typed)
  const isOfPerson = ({ name }: Variable) => name.startsWith('contact.')
  const groups = [
    { label: words.ofPerson, some: found.filter(isOfPerson) },
    { label: words.ofSender, some: found.filter((one) => !isOfPerson(one)) },
  ].filter(({ some }) => some.length > 0)
  const insert = (name: string) => {
    wantField(false)
    onInsert(name)
  }
  const first = groups[0]?.some[0]
  return (
    <Menu
      position="bottom-end"
      returnFocus={false}
      opened={wantsField}
      onChange={wantField}
      onOpen={() => setTyped('')}
      closeOnItemClick={false}
    >
      <Menu.Target>
        <Button size="compact-sm" variant="subtle" color="gray" leftSection={<IconBraces size={16} stroke={1.5} />}>
          {words.field}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={styles.menu} ref={list}>
        <TextInput
          data-autofocus
          aria-label={words.findField}
          placeholder={words.findField}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && first) insert(first.name)
            else if (event.key === 'ArrowDown') list.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus()
            else return
            event.preventDefault()
            event.stopPropagation()
          }}
        />
        {groups.map(({ label, some }) => (
          <div key={label}>
            <Menu.Label>{label}</Menu.Label>
            {some.map(({ name, label: said }) => (
              <Menu.Item key={name} onClick={() => insert(name)}>
                {said}
              </Menu.Item>
            ))}
          </div>
        ))}
        {found.length === 0 && <Menu.Label>{words.noField}</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  )
}

/** What stands in place of the chosen field for those of whom it is not known. */
export function FallbackField({ view, variables }: { view: EditorView; variables: readonly Variable[] }) {
  const words = useWords(editorWords)
  const { mail } = useEditor()
  const { selection } = view.state
  const node = selection instanceof NodeSelection && selection.node.type === nodes.liquid ? selection.node : undefined
  const output = node && readOutput(String(node.attrs.source))
  const label = variables.find(({ name }) => name === output?.name)?.label
  if (!node || !output || !label || !output.name.startsWith('contact.')) return null
  const change = (fallback: string) => {
    const source = writeOutput({ name: output.name, fallback })
    const transaction = view.state.tr.setNodeMarkup(selection.from, undefined, { source })
    view.dispatch(transaction.setSelection(NodeSelection.create(transaction.doc, selection.from)))
  }
  const offered = output.fallback === '' ? fallbackFor(output.name, languageOf(mail.source)) : undefined
  return (
    <>
      <TextInput
        className={styles.fallback}
        label={`${label}: ${words.fallback}`}
        value={output.fallback}
        placeholder={offered}
        maxLength={80}
        onChange={(event) => change(event.currentTarget.value)}
      />
      {offered !== undefined && (
        <Button size="compact-sm" className={styles.offered} onClick={() => change(offered)}>
          {words.takeFallback(offered)}
        </Button>
      )}
    </>
  )
}
