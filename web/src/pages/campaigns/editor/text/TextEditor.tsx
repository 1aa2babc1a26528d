// Writing in a text of a mail, where it stands.
import { baseKeymap, chainCommands, exitCode, toggleMark } from 'prosemirror-commands'
import { keymap } from 'prosemirror-keymap'
import type { Node } from 'prosemirror-model'
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list'
import {
  type Command,
  EditorState,
  type Plugin,
  type Selection,
  Plugin as StatePlugin,
  TextSelection,
} from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import { useEffect, useRef } from 'react'
import type { Begin } from '../editor-context.ts'
import type { Variable } from '../mjml/variables.ts'
import { type LiquidWords, liquidLabel } from './liquid-label.ts'
import { parseText } from './parse-text.ts'
import { textSchema } from './schema.ts'
import styles from './Text.module.css'
import { writeText } from './write-text.ts'

export type TextEditorProps = {
  html: string
  label: string
  variables: readonly Variable[]
  words: LiquidWords
  /** Where to begin; read once, and used up. */
  begin: { current: Begin }
  onChange: (html: string) => void
  /** Hears of the view, and of each change of it or of what is chosen in it; undefined when it goes. */
  onView: (view: EditorView | undefined) => void
  onUndo: () => void
  onRedo: () => void
  onLeave: () => void
  /** Two braces were typed: a field is wanted. */
  onField: () => void
}

export function TextEditor(props: TextEditorProps) {
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(undefined)
  const written = useRef(props.html)
  const now = useRef(props)
  now.current = props
  // The view is made once; what it calls is read from `now`.
  useEffect(() => {
    if (!place.current) return
    const { html, label, variables, begin, onView } = now.current
    const made = new EditorView(place.current, {
      state: EditorState.create({ doc: parseText(html), schema: textSchema, plugins: pluginsFor(now) }),
      attributes: { class: styles.editor ?? '', role: 'textbox', 'aria-multiline': 'true', 'aria-label': label },
      nodeViews: {
        liquid: (node) => chip(liquidLabel(String(node.attrs.source), variables, now.current.words)),
        html: () => chip('HTML'),
      },
      handleTextInput: (typed, from, to, text) => {
        if (text !== '{' || from === 0 || typed.state.doc.textBetween(from - 1, from) !== '{') return false
        typed.dispatch(typed.state.tr.delete(from - 1, to))
        now.current.onField()
        return true
      },
      dispatchTransaction: (transaction) => {
        made.updateState(made.state.apply(transaction))
        if (transaction.docChanged) {
          written.current = writeText(made.state.doc)
          now.current.onChange(written.current)
        }
        now.current.onView(made)
      },
    })
    view.current = made
    made.dispatch(made.state.tr.setSelection(selectionAt(made, begin.current)))
    if (begin.current) made.focus()
    begin.current = undefined
    return () => {
      onView(undefined)
      made.destroy()
    }
  }, [])
  // What was taken back, or written in the source, is shown here too.
  useEffect(() => {
    const doc = props.html === written.current ? undefined : parseText(props.html)
    if (!doc || !view.current) return
    written.current = props.html
    view.current.updateState(EditorState.create({ doc, plugins: view.current.state.plugins }))
  }, [props.html])
  return <div ref={place} className={styles.text} />
}

function selectionAt(view: EditorView, begin: Begin): Selection {
  if (begin === 'all') return allOf(view.state.doc)
  const at = begin && view.posAtCoords({ left: begin.x, top: begin.y })
  return TextSelection.near(view.state.doc.resolve(at?.pos ?? view.state.doc.content.size), -1)
}

/** Within the first and the last line, so that a heading stays one when it is written over. */
const allOf = (doc: Node): Selection => TextSelection.between(doc.resolve(0), doc.resolve(doc.content.size))

function chip(label: string) {
  const dom = document.createElement('span')
  dom.className = styles.liquid ?? ''
  dom.textContent = label
  return { dom }
}

const { marks, nodes } = textSchema
const lineBreak: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView())
  return true
}

function pluginsFor(now: { current: TextEditorProps }): Plugin[] {
  const run = (act: () => void): Command => {
    return () => {
      act()
      return true
    }
  }
  const undo = run(() => now.current.onUndo())
  const redo = run(() => now.current.onRedo())
  return [
    liquidTyped,
    keymap({
      ...{ 'Mod-b': toggleMark(marks.strong), 'Mod-i': toggleMark(marks.em), 'Mod-u': toggleMark(marks.underline) },
      ...{ 'Mod-z': undo, 'Mod-y': redo, 'Shift-Mod-z': redo, Escape: run(() => now.current.onLeave()) },
      'Shift-Enter': chainCommands(exitCode, lineBreak),
      Enter: splitListItem(nodes.list_item),
      'Mod-]': sinkListItem(nodes.list_item),
      'Mod-[': liftListItem(nodes.list_item),
    }),
    keymap(baseKeymap),
  ]
}

const TYPED = /\{\{[^{}]*\}\}|\{%[^{}%]*%\}/

/** Liquid that is typed becomes the sign that it stands for. */
const liquidTyped = new StatePlugin({
  appendTransaction: (transactions, _before, state) => {
    if (!transactions.some(({ docChanged }) => docChanged)) return null
    const found: { from: number; to: number; node: Node }[] = []
    state.doc.descendants((node, position) => {
      const match = TYPED.exec(node.text ?? '')
      if (!match) return
      const source = match[0]
      const from = position + match.index
      found.push({ from, to: from + source.length, node: nodes.liquid.create({ source }, null, node.marks) })
    })
    const [first] = found
    return first ? state.tr.replaceWith(first.from, first.to, first.node) : null
  },
})
