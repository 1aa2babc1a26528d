// White space that HTML does not show: at the edges of a block, around a break, after a space.
import type { Node } from 'prosemirror-model'
import { textSchema } from './schema.ts'

/** The same line without it. */
export function trimEdges(inlines: readonly Node[]): Node[] {
  const kept: Node[] = []
  let isSpace = true
  for (const node of inlines) {
    const isBreak = node.type === textSchema.nodes.hard_break
    if (isBreak) trimEnd(kept)
    const said: string | undefined = isSpace ? node.text?.replace(/^ +/, '') : node.text
    if (said === '') continue
    kept.push(said === undefined ? node : textSchema.text(said, node.marks))
    isSpace = isBreak || said?.endsWith(' ') === true
  }
  trimEnd(kept)
  return kept
}

function trimEnd(kept: Node[]): void {
  for (let last = kept.at(-1); last?.text?.endsWith(' '); last = kept.at(-1)) {
    kept.pop()
    const text = last.text.trimEnd()
    if (text !== '') {
      kept.push(textSchema.text(text, last.marks))
      return
    }
  }
}
