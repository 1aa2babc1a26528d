// What is marked in the source of a mail: mistakes under their lines, and the lines of the chosen block.
import { Decoration, EditorView, type Extension, RangeSet, type Text, WidgetType } from '@uiw/react-codemirror'
import type { Problem } from '../../campaigns.ts'
import styles from '../../MjmlEditor.module.css'
import type { Span } from '../mjml/parse-mjml.ts'

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
export function showProblems(problems: Problem[]): Extension {
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

/** Marks the lines that a span of the source stands on. */
export const showSpan = (span: Span | undefined): Extension =>
  EditorView.decorations.compute(['doc'], ({ doc }) => {
    if (!span || span.start > doc.length) return Decoration.none
    const first = doc.lineAt(span.start).number
    const last = doc.lineAt(Math.min(Math.max(span.start, span.end - 1), doc.length)).number
    const lines = Array.from({ length: last - first + 1 }, (_line, index) => doc.line(first + index))
    return RangeSet.of(lines.map(({ from }) => Decoration.line({ class: styles.chosen ?? '' }).range(from)))
  })
