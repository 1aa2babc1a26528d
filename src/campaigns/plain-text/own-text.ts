// The part of a mail for programs that show no HTML: made from the mail, or written by hand. What is written by hand says
// how to stop it all the same, and is known to be old once the mail says something else.
import { convert } from 'html-to-text'
import { findLiquidFaults } from '../check-liquid.ts'
import type { CheckWords } from '../checks/check-words.ts'
import type { LineFault } from '../compile-mjml.ts'
import { type FooterFacts, type FooterPart, findMissingParts } from '../templates/add-footer.ts'
import { footerWords } from '../templates/footer-words.ts'

export type OwnText = {
  /** With Liquid; null: it is made from the mail. */
  plainText: string | null
  /** What was made from the mail when it was written; null where that is not known. */
  plainTextOf: string | null
}

/** The same mail for programs that show no HTML. Lines are not broken: that would cut variables in two. */
export function makeText(html: string): string {
  const plainHeading = { options: { uppercase: false } }
  return convert(html, {
    wordwrap: false,
    // A link that is a picture leads somewhere all the same: what the picture shows says where.
    formatters: {
      picture: ({ parent, attribs }, _walk, builder) => {
        if (parent?.name === 'a') builder.addInline(String(attribs.alt ?? ''))
      },
    },
    selectors: [
      { selector: 'img', format: 'picture' },
      { selector: 'div[style*="display:none"]', format: 'skip' },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['(', ')'] } },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, ...plainHeading })),
    ],
  })
}

/** What is sent: as it was written, with what it must say to everybody and does not yet at its end. */
export function completeText(text: string, facts: FooterFacts): string {
  const missing = findMissingParts(text)
  return missing.length === 0 ? text : `${text.trimEnd()}\n\n${footerText(missing, facts)}\n`
}

/** A brace of a name would begin a variable. */
const plainName = (name: string) => name.replace(/[{}]/g, '')

function footerText(
  parts: readonly FooterPart[],
  { language, purposeName, stopName = purposeName, isForCustomers = false }: FooterFacts,
): string {
  const words = footerWords[language]
  const lines = [
    ...(parts.includes('unsubscribe_url')
      ? [
          (isForCustomers ? words.whyCustomer : words.why)(plainName(purposeName)),
          `${words.stop(plainName(stopName))}: {{ unsubscribe_url }}`,
        ]
      : []),
    ...(parts.includes('preferences_url') ? [`${words.choose}: {{ preferences_url }}`] : []),
    ...(parts.includes('brand.postal_address') ? ['{{ brand.postal_address }}'] : []),
  ]
  return lines.join('\n')
}

/** What is wrong with a text that is written by hand. `made` is what the mail would make now. */
export function checkText(
  { plainText, plainTextOf }: OwnText,
  made: string,
  fieldKeys: readonly string[],
  words: CheckWords,
): (LineFault & { isWarning: boolean })[] {
  if (plainText === null) return []
  if (plainText.trim() === '') return [{ line: null, message: words.textEmpty, isWarning: false }]
  const isOld = plainTextOf !== null && plainTextOf !== made
  return [
    ...findLiquidFaults(plainText, fieldKeys).map((fault) => ({ ...fault, isWarning: false })),
    ...(isOld ? [{ line: null, message: words.textOld, isWarning: true }] : []),
  ]
}
