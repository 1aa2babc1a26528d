// What a text in a mail can hold. Tags keep their attributes as they were written, so that editing one word changes no
// style; Liquid and what is not known here are single signs that are carried along.
import { type DOMOutputSpec, type MarkSpec, type NodeSpec, Schema } from 'prosemirror-model'
import { safeStyle } from './safe-style.ts'

/** `raw`: the attributes as written, with the space before them. A paragraph without a tag of its own has null. */
const styled = (tag: string, raw: unknown): DOMOutputSpec => {
  const style = typeof raw === 'string' ? safeStyle(raw) : ''
  return style === '' ? [tag, 0] : [tag, { style }, 0]
}
const nodes = {
  doc: { content: 'block+' },
  paragraph: {
    group: 'block',
    content: 'inline*',
    attrs: { raw: { default: null } },
    parseDOM: [{ tag: 'p' }],
    toDOM: ({ attrs }) => styled('p', attrs.raw),
  },
  heading: {
    group: 'block',
    content: 'inline*',
    defining: true,
    attrs: { level: { default: 2 }, raw: { default: '' } },
    parseDOM: [1, 2, 3].map((level) => ({ tag: `h${level}`, attrs: { level, raw: '' } })),
    toDOM: ({ attrs }) => styled(`h${attrs.level}`, attrs.raw),
  },
  bullet_list: {
    group: 'block',
    content: 'list_item+',
    attrs: { raw: { default: '' } },
    parseDOM: [{ tag: 'ul' }],
    toDOM: ({ attrs }) => styled('ul', attrs.raw),
  },
  ordered_list: {
    group: 'block',
    content: 'list_item+',
    attrs: { raw: { default: '' } },
    parseDOM: [{ tag: 'ol' }],
    toDOM: ({ attrs }) => styled('ol', attrs.raw),
  },
  list_item: {
    content: 'paragraph block*',
    defining: true,
    attrs: { raw: { default: '' } },
    parseDOM: [{ tag: 'li' }],
    toDOM: ({ attrs }) => styled('li', attrs.raw),
  },
  text: { group: 'inline' },
  hard_break: {
    group: 'inline',
    inline: true,
    selectable: false,
    attrs: { source: { default: '<br />' } },
    parseDOM: [{ tag: 'br' }],
    toDOM: () => ['br'],
  },
  liquid: { group: 'inline', inline: true, atom: true, attrs: { source: {} }, toDOM: () => ['span'] },
  html: { group: 'inline', inline: true, atom: true, attrs: { source: {} }, toDOM: () => ['span'] },
} satisfies Record<string, NodeSpec>

const named = (tag: string, others: string[]): MarkSpec => ({
  attrs: { tag: { default: tag }, raw: { default: '' } },
  parseDOM: [tag, ...others].map((one) => ({ tag: one })),
  toDOM: ({ attrs }) => styled(String(attrs.tag), attrs.raw),
})
const marks = {
  link: {
    attrs: { raw: {} },
    inclusive: false,
    parseDOM: [
      {
        tag: 'a[href]',
        getAttrs: (element) => ({ raw: ` href="${(element.getAttribute('href') ?? '').replaceAll('"', '%22')}"` }),
      },
    ],
    // No address: within the editor a link is text.
    toDOM: ({ attrs }) => ['span', { class: 'mail-link', style: safeStyle(String(attrs.raw)) }, 0],
  },
  strong: named('strong', ['b']),
  em: named('em', ['i']),
  underline: named('u', []),
  strike: named('s', ['del', 'strike']),
  inline: {
    attrs: { tag: { default: 'span' }, raw: { default: '' } },
    excludes: '',
    toDOM: ({ attrs }) => styled(String(attrs.tag), attrs.raw),
  },
} satisfies Record<string, MarkSpec>

export const textSchema = new Schema({ nodes, marks })
/** Which mark a tag is. */
export type MarkName = keyof typeof marks
export const MARK_OF: Record<string, MarkName> = {
  a: 'link',
  strong: 'strong',
  b: 'strong',
  em: 'em',
  i: 'em',
  u: 'underline',
  s: 'strike',
  del: 'strike',
  strike: 'strike',
  span: 'inline',
  sup: 'inline',
  sub: 'inline',
  small: 'inline',
  font: 'inline',
  code: 'inline',
}
