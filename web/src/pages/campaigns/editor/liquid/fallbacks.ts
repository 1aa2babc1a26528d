// What can stand where a field of a person is not known, in the language of the mail.
const FALLBACKS: Record<string, Record<string, string>> = {
  'contact.first_name': { nb: 'du', nn: 'du', sv: 'du', da: 'du', fi: 'sinä', en: 'there' },
  'contact.company': {
    ...{ nb: 'firmaet ditt', nn: 'firmaet ditt', sv: 'ditt företag' },
    ...{ da: 'din virksomhed', fi: 'yrityksesi', en: 'your company' },
  },
}

/** undefined where nothing reads well in every sentence. */
export const fallbackFor = (name: string, language: string | undefined): string | undefined =>
  FALLBACKS[name]?.[language ?? 'en']

/** The language that a mail says it is in. */
export const languageOf = (source: string): string | undefined => /<mjml\b[^>]*\slang="([a-z]{2})/.exec(source)?.[1]
