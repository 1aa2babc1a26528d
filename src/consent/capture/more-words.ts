// What is said where the owner of an address opens more of their page with a code. The languages say the same.
import type { PageLanguage } from '../preferences/page-language.ts'

const en = {
  mail: {
    subject: (brand: string) => `Your code for ${brand}`,
    lead: (brand: string) => `With this code you open your own page at ${brand}:`,
    after: 'It works once, within 15 minutes. Was it not you who asked for it? Then do nothing, and give it to nobody.',
  },
  ask: 'Would you like to change more?',
  askDetail:
    'To say yes, see what we know about you or take it with you, we first send a code to your address. A link can be forwarded; the code shows that it is you.',
  askButton: 'Send me a code',
  codeTitle: 'Write the code',
  codeLead: (address: string) => `We have sent six digits to ${address}. They work once, within 15 minutes.`,
  codeLabel: 'The six digits',
  codeButton: 'Open my page',
  wrong: 'Those are not the digits we sent last. Look in the newest mail and try again.',
  closed: 'This code does not work any more',
  closedLead: 'It was used, has run out or was tried too often. Ask for a new one.',
  tooMany: 'Too many codes were asked for',
  tooManyLead: 'Wait an hour, and look in your mail meanwhile: the newest code may still work.',
  title: 'Your own page',
  lead: 'Tick what you want and untick what you do not want. It holds once you save.',
  changed: 'Some words have changed since you opened the page. Read them, then tick again.',
  tooYoung: (age: number) => `You must be ${age} or older to say yes to some of this, so that stays a no.`,
  language: 'Language of what we send',
  pauseUntil: 'Pause until (a date)',
  endPause: 'End the pause now',
  over: 'Your page has closed',
  overLead: 'It stays open for 30 minutes. Nothing has changed. Ask for a new code.',
  back: 'Back to the first page',
}
export type MoreWords = typeof en

const nb: MoreWords = {
  mail: {
    subject: (brand) => `Din kode hos ${brand}`,
    lead: (brand) => `Med denne koden åpner du din egen side hos ${brand}:`,
    after:
      'Den virker én gang, innen 15 minutter. Var det ikke du som ba om den? Da trenger du ikke gjøre noe, og ikke gi den til noen.',
  },
  ask: 'Vil du endre mer?',
  askDetail:
    'For å si ja, se hva vi vet om deg eller ta det med deg, får du først en kode på e-post. En lenke kan videresendes; koden viser at det er deg.',
  askButton: 'Send meg en kode',
  codeTitle: 'Skriv koden',
  codeLead: (address) => `Vi har sendt seks sifre til ${address}. De virker én gang, innen 15 minutter.`,
  codeLabel: 'De seks sifrene',
  codeButton: 'Åpne siden min',
  wrong: 'Det er ikke sifrene vi sendte sist. Se i den nyeste e-posten, og prøv igjen.',
  closed: 'Denne koden virker ikke lenger',
  closedLead: 'Den er brukt, har gått ut eller er prøvd for mange ganger. Be om en ny.',
  tooMany: 'Det er bedt om for mange koder',
  tooManyLead: 'Vent en time, og se i e-posten imens: Den nyeste koden virker kanskje ennå.',
  title: 'Din egen side',
  lead: 'Kryss av for det du vil ha, og fjern krysset for det du ikke vil ha. Det gjelder når du lagrer.',
  changed: 'Noe av teksten er endret etter at du åpnet siden. Les den, og kryss av igjen.',
  tooYoung: (age) => `Du må være ${age} år eller eldre for å si ja til noe av dette, så det er fortsatt et nei.`,
  language: 'Språk i det vi sender',
  pauseUntil: 'Pause til (en dato)',
  endPause: 'Avslutt pausen nå',
  over: 'Siden din er lukket',
  overLead: 'Den står åpen i 30 minutter. Ingenting er endret. Be om en ny kode.',
  back: 'Tilbake til den første siden',
}

