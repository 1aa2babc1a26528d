// What is said of topics and of how often, where a contact chooses. The languages say the same, line by line.
import type { Frequency } from '../frequency.ts'
import type { PageLanguage } from './page-language.ts'

const en = {
  topics: 'Topics',
  topicsOf: (purpose: string) => `Topics of ${purpose}`,
  leftOutOn: (date: string) => `You left this out on ${date}`,
  without: (topics: string) => `Without ${topics}`,
  often: 'How often?',
  oftenDetail: (brand: string) => `Counts e-mail and SMS from ${brand}. What comes sooner than you want is not sent.`,
  frequency: {
    always: 'As it comes',
    weekly: 'At most one a week',
    monthly: 'At most one a month',
  } satisfies Record<Frequency, string> as Record<Frequency, string>,
  seldomest: 'You have chosen at most one a month, and there is nothing less often but a pause.',
}
export type ChoiceWords = typeof en

const nb: ChoiceWords = {
  topics: 'Temaer',
  topicsOf: (purpose) => `Temaer i ${purpose}`,
  leftOutOn: (date) => `Du valgte bort dette ${date}`,
  without: (topics) => `Uten ${topics}`,
  often: 'Hvor ofte?',
  oftenDetail: (brand) => `Teller e-post og SMS fra ${brand}. Det som kommer tidligere enn du vil, blir ikke sendt.`,
  frequency: { always: 'Når det kommer noe', weekly: 'Høyst én i uken', monthly: 'Høyst én i måneden' },
  seldomest: 'Du har valgt høyst én i måneden. Sjeldnere enn det finnes bare pause.',
}

const nn: ChoiceWords = {
  topics: 'Tema',
  topicsOf: (purpose) => `Tema i ${purpose}`,
  leftOutOn: (date) => `Du valde bort dette ${date}`,
  without: (topics) => `Utan ${topics}`,
  often: 'Kor ofte?',
  oftenDetail: (brand) => `Tel e-post og SMS frå ${brand}. Det som kjem tidlegare enn du vil, blir ikkje sendt.`,
  frequency: { always: 'Når det kjem noko', weekly: 'Høgst éin i veka', monthly: 'Høgst éin i månaden' },
  seldomest: 'Du har valt høgst éin i månaden. Sjeldnare enn det finst berre pause.',
}

const sv: ChoiceWords = {
  topics: 'Ämnen',
  topicsOf: (purpose) => `Ämnen i ${purpose}`,
  leftOutOn: (date) => `Du valde bort detta ${date}`,
  without: (topics) => `Utan ${topics}`,
  often: 'Hur ofta?',
  oftenDetail: (brand) => `Räknar e-post och sms från ${brand}. Det som kommer tidigare än du vill skickas inte.`,
  frequency: { always: 'När det kommer något', weekly: 'Högst ett i veckan', monthly: 'Högst ett i månaden' },
  seldomest: 'Du har valt högst ett i månaden. Mer sällan än så finns bara paus.',
}

const da: ChoiceWords = {
  topics: 'Emner',
  topicsOf: (purpose) => `Emner i ${purpose}`,
  leftOutOn: (date) => `Du valgte dette fra ${date}`,
  without: (topics) => `Uden ${topics}`,
  often: 'Hvor ofte?',
  oftenDetail: (brand) =>
    `Tæller e-mail og sms fra ${brand}. Det, der kommer tidligere, end du vil, bliver ikke sendt.`,
  frequency: { always: 'Når der kommer noget', weekly: 'Højst én om ugen', monthly: 'Højst én om måneden' },
  seldomest: 'Du har valgt højst én om måneden. Sjældnere end det er der kun pause.',
}

const fi: ChoiceWords = {
  topics: 'Aiheet',
  topicsOf: (purpose) => `Aiheet: ${purpose}`,
  leftOutOn: (date) => `Jätit tämän pois ${date}`,
  without: (topics) => `Ilman: ${topics}`,
  often: 'Kuinka usein?',
  oftenDetail: (brand) =>
    `Koskee sähköposteja ja tekstiviestejä: ${brand}. Viestiä, joka tulisi toivettasi aiemmin, ei lähetetä.`,
  frequency: { always: 'Aina kun on asiaa', weekly: 'Enintään yksi viikossa', monthly: 'Enintään yksi kuukaudessa' },
  seldomest: 'Olet valinnut enintään yhden kuukaudessa. Sitä harvempi on vain tauko.',
}

const CHOICE_WORDS: Record<PageLanguage, ChoiceWords> = { nb, nn, sv, da, fi, en }
export const choiceWords = (language: PageLanguage): ChoiceWords => CHOICE_WORDS[language]
