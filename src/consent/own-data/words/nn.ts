// What the owner of an address reads about their rights, in Norwegian nynorsk.
import type { RightsWords } from './nb.ts'

export const nn: RightsWords = {
  see: 'Sjå det vi veit om deg',
  seeDetail: 'På ei side du kan lese, eller i éi fil (JSON) som òg andre program kan lese.',
  known: 'Dette veit vi om deg',
  knownLead: 'Slik det står no. Fila har det same, med kvar detalj.',
  receipts: 'Kvitteringar',
  receiptsDetail: 'Kvar av dei beviser kva du har sagt, òg utan oss. Ta vare på dei du vil.',
  file: 'Hent alt som fil (JSON)',
  table: 'Hent det du har gitt oss, som tabell (CSV)',
  receipt: (name) => `Kvittering for «${name}»`,
  erase: 'Slett alt om deg',
  eraseDetail: 'Alt vi veit om deg, blir sletta med ein gong, overalt. Det kan ikkje gjerast om.',
  eraseButton: 'Slett alt om meg',
  eraseTitle: 'Slette alt om deg?',
  eraseLead:
    'Kven du er, kva du har sagt og kva vi har sendt, er borte for godt. Det einaste vi tek vare på, er eit uleseleg merke av adressa, så ingen kan føre deg opp igjen. Vil du ha noko frå oss seinare, må du seie ja på nytt.',
  eraseNow: 'Ja, slett alt',
  keep: 'Nei, gå tilbake',
  wrong: 'Er noko feil?',
  wrongDetail: 'Skriv det her, så rettar vi det. Du får svar innan ein månad.',
  wrongLabel: 'Kva er feil, og korleis skal det vere?',
  wrongButton: 'Be om retting',
  wrongEmpty: 'Skriv kva som er feil, og prøv igjen.',
  restrict: 'Be om at bruken stansar',
  restrictDetail: 'Då lagrar vi opplysningane, men bruker dei ikkje, til dømes medan noko blir retta.',
  restrictButton: 'Be om avgrensing',
  asked: 'Vi har fått det',
  askedLead: (day) => `Du får svar seinast ${day}.`,
  back: 'Tilbake til sida di',
}
