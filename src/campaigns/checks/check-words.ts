// What the checks of a mail say, to the people who write it: what is wrong and what to do.
import type { Language } from '../../segments/index.ts'

const en = {
  noSubject: 'Write a subject.',
  putIn: (part: string) => `Put {{ ${part} }} into the mail.`,
  addedAtEnd: (parts: string) => `Added at the end: ${parts}.`,
  tooLong: (size: string) => `It is ${size} kB. Gmail hides the end of a mail over 102 kB: make it shorter.`,
  size: (size: string) => `${size} of 102 kB.`,
  noTopic: 'This is no topic of the purpose. Choose one of its own, or none.',
  topicRetired: 'This topic is retired, so nobody may get it. Choose another, or none.',
  noPurpose: 'There is no such purpose. Choose what people have said yes to.',
  purposeRetired: 'This purpose is retired, so nobody may get it. Choose another.',
  notForMails: 'This purpose is not for mails. Choose one that is for marketing.',
  notByEmail: 'This purpose is not sent by e-mail. Choose one that is.',
  unnamed: (language: string) =>
    `The purpose has no name in the language of this mail (${language}). Write its text in that language.`,
  senderLacks: {
    name: 'The sender of this purpose has no name. Give it a name first.',
    email: 'The sender of this purpose has no e-mail address. Give it an e-mail address first.',
    postalAddress: 'The sender of this purpose has no postal address. Give it a postal address first.',
  },
  linkEmpty: (text: string) => `The link “${text}” leads nowhere. Write where it leads, or take it out.`,
  linkNot: (address: string) => `${address} is no address that a mail can lead to. Begin it with https://.`,
  linkSilent: (address: string) => `The link to ${address} has no words and no picture. Write what it leads to.`,
  altMissing:
    'The picture has no text for those who do not see it. Say in alt what it shows; alt="" if it only decorates.',
  pictureNot: 'Mail programs fetch pictures from an https address only. Upload it, then use its address.',
  pictureLinkSilent: 'A link is nothing but this picture, so its alt must say where it leads.',
  contrastLow: (ratio: string, needed: string, colour: string, background: string, better: string) =>
    `${colour} on ${background} is hard to read (${ratio}:1, and ${needed}:1 is needed). ${better} would do.`,
  shouting: 'The subject is in capitals, which reads as shouting and is often taken for spam. Write it as a sentence.',
  exclaiming: 'More than one exclamation mark is often taken for spam. One is enough, or none.',
  pretending: 'It pretends to be an answer or a forwarded mail, which misleads. Take the beginning out.',
  spamWord: (word: string) => `“${word}” is often found in spam. Say it in other words if you can.`,
  fewWords:
    'There are pictures but hardly any words. Those who do not see pictures learn nothing, and filters suspect it.',
  textEmpty: 'The text part is empty. Write it, or let it be made from the mail.',
  textOld: 'The mail has changed since its text part was written. Read it again.',
}
export type CheckWords = typeof en

const nb: CheckWords = {
  noSubject: 'Skriv et emne.',
  putIn: (part) => `Sett {{ ${part} }} inn i e-posten.`,
  addedAtEnd: (parts) => `Lagt til på slutten: ${parts}.`,
  tooLong: (size) => `Den er ${size} kB. Gmail skjuler slutten av en e-post over 102 kB: Gjør den kortere.`,
  size: (size) => `${size} av 102 kB.`,
  noTopic: 'Dette er ikke et tema under formålet. Velg et av dets egne, eller ingen.',
  topicRetired: 'Dette temaet er avviklet, så ingen kan få det. Velg et annet, eller ingen.',
  noPurpose: 'Det formålet finnes ikke. Velg det folk har sagt ja til.',
  purposeRetired: 'Dette formålet er avviklet, så ingen kan få det. Velg et annet.',
  notForMails: 'Dette formålet er ikke for e-post. Velg et som er for markedsføring.',
  notByEmail: 'Dette formålet sendes ikke på e-post. Velg et som gjør det.',
  unnamed: (language) =>
    `Formålet har ikke noe navn på språket i denne e-posten (${language}). Skriv teksten på det språket.`,
  senderLacks: {
    name: 'Avsenderen for dette formålet har ikke noe navn. Gi den et navn først.',
    email: 'Avsenderen for dette formålet har ingen e-postadresse. Gi den en e-postadresse først.',
    postalAddress: 'Avsenderen for dette formålet har ingen postadresse. Gi den en postadresse først.',
  },
  linkEmpty: (text) => `Lenken «${text}» fører ingen steder. Skriv hvor den fører, eller ta den ut.`,
  linkNot: (address) => `${address} er ingen adresse som en e-post kan føre til. Begynn den med https://.`,
  linkSilent: (address) => `Lenken til ${address} har verken ord eller bilde. Skriv hva den fører til.`,
  altMissing: 'Bildet har ingen tekst for dem som ikke ser det. Si i alt hva det viser; alt="" om det bare er pynt.',
  pictureNot: 'E-postprogrammer henter bare bilder fra en https-adresse. Last det opp, og bruk adressen det får.',
  pictureLinkSilent: 'En lenke er bare dette bildet, så alt må si hvor den fører.',
  contrastLow: (ratio, needed, colour, background, better) =>
    `${colour} på ${background} er vanskelig å lese (${ratio}:1, og det trengs ${needed}:1). ${better} ville holde.`,
  shouting: 'Emnet er i store bokstaver, som leses som roping og ofte tas for søppelpost. Skriv det som en setning.',
  exclaiming: 'Flere utropstegn tas ofte for søppelpost. Ett er nok, eller ingen.',
  pretending: 'Det gir seg ut for å være et svar eller en videresending, og det villeder. Ta bort begynnelsen.',
  spamWord: (word) => `«${word}» finnes ofte i søppelpost. Si det med andre ord om du kan.`,
  fewWords:
    'Det er bilder, men nesten ingen ord. De som ikke ser bilder, får ikke vite noe, og filtre fatter mistanke.',
  textEmpty: 'Tekstdelen er tom. Skriv den, eller la den bli laget av e-posten.',
  textOld: 'E-posten er endret siden tekstdelen ble skrevet. Les den igjen.',
}

export const checkWords: Record<Language, CheckWords> = { en, nb }
