// What a person is told of their own request, by mail, in six languages that say the same. No word of it comes from
// staff: a mail is kept as it was sent, and what somebody wrote about one person could not be erased from it.
import type { PageLanguage } from '../preferences/page-language.ts'
import type { ExtensionGround, RefusalGround, RequestKind } from './words.ts'

const en = {
  subject: (brand: string) => `About your request to ${brand}`,
  asked: {
    access: 'for a copy of what we know about you',
    portability: 'for your data in a form that other programs can read',
    rectification: 'to correct what we know about you',
    erasure: 'to erase what we know about you',
    restriction: 'to restrict the use of what we know about you',
    objection: 'to stop all marketing to you',
  } as Record<RequestKind, string>,
  lead: (day: string, asked: string) => `On ${day} you asked us ${asked}.`,
  code: 'To show that it is you, answer this mail with these six digits, or read them to us:',
  codeAfter: 'They work once, within 15 minutes. Was it not you who asked? Then do nothing, and give them to nobody.',
  extended: (day: string) => `We need more time, and answer no later than ${day}.`,
  extension: {
    complex: 'The reason is that your request is a complex one.',
    many: 'The reason is that we have received many requests.',
  } as Record<ExtensionGround, string>,
  refused: 'We do not do what you asked.',
  refusal: {
    identity: 'The reason is that we could not make sure that it is you who asks.',
    unfounded: 'The reason is that the request is manifestly unfounded.',
    excessive: 'The reason is that the same has been asked for so often that it is excessive.',
    law: 'The reason is that the law obliges us to keep this, or that we need it for a legal claim.',
  } as Record<RefusalGround, string>,
  done: {
    access: 'Your copy is ready. Open your own page, ask for a code there, and fetch it.',
    portability: 'Your file is ready. Open your own page, ask for a code there, and fetch it.',
    rectification: 'It has been corrected. Whoever had the earlier information from us has been told.',
    erasure: 'It has been erased.',
    restriction:
      'It is restricted from now on: we keep it and use it for nothing. Before that ends, we write to you. Whoever had it from us has been told.',
    objection: 'All marketing has stopped, on every channel, and so has the profiling for it.',
  } as Record<RequestKind, string>,
  lifting:
    'The restriction is about to end. After that we may use the information again as far as you allow it. If you do not agree, answer us now.',
  page: 'Your own page',
  questions: (address: string) => `Questions? Write to ${address}.`,
  complain: (name: string, url: string) =>
    `If you do not agree, you may complain to ${name} (${url}) or bring it before a court.`,
}
export type RequestMailWords = typeof en

const nb: RequestMailWords = {
  subject: (brand) => `Om det du har bedt ${brand} om`,
  asked: {
    access: 'om en kopi av det vi vet om deg',
    portability: 'om opplysningene dine i en form som andre programmer kan lese',
    rectification: 'om å rette det vi vet om deg',
    erasure: 'om å slette det vi vet om deg',
    restriction: 'om å begrense bruken av det vi vet om deg',
    objection: 'om å stoppe all markedsføring til deg',
  },
  lead: (day, asked) => `${day} ba du oss ${asked}.`,
  code: 'For å vise at det er deg, svarer du på denne e-posten med disse seks sifrene, eller leser dem opp for oss:',
  codeAfter:
    'De virker én gang, innen 15 minutter. Var det ikke du som ba om noe? Da trenger du ikke gjøre noe, og ikke gi dem til noen.',
  extended: (day) => `Vi trenger mer tid, og svarer senest ${day}.`,
  extension: {
    complex: 'Grunnen er at det du ber om, er sammensatt.',
    many: 'Grunnen er at vi har fått mange henvendelser.',
  },
  refused: 'Vi gjør ikke det du har bedt om.',
  refusal: {
    identity: 'Grunnen er at vi ikke kunne forsikre oss om at det er du som spør.',
    unfounded: 'Grunnen er at kravet er åpenbart grunnløst.',
    excessive: 'Grunnen er at det samme er bedt om så ofte at det er overdrevent.',
    law: 'Grunnen er at loven pålegger oss å ta vare på dette, eller at vi trenger det for et rettskrav.',
  },
  done: {
    access: 'Kopien din er klar. Åpne din egen side, be om en kode der, og hent den.',
    portability: 'Filen din er klar. Åpne din egen side, be om en kode der, og hent den.',
    rectification: 'Det er rettet. De som hadde fått de tidligere opplysningene av oss, har fått beskjed.',
    erasure: 'Det er slettet.',
    restriction:
      'Bruken er begrenset fra nå: Vi tar vare på opplysningene og bruker dem ikke til noe. Før det tar slutt, skriver vi til deg. De som hadde fått dem av oss, har fått beskjed.',
    objection: 'All markedsføring er stoppet, i alle kanaler, og det er profileringen for den også.',
  },
  lifting:
    'Begrensningen tar snart slutt. Etter det kan vi bruke opplysningene igjen så langt du tillater det. Er du uenig, så svar oss nå.',
  page: 'Din egen side',
  questions: (address) => `Spørsmål? Skriv til ${address}.`,
  complain: (name, url) => `Er du uenig, kan du klage til ${name} (${url}) eller ta det til retten.`,
}

