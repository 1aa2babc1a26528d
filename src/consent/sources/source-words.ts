// What a mail says to somebody who came from somebody else, and what the notice of a sender says of that.
import type { PageLanguage } from '../preferences/page-language.ts'

export type SourceWords = {
  /** In the first mail. */
  told: (source: string) => string
  link: string
  /** On the page behind the link. */
  lead: (brand: string) => string
  source: string
  sourceDetail: string
  categories: string
  categoriesDetail: string
  noProfile: string
}

const SOURCE_WORDS: Record<PageLanguage, SourceWords> = {
  nb: {
    told: (source) => `Opplysningene om deg har vi fått fra ${source}.`,
    link: 'Slik behandler vi dem, og slik sier du nei.',
    lead: (brand) => `Dette gjelder opplysninger som ${brand} har fått om deg fra andre.`,
    source: 'Hvor vi har dem fra',
    sourceDetail: 'Den første e-posten fra oss sier hvem som ga oss opplysningene om deg. Spør oss, så svarer vi også.',
    categories: 'Hvilke opplysninger',
    categoriesDetail: 'Navn, adresser du kan nås på, arbeidssted og stilling, og det du har sagt ja eller nei til.',
    noProfile: 'Vi lager ingen profil av deg uten at du har sagt ja til det.',
  },
  nn: {
    told: (source) => `Opplysningane om deg har vi fått frå ${source}.`,
    link: 'Slik behandlar vi dei, og slik seier du nei.',
    lead: (brand) => `Dette gjeld opplysningar som ${brand} har fått om deg frå andre.`,
    source: 'Kvar vi har dei frå',
    sourceDetail: 'Den første e-posten frå oss seier kven som gav oss opplysningane om deg. Spør oss, så svarer vi òg.',
    categories: 'Kva opplysningar',
    categoriesDetail: 'Namn, adresser du kan nåast på, arbeidsstad og stilling, og det du har sagt ja eller nei til.',
    noProfile: 'Vi lagar ingen profil av deg utan at du har sagt ja til det.',
  },
  sv: {
    told: (source) => `Uppgifterna om dig har vi fått från ${source}.`,
    link: 'Så behandlar vi dem, och så säger du nej.',
    lead: (brand) => `Det här gäller uppgifter som ${brand} har fått om dig från andra.`,
    source: 'Var vi har fått dem',
    sourceDetail: 'Det första mejlet från oss säger vem som gav oss uppgifterna om dig. Fråga oss, så svarar vi också.',
    categories: 'Vilka uppgifter',
    categoriesDetail:
      'Namn, adresser där du kan nås, arbetsplats och befattning, och det du har sagt ja eller nej till.',
    noProfile: 'Vi gör ingen profil av dig utan att du har sagt ja till det.',
  },
  da: {
    told: (source) => `Oplysningerne om dig har vi fået fra ${source}.`,
    link: 'Sådan behandler vi dem, og sådan siger du nej.',
    lead: (brand) => `Dette gælder oplysninger, som ${brand} har fået om dig fra andre.`,
    source: 'Hvor vi har dem fra',
    sourceDetail: 'Den første e-mail fra os siger, hvem der gav os oplysningerne om dig. Spørg os, så svarer vi også.',
    categories: 'Hvilke oplysninger',
    categoriesDetail: 'Navn, adresser du kan nås på, arbejdssted og stilling, og det, du har sagt ja eller nej til.',
    noProfile: 'Vi laver ingen profil af dig, uden at du har sagt ja til det.',
  },
  fi: {
    told: (source) => `Saimme tietosi seuraavalta taholta: ${source}.`,
    link: 'Näin käsittelemme niitä, ja näin voit kieltäytyä.',
    lead: (brand) => `Tämä koskee tietoja, jotka ${brand} on saanut sinusta muilta.`,
    source: 'Mistä saimme tiedot',
    sourceDetail: 'Ensimmäinen viestimme kertoo, kuka antoi meille tietosi. Kysy meiltä, niin vastaamme myös.',
    categories: 'Mitkä tiedot',
    categoriesDetail: 'Nimi, yhteystiedot, työpaikka ja tehtävä sekä se, mihin olet suostunut tai mistä kieltäytynyt.',
    noProfile: 'Emme tee sinusta profiilia ilman suostumustasi.',
  },
  en: {
    told: (source) => `We got the data about you from ${source}.`,
    link: 'This is how we treat it, and how you say no.',
    lead: (brand) => `This is about data on you that ${brand} got from others.`,
    source: 'Where we got it',
    sourceDetail: 'The first mail from us says who gave us the data about you. Ask us, and we answer as well.',
    categories: 'Which data',
    categoriesDetail:
      'Your name, addresses at which you can be reached, where you work and as what, and what you have said yes or no to.',
    noProfile: 'We make no profile of you unless you have said yes to it.',
  },
}

export const sourceWords = (language: PageLanguage): SourceWords => SOURCE_WORDS[language]
