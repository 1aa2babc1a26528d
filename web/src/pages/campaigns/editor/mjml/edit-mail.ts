// Changes to a mail, each as a few replaced spans of its source. What a change is not about keeps its bytes.
import { type Element, readValue, type Span, writeValue } from './parse-mjml.ts'
import {
  type Block,
  everyBlock,
  findBlock,
  type Level,
  type Mail,
  type Path,
  parentPath,
  placeIn,
} from './read-mail.ts'

/** Between the blocks of a container: before the block that is now at `index`, or after the last. */
export type Place = { container: Path; index: number }
/** The new source, and where in it the block begins that was changed. */
export type Edit = { source: string; focus: number }
type Splice = Span & { text: string }

/** What a new row stands in when only a part was given: a section of one column. */
export type WrapPart = (part: string) => string

/** Puts new MJML at a place. `at` must take blocks of this level, or rows where a part is wrapped. */
export function insertBlock(mail: Mail, at: Place, mjml: string, level: Level, wrap: WrapPart): Edit | undefined {
  const container = findBlock(mail, at.container)
  if (!container || !mayTake(container, level)) return undefined
  const isWrapped = container.takes !== level
  return apply(mail, [openFor(mail.source, container, at.index, isWrapped ? wrap(mjml) : mjml, true)], 0)
}

/** Whether blocks of this level may stand in it; a part may stand in a row of its own. */
export const mayTake = ({ takes }: Pick<Block, 'takes'>, level: Level): boolean =>
  takes === level || (takes === 'row' && level === 'part')

/** A column stays in its section, and a part of a condition in its condition. */
export const mayMove = ({ kind }: Block): boolean => kind !== 'column' && kind !== 'branch'

/** Which level a block is of where it stands. */
export const levelOf = (mail: Mail, { path }: Block): Level => findBlock(mail, parentPath(path))?.takes ?? 'row'

/** Moves a block, with all that is in it and byte for byte. Undefined where it cannot stand there. */
export function moveBlock(mail: Mail, path: Path, to: Place, wrap: WrapPart): Edit | undefined {
  const block = findBlock(mail, path)
  const container = findBlock(mail, to.container)
  if (!block || !container || !mayMove(block) || isWithinPath(to.container, path)) return undefined
  const level = levelOf(mail, block)
  if (!mayTake(container, level)) return undefined
  const isHere = parentPath(path) === to.container
  if (isHere && (to.index === placeIn(path) || to.index === placeIn(path) + 1))
    return { source: mail.source, focus: block.start }
  const moved = mail.source.slice(block.start, block.end)
  const isWrapped = container.takes !== level && block.kind !== 'raw'
  const put = openFor(mail.source, container, to.index, isWrapped ? wrap(moved) : moved, isWrapped)
  return apply(mail, [put, lineSpan(mail.source, emptied(mail, block, to))], 0)
}

/** What is taken away with a block: the section around it too, where that would stay behind empty. */
function emptied(mail: Mail, block: Block, to: Place): Span {
  const column = findBlock(mail, parentPath(block.path))
  const section = column?.kind === 'column' ? findBlock(mail, parentPath(column.path)) : undefined
  const isLast = section?.children.length === 1 && column?.children.length === 1
  return section && isLast && !isWithinPath(to.container, section.path) ? section : block
}

/** One place up or down; past the first or the last into the container before or after its own. */
export function stepBlock(mail: Mail, path: Path, by: -1 | 1, wrap: WrapPart): Edit | undefined {
  const block = findBlock(mail, path)
  const container = findBlock(mail, parentPath(path))
  const index = placeIn(path) + (by === 1 ? 2 : -1)
  if (!block || !container) return undefined
  const isWithin = index >= 0 && index <= container.children.length
  const to = isWithin ? { container: container.path, index } : placeBeyond(mail, block, container, by)
  return to && moveBlock(mail, path, to, wrap)
}

function placeBeyond(mail: Mail, block: Block, container: Block, by: -1 | 1): Place | undefined {
  if (container.takes === 'part') {
    const all = everyBlock(mail.body).filter(({ takes, path }) => takes === 'part' && !isWithinPath(path, block.path))
    const next = all[all.findIndex(({ path }) => path === container.path) + by]
    return next && { container: next.path, index: by === 1 ? 0 : next.children.length }
  }
  // A row leaves what is around it, and stands before or after that.
  for (let path = container.path; path !== ''; path = parentPath(path))
    if (findBlock(mail, parentPath(path))?.takes === 'row')
      return { container: parentPath(path), index: placeIn(path) + (by === 1 ? 1 : 0) }
  return undefined
}

const isWithinPath = (path: Path, outer: Path) => `${path}.`.startsWith(`${outer}.`)

export function removeBlock(mail: Mail, path: Path): Edit | undefined {
  const block = findBlock(mail, path)
  if (!block) return undefined
  const before = findBlock(mail, `${parentPath(path)}${parentPath(path) === '' ? '' : '.'}${placeIn(path) - 1}`)
  return { ...apply(mail, [lineSpan(mail.source, block)], 0), focus: before?.start ?? -1 }
}