const nn: RequestMailWords = {
  subject: (brand) => `Om det du har bede ${brand} om`,
  asked: {
    access: 'om ein kopi av det vi veit om deg',
    portability: 'om opplysningane dine i ei form som andre program kan lese',
    rectification: 'om å rette det vi veit om deg',
    erasure: 'om å slette det vi veit om deg',
    restriction: 'om å avgrense bruken av det vi veit om deg',
    objection: 'om å stoppe all marknadsføring til deg',
  },
  lead: (day, asked) => `${day} bad du oss ${asked}.`,
  code: 'For å vise at det er deg, svarer du på denne e-posten med desse seks sifra, eller les dei opp for oss:',
  codeAfter:
    'Dei verkar éin gong, innan 15 minutt. Var det ikkje du som bad om noko? Då treng du ikkje gjere noko, og ikkje gi dei til nokon.',
  extended: (day) => `Vi treng meir tid, og svarer seinast ${day}.`,
  extension: {
    complex: 'Grunnen er at det du bed om, er samansett.',
    many: 'Grunnen er at vi har fått mange førespurnader.',
  },
  refused: 'Vi gjer ikkje det du har bede om.',
  refusal: {
    identity: 'Grunnen er at vi ikkje kunne forsikre oss om at det er du som spør.',
    unfounded: 'Grunnen er at kravet er openbert grunnlaust.',
    excessive: 'Grunnen er at det same er bede om så ofte at det er overdrive.',
    law: 'Grunnen er at lova pålegg oss å ta vare på dette, eller at vi treng det for eit rettskrav.',
  },
  done: {
    access: 'Kopien din er klar. Opne di eiga side, be om ein kode der, og hent han.',
    portability: 'Fila di er klar. Opne di eiga side, be om ein kode der, og hent ho.',
    rectification: 'Det er retta. Dei som hadde fått dei tidlegare opplysningane av oss, har fått beskjed.',
    erasure: 'Det er sletta.',
    restriction:
      'Bruken er avgrensa frå no: Vi tek vare på opplysningane og bruker dei ikkje til noko. Før det tek slutt, skriv vi til deg. Dei som hadde fått dei av oss, har fått beskjed.',
    objection: 'All marknadsføring er stoppa, i alle kanalar, og det er profileringa for henne òg.',
  },
  lifting:
    'Avgrensinga tek snart slutt. Etter det kan vi bruke opplysningane igjen så langt du tillèt det. Er du usamd, så svar oss no.',
  page: 'Di eiga side',
  questions: (address) => `Spørsmål? Skriv til ${address}.`,
  complain: (name, url) => `Er du usamd, kan du klage til ${name} (${url}) eller ta det til retten.`,
}

