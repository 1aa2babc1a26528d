// What is said where a yes is confirmed: in the mail and on the page behind its link. The languages say the same.
import type { PageLanguage } from '../preferences/page-language.ts'

const en = {
  mail: {
    subject: (brand: string) => `${brand}: is this your yes?`,
    lead: (brand: string) =>
      `Somebody, we hope you, filled in a form with this address and said yes to this from ${brand}:`,
    press: 'It counts only when you confirm it. Open the link and press the button there, within 28 days.',
    link: 'See what it is about, and confirm',
    notYou: 'Was it not you? Then do nothing, and nothing comes.',
    cancel: 'Cancel the request',
  },
  title: 'Is this your yes?',
  lead: (brand: string) => `Press the button, and ${brand} may do what stands here. Until then nothing happens.`,
  takeBack: 'You can take it back at any time, with the link in every mail from us, and it takes one press.',
  confirm: 'Yes, that is mine',
  confirmed: 'Thank you, your yes is confirmed',
  confirmedLead: 'It holds from now on.',
  already: 'This is confirmed already',
  alreadyLead: 'Your yes holds. Nothing more is needed.',
  closed: 'This link confirms nothing any more',
  closedLead:
    'It has run out, or the request was taken back. Nothing has changed. If you still want it, fill in the form again.',
  choices: 'See and change your choices',
}
export type CaptureWords = typeof en

const nb: CaptureWords = {
  mail: {
    subject: (brand) => `${brand}: Er dette ditt ja?`,
    lead: (brand) => `Noen, forhåpentligvis du, fylte ut et skjema med denne adressen og sa ja til dette fra ${brand}:`,
    press: 'Det gjelder først når du bekrefter det. Åpne lenken og trykk på knappen der, innen 28 dager.',
    link: 'Se hva det gjelder, og bekreft',
    notYou: 'Var det ikke deg? Da trenger du ikke gjøre noe, og ingenting kommer.',
    cancel: 'Avbryt forespørselen',
  },
  title: 'Er dette ditt ja?',
  lead: (brand) => `Trykk på knappen, så kan ${brand} gjøre det som står her. Før det skjer ingenting.`,
  takeBack: 'Du kan trekke det tilbake når som helst, med lenken i hver e-post fra oss, og det tar ett trykk.',
  confirm: 'Ja, det er mitt',
  confirmed: 'Takk, ditt ja er bekreftet',
  confirmedLead: 'Det gjelder fra nå av.',
  already: 'Dette er bekreftet allerede',
  alreadyLead: 'Ditt ja gjelder. Du trenger ikke gjøre mer.',
  closed: 'Denne lenken bekrefter ikke noe lenger',
  closedLead:
    'Den har gått ut, eller forespørselen er trukket tilbake. Ingenting er endret. Vil du fortsatt ha det, fyller du ut skjemaet på nytt.',
  choices: 'Se og endre valgene dine',
}

const nn: CaptureWords = {
  mail: {
    subject: (brand) => `${brand}: Er dette ditt ja?`,
    lead: (brand) => `Nokon, truleg du, fylte ut eit skjema med denne adressa og sa ja til dette frå ${brand}:`,
    press: 'Det gjeld først når du stadfestar det. Opne lenkja og trykk på knappen der, innan 28 dagar.',
    link: 'Sjå kva det gjeld, og stadfest',
    notYou: 'Var det ikkje deg? Då treng du ikkje gjere noko, og ingenting kjem.',
    cancel: 'Avbryt førespurnaden',
  },
  title: 'Er dette ditt ja?',
  lead: (brand) => `Trykk på knappen, så kan ${brand} gjere det som står her. Før det skjer ingenting.`,
  takeBack: 'Du kan trekkje det tilbake når som helst, med lenkja i kvar e-post frå oss, og det tek eitt trykk.',
  confirm: 'Ja, det er mitt',
  confirmed: 'Takk, ditt ja er stadfesta',
  confirmedLead: 'Det gjeld frå no av.',
  already: 'Dette er stadfesta alt',
  alreadyLead: 'Ditt ja gjeld. Du treng ikkje gjere meir.',
  closed: 'Denne lenkja stadfestar ikkje noko lenger',
  closedLead:
    'Ho har gått ut, eller førespurnaden er trekt tilbake. Ingenting er endra. Vil du framleis ha det, fyller du ut skjemaet på nytt.',
  choices: 'Sjå og endre vala dine',
}

