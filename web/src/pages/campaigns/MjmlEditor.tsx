// The source of a mail. Mistakes stand under their line, in words; a list below leads to each of them. Fields are offered
// where Liquid begins.
import { autocompletion } from '@codemirror/autocomplete'
import { html } from '@codemirror/lang-html'
import { useMantineColorScheme } from '@mantine/core'
import CodeMirror, {
  EditorView,
  type Extension,
  ExternalChange,
  keymap,
  Prec,
  type ReactCodeMirrorRef,
} from '@uiw/react-codemirror'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { editorWords } from '../../words/editor.ts'
import { useWords } from '../../words/language.tsx'
import type { Problem } from './campaigns.ts'
import type { Span } from './editor/mjml/parse-mjml.ts'
import type { Variable } from './editor/mjml/variables.ts'
import { findChange } from './editor/source/find-change.ts'
import { offerFields } from './editor/source/offer-fields.ts'
import { showProblems, showSpan } from './editor/source/source-marks.ts'
import styles from './MjmlEditor.module.css'
import { ProblemList } from './ProblemList.tsx'

export type MjmlEditorProps = {
  value: string
  problems: Problem[]
  isReadOnly: boolean
  label: string
  /** Plain text with Liquid, with a history of its own. */
  isText?: boolean
  variables: readonly Variable[]
  /** Of the mail; unless told, what it says itself. */
  language?: string | undefined
  /** The line to begin at. */
  startAt?: number | undefined
  /** Of the chosen block: its lines are marked, and led to unless one writes here. */
  span?: (Span & { path: string }) | undefined
  /** Hears where somebody has put the cursor. */
  onCursor?: (offset: number) => void
  onChange: (value: string) => void
  /** Taking back is the mail's, not the source's alone. */
  onUndo?: () => boolean
  onRedo?: () => boolean
}

export function MjmlEditor({
  value,
  problems,
  isReadOnly,
  label,
  isText = false,
  variables,
  language,
  startAt,
  span,
  ...on
}: MjmlEditorProps) {
  const words = useWords(editorWords)
  const { colorScheme } = useMantineColorScheme()
  const editor = useRef<ReactCodeMirrorRef>(null)
  const history = useRef(on)
  history.current = on
  const extensions = useMemo(
    () => [
      isText ? [] : html({ matchClosingTags: true, autoCloseTags: true }),
      autocompletion({ override: [(context) => offerFields(context, { variables, words, language })], icons: false }),
      isText ? [] : Prec.highest(historyKeys(history)),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      showProblems(problems),
      EditorView.updateListener.of(({ view, state, selectionSet }) => {
        if (selectionSet && view.hasFocus) history.current.onCursor?.(state.selection.main.head)
      }),
    ],
    [problems, label, variables, isText, words, language],
  )
  const [start, end] = [span?.start, span?.end]
  const marked = useMemo(
    () => showSpan(start === undefined || end === undefined ? undefined : { start, end }),
    [start, end],
  )
  const all = useMemo(() => [extensions, marked], [extensions, marked])
  // Before the editor would put the whole text in anew, which would lose its place.
  useLayoutEffect(() => {
    const view = editor.current?.view
    const changes = view && findChange(view.state.doc.toString(), value)
    if (changes) view.dispatch({ changes, annotations: ExternalChange.of(true) })
  }, [value])
  const goTo = (line: number) => {
    if (editor.current?.view) lead(editor.current.view, line)
  }
  useEffect(() => {
    if (startAt !== undefined && editor.current?.view) lead(editor.current.view, startAt)
  }, [startAt])
  const path = span?.path
  // biome-ignore lint/correctness/useExhaustiveDependencies: led to when another block is chosen, not while it is written
  useEffect(() => {
    const view = editor.current?.view
    if (path === undefined || start === undefined || !view || view.hasFocus) return
    view.dispatch({
      effects: EditorView.scrollIntoView(Math.min(start, view.state.doc.length), { y: 'center' }),
    })
  }, [path])
  const isDark =
    colorScheme === 'dark' || (colorScheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  return (
    <div className={styles.editor}>
      <CodeMirror
        ref={editor}
        value={value}
        theme={isDark ? 'dark' : 'light'}
        minHeight={isText ? '240px' : '520px'}
        readOnly={isReadOnly}
        extensions={all}
        basicSetup={{ foldGutter: false, highlightActiveLine: false, autocompletion: false, history: isText }}
        onChange={on.onChange}
        onCreateEditor={(view) => startAt !== undefined && lead(view, startAt)}
      />
      <div className={styles.problems}>
        <ProblemList problems={problems} goTo={goTo} />
      </div>
    </div>
  )
}

function historyKeys(on: { current: Pick<MjmlEditorProps, 'onUndo' | 'onRedo'> }): Extension {
  const undo = () => on.current.onUndo?.() ?? false
  const redo = () => on.current.onRedo?.() ?? false
  return keymap.of([
    { key: 'Mod-z', run: undo, preventDefault: true },
    { key: 'Mod-y', mac: 'Mod-Shift-z', run: redo, preventDefault: true },
    { key: 'Mod-Shift-z', run: redo, preventDefault: true },
  ])
}

function lead(view: EditorView, line: number): void {
  const { from } = view.state.doc.line(Math.min(line, view.state.doc.lines))
  view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) })
  view.focus()
}
