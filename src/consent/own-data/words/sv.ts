// What the owner of an address reads about their rights, in Swedish.
import type { RightsWords } from './nb.ts'

export const sv: RightsWords = {
  see: 'Se vad vi vet om dig',
  seeDetail: 'På en sida som du kan läsa, eller i en fil (JSON) som även andra program kan läsa.',
  known: 'Det här vet vi om dig',
  knownLead: 'Så som det står nu. Filen har samma sak, med varje detalj.',
  receipts: 'Kvitton',
  receiptsDetail: 'Varje kvitto bevisar vad du har sagt, även utan oss. Spara dem du vill.',
  file: 'Hämta allt som fil (JSON)',
  table: 'Hämta det du har gett oss som tabell (CSV)',
  receipt: (name) => `Kvitto för ”${name}”`,
  erase: 'Radera allt om dig',
  eraseDetail: 'Allt vi vet om dig raderas genast, överallt. Det går inte att ångra.',
  eraseButton: 'Radera allt om mig',
  eraseTitle: 'Radera allt om dig?',
  eraseLead:
    'Vem du är, vad du har sagt och vad vi har skickat är borta för gott. Det enda vi behåller är ett oläsbart märke av adressen, så att ingen kan lägga till dig igen. Vill du ha något från oss senare måste du säga ja på nytt.',
  eraseNow: 'Ja, radera allt',
  keep: 'Nej, gå tillbaka',
  wrong: 'Är något fel?',
  wrongDetail: 'Skriv det här så rättar vi det. Du får svar inom en månad.',
  wrongLabel: 'Vad är fel, och hur ska det vara?',
  wrongButton: 'Begär rättelse',
  wrongEmpty: 'Skriv vad som är fel och försök igen.',
  restrict: 'Begär att användningen stoppas',
  restrictDetail: 'Då sparar vi uppgifterna men använder dem inte, till exempel medan något rättas.',
  restrictButton: 'Begär begränsning',
  asked: 'Vi har fått det',
  askedLead: (day) => `Du får svar senast ${day}.`,
  back: 'Tillbaka till din sida',
}
