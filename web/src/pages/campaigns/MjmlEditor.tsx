// The source of a mail. Mistakes stand under their line, in words; a list below leads to each of them.
import { html } from '@codemirror/lang-html'
import { useMantineColorScheme } from '@mantine/core'
import CodeMirror, {
  Decoration,
  EditorView,
  type Extension,
  RangeSet,
  type ReactCodeMirrorRef,
  type Text,
  WidgetType,
} from '@uiw/react-codemirror'
import { useMemo, useRef } from 'react'
import { campaignWords } from '../../words/campaigns.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import type { Problem } from './campaigns.ts'
import styles from './MjmlEditor.module.css'

export type MjmlEditorProps = {
  value: string
  problems: Problem[]
  isReadOnly: boolean
  labelledBy: string
  onChange: (value: string) => void
}

export function MjmlEditor({ value, problems, isReadOnly, labelledBy, onChange }: MjmlEditorProps) {
  const words = useWords(campaignWords)
  const formats = useFormats()
  const { colorScheme } = useMantineColorScheme()
  const editor = useRef<ReactCodeMirrorRef>(null)
  const extensions = useMemo(
    () => [
      html({ matchClosingTags: true, autoCloseTags: true }),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-labelledby': labelledBy }),
      showProblems(problems),
    ],
    [problems, labelledBy],
  )
  const goTo = (line: number) => {
    const view = editor.current?.view
    if (!view) return
    const { from } = view.state.doc.line(Math.min(line, view.state.doc.lines))
    view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) })
    view.focus()
  }
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
        basicSetup={{ foldGutter: false, highlightActiveLine: false, autocompletion: false }}
        onChange={onChange}
      />
      {problems.length > 0 && (
        <ul className={styles.problems}>
          {problems.map((problem) => (
            <li key={`${problem.line} ${problem.message}`}>
              {problem.line !== null && (
                <button type="button" className="link" onClick={() => goTo(problem.line ?? 1)}>
                  {words.line(formats.number(problem.line))}
                </button>
              )}{' '}
              {problem.message}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
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
