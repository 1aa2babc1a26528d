// Where each tag of a mail stands in its source. Nothing is rebuilt from this: an edit replaces the span of what it
// changes, so whatever is not edited stays as it is, byte for byte, known or not.

export type Span = { start: number; end: number }
/** `value` is as written, with its entities; the span is that of the whole `name="value"`. */
export type Attribute = Span & { name: string; value: string }
/** `inner` is what stands between the tags; a tag that closes itself has none. */
export type Element = Span & {
  tag: string
  attributes: Attribute[]
  inner: Span | null
  /** Elements below it, in order; of text, comments and HTML nothing is known. */
  children: Element[]
}
export type MjmlFault = { line: number; tag: string; kind: 'unclosed' | 'unopened' | 'missing' }
export type ParsedMjml =
  | { isSound: true; root: Element; head: Element | undefined; body: Element }
  | { isSound: false; fault: MjmlFault }

/** What MJML takes as HTML up to the closing tag: tags in it are no blocks. */
const HOLDS_HTML = [
  'mj-text',
  'mj-button',
  'mj-table',
  'mj-raw',
  'mj-style',
  'mj-title',
  'mj-preview',
  'mj-social-element',
  'mj-navbar-link',
  'mj-accordion-title',
  'mj-accordion-text',
]
const TAG = /<!--[\s\S]*?-->|<(\/?)(mj-[a-z-]+|mjml)\b((?:"[^"]*"|'[^']*'|[^"'>])*?)(\/?)>/g
const ATTRIBUTE = /([^\s=/"'>]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/** Reads a source. Where its tags do not match it is not sound, and the first line to look at is named. */
export function parseMjml(source: string): ParsedMjml {
  const tops: Element[] = []
  const open: Element[] = []
  /** How many tags of its own name are open within an element that holds HTML. */
  let nested = 0
  for (const match of source.matchAll(TAG)) {
    const [whole, isClosing, tag, said = '', isEmpty] = match
    if (tag === undefined) continue
    const start = match.index
    const end = start + whole.length
    const parent = open.at(-1)
    if (parent && HOLDS_HTML.includes(parent.tag)) {
      if (tag !== parent.tag || isEmpty) continue
      if (!isClosing) {
        nested += 1
        continue
      }
      if (nested > 0) {
        nested -= 1
        continue
      }
    }
    if (isClosing) {
      if (!parent || parent.tag !== tag) {
        const isKnown = open.some((one) => one.tag === tag)
        return isKnown && parent ? unsound(source, parent, 'unclosed') : unsound(source, { tag, start }, 'unopened')
      }
      open.pop()
      parent.end = end
      if (parent.inner) parent.inner.end = start
      continue
    }
    const attributes = readAttributes(said, start + 1 + tag.length)
    const element: Element = { tag, start, end, attributes, inner: isEmpty ? null : { start: end, end }, children: [] }
    if (parent) parent.children.push(element)
    else tops.push(element)
    if (!isEmpty) open.push(element)
  }
  const unclosed = open.at(-1)
  if (unclosed) return unsound(source, unclosed, 'unclosed')
  const root = tops.find(({ tag }) => tag === 'mjml')
  if (!root) return unsound(source, { tag: 'mjml', start: 0 }, 'missing')
  const body = root.children.find(({ tag }) => tag === 'mj-body')
  if (!body) return unsound(source, { tag: 'mj-body', start: root.start }, 'missing')
  return { isSound: true, root, body, head: root.children.find(({ tag }) => tag === 'mj-head') }
}

const unsound = (
  source: string,
  { tag, start }: { tag: string; start: number },
  kind: MjmlFault['kind'],
): ParsedMjml => ({
  isSound: false,
  fault: { line: lineAt(source, start), tag, kind },
})

const readAttributes = (said: string, offset: number): Attribute[] =>
  [...said.matchAll(ATTRIBUTE)].map((match) => ({
    name: match[1] ?? '',
    value: match[2] ?? match[3] ?? '',
    start: offset + match.index,
    end: offset + match.index + match[0].length,
  }))

/** The line that a place in a source is on, from 1. */
export const lineAt = (source: string, at: number): number => source.slice(0, at).split('\n').length

export const attributeOf = (element: Element, name: string): string | undefined =>
  element.attributes.find((one) => one.name === name)?.value

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", apos: "'" }
/** What an attribute says, without the entities that it had to be written with. */
export const readValue = (value: string): string =>
  value.replace(/&(amp|lt|gt|quot|#39|apos);/g, (written, name: string) => ENTITIES[name] ?? written)
/** A value as it stands between double quotes. Liquid keeps its operators: it is read before the HTML is. */
export const writeValue = (value: string): string =>
  value
    .split(/(\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\})/)
    .map((part, index) =>
      index % 2 === 1
        ? part.replaceAll('"', "'")
        : part.replace(
            /[&<>"]/g,
            (sign) => `&${sign === '&' ? 'amp' : sign === '<' ? 'lt' : sign === '>' ? 'gt' : 'quot'};`,
          ),
    )
    .join('')