const sv: RequestMailWords = {
  subject: (brand) => `Om din begäran till ${brand}`,
  asked: {
    access: 'om en kopia av det vi vet om dig',
    portability: 'om dina uppgifter i en form som andra program kan läsa',
    rectification: 'att rätta det vi vet om dig',
    erasure: 'att radera det vi vet om dig',
    restriction: 'att begränsa användningen av det vi vet om dig',
    objection: 'att stoppa all marknadsföring till dig',
  },
  lead: (day, asked) => `Den ${day} bad du oss ${asked}.`,
  code: 'För att visa att det är du svarar du på det här mejlet med de här sex siffrorna eller läser upp dem för oss:',
  codeAfter:
    'De fungerar en gång, inom 15 minuter. Var det inte du som bad om något? Då behöver du inte göra något, och inte ge dem till någon.',
  extended: (day) => `Vi behöver mer tid och svarar senast den ${day}.`,
  extension: {
    complex: 'Skälet är att din begäran är komplicerad.',
    many: 'Skälet är att vi har fått många begäranden.',
  },
  refused: 'Vi gör inte det du har bett om.',
  refusal: {
    identity: 'Skälet är att vi inte kunde försäkra oss om att det är du som frågar.',
    unfounded: 'Skälet är att begäran är uppenbart ogrundad.',
    excessive: 'Skälet är att samma sak har begärts så ofta att det är orimligt.',
    law: 'Skälet är att lagen kräver att vi sparar detta, eller att vi behöver det för ett rättsligt anspråk.',
  },
  done: {
    access: 'Din kopia är klar. Öppna din egen sida, be om en kod där och hämta den.',
    portability: 'Din fil är klar. Öppna din egen sida, be om en kod där och hämta den.',
    rectification: 'Det är rättat. De som hade fått de tidigare uppgifterna av oss har fått besked.',
    erasure: 'Det är raderat.',
    restriction:
      'Användningen är begränsad från och med nu: vi sparar uppgifterna och använder dem inte till något. Innan det upphör skriver vi till dig. De som hade fått dem av oss har fått besked.',
    objection: 'All marknadsföring har stoppats, i alla kanaler, och det har profileringen för den också.',
  },
  lifting:
    'Begränsningen upphör snart. Därefter får vi använda uppgifterna igen så långt du tillåter det. Svara oss nu om du inte håller med.',
  page: 'Din egen sida',
  questions: (address) => `Frågor? Skriv till ${address}.`,
  complain: (name, url) => `Håller du inte med kan du klaga hos ${name} (${url}) eller gå till domstol.`,
}

const da: RequestMailWords = {
  subject: (brand) => `Om din anmodning til ${brand}`,
  asked: {
    access: 'om en kopi af det, vi ved om dig',
    portability: 'om dine oplysninger i en form, som andre programmer kan læse',
    rectification: 'om at rette det, vi ved om dig',
    erasure: 'om at slette det, vi ved om dig',
    restriction: 'om at begrænse brugen af det, vi ved om dig',
    objection: 'om at stoppe al markedsføring til dig',
  },
  lead: (day, asked) => `Den ${day} bad du os ${asked}.`,
  code: 'For at vise, at det er dig, svarer du på denne e-mail med disse seks cifre eller læser dem op for os:',
  codeAfter:
    'De virker én gang, inden for 15 minutter. Var det ikke dig, der bad om noget? Så skal du ikke gøre noget, og ikke give dem til nogen.',
  extended: (day) => `Vi har brug for mere tid og svarer senest den ${day}.`,
  extension: {
    complex: 'Grunden er, at din anmodning er kompleks.',
    many: 'Grunden er, at vi har fået mange anmodninger.',
  },
  refused: 'Vi gør ikke det, du har bedt om.',
  refusal: {
    identity: 'Grunden er, at vi ikke kunne sikre os, at det er dig, der spørger.',
    unfounded: 'Grunden er, at anmodningen er åbenbart grundløs.',
    excessive: 'Grunden er, at det samme er bedt om så ofte, at det er overdrevent.',
    law: 'Grunden er, at loven pålægger os at gemme dette, eller at vi har brug for det til et retskrav.',
  },
  done: {
    access: 'Din kopi er klar. Åbn din egen side, bed om en kode der, og hent den.',
    portability: 'Din fil er klar. Åbn din egen side, bed om en kode der, og hent den.',
    rectification: 'Det er rettet. De, der havde fået de tidligere oplysninger af os, har fået besked.',
    erasure: 'Det er slettet.',
    restriction:
      'Brugen er begrænset fra nu af: Vi gemmer oplysningerne og bruger dem ikke til noget. Før det ophører, skriver vi til dig. De, der havde fået dem af os, har fået besked.',
    objection: 'Al markedsføring er stoppet, i alle kanaler, og det er profileringen til den også.',
  },
  lifting:
    'Begrænsningen ophører snart. Derefter må vi bruge oplysningerne igen, så langt du tillader det. Er du uenig, så svar os nu.',
  page: 'Din egen side',
  questions: (address) => `Spørgsmål? Skriv til ${address}.`,
  complain: (name, url) => `Er du uenig, kan du klage til ${name} (${url}) eller gå til domstolene.`,
}

