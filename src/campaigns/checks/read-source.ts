// What a reader of a mail would meet, read from its MJML with the line of each: words with their colours, pictures and
// links. MJML gives attributes by kind and class, and inner HTML by style; both are followed. Never judges.

type Attributes = Record<string, string>
/** null: not known, since it comes from Liquid, a picture or a style sheet. */
type Look = { color: string | null; background: string | null; size: number; isBold: boolean; isShown: boolean }
export type Words = Look & { text: string; line: number }
export type Picture = { address: string; alt: string | undefined; line: number }
export type Link = { address: string; text: string; line: number }
export type MailSource = { words: Words[]; pictures: Picture[]; links: Link[] }

type Open = Look & { name: string; link: Link | undefined }

const TOKEN =
  /<!--[\s\S]*?-->|\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}|<(\/?)([a-z][\w-]*)((?:"[^"]*"|'[^']*'|[^"'>])*?)(\/?)>|[^<{]+|[<{]/gi
const ATTRIBUTE = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
const EMPTY = ['br', 'img', 'hr', 'meta', 'link', 'input', 'col', 'source']
/** What holds no words for the reader. */
const SILENT = ['mj-head', 'mj-style', 'style', 'script', 'title', 'mj-title', 'mj-preview', 'head']
/** What MJML gives to a component of which nothing else is said. */
const GIVEN: Record<string, Attributes> = {
  'mj-text': { color: '#000000', 'font-size': '13px' },
  'mj-table': { color: '#000000', 'font-size': '13px' },
  'mj-button': { color: '#ffffff', 'background-color': '#414141', 'font-size': '13px' },
  'mj-navbar-link': { color: '#000000', 'font-size': '13px' },
  'mj-social-element': { color: '#333333', 'font-size': '13px' },
}
/** Sizes of headings, as multiples of the text around them (HTML, rendering). */
const HEADINGS: Record<string, number> = { h1: 2, h2: 1.5, h3: 1.17, h4: 1, h5: 0.83, h6: 0.67 }

/** Reads MJML, also where it has mistakes: what is never closed ends with what it stands in. */
export function readSource(mjml: string): MailSource {
  const given = readGiven(mjml)
  const found: MailSource = { words: [], pictures: [], links: [] }
  const plain: Open = {
    ...{ name: '', link: undefined },
    ...{ color: '#000000', background: '#ffffff', size: 16, isBold: false, isShown: true },
  }
  const open: Open[] = [plain]
  let line = 1
  for (const [token, isClosing, tag, written = '', isEmpty] of mjml.matchAll(TOKEN)) {
    const at = line
    line += token.split('\n').length - 1
    const around = open.at(-1) ?? plain
    if (tag === undefined) {
      if (token.startsWith('<!--') || token.startsWith('{%')) continue
      if (around.link) around.link.text += token
      if (around.isShown && token.trim() !== '')
        found.words.push({ ...lookOf(around), text: token, line: at + leadingLines(token) })
      continue
    }
    const name = tag.toLowerCase()
    if (isClosing) {
      const place = open.findLastIndex((one) => one.name === name)
      if (place > 0) open.splice(place)
      continue
    }
    const attributes = attributesOf(name, readAttributes(written), given)
    const address = attributes.href
    const isLink = (name === 'a' || name.startsWith('mj-')) && address !== undefined && around.isShown
    const link = isLink ? { address, text: '', line: at } : undefined
    if (link) found.links.push(link)
    if ((name === 'img' || name === 'mj-image' || name === 'mj-carousel-image') && around.isShown) {
      found.pictures.push({ address: attributes.src ?? '', alt: attributes.alt, line: at })
      const pressed = link ?? around.link
      if (pressed) pressed.text += attributes.alt ?? ''
    }
    if (isEmpty || EMPTY.includes(name)) continue
    open.push({ name, link: link ?? around.link, ...lookInside(name, attributes, around) })
  }
  return found
}

const lookOf = ({ color, background, size, isBold, isShown }: Look): Look => ({
  ...{ color, background, size, isBold, isShown },
})
const leadingLines = (text: string) => (/^\s*/.exec(text)?.[0].split('\n').length ?? 1) - 1

function readAttributes(written: string): Attributes {
  return Object.fromEntries(
    [...written.matchAll(ATTRIBUTE)].map(([, name = '', double, single]) => [
      name.toLowerCase(),
      (double ?? single ?? '').replaceAll('&amp;', '&'),
    ]),
  )
}

type Given = { all: Attributes; of: Record<string, Attributes>; classes: Record<string, Attributes> }

/** What mj-attributes says of all components, of a kind, and of a class. */
function readGiven(mjml: string): Given {
  const given: Given = { all: {}, of: {}, classes: {} }
  const head = /<mj-attributes\b[^>]*>([\s\S]*?)<\/mj-attributes>/gi
  for (const [, inside = ''] of mjml.matchAll(head))
    for (const [, isClosing, tag, written = ''] of inside.matchAll(TOKEN)) {
      if (tag === undefined || isClosing) continue
      const { name, ...attributes } = readAttributes(written)
      if (tag === 'mj-all') Object.assign(given.all, attributes)
      else if (tag === 'mj-class' && name) given.classes[name] = { ...given.classes[name], ...attributes }
      else given.of[tag] = { ...given.of[tag], ...attributes }
    }
  return given
}

function attributesOf(name: string, own: Attributes, { all, of, classes }: Given): Attributes {
  if (!name.startsWith('mj-')) return own
  const classed = (own['mj-class'] ?? '').split(/\s+/).map((one) => classes[one] ?? {})
  return Object.assign({}, GIVEN[name], all, of[name], ...classed, own)
}

/** What the words inside look like, from what stands around it and what is said of it. */
function lookInside(name: string, attributes: Attributes, around: Look): Look {
  const style = name.startsWith('mj-') ? attributes : readStyle(attributes.style ?? '')
  const says = (...keys: string[]) => keys.map((key) => style[key]).find((value) => value !== undefined && value !== '')
  const behind = says('container-background-color', 'background-color', 'background') ?? attributes.bgcolor
  const picture = says('background-url', 'background-image') ?? attributes.background
  const filled = picture !== undefined && name !== 'mj-body' ? null : asColour(behind, around.background)
  const own = says('color')
  // Programs colour a link themselves where nobody says how, and a style sheet may: then it is not known.
  const color = own === undefined && name === 'a' ? null : asColour(own, around.color)
  const weight = says('font-weight')
  return {
    color,
    background: name === 'mj-button' ? asColour(style['background-color'], around.background) : filled,
    size: sizeOf(says('font-size'), around.size) * (says('font-size') ? 1 : (HEADINGS[name] ?? 1)),
    isBold: weight ? weight === 'bold' || Number(weight) >= 700 : around.isBold || /^(h[1-6]|b|strong|th)$/.test(name),
    isShown: around.isShown && !SILENT.includes(name) && !/none/.test(says('display') ?? ''),
  }
}

const readStyle = (style: string): Attributes =>
  Object.fromEntries(
    style.split(';').flatMap((part) => {
      const [key = '', ...value] = part.split(':')
      return value.length > 0
        ? [
            [
              key.trim().toLowerCase(),
              value
                .join(':')
                .replace(/!important/i, '')
                .trim(),
            ],
          ]
        : []
    }),
  )

function asColour(said: string | undefined, inherited: string | null): string | null {
  if (said === undefined || /^(inherit|transparent|none)$/i.test(said)) return inherited
  return said.includes('{') ? null : said
}

function sizeOf(said: string | undefined, inherited: number): number {
  const [, amount, unit] = /^([\d.]+)(px|em|rem|pt|%)?$/.exec(said ?? '') ?? []
  const value = Number(amount)
  if (!value) return inherited
  if (unit === 'em') return value * inherited
  if (unit === '%') return (value / 100) * inherited
  return unit === 'pt' ? (value * 4) / 3 : unit === 'rem' ? value * 16 : value
}
