// The first mail to somebody who came from somebody else says so, below what it was written for: from whom, how the data
// is treated, and how to say no (GDPR art. 14(3)(b), 21(4); consent.md L3). Nobody who writes a mail has to think of it.
import { pickLanguage, sourceNoticePath, sourceWords } from '../consent/index.ts'
import { compileTemplate } from './liquid.ts'
import type { Person } from './person-variables.ts'

const HTML =
  '<p style="margin:24px;font:15px/22px sans-serif;color:#13201b;background:#ffffff">{{ source_told }} <a href="{{ source_url }}" style="color:#13201b">{{ source_link }}</a></p>'
const TEXT = '\n\n{{ source_told }}\n{{ source_link }}\n{{ source_url }}\n'

/** The variables of that block, or undefined where nothing is owed. */
export function sourceVariables(
  { sources = [], language }: Person,
  { brandId, country }: { brandId: string; country: string },
  publicUrl: string,
) {
  if (sources.length === 0) return undefined
  const spoken = pickLanguage([language], country)
  const words = sourceWords(spoken)
  return {
    source_told: words.told(sources.join(', ')),
    source_link: words.link,
    source_url: `${publicUrl}${sourceNoticePath(brandId)}?l=${spoken}`,
  }
}

/** The content with the block at its end, within the body where there is one. */
export function withTelling({ html, text }: { html: string; text: string }) {
  const end = html.toLowerCase().lastIndexOf('</body>')
  const at = end === -1 ? html.length : end
  return { html: html.slice(0, at) + HTML + html.slice(at), text: text + TEXT }
}

/** The same, compiled for sending. */
export function compileTelling(content: { html: string; text: string }) {
  const { html, text } = withTelling(content)
  return { html: compileTemplate(html, 'html'), text: compileTemplate(text, 'text') }
}
