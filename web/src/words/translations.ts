// What the campaign page says about the languages of a mail.
import type { TextLanguage } from './purposes.ts'

const en = {
  names: {
    nb: 'Norwegian Bokmål',
    nn: 'Norwegian Nynorsk',
    sv: 'Swedish',
    da: 'Danish',
    fi: 'Finnish',
    en: 'English',
  } satisfies Record<TextLanguage, string> as Record<TextLanguage, string>,
  /** As a choice by itself, outside a sentence. */
  choices: {
    nb: 'Norwegian (bokmål)',
    nn: 'Norwegian (nynorsk)',
    sv: 'Swedish',
    da: 'Danish',
    fi: 'Finnish',
    en: 'English',
  } satisfies Record<TextLanguage, string> as Record<TextLanguage, string>,
  label: 'Languages of the mail',
  main: (language: string) => `${language} (main)`,
  add: 'Add a language',
  hint: 'Everybody gets it in the language of their contact, or in the nearest that there is; the others in the main one.',
  remove: (language: string) => `Remove ${language}`,
  removeDetail: 'What was written in it is gone. Those who read it get the next language of theirs.',
  makeMain: 'Main language',
  gets: (name: string, language: string) => `${name} gets it in ${language}.`,
  byLanguage: 'In which language',
  getsIn: 'Get it',
}

const nb: typeof en = {
  names: { nb: 'bokmål', nn: 'nynorsk', sv: 'svensk', da: 'dansk', fi: 'finsk', en: 'engelsk' },
  choices: {
    nb: 'Norsk (bokmål)',
    nn: 'Norsk (nynorsk)',
    sv: 'Svensk',
    da: 'Dansk',
    fi: 'Finsk',
    en: 'Engelsk',
  },
  label: 'Språkene i e-posten',
  main: (language) => `${language} (hovedspråk)`,
  add: 'Legg til et språk',
  hint: 'Alle får den på språket til kontakten, eller på det nærmeste som finnes; de andre på hovedspråket.',
  remove: (language) => `Fjern ${language}`,
  removeDetail: 'Det som er skrevet på det, er borte. De som leser det, får det neste språket sitt.',
  makeMain: 'Hovedspråk',
  gets: (name, language) => `${name} får den på ${language}.`,
  byLanguage: 'På hvilket språk',
  getsIn: 'Får den',
}

export const translationWords = { en, nb }
