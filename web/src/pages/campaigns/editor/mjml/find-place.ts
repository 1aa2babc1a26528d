// Where a block goes that was pressed and not dragged: after the chosen one, or where the mail goes on.
import type { Place } from './edit-mail.ts'
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

/** The place for a block that can be of these levels. */
export function findPlace(mail: Mail, chosen: Path | undefined, levels: readonly Level[]): Place {
  const block = chosen === undefined ? undefined : findBlock(mail, chosen)
  if (!block) return levels.includes('part') ? atEndOf(mainColumn(mail) ?? mail.body) : beforeFooter(mail)
  const within = levels.includes('part') ? innermost(block) : undefined
  if (within && within !== block && within.children.length === 0) return atEndOf(within)
  if (within === block) return atEndOf(block)
  for (let path = block.path; path !== ''; path = parentPath(path)) {
    const container = findBlock(mail, parentPath(path))
    if (container?.takes && levels.includes(container.takes))
      return { container: container.path, index: placeIn(path) + 1 }
  }
  return beforeFooter(mail)
}

/** The block itself where it takes parts, else the first below it that does. */
function innermost(block: Block): Block | undefined {
  if (block.takes === 'part') return block
  return block.children.map(innermost).find((one) => one !== undefined)
}

/** The section that says most: neither that of a logo nor that of the ways out. */
export const mainSection = ({ body }: Mail): Block | undefined =>
  body.children
    .filter(({ kind }) => kind === 'section')
    .reduce<Block | undefined>((most, one) => (most && sizeOf(most) >= sizeOf(one) ? most : one), undefined)
const sizeOf = (block: Block) => everyBlock(block).length
const mainColumn = (mail: Mail): Block | undefined => {
  const main = mainSection(mail)
  return main && innermost(main)
}
const atEndOf = ({ path, children }: Block): Place => ({ container: path, index: children.length })

/** A mail ends with the ways out; what is added stands before them. */
function beforeFooter({ source, body }: Mail): Place {
  const last = body.children.at(-1)
  const isFooter = last !== undefined && /\{\{-?\s*unsubscribe_url\b/.test(source.slice(last.start, last.end))
  return { container: '', index: body.children.length - (isFooter ? 1 : 0) }
}

/** The block that an edit left its focus on. `isPart`: what was put in, not the section that was made around it. */
export function blockAt(mail: Mail, focus: number, isPart = false): Block | undefined {
  const among = (blocks: readonly Block[]): Block | undefined =>
    blocks.find(({ start }) => start === focus) ??
    blocks.map(({ children }) => among(children)).find((one) => one !== undefined)
  const found = among(mail.body.children)
  const [column] = found?.kind === 'section' && isPart ? found.children : []
  return column?.children.length === 1 ? column.children[0] : found
}

/** The innermost block that stands on a line of the source. */
export function blockOnLine({ source, body }: Mail, line: number): Block | undefined {
  const from = source.split('\n', line - 1).join('\n').length
  const until = source.indexOf('\n', from + 1)
  const touches = ({ start, end }: Block) => end > from && (until < 0 || start < until)
  const within = (blocks: readonly Block[]): Block | undefined => {
    const found = blocks.find(touches)
    return found && (within(found.children) ?? found)
  }
  return within(body.children)
}

/** The innermost block around a place in the source. */
export function blockAround({ body }: Mail, offset: number): Block | undefined {
  const within = (blocks: readonly Block[]): Block | undefined => {
    const found = blocks.find(({ start, end }) => start <= offset && offset <= end)
    return found && (within(found.children) ?? found)
  }
  return within(body.children)
}

/** What is wrong in a mail, by the path of the block in which it stands; what stands in none is left out. */
export function faultsByBlock<Fault extends { line: number | null }>(
  mail: Mail,
  faults: readonly Fault[],
): Map<Path, Fault[]> {
  const found = new Map<Path, Fault[]>()
  for (const fault of faults) {
    const block = fault.line === null ? undefined : blockOnLine(mail, fault.line)
    // A branch is a part of its condition, without a place of its own to say something at.
    const path = block?.kind === 'branch' ? parentPath(block.path) : block?.path
    if (path !== undefined) found.set(path, [...(found.get(path) ?? []), fault])
  }
  return found
}
