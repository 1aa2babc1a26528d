// Reads a feed: RSS 2.0 and its older kinds, and Atom (RFC 4287). It is written by strangers, so of each entry a few values
// are taken as plain text and addresses of the web, with bounds. Entities of a document's own are never expanded.
import { convert } from 'html-to-text'
import { parseDocument } from 'htmlparser2'

export type FeedItem = {
  /** What the feed calls it; the same for the same entry. */
  key: string
  title: string
  /** http or https; empty where it has none. */
  link: string
  /** Plain text, without markup. */
  summary: string
  image: string
  published: Date | null
}
export type Feed = { title: string; link: string; items: FeedItem[] }

/** Entries that are looked at. Feeds have some dozen. */
const ITEMS_MAX = 100
const TITLE_MAX = 300
const SUMMARY_MAX = 600
const ADDRESS_MAX = 2000
/** Characters of markup that are turned into text. */
const MARKUP_MAX = 50_000
/** Elements within elements that are looked into, and in all: what is below is no feed. */
const DEPTH_MAX = 12

type Node = ReturnType<typeof parseDocument>['children'][number]
type Element = Extract<Node, { attribs: object }>

/** Undefined where it is no feed. `base` is the address it came from. Never throws. */
export function parseFeed(text: string, base: string): Feed | undefined {
  const { children } = parseDocument(text, { xmlMode: true })
  const root = elementsOf(children).find(({ name }) => ['rss', 'feed', 'rdf:RDF', 'RDF'].includes(name))
  if (!root) return undefined
  const channel = root.name === 'feed' ? root : child(root, 'channel')
  if (!channel) return undefined
  const isAtom = root.name === 'feed'
  // In RSS 1.0 the entries stand beside the channel.
  const entries = [...all(channel, isAtom ? 'entry' : 'item'), ...(isAtom ? [] : all(root, 'item'))].slice(0, ITEMS_MAX)
  const items = new Map<string, FeedItem>()
  for (const entry of entries) {
    const item = isAtom ? readEntry(entry, base) : readItem(entry, base)
    if (item.key !== '' && !items.has(item.key)) items.set(item.key, item)
  }
  const link = isAtom ? atomLink(channel, base) : address(textOf(child(channel, 'link')), base)
  return { title: plain(textOf(child(channel, 'title')), TITLE_MAX), link, items: [...items.values()] }
}

function readItem(entry: Element, base: string): FeedItem {
  const of = (name: string) => textOf(child(entry, name))
  const guid = of('guid')
  const link = address(of('link') || (/^https?:/i.test(guid) ? guid : ''), base)
  const markup = of('description') || of('content:encoded')
  const title = plain(of('title'), TITLE_MAX) || plain(markup, 80)
  return {
    ...{ key: guid || link || title, title, link, summary: plain(markup, SUMMARY_MAX) },
    image: imageOf(entry, [of('content:encoded'), of('description')], base),
    published: dateOf(of('pubDate') || of('dc:date')),
  }
}

function readEntry(entry: Element, base: string): FeedItem {
  const of = (name: string) => textOf(child(entry, name))
  const link = atomLink(entry, base)
  const markup = of('summary') || of('content')
  const title = plain(of('title'), TITLE_MAX) || plain(markup, 80)
  return {
    ...{ key: of('id') || link || title, title, link, summary: plain(markup, SUMMARY_MAX) },
    image: imageOf(entry, [of('content'), of('summary')], base),
    published: dateOf(of('published') || of('updated')),
  }
}

/** The link that a reader follows: rel is alternate, or nothing (RFC 4287 4.2.7.2). */
function atomLink(of: Element, base: string): string {
  const links = all(of, 'link').map(({ attribs }) => attribs)
  const chosen = links.find(({ rel }) => rel === undefined || rel === 'alternate') ?? links[0]
  return address(chosen?.href ?? '', base)
}

/** A picture that the feed names, else the first in its words. */
function imageOf(entry: Element, markups: readonly string[], base: string): string {
  const named = [
    ...all(entry, 'media:content').filter(
      ({ attribs }) => attribs.medium === 'image' || /^image\//.test(attribs.type ?? ''),
    ),
    ...all(entry, 'media:thumbnail'),
    ...all(entry, 'enclosure').filter(({ attribs }) => /^image\//.test(attribs.type ?? '')),
  ].map(({ attribs }) => attribs.url ?? '')
  const within = markups.map((text) => /<img\b[^>]{0,1000}?\bsrc\s*=\s*["']([^"']{1,2000})["']/i.exec(text)?.[1] ?? '')
  return [...named, ...within].map((text) => address(text.replaceAll('&amp;', '&'), base)).find(Boolean) ?? ''
}

const elementsOf = (nodes: readonly Node[]): Element[] =>
  nodes.filter((node): node is Element => node.type === 'tag' || node.type === 'script' || node.type === 'style')
const all = (of: Element, name: string): Element[] =>
  elementsOf(of.children as Node[]).filter((element) => element.name === name)
const child = (of: Element, name: string): Element | undefined => all(of, name)[0]

/** All text in it, however marked: CDATA, or elements where somebody writes XHTML (RFC 4287 3.1.1.3). */
function textOf(element: Element | undefined, depth = 0): string {
  if (!element || depth > DEPTH_MAX) return ''
  let text = ''
  for (const node of element.children as Node[]) {
    if (node.type === 'text') text += node.data
    else if (node.type === 'cdata') text += node.children.map((one) => ('data' in one ? one.data : '')).join('')
    else if ('attribs' in node) text += `${textOf(node as Element, depth + 1)} `
    if (text.length > MARKUP_MAX) break
  }
  return text.slice(0, MARKUP_MAX).trim()
}

/** Plain words on one line. A brace would begin a variable in a mail, so it becomes a bracket (expand-feed.ts). */
function plain(markup: string, length: number): string {
  const words = /[<&]/.test(markup)
    ? convert(markup, {
        wordwrap: false,
        limits: { maxDepth: 50 },
        selectors: [
          { selector: 'img', format: 'skip' },
          { selector: 'a', options: { ignoreHref: true } },
          ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
        ],
      })
    : markup
  const text = words
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef]+/gu, ' ')
    .replaceAll('{', '(')
    .replaceAll('}', ')')
    .trim()
    .toWellFormed()
  return text.length <= length ? text : `${text.slice(0, length).replace(/\s+\S*$/, '')} …`
}

/** An address of the web, whole; empty where it is none. */
function address(text: string, base: string): string {
  if (text === '' || !URL.canParse(text.trim(), base)) return ''
  const url = new URL(text.trim(), base)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return ''
  const { href } = url
  return href.length > ADDRESS_MAX ? '' : href.replaceAll('{', '%7B').replaceAll('}', '%7D')
}

function dateOf(text: string): Date | null {
  const time = Date.parse(text)
  return Number.isNaN(time) ? null : new Date(time)
}