const nn: MoreWords = {
  mail: {
    subject: (brand) => `Koden din hos ${brand}`,
    lead: (brand) => `Med denne koden opnar du di eiga side hos ${brand}:`,
    after:
      'Han verkar éin gong, innan 15 minutt. Var det ikkje du som bad om han? Då treng du ikkje gjere noko, og ikkje gi han til nokon.',
  },
  ask: 'Vil du endre meir?',
  askDetail:
    'For å seie ja, sjå kva vi veit om deg eller ta det med deg, får du først ein kode på e-post. Ei lenkje kan sendast vidare; koden viser at det er deg.',
  askButton: 'Send meg ein kode',
  codeTitle: 'Skriv koden',
  codeLead: (address) => `Vi har sendt seks siffer til ${address}. Dei verkar éin gong, innan 15 minutt.`,
  codeLabel: 'Dei seks siffera',
  codeButton: 'Opne sida mi',
  wrong: 'Det er ikkje siffera vi sende sist. Sjå i den nyaste e-posten, og prøv igjen.',
  closed: 'Denne koden verkar ikkje lenger',
  closedLead: 'Han er brukt, har gått ut eller er prøvd for mange gonger. Be om ein ny.',
  tooMany: 'Det er bede om for mange kodar',
  tooManyLead: 'Vent ein time, og sjå i e-posten imens: Den nyaste koden verkar kanskje enno.',
  title: 'Di eiga side',
  lead: 'Kryss av for det du vil ha, og fjern krysset for det du ikkje vil ha. Det gjeld når du lagrar.',
  changed: 'Noko av teksten er endra etter at du opna sida. Les han, og kryss av på nytt.',
  tooYoung: (age) => `Du må vere ${age} år eller eldre for å seie ja til noko av dette, så det er framleis eit nei.`,
  language: 'Språk i det vi sender',
  pauseUntil: 'Pause til (ein dato)',
  endPause: 'Avslutt pausen no',
  over: 'Sida di er lukka',
  overLead: 'Ho står open i 30 minutt. Ingenting er endra. Be om ein ny kode.',
  back: 'Tilbake til den første sida',
}

const sv: MoreWords = {
  mail: {
    subject: (brand) => `Din kod hos ${brand}`,
    lead: (brand) => `Med den här koden öppnar du din egen sida hos ${brand}:`,
    after:
      'Den fungerar en gång, inom 15 minuter. Var det inte du som bad om den? Då behöver du inte göra något, och ge den inte till någon.',
  },
  ask: 'Vill du ändra mer?',
  askDetail:
    'För att säga ja, se vad vi vet om dig eller ta det med dig får du först en kod med e-post. En länk kan vidarebefordras; koden visar att det är du.',
  askButton: 'Skicka en kod till mig',
  codeTitle: 'Skriv koden',
  codeLead: (address) => `Vi har skickat sex siffror till ${address}. De fungerar en gång, inom 15 minuter.`,
  codeLabel: 'De sex siffrorna',
  codeButton: 'Öppna min sida',
  wrong: 'Det är inte siffrorna vi skickade senast. Titta i det nyaste mejlet och försök igen.',
  closed: 'Den här koden fungerar inte längre',
  closedLead: 'Den är använd, har gått ut eller har prövats för många gånger. Be om en ny.',
  tooMany: 'För många koder har begärts',
  tooManyLead: 'Vänta en timme och titta i mejlen under tiden: den nyaste koden fungerar kanske än.',
  title: 'Din egen sida',
  lead: 'Kryssa för det du vill ha och ta bort krysset för det du inte vill ha. Det gäller när du sparar.',
  changed: 'En del av texten har ändrats sedan du öppnade sidan. Läs den och kryssa för igen.',
  tooYoung: (age) =>
    `Du måste vara ${age} år eller äldre för att säga ja till en del av detta, så det förblir ett nej.`,
  language: 'Språk i det vi skickar',
  pauseUntil: 'Paus till (ett datum)',
  endPause: 'Avsluta pausen nu',
  over: 'Din sida har stängts',
  overLead: 'Den är öppen i 30 minuter. Inget har ändrats. Be om en ny kod.',
  back: 'Tillbaka till den första sidan',
}

