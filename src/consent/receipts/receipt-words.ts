// What the readable file of a receipt says beside the words of the preference page, in every language of a contact.
import type { PageLanguage } from '../preferences/page-language.ts'

type ReceiptWords = { inTheseWords: string; check: string; checkDetail: (place: string) => string; signature: string }

export const RECEIPT_WORDS: Record<PageLanguage, ReceiptWords> = {
  nb: {
    inTheseWords: 'Med disse ordene',
    check: 'Kan sjekkes av hvem som helst',
    checkDetail: (place) => `Åpne ${place} og slipp denne filen der. Ingenting sendes fra siden.`,
    signature: 'Signatur',
  },
  nn: {
    inTheseWords: 'Med desse orda',
    check: 'Kan sjekkast av kven som helst',
    checkDetail: (place) => `Opne ${place} og slepp denne fila der. Ingenting blir sendt frå sida.`,
    signature: 'Signatur',
  },
  sv: {
    inTheseWords: 'Med de här orden',
    check: 'Kan kontrolleras av vem som helst',
    checkDetail: (place) => `Öppna ${place} och släpp filen där. Inget skickas från sidan.`,
    signature: 'Signatur',
  },
  da: {
    inTheseWords: 'Med disse ord',
    check: 'Kan tjekkes af hvem som helst',
    checkDetail: (place) => `Åbn ${place}, og slip filen der. Intet sendes fra siden.`,
    signature: 'Underskrift',
  },
  fi: {
    inTheseWords: 'Näillä sanoilla',
    check: 'Kuka tahansa voi tarkistaa tämän',
    checkDetail: (place) => `Avaa ${place} ja pudota tiedosto sinne. Sivulta ei lähetetä mitään.`,
    signature: 'Allekirjoitus',
  },
  en: {
    inTheseWords: 'In these words',
    check: 'Anybody can check this',
    checkDetail: (place) => `Open ${place} and drop this file there. Nothing is sent from that page.`,
    signature: 'Signature',
  },
}
