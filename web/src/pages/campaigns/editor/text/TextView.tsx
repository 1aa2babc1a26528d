// A text as it looks, while nobody edits it. Only what the schema knows is shown; no HTML of a mail runs within the app.
import type { Mark, Node } from 'prosemirror-model'
import { createElement, type ReactNode } from 'react'
import type { Variable } from '../mjml/variables.ts'
import { type LiquidWords, liquidLabel } from './liquid-label.ts'
import { readStyle, safeStyle } from './safe-style.ts'
import styles from './Text.module.css'

export type LiquidNames = { variables: readonly Variable[]; words: LiquidWords }

export function TextView({ doc, names }: { doc: Node; names: LiquidNames }): ReactNode {
  const isOneLine = doc.childCount === 1 && doc.firstChild?.attrs.raw === null
  const inlines = isOneLine && doc.firstChild ? inlinesOf(doc.firstChild, names) : undefined
  return <div className={styles.text}>{inlines ?? blocksOf(doc, names)}</div>
}

function blocksOf(parent: Node, names: LiquidNames): ReactNode[] {
  const shown: ReactNode[] = []
  parent.forEach((block, offset) => {
    const { name } = block.type
    const tag =
      { bullet_list: 'ul', ordered_list: 'ol', list_item: 'li', paragraph: 'p' }[name] ?? `h${block.attrs.level}`
    const content = block.isTextblock ? inlinesOf(block, names) : blocksOf(block, names)
    shown.push(element(tag, block.attrs.raw, content, offset))
  })
  return shown
}

function inlinesOf(block: Node, names: LiquidNames): ReactNode[] {
  const shown: ReactNode[] = []
  block.forEach((node, offset) => {
    shown.push(node.marks.reduceRight((inner, mark) => marked(mark, inner, offset), inlineOf(node, offset, names)))
  })
  return shown
}

function inlineOf(node: Node, offset: number, names: LiquidNames): ReactNode {
  if (node.isText) return node.text
  if (node.type.name === 'hard_break') return <br key={offset} />
  if (node.type.name === 'html') return <span key={offset} />
  return (
    <span key={offset} className={styles.liquid}>
      {liquidLabel(String(node.attrs.source), names.variables, names.words)}
    </span>
  )
}

const marked = (mark: Mark, inner: ReactNode, key: number): ReactNode =>
  mark.type.name === 'link' ? (
    <span key={key} className="mail-link" style={styleOf(mark.attrs.raw)}>
      {inner}
    </span>
  ) : (
    element(String(mark.attrs.tag), mark.attrs.raw, inner, key)
  )

const element = (tag: string, raw: unknown, content: ReactNode, key: number): ReactNode =>
  createElement(tag, { key, style: styleOf(raw) }, content)

/** The shown part of a style, as React wants it. */
function styleOf(raw: unknown): Record<string, string> {
  const shown = safeStyle(typeof raw === 'string' ? raw : '')
  return Object.fromEntries(
    readStyle(` style="${shown.replaceAll('"', "'")}"`).map(([name, value]) => [
      name.replace(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase()),
      value,
    ]),
  )
}
