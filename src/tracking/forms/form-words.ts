// What a form says by itself, in every language that contacts see. What it asks is written by whoever made it.

export const FORM_LANGUAGES = ['nb', 'nn', 'sv', 'da', 'fi', 'en'] as const
export type FormLanguage = (typeof FORM_LANGUAGES)[number]

const en = {
  optional: 'not required',
  choose: 'Choose',
  send: 'Send',
  permissions: 'What may we do?',
  permissionsAfter:
    'Tick what you want. Leave the rest: you get what you asked for all the same. A yes can be taken back at any time, with the link in every mail from us, and it takes one press.',
  yes: 'Yes, by',
  channels: { email: 'e-mail', sms: 'SMS', phone: 'phone', post: 'post', web: 'the web' } as Record<string, string>,
  faults: 'This could not be sent yet',
  missing: 'This is needed. Fill it in.',
  email: 'This is no e-mail address. It looks like name@company.example.',
  phone: 'Begin with the country code, such as +47 900 00 000.',
  choice: 'Choose one of the answers.',
  tooLong: 'This is too long. Shorten it.',
  changed: 'These words have changed since you opened the page. Read them, then tick again.',
  tooYoung: (age: number) =>
    `To say yes to this you must be ${age} or older. Leave the box empty; the rest can be sent.`,
  birth: 'This is no date of birth. Write it as 2010-05-17, or the year as 2010.',
  thanks: 'Thank you',
  thanksAfter:
    'If you have stopped our mail before, it stays stopped: a form cannot change that. The link in any mail from us can.',
  privacy: 'How we treat data about you',
  gone: 'This form is no longer here',
  goneAfter: 'Nothing was sent. Go back to the page you came from.',
  tooMany: 'Too many answers at once',
  tooManyAfter: 'Nothing was kept. Wait ten minutes, then send it again.',
}
export type FormWords = typeof en

const nb: FormWords = {
  optional: 'ikke nødvendig',
  choose: 'Velg',
  send: 'Send',
  permissions: 'Hva er greit for deg?',
  permissionsAfter:
    'Kryss av for det du vil ha. La resten stå: Du får det du ba om uansett. Et ja kan trekkes tilbake når som helst, med lenken i hver e-post fra oss, og det tar ett trykk.',
  yes: 'Ja, på',
  channels: { email: 'e-post', sms: 'SMS', phone: 'telefon', post: 'post', web: 'nettsidene' },
  faults: 'Dette kunne ikke sendes ennå',
  missing: 'Dette trengs. Fyll det ut.',
  email: 'Dette er ingen e-postadresse. Den ser ut som navn@firma.example.',
  phone: 'Begynn med landkoden, som +47 900 00 000.',
  choice: 'Velg ett av svarene.',
  tooLong: 'Dette er for langt. Gjør det kortere.',
  changed: 'Teksten er endret etter at du åpnet siden. Les den, og kryss av igjen.',
  tooYoung: (age) => `For å si ja til dette må du være ${age} år eller eldre. La boksen stå tom; resten kan sendes.`,
  birth: 'Dette er ingen fødselsdato. Skriv den som 2010-05-17, eller året som 2010.',
  thanks: 'Takk',
  thanksAfter:
    'Har du stoppet e-post fra oss før, er den fortsatt stoppet: Et skjema kan ikke endre det. Det kan lenken i en e-post fra oss.',
  privacy: 'Slik behandler vi opplysninger om deg',
  gone: 'Dette skjemaet er ikke her lenger',
  goneAfter: 'Ingenting er sendt. Gå tilbake til siden du kom fra.',
  tooMany: 'For mange svar på en gang',
  tooManyAfter: 'Ingenting er lagret. Vent ti minutter, og send det igjen.',
}