const sv: CaptureWords = {
  mail: {
    subject: (brand) => `${brand}: är det här ditt ja?`,
    lead: (brand) =>
      `Någon, förhoppningsvis du, fyllde i ett formulär med den här adressen och sa ja till det här från ${brand}:`,
    press: 'Det gäller först när du bekräftar det. Öppna länken och tryck på knappen där, inom 28 dagar.',
    link: 'Se vad det gäller och bekräfta',
    notYou: 'Var det inte du? Då behöver du inte göra något, och inget kommer.',
    cancel: 'Avbryt förfrågan',
  },
  title: 'Är det här ditt ja?',
  lead: (brand) => `Tryck på knappen, så får ${brand} göra det som står här. Innan dess händer inget.`,
  takeBack: 'Du kan ta tillbaka det när som helst, med länken i varje mejl från oss, och det tar ett tryck.',
  confirm: 'Ja, det är mitt',
  confirmed: 'Tack, ditt ja är bekräftat',
  confirmedLead: 'Det gäller från och med nu.',
  already: 'Det här är redan bekräftat',
  alreadyLead: 'Ditt ja gäller. Du behöver inte göra något mer.',
  closed: 'Den här länken bekräftar inget längre',
  closedLead:
    'Den har gått ut, eller så har förfrågan tagits tillbaka. Inget har ändrats. Vill du fortfarande ha det fyller du i formuläret igen.',
  choices: 'Se och ändra dina val',
}

const da: CaptureWords = {
  mail: {
    subject: (brand) => `${brand}: Er det her dit ja?`,
    lead: (brand) =>
      `Nogen, forhåbentlig dig, udfyldte en formular med denne adresse og sagde ja til dette fra ${brand}:`,
    press: 'Det gælder først, når du bekræfter det. Åbn linket, og tryk på knappen der, inden for 28 dage.',
    link: 'Se, hvad det gælder, og bekræft',
    notYou: 'Var det ikke dig? Så behøver du ikke gøre noget, og der kommer ingenting.',
    cancel: 'Annuller anmodningen',
  },
  title: 'Er det her dit ja?',
  lead: (brand) => `Tryk på knappen, så må ${brand} gøre det, der står her. Før det sker der ingenting.`,
  takeBack: 'Du kan trække det tilbage når som helst med linket i hver e-mail fra os, og det tager ét tryk.',
  confirm: 'Ja, det er mit',
  confirmed: 'Tak, dit ja er bekræftet',
  confirmedLead: 'Det gælder fra nu af.',
  already: 'Det her er allerede bekræftet',
  alreadyLead: 'Dit ja gælder. Du behøver ikke gøre mere.',
  closed: 'Dette link bekræfter ikke noget længere',
  closedLead:
    'Det er udløbet, eller anmodningen er trukket tilbage. Intet er ændret. Vil du stadig have det, så udfyld formularen igen.',
  choices: 'Se og ændr dine valg',
}

const fi: CaptureWords = {
  mail: {
    subject: (brand) => `${brand}: onko tämä sinun suostumuksesi?`,
    lead: (brand) => `Joku, toivottavasti sinä, täytti lomakkeen tällä osoitteella ja suostui tähän (${brand}):`,
    press: 'Se on voimassa vasta, kun vahvistat sen. Avaa linkki ja paina siellä painiketta 28 päivän kuluessa.',
    link: 'Katso, mistä on kyse, ja vahvista',
    notYou: 'Etkö se ollut sinä? Silloin sinun ei tarvitse tehdä mitään, eikä mitään tule.',
    cancel: 'Peru pyyntö',
  },
  title: 'Onko tämä sinun suostumuksesi?',
  lead: (brand) => `Kun painat painiketta, ${brand} saa tehdä sen, mitä tässä lukee. Sitä ennen ei tapahdu mitään.`,
  takeBack: 'Voit perua sen milloin tahansa jokaisessa viestissämme olevasta linkistä, yhdellä painalluksella.',
  confirm: 'Kyllä, se on minun',
  confirmed: 'Kiitos, suostumuksesi on vahvistettu',
  confirmedLead: 'Se on voimassa tästä hetkestä.',
  already: 'Tämä on jo vahvistettu',
  alreadyLead: 'Suostumuksesi on voimassa. Sinun ei tarvitse tehdä muuta.',
  closed: 'Tämä linkki ei enää vahvista mitään',
  closedLead:
    'Se on vanhentunut, tai pyyntö on peruttu. Mikään ei ole muuttunut. Jos haluat tämän yhä, täytä lomake uudelleen.',
  choices: 'Katso ja muuta valintojasi',
}

const WORDS: Record<PageLanguage, CaptureWords> = { nb, nn, sv, da, fi, en }

export const captureWords = (language: PageLanguage): CaptureWords => WORDS[language]
