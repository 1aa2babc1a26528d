// A mail as blocks: what stands in its body, for whom, and in which order. A block is a span of the source; blocks of a
// kind that is not known here are shown as raw ones and never changed.
import { attributeOf, type Element, type MjmlFault, parseMjml, readValue, type Span } from './parse-mjml.ts'

export type BlockKind =
  | 'section'
  | 'column'
  | 'hero'
  | 'wrapper'
  | 'heading'
  | 'text'
  | 'button'
  | 'image'
  | 'divider'
  | 'spacer'
  | 'social'
  | 'raw'
  | 'condition'
  | 'branch'
  | 'unknown'
/** row: stands in the body, such as a section; part: stands in a column, such as a text. */
export type Level = 'row' | 'part'
/** Where a block is, as the places of its parents and its own: `1.0.2`. It lasts until the next edit. */
export type Path = string

export type Block = Span & {
  kind: BlockKind
  path: Path
  /** null for what is made of several tags: a condition and its branches. */
  element: Element | null
  children: Block[]
  /** What may be put into it; null: nothing. */
  takes: Level | null
  /** Of a branch: for whom. null: for everybody else. */
  condition: string | null
  /** Where something may be put while there are no children. */
  inner: Span | null
}
export type Mail = { source: string; body: Block; defaults: Defaults }
export type ReadMail = { isSound: true; mail: Mail } | { isSound: false; fault: MjmlFault }

/** Reads the blocks of a source. */
export function readMail(source: string): ReadMail {
  const parsed = parseMjml(source)
  if (!parsed.isSound) return parsed
  const { body, head } = parsed
  const root = container(source, body, 'wrapper', '', 'row')
  return { isSound: true, mail: { source, body: root, defaults: readDefaults(head) } }
}

const KINDS: Record<string, BlockKind> = {
  'mj-section': 'section',
  'mj-wrapper': 'wrapper',
  'mj-hero': 'hero',
  'mj-column': 'column',
  'mj-button': 'button',
  'mj-image': 'image',
  'mj-divider': 'divider',
  'mj-spacer': 'spacer',
  'mj-social': 'social',
  'mj-raw': 'raw',
}
const ROWS = ['section', 'wrapper', 'hero']
const HEADING = /^\s*<h([1-3])\b[^>]*>(?:(?!<h[1-6]\b)[\s\S])*<\/h\1>\s*$/i

function blockOf(source: string, element: Element, path: Path, level: Level): Block {
  const kind = kindOf(source, element)
  if (kind === 'section') return section(source, element, path)
  if (kind === 'wrapper') return container(source, element, kind, path, 'row')
  if (kind === 'hero') return container(source, element, kind, path, 'part')
  const isMisplaced = ROWS.includes(kind) !== (level === 'row') && kind !== 'raw'
  return single(element, isMisplaced || kind === 'column' ? 'unknown' : kind, path)
}

function kindOf(source: string, element: Element): BlockKind {
  if (element.tag !== 'mj-text') return KINDS[element.tag] ?? 'unknown'
  return element.inner && HEADING.test(source.slice(element.inner.start, element.inner.end)) ? 'heading' : 'text'
}

/** A section of columns. One that holds anything else is not taken apart. */
function section(source: string, element: Element, path: Path): Block {
  if (element.children.length === 0 || element.children.some(({ tag }) => tag !== 'mj-column'))
    return single(element, 'unknown', path)
  const children = element.children.map((column, index) =>
    container(source, column, 'column', `${path}.${index}`, 'part'),
  )
  return { ...single(element, 'section', path), children }
}

const single = (element: Element, kind: BlockKind, path: Path): Block => ({
  ...{ kind, path, element, start: element.start, end: element.end, children: [] },
  ...{ takes: null, condition: null, inner: element.inner },
})

const container = (source: string, element: Element, kind: BlockKind, path: Path, takes: Level): Block => ({
  ...single(element, kind, path),
  children: readList(source, element.children, path, takes),
  takes,
})

const LIQUID_ALONE = /^\s*\{%-?\s*(\w+)\b([\s\S]*?)-?%\}\s*$/
type Mark = { word: string; said: string }