const fi: RequestMailWords = {
  subject: (brand) => `Pyyntösi: ${brand}`,
  asked: {
    access: 'kopiota tiedoista, joita meillä on sinusta',
    portability: 'tietojasi muodossa, jota muut ohjelmat voivat lukea',
    rectification: 'oikaisemaan tietosi',
    erasure: 'poistamaan tietosi',
    restriction: 'rajoittamaan tietojesi käyttöä',
    objection: 'lopettamaan kaiken sinulle suunnatun markkinoinnin',
  },
  lead: (day, asked) => `Pyysit meiltä ${day} ${asked}.`,
  code: 'Osoita, että kyse on sinusta: vastaa tähän viestiin näillä kuudella numerolla tai lue ne meille:',
  codeAfter:
    'Ne toimivat kerran, 15 minuutin kuluessa. Etkö pyytänyt mitään? Silloin sinun ei tarvitse tehdä mitään, äläkä anna numeroita kenellekään.',
  extended: (day) => `Tarvitsemme lisää aikaa ja vastaamme viimeistään ${day}.`,
  extension: {
    complex: 'Syynä on se, että pyyntösi on monimutkainen.',
    many: 'Syynä on se, että olemme saaneet monta pyyntöä.',
  },
  refused: 'Emme tee sitä, mitä pyysit.',
  refusal: {
    identity: 'Syynä on se, ettemme voineet varmistua siitä, että pyytäjä olet sinä.',
    unfounded: 'Syynä on se, että pyyntö on ilmeisen perusteeton.',
    excessive: 'Syynä on se, että samaa on pyydetty niin usein, että se on kohtuutonta.',
    law: 'Syynä on se, että laki velvoittaa meidät säilyttämään tiedot tai että tarvitsemme niitä oikeusvaateeseen.',
  },
  done: {
    access: 'Kopiosi on valmis. Avaa oma sivusi, pyydä siellä koodi ja hae kopio.',
    portability: 'Tiedostosi on valmis. Avaa oma sivusi, pyydä siellä koodi ja hae tiedosto.',
    rectification: 'Tiedot on oikaistu. Niille, jotka olivat saaneet aiemmat tiedot meiltä, on ilmoitettu.',
    erasure: 'Tiedot on poistettu.',
    restriction:
      'Käyttö on nyt rajoitettu: säilytämme tiedot emmekä käytä niitä mihinkään. Kirjoitamme sinulle ennen kuin rajoitus päättyy. Niille, jotka olivat saaneet tiedot meiltä, on ilmoitettu.',
    objection: 'Kaikki markkinointi on lopetettu kaikissa kanavissa, ja samoin siihen liittyvä profilointi.',
  },
  lifting:
    'Rajoitus päättyy pian. Sen jälkeen saamme taas käyttää tietoja siltä osin kuin sallit sen. Jos olet eri mieltä, vastaa meille nyt.',
  page: 'Oma sivusi',
  questions: (address) => `Kysyttävää? Kirjoita osoitteeseen ${address}.`,
  complain: (name, url) =>
    `Jos olet eri mieltä, voit valittaa viranomaiselle (${name}, ${url}) tai viedä asian tuomioistuimeen.`,
}

const WORDS: Record<PageLanguage, RequestMailWords> = { nb, nn, sv, da, fi, en }
export const requestMailWords = (language: PageLanguage): RequestMailWords => WORDS[language]
