// The blocks that can be put into a mail. A new one looks like those that are there: a section like the one that
// says most, a text like its texts; the rest is what the mail says of all its tags.
import { onlyFor } from './mjml/conditions.ts'
import { mainSection } from './mjml/find-place.ts'
import type { Level, Mail } from './mjml/read-mail.ts'
import { everyBlock } from './mjml/read-mail.ts'
import { NETWORKS, networkTag } from './social-networks.ts'
import { startersFor } from './starter-words.ts'

export const NEW_PARTS = [
  'heading',
  'text',
  'button',
  'image',
  'logo',
  'divider',
  'spacer',
  'social',
  'condition',
  'raw',
] as const
export const NEW_ROWS = ['one', 'two', 'three', 'hero', 'product'] as const
export type NewKind = (typeof NEW_PARTS)[number] | (typeof NEW_ROWS)[number]
/** `part` stands in a column. What has none can only be a row. */
export type NewBlock = { part?: string; row?: string }

/** Attributes that belong to one section alone. */
const ITS_OWN = ['background-url', 'css-id', 'full-width']

/**
 * `website` is where links lead at first, `colour` that of the sender and `ink` what is read on it, `origin` where this
 * product's own images are, `logoWidth` in px.
 */
export type Surroundings = {
  website: string
  colour: string
  ink: string
  origin: string
  logoWidth?: number | undefined
}

/** The MJML of a new block in this mail. */
export function newBlock(
  mail: Mail,
  kind: NewKind,
  { colour, ink, origin, logoWidth = 160, ...given }: Surroundings,
): NewBlock {
  // A link that is there already is nearer to what is meant than the sender's first page.
  const website = linkIn(mail) ?? given.website
  const said = startersFor(mail.source)
  const text = textTag(mail)
  const heading = (level: 1 | 2, words: string) => `${text}${headingTag(level)}${words}</h${level}></mj-text>`
  const button = `<mj-button href="${website}">${said.button}</mj-button>`
  const image = '<mj-image src="" padding="0 0 16px" />'
  const only = { field: 'contact.company', operator: 'known', value: '' } as const
  const some = `${text}${said.some}</mj-text>`
  switch (kind) {
    case 'heading':
      return { part: heading(2, said.heading) }
    case 'text':
      return { part: `${text}${said.text}</mj-text>` }
    case 'button':
      return { part: button }
    case 'image':
      return { part: image }
    case 'logo':
      return {
        part: `<mj-image src="{{ brand.logo_url }}" alt="{{ brand.name }}" width="${logoWidth}px" align="left" padding="0 0 16px" />`,
      }
    case 'divider':
      return { part: '<mj-divider border-width="1px" border-color="#C9D2CE" padding="8px 0 24px" />' }
    case 'spacer':
      return { part: '<mj-spacer height="24px" />' }
    case 'social':
      return { part: socialBlock(origin) }
    case 'condition':
      return { part: onlyFor(only, some), row: onlyFor(only, wrapPart(mail)(some)) }
    case 'raw':
      return { part: '<mj-raw><!-- --></mj-raw>', row: '<mj-raw><!-- --></mj-raw>' }
    case 'one':
    case 'two':
    case 'three':
      return { row: section(mail, Array<string>({ one: 1, two: 2, three: 3 }[kind]).fill('')) }
    case 'hero':
      return { row: hero(said, website, colour, ink) }
    case 'product':
      return {
        row: section(mail, [
          image,
          [heading(2, said.product), `${text}${said.productText}</mj-text>`, button].join('\n'),
        ]),
      }
  }
}

const socialBlock = (origin: string) =>
  [
    '<mj-social mode="horizontal" align="left" icon-size="24px" padding="8px 0 16px">',
    ...NETWORKS.slice(0, 3).map((network) => `  ${networkTag(network, origin)}`),
    '</mj-social>',
  ].join('\n')

function hero(said: ReturnType<typeof startersFor>, website: string, colour: string, ink: string): string {
  const centred = `align="center" color="${ink}"`
  return [
    `<mj-hero mode="fixed-height" height="320px" background-color="${colour}" padding="64px 24px" vertical-align="middle">`,
    `  <mj-text ${centred}>${headingTag(1)}${said.heading}</h1></mj-text>`,
    `  <mj-text ${centred}>${said.text}</mj-text>`,
    `  <mj-button align="center" background-color="${ink}" color="${colour}" href="${website}">${said.button}</mj-button>`,
    '</mj-hero>',
  ].join('\n')
}

/** The styles of headings by level, as the mails of the product have them. */
export const HEADING_SIZES: Record<number, [size: string, line: string]> = {
  1: ['24px', '31px'],
  2: ['20px', '26px'],
  3: ['17px', '24px'],
}
const headingTag = (level: number) => {
  const [size = '', line = ''] = HEADING_SIZES[level] ?? []
  return `<h${level} style="margin:0;font-size:${size};line-height:${line}">`
}

function linkIn(mail: Mail): string | undefined {
  const button = everyBlock(mail.body).find(({ kind }) => kind === 'button')
  return button?.element?.attributes.find(({ name }) => name === 'href')?.value
}

/** Puts a part into a section of its own. */
export const wrapPart =
  (mail: Mail) =>
  (part: string): string =>
    section(mail, [part])

function section(mail: Mail, columns: readonly string[]): string {
  const first = mainSection(mail)?.element
  const said = first?.attributes.filter(({ name }) => !ITS_OWN.includes(name)) ?? []
  const attributes = said.map(({ name, value }) => ` ${name}="${value.replaceAll('"', '&quot;')}"`).join('')
  const opening = columns.length > 1 ? '<mj-column padding="0 8px">' : '<mj-column>'
  const within = columns.map((column) =>
    column === ''
      ? `  ${opening}</mj-column>`
      : `  ${opening}\n    ${column.replaceAll('\n', '\n    ')}\n  </mj-column>`,
  )
  return `<mj-section${attributes}>\n${within.join('\n')}\n</mj-section>`
}

/** A text with the class of the first one, which may give it its colours in the dark. */
function textTag(mail: Mail): string {
  const texts = everyBlock(mainSection(mail) ?? mail.body).filter(({ kind }) => kind === 'text' || kind === 'heading')
  const name = texts[0]?.element?.attributes.find((one) => one.name === 'css-class')?.value
  return name === undefined ? '<mj-text>' : `<mj-text css-class="${name}">`
}

/** What of a new block fits where blocks of this level stand; a part may be wrapped into a row. */
export const fitting = ({ part, row }: NewBlock, takes: Level): { mjml: string; level: Level } | undefined => {
  if (takes === 'row' && row !== undefined) return { mjml: row, level: 'row' }
  return part === undefined ? undefined : { mjml: part, level: 'part' }
}
