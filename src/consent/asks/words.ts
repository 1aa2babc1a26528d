// What a mail that asks for a yes says, the form on paper, and the pages. The languages say the same. No offer stands in it: it asks.
import type { PageLanguage } from '../preferences/page-language.ts'

const en = {
  subject: (brand: string) => `${brand} has a question for you`,
  why: (basis: string) => `You get this because we may write to you about “${basis}”.`,
  question: 'We would like to ask whether you say yes to this:',
  answer: 'Answer on your own page',
  nothing: 'If you do nothing, nothing changes, and we do not ask again soon.',
  stop: (basis: string) => `Stop ${basis}`,
  paper: {
    title: 'A question to you',
    yes: 'Yes, that is fine with me',
    no: 'No, thank you',
    takeBack: 'You can take a yes back at any time, without saying why: write to us, or use the link in any mail.',
    name: 'Name',
    signed: 'Date and signature',
    code: 'For us to enter',
  },
  onPage: (name: string) => `We would like to ask you about “${name}”. The words stand below.`,
  /** Beside the answers on a page. */
  freely: 'You need not answer. If you say no, we do not ask again.',
  send: 'Send the answer',
}
export type AskWords = typeof en

const nb: AskWords = {
  subject: (brand) => `${brand} har et spørsmål til deg`,
  why: (basis) => `Du får dette fordi vi kan skrive til deg om «${basis}».`,
  question: 'Vi vil gjerne spørre om du sier ja til dette:',
  answer: 'Svar på din egen side',
  nothing: 'Gjør du ingenting, endres ingenting, og vi spør ikke igjen med det første.',
  stop: (basis) => `Stopp ${basis}`,
  paper: {
    title: 'Et spørsmål til deg',
    yes: 'Ja, det er greit for meg',
    no: 'Nei, takk',
    takeBack:
      'Et ja kan trekkes tilbake når som helst uten grunn: skriv til oss, eller bruk lenken i en e-post fra oss.',
    name: 'Navn',
    signed: 'Dato og underskrift',
    code: 'Til registrering',
  },
  onPage: (name) => `Vi vil gjerne spørre deg om «${name}». Ordene står nedenfor.`,
  freely: 'Du trenger ikke svare. Sier du nei, spør vi ikke igjen.',
  send: 'Send svaret',
}
const nn: AskWords = {
  subject: (brand) => `${brand} har eit spørsmål til deg`,
  why: (basis) => `Du får dette fordi vi kan skrive til deg om «${basis}».`,
  question: 'Vi vil gjerne spørje om du seier ja til dette:',
  answer: 'Svar på di eiga side',
  nothing: 'Gjer du ingenting, blir ingenting endra, og vi spør ikkje igjen med det første.',
  stop: (basis) => `Stopp ${basis}`,
  paper: {
    title: 'Eit spørsmål til deg',
    yes: 'Ja, det er greitt for meg',
    no: 'Nei, takk',
    takeBack:
      'Eit ja kan trekkjast tilbake når som helst utan grunn: skriv til oss, eller bruk lenkja i ein e-post frå oss.',
    name: 'Namn',
    signed: 'Dato og underskrift',
    code: 'Til registrering',
  },
  onPage: (name) => `Vi vil gjerne spørje deg om «${name}». Orda står nedanfor.`,
  freely: 'Du treng ikkje svare. Seier du nei, spør vi ikkje igjen.',
  send: 'Send svaret',
}
const sv: AskWords = {
  subject: (brand) => `${brand} har en fråga till dig`,
  why: (basis) => `Du får det här eftersom vi får skriva till dig om ”${basis}”.`,
  question: 'Vi vill gärna fråga om du säger ja till det här:',
  answer: 'Svara på din egen sida',
  nothing: 'Gör du ingenting ändras ingenting, och vi frågar inte igen inom kort.',
  stop: (basis) => `Stoppa ${basis}`,
  paper: {
    title: 'En fråga till dig',
    yes: 'Ja, det går bra för mig',
    no: 'Nej, tack',
    takeBack:
      'Ett ja kan tas tillbaka när som helst utan skäl: skriv till oss eller använd länken i ett mejl från oss.',
    name: 'Namn',
    signed: 'Datum och underskrift',
    code: 'För registrering',
  },
  onPage: (name) => `Vi vill gärna fråga dig om ”${name}”. Orden står nedan.`,
  freely: 'Du behöver inte svara. Säger du nej frågar vi inte igen.',
  send: 'Skicka svaret',
}
const da: AskWords = {
  subject: (brand) => `${brand} har et spørgsmål til dig`,
  why: (basis) => `Du får dette, fordi vi må skrive til dig om »${basis}«.`,
  question: 'Vi vil gerne spørge, om du siger ja til dette:',
  answer: 'Svar på din egen side',
  nothing: 'Gør du intet, ændres intet, og vi spørger ikke igen lige foreløbig.',
  stop: (basis) => `Stop ${basis}`,
  paper: {
    title: 'Et spørgsmål til dig',
    yes: 'Ja, det er i orden for mig',
    no: 'Nej tak',
    takeBack: 'Et ja kan trækkes tilbage når som helst uden grund: Skriv til os, eller brug linket i en mail fra os.',
    name: 'Navn',
    signed: 'Dato og underskrift',
    code: 'Til registrering',
  },
  onPage: (name) => `Vi vil gerne spørge dig om »${name}«. Ordene står nedenfor.`,
  freely: 'Du behøver ikke svare. Siger du nej, spørger vi ikke igen.',
  send: 'Send svaret',
}
const fi: AskWords = {
  subject: (brand) => `${brand}: meillä on sinulle kysymys`,
  why: (basis) => `Saat tämän, koska saamme kirjoittaa sinulle aiheesta ”${basis}”.`,
  question: 'Haluaisimme kysyä, suostutko tähän:',
  answer: 'Vastaa omalla sivullasi',
  nothing: 'Jos et tee mitään, mikään ei muutu, emmekä kysy pian uudelleen.',
  stop: (basis) => `Lopeta: ${basis}`,
  paper: {
    title: 'Kysymys sinulle',
    yes: 'Kyllä, se sopii minulle',
    no: 'Ei, kiitos',
    takeBack: 'Suostumuksen voi perua milloin tahansa ilman syytä: kirjoita meille tai käytä sähköpostimme linkkiä.',
    name: 'Nimi',
    signed: 'Päiväys ja allekirjoitus',
    code: 'Kirjaamista varten',
  },
  onPage: (name) => `Haluaisimme kysyä sinulta: ”${name}”. Sanat ovat alla.`,
  freely: 'Sinun ei tarvitse vastata. Jos vastaat ei, emme kysy uudelleen.',
  send: 'Lähetä vastaus',
}

export const ASK_WORDS: Record<PageLanguage, AskWords> = { nb, nn, sv, da, fi, en }
