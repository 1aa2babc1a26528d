// The source of a mail. Mistakes stand under their line, in words; a list below leads to each of them. Fields are offered
// where Liquid begins.
import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  snippetCompletion,
} from '@codemirror/autocomplete'
import { html } from '@codemirror/lang-html'
import { useMantineColorScheme } from '@mantine/core'
import CodeMirror, {
  Decoration,
  EditorView,
  type Extension,
  keymap,
  Prec,
  RangeSet,
  type ReactCodeMirrorRef,
  type Text,
  WidgetType,
} from '@uiw/react-codemirror'
import { useEffect, useMemo, useRef } from 'react'
import type { Problem } from './campaigns.ts'
import type { Variable } from './editor/mjml/variables.ts'
import styles from './MjmlEditor.module.css'
import { ProblemList } from './ProblemList.tsx'

export type MjmlEditorProps = {
  value: string
  problems: Problem[]
  isReadOnly: boolean
  label: string
  variables: readonly Variable[]
  /** The line to begin at. */
  startAt: number | undefined
  onChange: (value: string) => void
  /** Taking back is the mail's, not the source's alone. */
  onUndo: () => boolean
  onRedo: () => boolean
}

export function MjmlEditor({ value, problems, isReadOnly, label, variables, startAt, ...on }: MjmlEditorProps) {
  const { colorScheme } = useMantineColorScheme()
  const editor = useRef<ReactCodeMirrorRef>(null)
  const history = useRef(on)
  history.current = on
  const extensions = useMemo(
    () => [
      html({ matchClosingTags: true, autoCloseTags: true }),
      autocompletion({ override: [(context) => offerFields(context, variables)], icons: false }),
      Prec.highest(
        keymap.of([
          { key: 'Mod-z', run: () => history.current.onUndo(), preventDefault: true },
          { key: 'Mod-y', mac: 'Mod-Shift-z', run: () => history.current.onRedo(), preventDefault: true },
          { key: 'Mod-Shift-z', run: () => history.current.onRedo(), preventDefault: true },
        ]),
      ),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': label }),
      showProblems(problems),
    ],
    [problems, label, variables],
  )
  const goTo = (line: number) => {
    if (editor.current?.view) lead(editor.current.view, line)
  }
  useEffect(() => {
    if (startAt !== undefined && editor.current?.view) lead(editor.current.view, startAt)
  }, [startAt])
  const isDark =
    colorScheme === 'dark' || (colorScheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  return (
    <div className={styles.editor}>
      <CodeMirror
        ref={editor}
        value={value}
        theme={isDark ? 'dark' : 'light'}
        minHeight="520px"
        readOnly={isReadOnly}
        extensions={extensions}
        basicSetup={{ foldGutter: false, highlightActiveLine: false, autocompletion: false, history: false }}
        onChange={on.onChange}
        onCreateEditor={(view) => startAt !== undefined && lead(view, startAt)}
      />
      <div className={styles.problems}>
        <ProblemList problems={problems} goTo={goTo} />
      </div>
    </div>
  )
}

function lead(view: EditorView, line: number): void {
  const { from } = view.state.doc.line(Math.min(line, view.state.doc.lines))
  view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) })
  view.focus()
}

/** Behind two braces: each field, and for those of a person a place to say what stands there where it is not known. */
function offerFields(context: CompletionContext, variables: readonly Variable[]): CompletionResult | null {
  const before = context.matchBefore(/\{\{\s*[\w.]*/)
  if (!before) return null
  const from = before.from + (/^\{\{\s*/.exec(before.text)?.[0].length ?? 2)
  const isClosed = /^\s*(?:\||\}\})/.test(context.state.sliceDoc(context.pos, context.pos + 4))
  const close = isClosed ? '' : ' }}'
  const plain = variables.map(({ name, label }) => ({ label: name, detail: label, apply: `${name}${close}` }))
  const withFallback = variables
    .filter(({ name }) => name.startsWith('contact.') && !isClosed)
    .map(({ name, label }) =>
      snippetCompletion(`${name} | default: '#{}' }}`, { label: `${name} | default`, detail: label, boost: -1 }),
    )
  return { from, options: [...plain, ...withFallback], validFor: /^[\w.]*$/ }
}

class ProblemWidget extends WidgetType {
  readonly message: string
  constructor(message: string) {
    super()
    this.message = message
  }
  override eq(other: ProblemWidget) {
    return other.message === this.message
  }
  override toDOM() {
    const place = document.createElement('div')
    place.className = styles.problem ?? ''
    place.textContent = this.message
    return place
  }
}

/** Marks the lines with mistakes and writes what is wrong under each. */
function showProblems(problems: Problem[]): Extension {
  const marksOf = (doc: Text) => {
    const placed = problems.flatMap(({ line, message }) =>
      line !== null && line <= doc.lines ? [{ line, message }] : [],
    )
    const ranges = placed.flatMap(({ line, message }) => {
      const at = doc.line(line)
      return [
        Decoration.line({ class: styles.wrong ?? '' }).range(at.from),
        Decoration.widget({ widget: new ProblemWidget(message), block: true, side: 1 }).range(at.to),
      ]
    })
    return RangeSet.of(ranges, true)
  }
  return EditorView.decorations.compute(['doc'], (state) => marksOf(state.doc))
}
