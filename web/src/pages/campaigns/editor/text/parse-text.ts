// From the HTML of a text to what the editor holds. Undefined where it holds a tag that is not known here, such as a table:
// then the text is edited as HTML, and nothing is lost.
import { Fragment, type Mark, type Node } from 'prosemirror-model'
import { MARK_OF, type MarkName, textSchema } from './schema.ts'
import { trimEdges } from './trim-edges.ts'

const TOKEN =
  /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|<!--[\s\S]*?-->|<(\/?)([a-z][a-z0-9]*)\b((?:"[^"]*"|'[^']*'|[^"'>])*?)(\/?)>|&(#\d+|#x[\da-f]+|\w+);/gi
const ENTITIES: Record<string, string> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', middot: '·', bull: '•', hellip: '…' },
  ...{ ndash: '–', mdash: '—', laquo: '«', raquo: '»', ldquo: '“', rdquo: '”', lsquo: '‘', rsquo: '’' },
  ...{ copy: '©', reg: '®', trade: '™', euro: '€', aring: 'å', Aring: 'Å', oslash: 'ø', Oslash: 'Ø', aelig: 'æ' },
  ...{ AElig: 'Æ', auml: 'ä', Auml: 'Ä', ouml: 'ö', Ouml: 'Ö', eacute: 'é', Eacute: 'É', times: '×', deg: '°' },
}
/** How a paragraph that had no tag is written where several stand below each other. */
export const PARAGRAPH = ' style="margin:0 0 16px"'
export const LAST_PARAGRAPH = ' style="margin:0"'
const BLOCK_TAG = /^(?:p|h[1-6]|ul|ol|li)$/
const LIST_TAG = /^[uo]l$/

const { nodes } = textSchema
const bare = (content: readonly Node[] = []) => nodes.paragraph.create({ raw: null }, content)

type Open = { tag: string; raw: string; blocks: Node[] }
type Tag = { name: string; raw: string; isClosing: boolean; isEmpty: boolean }

/** Reads the HTML that an mj-text holds. */
export function parseText(html: string): Node | undefined {
  const reader = new Reader()
  let at = 0
  for (const match of html.matchAll(TOKEN)) {
    reader.text(html.slice(at, match.index).replace(/[ \t\r\n\f]+/g, ' '))
    at = match.index + match[0].length
    const [source, slash, name, raw = '', isEmpty, entity] = match
    if (entity !== undefined) reader.entity(source, entity)
    else if (name === undefined) reader.sign(source.startsWith('{') ? 'liquid' : 'html', source)
    else if (/^(?:br|img)$/i.test(name)) reader.sign(/^br$/i.test(name) ? 'hard_break' : 'html', source)
    else if (!reader.tag({ name, raw, isClosing: slash !== '', isEmpty: isEmpty !== '' })) return undefined
  }
  reader.text(html.slice(at).replace(/[ \t\r\n\f]+/g, ' '))
  return reader.end()
}

/** What has been read so far: blocks that are open, and the line that is being read. */
class Reader {
  private readonly open: Open[] = [{ tag: '', raw: '', blocks: [] }]
  private inlines: Node[] = []
  private marks: { name: string; mark: Mark }[] = []

  private get top(): Open {
    return this.open.at(-1) ?? { tag: '', raw: '', blocks: [] }
  }

  text(text: string): void {
    if (text !== '') this.add(textSchema.text(text))
  }

  sign(type: 'liquid' | 'html' | 'hard_break', source: string): void {
    this.add(nodes[type].create({ source }))
  }

  entity(source: string, name: string): void {
    const text = readEntity(name)
    if (text === undefined) this.sign('html', source)
    else this.text(text)
  }

  /** false: this tag cannot be held. */
  tag(tag: Tag): boolean {
    const markName = MARK_OF[tag.name.toLowerCase()]
    if (markName !== undefined) return !tag.isEmpty && this.mark(tag, markName)
    const name = tag.name.toLowerCase()
    if (!BLOCK_TAG.test(name) || this.marks.length > 0) return false
    return tag.isClosing ? this.close(name) : this.begin({ tag: name, raw: tag.raw, blocks: [] }, tag.isEmpty)
  }

  end(): Node | undefined {
    if (this.open.length > 1 || this.marks.length > 0) return undefined
    this.endBare()
    const { blocks } = this.top
    return nodes.doc.create(null, blocks.length > 0 ? blocks : bare())
  }

  private add(node: Node): void {
    this.inlines.push(node.mark(this.marks.reduce<readonly Mark[]>((set, { mark }) => mark.addToSet(set), [])))
  }

  private mark({ name, raw, isClosing }: Tag, markName: MarkName): boolean {
    if (isClosing) {
      const isRight = this.marks.at(-1)?.name === name
      this.marks = this.marks.slice(0, -1)
      return isRight
    }
    const attrs = markName === 'link' ? { raw } : { tag: name, raw }
    this.marks = [...this.marks, { name, mark: textSchema.mark(markName, attrs) }]
    return true
  }

  private begin(block: Open, isEmpty: boolean): boolean {
    const parent = this.top.tag
    const takesLine = parent === 'p' || /^h\d$/.test(parent)
    if (isEmpty || takesLine || (block.tag === 'li') !== LIST_TAG.test(parent)) return false
    this.endBare()
    this.open.push(block)
    return true
  }

  private close(tag: string): boolean {
    const ended = this.top
    if (ended.tag !== tag) return false
    if (tag === 'p' || /^h\d$/.test(tag)) {
      const content = trimEdges(this.inlines)
      this.inlines = []
      this.open.pop()
      this.top.blocks.push(blockOf(ended, Fragment.from(content)))
      return true
    }
    this.endBare()
    // Text between the items of a list is in none of them.
    if (LIST_TAG.test(tag) && (ended.blocks.length === 0 || ended.blocks.some((one) => one.type !== nodes.list_item)))
      return false
    this.open.pop()
    const isWhole = tag !== 'li' || ended.blocks[0]?.type === nodes.paragraph
    this.top.blocks.push(blockOf(ended, Fragment.from(isWhole ? ended.blocks : [bare(), ...ended.blocks])))
    return true
  }

  /** Ends the paragraph that began without a tag. */
  private endBare(): void {
    const content = trimEdges(this.inlines)
    this.inlines = []
    if (content.length > 0) this.top.blocks.push(bare(content))
  }
}

function blockOf({ tag, raw }: Open, content: Fragment): Node {
  if (tag === 'ul') return nodes.bullet_list.create({ raw }, content)
  if (tag === 'ol') return nodes.ordered_list.create({ raw }, content)
  if (tag === 'li') return nodes.list_item.create({ raw }, content)
  if (tag !== 'p') return nodes.heading.create({ level: Number(tag.slice(1)), raw }, content)
  return nodes.paragraph.create({ raw: [PARAGRAPH, LAST_PARAGRAPH].includes(raw) ? null : raw }, content)
}

function readEntity(name: string): string | undefined {
  if (!name.startsWith('#')) return ENTITIES[name]
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}
