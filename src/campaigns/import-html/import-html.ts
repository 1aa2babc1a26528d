// A mail that was written elsewhere, as MJML: its HTML as it is, without what runs, watches or is fetched from others, with
// the marks that other tools put in for links and names turned into ours. What could not be turned is named.
import { readSource } from '../checks/read-source.ts'

export type ImportedHtml = {
  mjml: string
  /** Addresses that it leads to, each once. */
  links: string[]
  /** What was taken out, by kind. */
  removed: { scripts: number; forms: number; pixels: number; stylesheets: number }
  /** Whether it already had a link to stop, which now leads to ours. Without one the footer is added. */
  hasStop: boolean
  /** Marks of other tools that nobody here knows: write what they stood for. */
  unknownMarks: string[]
}

/** What other tools write for what we know by a name of our own. */
const MARKS: readonly (readonly [RegExp, string])[] = [
  [
    /\*\|UNSUB\|\*|%%unsubscribe_url%%|\[\[?unsubscribe(?:_link|_url)?\]?\]|\{\{\s*unsubscribe(?:_link)?\s*\}\}|\{%\s*unsubscribe(?:_url)?\s*%\}|\{unsubscribe(?:_link|_url)?\}|##unsubscribe##|<%asm_group_unsubscribe_raw_url%>/gi,
    '{{ unsubscribe_url }}',
  ],
  [
    /\*\|UPDATE_PROFILE\|\*|%%profile_center_url%%|\{\{\s*(?:manage_)?preferences(?:_link)?\s*\}\}|\{%\s*manage_preferences(?:_url)?\s*%\}|<%asm_preferences_raw_url%>/gi,
    '{{ preferences_url }}',
  ],
  [
    /\*\|ARCHIVE\|\*|%%view_email_url%%|\{\{\s*view_(?:as_webpage_link|in_browser)\s*\}\}|\{%\s*view_in_browser(?:_url)?\s*%\}|\[weblink\]/gi,
    '{{ view_url }}',
  ],
  [
    /\*\|FNAME\|\*|%%first_?name%%|\{\{\s*(?:first_name|person\.first_name|contact\.firstname)[^}]*\}\}|\[firstname[^\]]*\]/gi,
    '{{ contact.first_name }}',
  ],
  [
    /\*\|LNAME\|\*|%%last_?name%%|\{\{\s*(?:last_name|person\.last_name|contact\.lastname)[^}]*\}\}|\[lastname[^\]]*\]/gi,
    '{{ contact.last_name }}',
  ],
  [/\*\|(?:LIST:)?COMPANY\|\*/gi, '{{ brand.name }}'],
  [
    /\*\|(?:HTML:)?LIST_ADDRESS(?:_HTML)?\|\*|\*\|LIST:ADDRESS\|\*|\{\{\s*organization\.full_address\s*\}\}/gi,
    '{{ brand.postal_address }}',
  ],
]
const UNKNOWN_MARK = /\*\|[^|\n]{1,80}\|\*|%%[\w.]{1,60}%%/g
/** What a link to stop is called, in our six languages. */
const STOPS =
  /unsubscribe|opt[- ]out|meld(?:e)? (?:deg|meg|deg selv) av|avmeld|avregistr|avprenumer|avsluta prenumeration|frameld|afmeld|peruuta (?:uutiskirje|tilaus)|lopeta tilaus/i
const LINK = /<a\b((?:"[^"]*"|'[^']*'|[^"'>])*)>([\s\S]*?)<\/a>/gi

/** Turns HTML into MJML that shows the same. Never throws: what is no HTML becomes text of a mail. */
export function importHtml(html: string): ImportedHtml {
  const removed = { scripts: 0, forms: 0, pixels: 0, stylesheets: 0 }
  const drop = (kind: keyof typeof removed) => () => {
    removed[kind]++
    return ''
  }
  const styles: string[] = []
  const clean = html
    .replace(/<!--[\s\S]*?-->|<!doctype[^>]*>|<\?xml[^>]*>/gi, '')
    .replace(/<style\b[^>]*>([\s\S]*?)<\/style>/gi, (_all, style: string) => {
      styles.push(style.trim())
      return ''
    })
    .replace(/<(script|iframe|object|embed|applet|noscript|template)\b[\s\S]*?(?:<\/\1\s*>|\/>|$)/gi, drop('scripts'))
    .replace(/<\/?(?:form|input|button|select|textarea|option|label|fieldset)\b[^>]*>/gi, drop('forms'))
    .replace(/<(?:link|base|meta)\b[^>]*>/gi, (tag) => (/stylesheet/i.test(tag) ? drop('stylesheets')() : ''))
    .replace(/<img\b(?:"[^"]*"|'[^']*'|[^"'>])*>/gi, (tag) => (isPixel(tag) ? drop('pixels')() : tag))
    .replace(/\s(?:on\w+)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, drop('scripts'))
    .replace(/((?:href|src)\s*=\s*["']?)\s*(?:javascript|vbscript):[^"'\s>]*/gi, (_all, before: string) => `${before}#`)
    .replace(/<\/?mj(?:ml|-[a-z-]+)\b[^>]*>/gi, '')
  const marked = MARKS.reduce((text, [mark, ours]) => text.replace(mark, ours), clean)
  const stopped = marked.replace(LINK, (link, attributes: string, text: string) =>
    STOPS.test(text.replace(/<[^>]*>/g, ' ')) && !attributes.includes('{{ unsubscribe_url }}')
      ? `<a${setHref(attributes, '{{ unsubscribe_url }}')}>${text}</a>`
      : link,
  )
  const [, attributes = '', inside] =
    /<body\b((?:"[^"]*"|'[^']*'|[^"'>])*)>([\s\S]*?)(?:<\/body>|$)/i.exec(stopped) ?? []
  const body = (
    inside ?? stopped.replace(/<head\b[\s\S]*?<\/head>/gi, '').replace(/<\/?(?:html|head|body)\b[^>]*>/gi, '')
  ).trim()
  const title = /<title\b[^>]*>([\s\S]*?)<\/title>/i.exec(html)?.[1]?.trim()
  const background = /bgcolor\s*=\s*["']?(#[\da-f]{3,6})|background(?:-color)?\s*:\s*(#[\da-f]{3,6})/i.exec(attributes)
  const colour = background?.[1] ?? background?.[2]
  const head = [
    title ? `    <mj-title>${title.replace(/<[^>]*>/g, '')}</mj-title>\n` : '',
    ...styles.map(
      (style) => `    <mj-style>\n${style.replace(/@import[^;]+;/gi, drop('stylesheets'))}\n    </mj-style>\n`,
    ),
  ].join('')
  const mjml = `<mjml>
  <mj-head>
${head}  </mj-head>
  <mj-body${colour ? ` background-color="${colour}"` : ''}>
    <mj-raw>
${body}
    </mj-raw>
  </mj-body>
</mjml>
`
  return {
    mjml,
    links: [...new Set(readSource(mjml).links.map(({ address }) => address))],
    removed,
    hasStop: mjml.includes('{{ unsubscribe_url }}'),
    unknownMarks: [...new Set(mjml.match(UNKNOWN_MARK) ?? [])],
  }
}

const isPixel = (tag: string): boolean =>
  /\bwidth\s*[=:]\s*["']?[01](?:px)?["';\s/>]/i.test(tag) && /\bheight\s*[=:]\s*["']?[01](?:px)?["';\s/>]/i.test(tag)

function setHref(attributes: string, address: string): string {
  const href = /\shref\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/i
  return href.test(attributes)
    ? attributes.replace(href, () => ` href="${address}"`)
    : `${attributes} href="${address}"`
}