export function duplicateBlock(mail: Mail, path: Path): Edit | undefined {
  const block = findBlock(mail, path)
  const container = findBlock(mail, parentPath(path))
  if (!block || !container) return undefined
  const copy = mail.source.slice(block.start, block.end)
  return apply(mail, [openFor(mail.source, container, placeIn(path) + 1, copy, false)], 0)
}

/** Another source for one block. */
export const replaceBlock = (mail: Mail, block: Span, mjml: string): Edit =>
  apply(mail, [{ start: block.start, end: block.end, text: mjml }], 0)

/** What stands between the tags of a block. */
export function setContent(mail: Mail, block: Block, content: string): Edit {
  const { element } = block
  if (!element) return { source: mail.source, focus: block.start }
  return { ...apply(mail, [fill(mail.source, element, content)], 0), focus: block.start }
}

/** Says attributes, or says them no more where the value is undefined. All other attributes stay as they are. */
export function setAttributes(mail: Mail, block: Block, values: Record<string, string | undefined>): Edit {
  const { element } = block
  if (!element) return { source: mail.source, focus: block.start }
  const splices = Object.entries(values).flatMap(([name, value]) => attributeSplice(mail.source, element, name, value))
  return { ...apply(mail, splices, 0), focus: block.start }
}

export function attributeSplice(source: string, element: Element, name: string, value: string | undefined): Splice[] {
  const known = element.attributes.find((one) => one.name === name)
  if (known && value !== undefined) {
    if (readValue(known.value) === value) return []
    return [{ start: known.start, end: known.end, text: `${name}="${writeValue(value)}"` }]
  }
  if (known) {
    const gap = /\s*$/.exec(source.slice(element.start, known.start))?.[0].length ?? 0
    return [{ start: known.start - gap, end: known.end, text: '' }]
  }
  if (value === undefined) return []
  const at = element.attributes.at(-1)?.end ?? element.start + 1 + element.tag.length
  return [{ start: at, end: at, text: ` ${name}="${writeValue(value)}"` }]
}

/** Opens a tag that closed itself, where it has to. */
export function fill(source: string, element: Element, content: string): Splice {
  if (element.inner) return { ...element.inner, text: content }
  const slash = source.lastIndexOf('/', element.end - 1)
  const start = source.slice(element.start, slash).trimEnd().length + element.start
  return { start, end: element.end, text: `>${content}</${element.tag}>` }
}

/** The splice that puts a block at a place of a container, on a line of its own where its neighbours are on theirs. */
function openFor(source: string, container: Block, index: number, mjml: string, isNew: boolean): Splice {
  const indented = (by: string) => (isNew ? mjml.replaceAll('\n', `\n${by}`) : mjml)
  const next = container.children[index]
  if (next) {
    const by = indentAt(source, next.start)
    return by === undefined
      ? { start: next.start, end: next.start, text: mjml }
      : { start: next.start, end: next.start, text: `${indented(by)}\n${by}` }
  }
  const last = container.children.at(-1)
  if (last) {
    const by = indentAt(source, last.start)
    const text = by === undefined ? mjml : `\n${by}${indented(by)}`
    return { start: last.end, end: last.end, text }
  }
  const outer = indentAt(source, container.start) ?? ''
  const by = `${outer}  `
  const text = `\n${by}${indented(by)}\n${outer}`
  if (container.element && !container.element.inner) return fill(source, container.element, text)
  const inner = container.inner ?? { start: container.end, end: container.end }
  // A comment that stands there alone is no block, and is kept.
  const isEmpty = source.slice(inner.start, inner.end).trim() === ''
  return isEmpty ? { ...inner, text } : { start: inner.end, end: inner.end, text }
}

/** What stands before a place on its line, if that is only white space. */
function indentAt(source: string, at: number): string | undefined {
  const line = source.slice(source.lastIndexOf('\n', at - 1) + 1, at)
  return /^[ \t]*$/.test(line) ? line : undefined
}

/** A span with its line, where nothing else stands on it. */
function lineSpan(source: string, { start, end }: Span): Span & { text: string } {
  const indent = indentAt(source, start)
  const rest = /^[ \t]*(?:\r?\n|$)/.exec(source.slice(end))
  if (indent === undefined || !rest) return { start, end, text: '' }
  return { start: start - indent.length, end: end + rest[0].length, text: '' }
}

/** Replaces spans that do not overlap. The focus is where the text of the splice at `focused` begins, past white space. */
function apply({ source }: Mail, splices: readonly Splice[], focused: number): Edit {
  const chosen = splices[focused]
  const sorted = splices.toSorted((a, b) => a.start - b.start || a.end - b.end)
  let text = ''
  let at = 0
  let focus = 0
  for (const splice of sorted) {
    text += source.slice(at, splice.start)
    if (splice === chosen) focus = text.length + (/^[>\s]*/.exec(splice.text)?.[0].length ?? 0)
    text += splice.text
    at = Math.max(at, splice.end)
  }
  return { source: text + source.slice(at), focus }
}

/** Several splices on one mail, as other edits are made of them. */
export const editSpans = (mail: Mail, splices: readonly Splice[], focus: number): Edit => ({
  ...apply(mail, splices, 0),
  focus,
})
