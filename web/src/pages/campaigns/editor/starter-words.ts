// What a new block says before somebody writes in it, in the language of the mail.
export type StarterWords = {
  heading: string
  text: string
  button: string
  product: string
  productText: string
  some: string
  others: string
}

const starters: Record<string, StarterWords> = {
  nb: {
    heading: 'Overskrift',
    text: 'Skriv teksten her.',
    button: 'Les mer',
    product: 'Navnet på produktet',
    productText: 'Si hva det er, og hvem det er for.',
    some: 'Bare de det gjelder for, ser dette.',
    others: 'Alle andre ser dette.',
  },
  nn: {
    heading: 'Overskrift',
    text: 'Skriv teksten her.',
    button: 'Les meir',
    product: 'Namnet på produktet',
    productText: 'Sei kva det er, og kven det er for.',
    some: 'Berre dei det gjeld for, ser dette.',
    others: 'Alle andre ser dette.',
  },
  sv: {
    heading: 'Rubrik',
    text: 'Skriv texten här.',
    button: 'Läs mer',
    product: 'Produktens namn',
    productText: 'Säg vad det är och vem det är för.',
    some: 'Bara de som det gäller ser detta.',
    others: 'Alla andra ser detta.',
  },
  da: {
    heading: 'Overskrift',
    text: 'Skriv teksten her.',
    button: 'Læs mere',
    product: 'Navnet på produktet',
    productText: 'Sig, hvad det er, og hvem det er til.',
    some: 'Kun dem, det gælder, ser dette.',
    others: 'Alle andre ser dette.',
  },
  fi: {
    heading: 'Otsikko',
    text: 'Kirjoita teksti tähän.',
    button: 'Lue lisää',
    product: 'Tuotteen nimi',
    productText: 'Kerro, mikä se on ja kenelle se on tarkoitettu.',
    some: 'Vain ne, joita tämä koskee, näkevät tämän.',
    others: 'Kaikki muut näkevät tämän.',
  },
}
const english: StarterWords = {
  heading: 'Heading',
  text: 'Write your text here.',
  button: 'Read more',
  product: 'Name of the product',
  productText: 'Say what it is and whom it is for.',
  some: 'Only those for whom it holds see this.',
  others: 'Everybody else sees this.',
}

/** The words for a mail, by the language that its first tag names. */
export const startersFor = (source: string): StarterWords =>
  starters[/<mjml\b[^>]*\slang="([a-z]{2})/.exec(source)?.[1] ?? ''] ?? english
