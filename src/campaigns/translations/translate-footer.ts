// The lines at the end of a mail that we wrote, in another language. What somebody has written themselves stays.
import type { MailLanguage } from '../../delivery/index.ts'
import { escapeText } from '../templates/add-footer.ts'
import { footerWords } from '../templates/footer-words.ts'

type Facts = { language: MailLanguage; purposeName: string }

/** MJML that was copied from one language, with its `lang` and the sentences of our footer in the other. */
export function translateFooter(mjml: string, from: Facts, to: Facts): string {
  const linesOf = ({ language, purposeName }: Facts) => {
    const words = footerWords[language]
    const name = escapeText(purposeName)
    return [
      words.why(name),
      words.whyCustomer(name),
      `>${words.stop(name)}</a>`,
      `>${words.choose}</a>`,
      `>${words.view}</a>`,
    ]
  }
  const translated = linesOf(to)
  return linesOf(from)
    .reduce((source, line, place) => source.replaceAll(line, () => translated[place] ?? line), mjml)
    .replace(/(<mjml\b[^>]*\blang=")[^"]*(")/, (_all, before: string, after: string) => before + to.language + after)
}