const nn: FormWords = {
  optional: 'ikkje nødvendig',
  choose: 'Vel',
  send: 'Send',
  permissions: 'Kva er greitt for deg?',
  permissionsAfter:
    'Kryss av for det du vil ha. Lat resten stå: Du får det du bad om uansett. Eit ja kan trekkjast tilbake når som helst, med lenkja i kvar e-post frå oss, og det tek eitt trykk.',
  yes: 'Ja, på',
  channels: { email: 'e-post', sms: 'SMS', phone: 'telefon', post: 'post', web: 'nettsidene' },
  faults: 'Dette kunne ikkje sendast enno',
  missing: 'Dette trengst. Fyll det ut.',
  email: 'Dette er inga e-postadresse. Ho ser ut som namn@firma.example.',
  phone: 'Byrj med landkoden, som +47 900 00 000.',
  choice: 'Vel eitt av svara.',
  tooLong: 'Dette er for langt. Gjer det kortare.',
  changed: 'Teksten er endra etter at du opna sida. Les han, og kryss av på nytt.',
  tooYoung: (age) => `For å seie ja til dette må du vere ${age} år eller eldre. La boksen stå tom; resten kan sendast.`,
  birth: 'Dette er ingen fødselsdato. Skriv han som 2010-05-17, eller året som 2010.',
  thanks: 'Takk',
  thanksAfter:
    'Har du stoppa e-post frå oss før, er han framleis stoppa: Eit skjema kan ikkje endre det. Det kan lenkja i ein e-post frå oss.',
  privacy: 'Slik behandlar vi opplysningar om deg',
  gone: 'Dette skjemaet er ikkje her lenger',
  goneAfter: 'Ingenting er sendt. Gå tilbake til sida du kom frå.',
  tooMany: 'For mange svar på ein gong',
  tooManyAfter: 'Ingenting er lagra. Vent ti minutt, og send det på nytt.',
}

const sv: FormWords = {
  optional: 'behövs inte',
  choose: 'Välj',
  send: 'Skicka',
  permissions: 'Vad är okej för dig?',
  permissionsAfter:
    'Kryssa för det du vill ha. Låt resten vara: du får det du bad om ändå. Ett ja kan tas tillbaka när som helst, med länken i varje mejl från oss, och det tar ett tryck.',
  yes: 'Ja, via',
  channels: { email: 'e-post', sms: 'sms', phone: 'telefon', post: 'post', web: 'webben' },
  faults: 'Det här kunde inte skickas än',
  missing: 'Det här behövs. Fyll i det.',
  email: 'Det här är ingen e-postadress. Den ser ut som namn@foretag.example.',
  phone: 'Börja med landsnumret, som +46 70 000 00 00.',
  choice: 'Välj ett av svaren.',
  tooLong: 'Det här är för långt. Korta ner det.',
  changed: 'Texten har ändrats sedan du öppnade sidan. Läs den och kryssa för igen.',
  tooYoung: (age) =>
    `För att säga ja till detta måste du vara ${age} år eller äldre. Lämna rutan tom; resten kan skickas.`,
  birth: 'Detta är inget födelsedatum. Skriv det som 2010-05-17, eller året som 2010.',
  thanks: 'Tack',
  thanksAfter:
    'Har du stoppat mejl från oss förut är de fortfarande stoppade: ett formulär kan inte ändra det. Det kan länken i ett mejl från oss.',
  privacy: 'Så behandlar vi uppgifter om dig',
  gone: 'Det här formuläret finns inte längre',
  goneAfter: 'Inget har skickats. Gå tillbaka till sidan du kom från.',
  tooMany: 'För många svar på en gång',
  tooManyAfter: 'Inget har sparats. Vänta tio minuter och skicka det igen.',
}