/** A raw block that is one Liquid tag and nothing else: an edge of a condition. */
function markOf(source: string, { tag, inner }: Element): Mark | undefined {
  if (tag !== 'mj-raw' || !inner) return undefined
  const [, word, said = ''] = LIQUID_ALONE.exec(source.slice(inner.start, inner.end)) ?? []
  return word === undefined ? undefined : { word, said: said.trim() }
}

function readList(source: string, elements: readonly Element[], parent: Path, level: Level): Block[] {
  const blocks: Block[] = []
  for (let at = 0; at < elements.length; at += 1) {
    const element = elements[at]
    if (!element) break
    const path = parent === '' ? String(blocks.length) : `${parent}.${blocks.length}`
    const found = readCondition(source, elements, at, path, level)
    if (found) at = found.last
    blocks.push(found?.block ?? blockOf(source, element, path, level))
  }
  return blocks
}

const BEGINS = ['if', 'unless', 'case', 'for']

/** From an opening to its closing tag. What is more than one if and one else is one block that is not taken apart. */
function readCondition(source: string, elements: readonly Element[], first: number, path: Path, level: Level) {
  const opening = elements[first]
  const begins = opening && markOf(source, opening)?.word
  if (!opening || begins === undefined || !BEGINS.includes(begins)) return undefined
  const edges: number[] = [first]
  let isPlain = begins === 'if'
  let depth = 0
  let last: number | undefined
  for (let at = first; at < elements.length && last === undefined; at += 1) {
    const element = elements[at]
    const word = element && markOf(source, element)?.word
    if (word === undefined) continue
    if (BEGINS.includes(word)) depth += 1
    else if (word.startsWith('end')) depth -= 1
    else if (depth === 1 && word === 'else') edges.push(at)
    else if (depth === 1) isPlain = false
    if (depth === 0) last = at
  }
  const closing = last === undefined ? undefined : elements[last]
  if (!closing || last === undefined) return undefined
  const whole = {
    path,
    element: null,
    start: opening.start,
    end: closing.end,
    takes: null,
    condition: null,
    inner: null,
  }
  if (!isPlain || edges.length > 2) return { block: { ...whole, kind: 'unknown' as const, children: [] }, last }
  const marks = [...edges, last]
  const children = edges.map((edge, index): Block => {
    const from = elements[edge]
    const inner = { start: from?.end ?? 0, end: elements[marks[index + 1] ?? edge]?.start ?? 0 }
    const own = `${path}.${index}`
    return {
      ...{ kind: 'branch', path: own, element: null, start: from?.start ?? 0, end: inner.end, inner },
      children: readList(source, elements.slice(edge + 1, marks[index + 1]), own, level),
      takes: level,
      condition: index === 0 ? ((from && markOf(source, from)?.said) ?? '') : null,
    }
  })
  return { block: { ...whole, kind: 'condition' as const, children }, last }
}

/** The block at a path, or undefined where there is none any more. The empty path is the body. */
export function findBlock(mail: Mail, path: Path): Block | undefined {
  if (path === '') return mail.body
  let block: Block | undefined = mail.body
  for (const step of path.split('.')) block = block?.children[Number(step)]
  return block
}

/** Every block, parents before their children. */
export const everyBlock = (block: Block): Block[] => block.children.flatMap((child) => [child, ...everyBlock(child)])

export const parentPath = (path: Path): Path => path.split('.').slice(0, -1).join('.')
export const placeIn = (path: Path): number => Number(path.split('.').at(-1))

/** What a mail says of all its tags at once: in mj-attributes, by tag, for all, and by class. */
export type Defaults = { tags: Record<string, Record<string, string>>; classes: Record<string, Record<string, string>> }

function readDefaults(head: Element | undefined): Defaults {
  const defaults: Defaults = { tags: {}, classes: {} }
  for (const attributes of head?.children.filter(({ tag }) => tag === 'mj-attributes') ?? [])
    for (const element of attributes.children) {
      const said = Object.fromEntries(element.attributes.map(({ name, value }) => [name, readValue(value)]))
      const name = attributeOf(element, 'name')
      if (element.tag !== 'mj-class') defaults.tags[element.tag] = { ...defaults.tags[element.tag], ...said }
      else if (name !== undefined) defaults.classes[name] = { ...defaults.classes[name], ...said }
    }
  return defaults
}
