// From what the editor holds to the HTML of a text.
import type { Mark, Node } from 'prosemirror-model'
import { LAST_PARAGRAPH, PARAGRAPH } from './parse-text.ts'
import { textSchema } from './schema.ts'

const { nodes, marks } = textSchema

/** The HTML for an mj-text. One paragraph without a tag of its own is written without one. */
export function writeText(doc: Node): string {
  const only = doc.childCount === 1 ? doc.firstChild : undefined
  if (only && only.type === nodes.paragraph && only.attrs.raw === null) return writeInlines(only)
  return writeBlocks(doc)
}

function writeBlocks(parent: Node): string {
  const written: string[] = []
  parent.forEach((block, _offset, index) => {
    written.push(writeBlock(block, index === parent.childCount - 1))
  })
  return written.join('\n')
}

function writeBlock(block: Node, isLast: boolean): string {
  const raw = typeof block.attrs.raw === 'string' ? block.attrs.raw : ''
  if (block.type === nodes.paragraph) {
    const said = block.attrs.raw === null ? (isLast ? LAST_PARAGRAPH : PARAGRAPH) : raw
    // An empty paragraph has no height.
    return `<p${said}>${block.childCount === 0 ? '&nbsp;' : writeInlines(block)}</p>`
  }
  if (block.type === nodes.heading) return `<h${block.attrs.level}${raw}>${writeInlines(block)}</h${block.attrs.level}>`
  if (block.type === nodes.list_item) return `<li${raw}>${writeItem(block)}</li>`
  const tag = block.type === nodes.bullet_list ? 'ul' : 'ol'
  return `<${tag}${raw}>\n${writeBlocks(block)}\n</${tag}>`
}

/** The first paragraph of an item seldom has a tag. */
function writeItem(item: Node): string {
  const first = item.firstChild
  if (!first || first.attrs.raw !== null) return writeBlocks(item)
  const others = item.childCount > 1 ? `\n${writeBlocks(item.cut(first.nodeSize))}` : ''
  return writeInlines(first) + others
}

function writeInlines(block: Node): string {
  let written = ''
  let active: readonly Mark[] = []
  block.forEach((node) => {
    let common = 0
    while (common < active.length && node.marks[common] && active[common]?.eq(node.marks[common] as Mark)) common += 1
    for (const mark of active.slice(common).toReversed()) written += `</${tagOf(mark)}>`
    for (const mark of node.marks.slice(common)) written += `<${tagOf(mark)}${mark.attrs.raw}>`
    active = node.marks
    written += node.isText ? escapeText(node.text ?? '') : String(node.attrs.source)
  })
  for (const mark of active.toReversed()) written += `</${tagOf(mark)}>`
  return written
}

const tagOf = (mark: Mark): string => (mark.type === marks.link ? 'a' : String(mark.attrs.tag))

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\u00a0': '&nbsp;' }
const escapeText = (text: string): string => text.replace(/[&<>\u00a0]/g, (sign) => SIGNS[sign] ?? sign)

/** What a text says, without tags: for names and for readers. */
export const plainText = (html: string): string =>
  html
    .replace(/<!--[\s\S]*?-->|<[^>]*>/g, ' ')
    .replace(/\{%[\s\S]*?%\}/g, '')
    .replace(/&nbsp;|&#160;/g, ' ')
    .replace(/&#183;|&middot;/g, '·')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim()
