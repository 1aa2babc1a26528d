// What each step of a privacy request says, as it was written down.
import type { Language } from './formats.ts'

type Detail = Record<string, string | number>
type Names = Record<string, string>

const SHOWN: Record<Language, Names> = {
  en: { code: 'code to the address', signed_in: 'signed in elsewhere', shown: 'shown to us' },
  nb: { code: 'kode til adressen', signed_in: 'logget inn et annet sted', shown: 'vist til oss' },
}
const TOLD_BY: Record<Language, Names> = {
  en: {
    mail: 'a mail from here',
    own_mail: 'a mail of our own',
    letter: 'letter',
    phone: 'phone',
    in_person: 'a meeting',
    page: 'their own page',
  },
  nb: {
    mail: 'e-post herfra',
    own_mail: 'egen e-post',
    letter: 'brev',
    phone: 'telefon',
    in_person: 'et møte',
    page: 'sin egen side',
  },
}
const TOLD_ABOUT: Record<Language, Names> = {
  en: {
    extended: 'about the new deadline',
    refused: 'about the no',
    done: 'that it is done',
    lifting: 'that the restriction ends',
  },
  nb: {
    extended: 'om den nye fristen',
    refused: 'om avslaget',
    done: 'at det er gjort',
    lifting: 'at begrensningen tar slutt',
  },
}
const nameIn = (names: Names, key: string | number | undefined) => names[String(key)] ?? String(key)

const en = {
  step: {
    received: () => 'Came in',
    code_sent: () => 'A code was sent to the address',
    identity_shown: ({ by }) => `It is known who asks: ${nameIn(SHOWN.en, by)}`,
    told: ({ about, by }) => `Told ${nameIn(TOLD_ABOUT.en, about)}, by ${nameIn(TOLD_BY.en, by)}`,
    extended: () => 'Deadline moved by two months',
    refused: () => 'Refused',
    done: ({ recipients }) =>
      `Carried out${Number(recipients) > 0 ? `; ${recipients === 1 ? 'one recipient' : `${recipients} recipients`} told` : ''}`,
    copied: ({ format }) => `File made, ${String(format).toUpperCase()}`,
    scanned: ({ places }) =>
      Number(places) === 0 ? 'Looked everywhere: nothing is left' : `Looked everywhere: found in ${places} places`,
    lifted: () => 'Restriction lifted',
  } as Record<string, (detail: Detail) => string>,
}

const nb: typeof en = {
  step: {
    received: () => 'Kom inn',
    code_sent: () => 'En kode ble sendt til adressen',
    identity_shown: ({ by }) => `Kjent hvem som spør: ${nameIn(SHOWN.nb, by)}`,
    told: ({ about, by }) => `Fikk vite ${nameIn(TOLD_ABOUT.nb, about)}, med ${nameIn(TOLD_BY.nb, by)}`,
    extended: () => 'Fristen flyttet to måneder',
    refused: () => 'Avslått',
    done: ({ recipients }) =>
      `Gjort${Number(recipients) > 0 ? `; ${recipients === 1 ? 'én mottaker' : `${recipients} mottakere`} fikk beskjed` : ''}`,
    copied: ({ format }) => `Fil laget, ${String(format).toUpperCase()}`,
    scanned: ({ places }) =>
      Number(places) === 0 ? 'Lett overalt: Ingenting er igjen' : `Lett overalt: funnet ${places} steder`,
    lifted: () => 'Begrensningen opphevet',
  },
}

export const requestStepWords = { en, nb }
