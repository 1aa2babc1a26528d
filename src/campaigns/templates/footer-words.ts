// What every marketing mail says at its end, in the languages of the people who get it: why it came, how to stop it,
// how to choose, and who sent it.
import { MAIL_LANGUAGES, type MailLanguage } from '../../delivery/index.ts'

export const FOOTER_LANGUAGES = MAIL_LANGUAGES
export type FooterLanguage = MailLanguage

export type FooterWords = {
  why: (purpose: string) => string
  /** The same where the purpose rests on earlier sales too. */
  whyCustomer: (purpose: string) => string
  stop: (purpose: string) => string
  choose: string
  /** The mail itself, in the browser. */
  view: string
}

export const footerWords: Record<FooterLanguage, FooterWords> = {
  nb: {
    why: (purpose) => `Du får denne fordi du har sagt ja til ${purpose}.`,
    whyCustomer: (purpose) => `Du får denne fordi du er kunde hos oss eller har sagt ja til ${purpose}.`,
    stop: (purpose) => `Stopp ${purpose}`,
    choose: 'Endre valgene dine',
    view: 'Les i nettleseren',
  },
  nn: {
    why: (purpose) => `Du får denne fordi du har sagt ja til ${purpose}.`,
    whyCustomer: (purpose) => `Du får denne fordi du er kunde hos oss eller har sagt ja til ${purpose}.`,
    stop: (purpose) => `Stopp ${purpose}`,
    choose: 'Endre vala dine',
    view: 'Les i nettlesaren',
  },
  sv: {
    why: (purpose) => `Du får det här eftersom du har sagt ja till ${purpose}.`,
    whyCustomer: (purpose) => `Du får det här eftersom du är kund hos oss eller har sagt ja till ${purpose}.`,
    stop: (purpose) => `Stoppa ${purpose}`,
    choose: 'Ändra dina val',
    view: 'Läs i webbläsaren',
  },
  da: {
    why: (purpose) => `Du får denne, fordi du har sagt ja til ${purpose}.`,
    whyCustomer: (purpose) => `Du får denne, fordi du er kunde hos os eller har sagt ja til ${purpose}.`,
    stop: (purpose) => `Stop ${purpose}`,
    choose: 'Ret dine valg',
    view: 'Læs i browseren',
  },
  fi: {
    why: (purpose) => `Saat tämän, koska olet antanut suostumuksen: ${purpose}.`,
    whyCustomer: (purpose) => `Saat tämän, koska olet asiakkaamme tai olet antanut suostumuksen: ${purpose}.`,
    stop: (purpose) => `Lopeta: ${purpose}`,
    choose: 'Muuta valintojasi',
    view: 'Lue selaimessa',
  },
  en: {
    why: (purpose) => `You get this because you said yes to ${purpose}.`,
    whyCustomer: (purpose) => `You get this because you are a customer of ours or said yes to ${purpose}.`,
    stop: (purpose) => `Stop ${purpose}`,
    choose: 'Change your choices',
    view: 'Read in the browser',
  },
}

const LANGUAGE_OF: Record<string, FooterLanguage> = { NO: 'nb', SE: 'sv', DK: 'da', FI: 'fi' }

/** The language of a sender: that of its country, English where we do not know it. */
export const brandLanguage = (country: string): FooterLanguage => LANGUAGE_OF[country] ?? 'en'
