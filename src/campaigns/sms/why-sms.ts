// The sentences of Why where the campaign is an SMS: those that name the way it comes by. The others are the same.
import type { Language } from '../../segments/index.ts'
import { type WhyWords, whyWords } from '../why-words.ts'

type Way = { answers: Partial<WhyWords['answers']>; checks: Partial<WhyWords['checks']> }

const en: Way = {
  answers: {
    never_asked: ({ name, purpose }) => `${name} was never asked about ${purpose} by SMS.`,
    asked: ({ name, purpose, on }) => `${name} was asked about ${purpose} by SMS on ${on} and has not confirmed.`,
    refused: ({ name, purpose, on }) => `${name} said no to ${purpose} by SMS on ${on}.`,
    withdrawn: ({ name, purpose, on }) => `${name} withdrew ${purpose} by SMS on ${on}.`,
    expired: ({ name, purpose, until }) => `the yes of ${name} to ${purpose} by SMS ran out on ${until}.`,
    address_stopped: ({ name }) => `SMS to the number of ${name} are stopped.`,
    too_soon: ({ name }) =>
      `${name} has chosen how often to hear from us, and the last message is not long enough ago.`,
    no_address: ({ name }) => `we have no mobile number of ${name}.`,
    given: ({ name, purpose, on }) => `${name} said yes to ${purpose} by SMS on ${on}.`,
  },
  checks: {
    purpose: {
      passed: 'The purpose is in use',
      passedDetail: ({ purpose }) => `${purpose} is sent by SMS.`,
      decided: 'The purpose is retired',
    },
    address: {
      passed: 'The number works',
      passedDetail: () => 'No failure stops it.',
      decided: 'The number is stopped',
    },
    topic: {
      passed: 'The topic is not left out',
      passedDetail: () => 'It was not left out, or the SMS has none.',
      decided: 'The topic is left out',
    },
    reachable: { passed: 'A mobile number', passedDetail: () => 'There is one.', decided: 'No mobile number' },
    mailbox: {
      passed: 'Once to each number',
      passedDetail: () => 'A number is that of one contact alone.',
      decided: 'The number gets it already',
    },
  },
}

const nb: Way = {
  answers: {
    never_asked: ({ name, purpose }) => `${name} er aldri spurt om ${purpose} på SMS.`,
    asked: ({ name, purpose, on }) => `${name} ble spurt om ${purpose} på SMS ${on} og har ikke bekreftet.`,
    refused: ({ name, purpose, on }) => `${name} sa nei til ${purpose} på SMS ${on}.`,
    withdrawn: ({ name, purpose, on }) => `${name} trakk tilbake ${purpose} på SMS ${on}.`,
    expired: ({ name, purpose, until }) => `samtykket til ${name} til ${purpose} på SMS gikk ut ${until}.`,
    address_stopped: ({ name }) => `SMS til nummeret til ${name} er sperret.`,
    too_soon: ({ name }) => `${name} har valgt hvor ofte vi skriver, og den forrige meldingen er for ny.`,
    no_address: ({ name }) => `vi har ikke noe mobilnummer til ${name}.`,
    given: ({ name, purpose, on }) => `${name} sa ja til ${purpose} på SMS ${on}.`,
  },
  checks: {
    purpose: {
      passed: 'Formålet er i bruk',
      passedDetail: ({ purpose }) => `${purpose} sendes på SMS.`,
      decided: 'Formålet er avviklet',
    },
    address: {
      passed: 'Nummeret virker',
      passedDetail: () => 'Ingen feil stopper det.',
      decided: 'Nummeret er sperret',
    },
    topic: {
      passed: 'Temaet er ikke valgt bort',
      passedDetail: () => 'Det er ikke valgt bort, eller SMS-en har ikke noe tema.',
      decided: 'Temaet er valgt bort',
    },
    reachable: { passed: 'Et mobilnummer', passedDetail: () => 'Det finnes.', decided: 'Ikke noe mobilnummer' },
    mailbox: {
      passed: 'Én gang til hvert nummer',
      passedDetail: () => 'Et nummer er bare én kontakts.',
      decided: 'Nummeret får den alt',
    },
  },
}

const inSms: Record<Language, Way> = { en, nb }

/** The sentences for a campaign of this channel. */
export function whyWordsOf(language: Language, channel: string): WhyWords {
  const words = whyWords[language]
  if (channel !== 'sms') return words
  const { answers, checks } = inSms[language]
  return { ...words, answers: { ...words.answers, ...answers }, checks: { ...words.checks, ...checks } }
}
