// Bold, links, lists and fields for the text that is being written.
import { ActionIcon, Button, Popover, TextInput } from '@mantine/core'
import { IconBold, IconItalic, IconLink, IconList, IconListNumbers, IconUnderline } from '@tabler/icons-react'
import { lift, toggleMark } from 'prosemirror-commands'
import type { MarkType, NodeType } from 'prosemirror-model'
import { wrapInList } from 'prosemirror-schema-list'
import { type Command, NodeSelection } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { type ReactNode, useState } from 'react'
import { editorWords } from '../../../words/editor.ts'
import { useWords } from '../../../words/language.tsx'
import styles from './Editor.module.css'
import { FallbackField, FieldMenu } from './FieldTools.tsx'
import { readValue, writeValue } from './mjml/parse-mjml.ts'
import { type Variable, writeOutput } from './mjml/variables.ts'
import { textSchema } from './text/schema.ts'

const { marks, nodes } = textSchema

export function TextTools({ view, variables }: { view: EditorView; variables: readonly Variable[] }) {
  const words = useWords(editorWords)
  const run = (command: Command) => {
    command(view.state, view.dispatch, view)
    view.focus()
  }
  const hasMark = (type: MarkType) => {
    const { from, $from, to, empty } = view.state.selection
    return empty
      ? type.isInSet(view.state.storedMarks ?? $from.marks()) !== undefined
      : view.state.doc.rangeHasMark(from, to, type)
  }
  const isIn = (type: NodeType) => {
    const { $from } = view.state.selection
    return Array.from({ length: $from.depth }, (_, at) => $from.node(at)).some((node) => node.type === type)
  }
  const list = (type: NodeType): Command => (isIn(type) ? lift : wrapInList(type))
  return (
    <>
      <Tool label={words.bold} isOn={hasMark(marks.strong)} act={() => run(toggleMark(marks.strong))}>
        <IconBold size={16} stroke={1.5} />
      </Tool>
      <Tool label={words.italic} isOn={hasMark(marks.em)} act={() => run(toggleMark(marks.em))}>
        <IconItalic size={16} stroke={1.5} />
      </Tool>
      <Tool label={words.underline} isOn={hasMark(marks.underline)} act={() => run(toggleMark(marks.underline))}>
        <IconUnderline size={16} stroke={1.5} />
      </Tool>
      <LinkTool view={view} />
      <Tool label={words.bullets} isOn={isIn(nodes.bullet_list)} act={() => run(list(nodes.bullet_list))}>
        <IconList size={16} stroke={1.5} />
      </Tool>
      <Tool label={words.numbers} isOn={isIn(nodes.ordered_list)} act={() => run(list(nodes.ordered_list))}>
        <IconListNumbers size={16} stroke={1.5} />
      </Tool>
      <FieldMenu
        variables={variables}
        onInsert={(name) => {
          const node = nodes.liquid.create({ source: writeOutput({ name, fallback: '' }) })
          const { from } = view.state.selection
          const transaction = view.state.tr.replaceSelectionWith(node, true)
          run((_state, dispatch) => {
            dispatch?.(transaction.setSelection(NodeSelection.create(transaction.doc, from)))
            return true
          })
        }}
      />
      <FallbackField view={view} variables={variables} />
    </>
  )
}

export type ToolProps = { label: string; isOn?: boolean; isOff?: boolean; act: () => void; children: ReactNode }

/** A button that leaves the focus in the text. */
export function Tool({ label, isOn, isOff = false, act, children }: ToolProps) {
  return (
    <ActionIcon
      size={30}
      className={styles.tool}
      aria-label={label}
      title={label}
      aria-pressed={isOn}
      disabled={isOff}
      onMouseDown={(event) => event.preventDefault()}
      onClick={act}
    >
      {children}
    </ActionIcon>
  )
}

function LinkTool({ view }: { view: EditorView }) {
  const words = useWords(editorWords)
  const [isOpen, setOpen] = useState(false)
  const [address, setAddress] = useState('')
  const { from, $from, to, empty } = view.state.selection
  const within = marks.link.isInSet($from.marks()) ?? marks.link.isInSet(view.state.doc.nodeAt(from)?.marks ?? [])
  const open = () => {
    const href = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(String(within?.attrs.raw ?? ''))
    setAddress(readValue(href?.[1] ?? href?.[2] ?? 'https://'))
    setOpen(true)
  }
  const span = empty && within ? linkAround(view, from) : { from, to }
  const set = (href: string | undefined) => {
    const transaction = view.state.tr.removeMark(span.from, span.to, marks.link)
    if (href !== undefined) {
      const kept = String(within?.attrs.raw ?? '').replace(/\shref\s*=\s*(?:"[^"]*"|'[^']*')/, '')
      transaction.addMark(span.from, span.to, marks.link.create({ raw: ` href="${writeValue(href)}"${kept}` }))
    }
    view.dispatch(transaction)
    setOpen(false)
    view.focus()
  }
  return (
    <Popover opened={isOpen} onChange={setOpen} trapFocus withRoles={false} position="bottom-start">
      <Popover.Target>
        <span>
          <Tool label={words.link} isOn={within !== undefined} isOff={empty && !within} act={open}>
            <IconLink size={16} stroke={1.5} />
          </Tool>
        </span>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className={styles.linkForm}
          onSubmit={(event) => {
            event.preventDefault()
            set(address.trim())
          }}
        >
          <TextInput
            label={words.address}
            description={words.addressHint}
            value={address}
            data-autofocus
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          <div className={styles.formButtons}>
            <Button type="submit" disabled={address.trim() === ''}>
              {words.done}
            </Button>
            {within && (
              <Button variant="subtle" color="gray" onClick={() => set(undefined)}>
                {words.removeLink}
              </Button>
            )}
          </div>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}

/** The whole link around a place. */
function linkAround(view: EditorView, at: number): { from: number; to: number } {
  const $at = view.state.doc.resolve(at)
  const start = $at.start()
  let span = { from: at, to: at }
  let open: { from: number; to: number } | undefined
  $at.parent.forEach((node, offset) => {
    const from = start + offset
    const isLink = marks.link.isInSet(node.marks) !== undefined
    open = isLink ? { from: open?.from ?? from, to: from + node.nodeSize } : undefined
    if (open && open.from <= at && at <= open.to) span = open
  })
  return span
}