const da: FormWords = {
  optional: 'ikke nødvendigt',
  choose: 'Vælg',
  send: 'Send',
  permissions: 'Hvad er i orden for dig?',
  permissionsAfter:
    'Sæt kryds ved det, du vil have. Lad resten stå: Du får det, du bad om, alligevel. Et ja kan tages tilbage når som helst med linket i hver e-mail fra os, og det tager ét tryk.',
  yes: 'Ja, på',
  channels: { email: 'e-mail', sms: 'sms', phone: 'telefon', post: 'post', web: 'nettet' },
  faults: 'Dette kunne ikke sendes endnu',
  missing: 'Dette skal bruges. Udfyld det.',
  email: 'Dette er ikke en e-mailadresse. Den ser ud som navn@firma.example.',
  phone: 'Begynd med landekoden, som +45 20 00 00 00.',
  choice: 'Vælg et af svarene.',
  tooLong: 'Dette er for langt. Gør det kortere.',
  changed: 'Teksten er ændret, siden du åbnede siden. Læs den, og sæt kryds igen.',
  tooYoung: (age) =>
    `For at sige ja til dette skal du være ${age} år eller ældre. Lad feltet stå tomt; resten kan sendes.`,
  birth: 'Dette er ingen fødselsdato. Skriv den som 2010-05-17, eller året som 2010.',
  thanks: 'Tak',
  thanksAfter:
    'Har du stoppet e-mails fra os før, er de stadig stoppet: En formular kan ikke ændre det. Det kan linket i en e-mail fra os.',
  privacy: 'Sådan behandler vi oplysninger om dig',
  gone: 'Denne formular er her ikke længere',
  goneAfter: 'Intet er sendt. Gå tilbage til den side, du kom fra.',
  tooMany: 'For mange svar på én gang',
  tooManyAfter: 'Intet er gemt. Vent ti minutter, og send det igen.',
}

const fi: FormWords = {
  optional: 'ei pakollinen',
  choose: 'Valitse',
  send: 'Lähetä',
  permissions: 'Mikä sopii sinulle?',
  permissionsAfter:
    'Rastita, mitä haluat. Jätä muut: saat pyytämäsi joka tapauksessa. Suostumuksen voi perua milloin tahansa jokaisessa viestissämme olevasta linkistä yhdellä painalluksella.',
  yes: 'Kyllä:',
  channels: { email: 'sähköposti', sms: 'tekstiviesti', phone: 'puhelin', post: 'posti', web: 'verkkosivut' },
  faults: 'Tätä ei voitu vielä lähettää',
  missing: 'Tämä tarvitaan. Täytä se.',
  email: 'Tämä ei ole sähköpostiosoite. Se on muotoa nimi@yritys.example.',
  phone: 'Aloita maatunnuksella, kuten +358 40 000 0000.',
  choice: 'Valitse yksi vastauksista.',
  tooLong: 'Tämä on liian pitkä. Lyhennä sitä.',
  changed: 'Teksti on muuttunut sen jälkeen, kun avasit sivun. Lue se ja rastita uudelleen.',
  tooYoung: (age) =>
    `Jotta voit suostua tähän, sinun on oltava vähintään ${age}-vuotias. Jätä ruutu tyhjäksi; muut tiedot voi lähettää.`,
  birth: 'Tämä ei ole syntymäaika. Kirjoita se muodossa 2010-05-17 tai vuosi muodossa 2010.',
  thanks: 'Kiitos',
  thanksAfter:
    'Jos olet aiemmin lopettanut viestimme, ne pysyvät lopetettuina: lomake ei voi muuttaa sitä. Viestissämme oleva linkki voi.',
  privacy: 'Näin käsittelemme tietojasi',
  gone: 'Tämä lomake ei ole enää täällä',
  goneAfter: 'Mitään ei lähetetty. Palaa sivulle, jolta tulit.',
  tooMany: 'Liian monta vastausta kerralla',
  tooManyAfter: 'Mitään ei tallennettu. Odota kymmenen minuuttia ja lähetä uudelleen.',
}

export const FORM_WORDS = { nb, nn, sv, da, fi, en } as const satisfies Record<FormLanguage, FormWords>

export const wordsOf = (language: string): FormWords =>
  FORM_WORDS[FORM_LANGUAGES.find((one) => one === language) ?? 'en']
