// Puts at the end of a mail what the law asks for and the writer left out: the way to stop, the way to choose, the
// postal address. Adds nothing where it is there already, and moves no line above the end of the body.
import { type FooterLanguage, footerWords } from './footer-words.ts'

/** `stopName`: what the link stops, where that is not the whole purpose. `isForCustomers`: the purpose rests on sales too. */
export type FooterFacts = {
  language: FooterLanguage
  purposeName: string
  stopName?: string
  isForCustomers?: boolean
}
export type FooterPart = 'unsubscribe_url' | 'preferences_url' | 'brand.postal_address'

const PARTS: FooterPart[] = ['unsubscribe_url', 'preferences_url', 'brand.postal_address']

/** A block of Liquid that a mail may leave out for somebody, without blocks inside it. */
const INNERMOST_BLOCK =
  /\{%-?\s*(if|unless|case|for|capture|comment|raw)\b(?:(?!\{%-?\s*(?:if|unless|case|for|capture|comment|raw)\b)[\s\S])*?\{%-?\s*end\1\b[^%]*%\}/g

/** The source without what only some would get: each mail must say the rest (consent.md N5). */
function withoutBlocks(source: string): string {
  const less = source.replace(INNERMOST_BLOCK, '')
  return less === source ? source : withoutBlocks(less)
}

/** What a source does not say to everybody yet. Looks at the MJML without its comments. */
export function findMissingParts(mjml: string): FooterPart[] {
  const said = withoutBlocks(mjml.replace(/<!--[\s\S]*?-->/g, ''))
  return PARTS.filter((part) => !new RegExp(`\\{\\{-?\\s*${part.replace('.', '\\.')}\\b`).test(said))
}

/** The source with a footer that says what is missing. A source without a body is returned as it is. */
export function addFooter(mjml: string, facts: FooterFacts): string {
  const missing = findMissingParts(mjml)
  const end = mjml.lastIndexOf('</mj-body>')
  if (missing.length === 0 || end < 0) return mjml
  return `${mjml.slice(0, end)}${footerMjml(missing, facts)}${mjml.slice(end)}`
}

/** The whole footer as MJML, or the parts of it that are asked for. */
export function footerMjml(
  parts: readonly FooterPart[],
  { language, purposeName, stopName, isForCustomers = false }: FooterFacts,
): string {
  const words = footerWords[language]
  const purpose = escapeText(purposeName)
  const links = [
    parts.includes('unsubscribe_url') && stopLink(language, stopName ?? purposeName),
    parts.includes('preferences_url') && `<a href="{{ preferences_url }}">${words.choose}</a>`,
    parts.includes('unsubscribe_url') && `<a href="{{ view_url }}">${words.view}</a>`,
  ].filter((link) => link !== false)
  const lines = [
    parts.includes('unsubscribe_url') && (isForCustomers ? words.whyCustomer : words.why)(purpose),
    links.join(' &#183; '),
    parts.includes('brand.postal_address') && '{{ brand.postal_address }}',
  ].filter((line) => line !== false && line !== '')
  return `<mj-section padding="16px 24px 32px"><mj-column><mj-text css-class="footer" font-size="13px" line-height="20px" color="#55625D" padding="0">
        ${lines.join('<br />\n        ')}
      </mj-text></mj-column></mj-section>
  `
}

const stopLink = (language: FooterLanguage, name: string) =>
  `<a href="{{ unsubscribe_url }}">${footerWords[language].stop(escapeText(name))}</a>`

/** A footer that we wrote before a topic was chosen still says that it stops the purpose; this names what it stops. */
export const nameStop = (mjml: string, { language, purposeName, stopName = purposeName }: FooterFacts): string =>
  mjml.replaceAll(stopLink(language, purposeName), () => stopLink(language, stopName))

/** Text that stands in MJML as it is. A brace would begin a variable, so it is written as an entity. */
export const escapeText = (text: string): string =>
  text.replace(/[&<>"{}]/g, (character) => `&#${character.charCodeAt(0)};`)