const da: MoreWords = {
  mail: {
    subject: (brand) => `Din kode hos ${brand}`,
    lead: (brand) => `Med denne kode åbner du din egen side hos ${brand}:`,
    after:
      'Den virker én gang, inden for 15 minutter. Var det ikke dig, der bad om den? Så behøver du ikke gøre noget, og giv den ikke til nogen.',
  },
  ask: 'Vil du ændre mere?',
  askDetail:
    'For at sige ja, se, hvad vi ved om dig, eller tage det med dig, får du først en kode på e-mail. Et link kan videresendes; koden viser, at det er dig.',
  askButton: 'Send mig en kode',
  codeTitle: 'Skriv koden',
  codeLead: (address) => `Vi har sendt seks cifre til ${address}. De virker én gang, inden for 15 minutter.`,
  codeLabel: 'De seks cifre',
  codeButton: 'Åbn min side',
  wrong: 'Det er ikke de cifre, vi sendte sidst. Se i den nyeste e-mail, og prøv igen.',
  closed: 'Denne kode virker ikke længere',
  closedLead: 'Den er brugt, er udløbet eller er prøvet for mange gange. Bed om en ny.',
  tooMany: 'Der er bedt om for mange koder',
  tooManyLead: 'Vent en time, og se i din e-mail imens: Den nyeste kode virker måske endnu.',
  title: 'Din egen side',
  lead: 'Sæt kryds ved det, du vil have, og fjern krydset ved det, du ikke vil have. Det gælder, når du gemmer.',
  changed: 'Noget af teksten er ændret, siden du åbnede siden. Læs den, og sæt kryds igen.',
  tooYoung: (age) => `Du skal være ${age} år eller ældre for at sige ja til noget af dette, så det er stadig et nej.`,
  language: 'Sprog i det, vi sender',
  pauseUntil: 'Pause til (en dato)',
  endPause: 'Afslut pausen nu',
  over: 'Din side er lukket',
  overLead: 'Den står åben i 30 minutter. Intet er ændret. Bed om en ny kode.',
  back: 'Tilbage til den første side',
}

const fi: MoreWords = {
  mail: {
    subject: (brand) => `Koodisi (${brand})`,
    lead: (brand) => `Tällä koodilla avaat oman sivusi (${brand}):`,
    after:
      'Se toimii kerran, 15 minuutin ajan. Etkö pyytänyt sitä? Silloin sinun ei tarvitse tehdä mitään. Älä anna sitä kenellekään.',
  },
  ask: 'Haluatko muuttaa muuta?',
  askDetail:
    'Jotta voit suostua, nähdä tietosi tai ottaa ne mukaasi, lähetämme ensin koodin osoitteeseesi. Linkin voi välittää eteenpäin; koodi osoittaa, että se olet sinä.',
  askButton: 'Lähetä minulle koodi',
  codeTitle: 'Kirjoita koodi',
  codeLead: (address) => `Lähetimme kuusi numeroa osoitteeseen ${address}. Ne toimivat kerran, 15 minuutin ajan.`,
  codeLabel: 'Kuusi numeroa',
  codeButton: 'Avaa sivuni',
  wrong: 'Ne eivät ole viimeksi lähettämämme numerot. Katso uusinta viestiä ja yritä uudelleen.',
  closed: 'Tämä koodi ei enää toimi',
  closedLead: 'Se on käytetty, vanhentunut tai sitä on kokeiltu liian monta kertaa. Pyydä uusi.',
  tooMany: 'Koodeja on pyydetty liian monta',
  tooManyLead: 'Odota tunti ja katso sillä välin sähköpostiasi: uusin koodi voi yhä toimia.',
  title: 'Oma sivusi',
  lead: 'Rastita, mitä haluat, ja poista rasti siitä, mitä et halua. Se on voimassa, kun tallennat.',
  changed: 'Osa tekstistä on muuttunut sen jälkeen, kun avasit sivun. Lue se ja rastita uudelleen.',
  tooYoung: (age) => `Sinun on oltava vähintään ${age}-vuotias suostuaksesi osaan tästä, joten se pysyy kieltona.`,
  language: 'Lähettämiemme viestien kieli',
  pauseUntil: 'Tauko (päivään asti)',
  endPause: 'Lopeta tauko nyt',
  over: 'Sivusi on sulkeutunut',
  overLead: 'Se on auki 30 minuuttia. Mikään ei ole muuttunut. Pyydä uusi koodi.',
  back: 'Takaisin ensimmäiselle sivulle',
}

const WORDS: Record<PageLanguage, MoreWords> = { nb, nn, sv, da, fi, en }

export const moreWords = (language: PageLanguage): MoreWords => WORDS[language]
