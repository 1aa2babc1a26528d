// What the owner of an address reads about their rights, in Danish.
import type { RightsWords } from './nb.ts'

export const da: RightsWords = {
  see: 'Se, hvad vi ved om dig',
  seeDetail: 'På en side, du kan læse, eller i én fil (JSON), som også andre programmer kan læse.',
  known: 'Det ved vi om dig',
  knownLead: 'Sådan som det står nu. Filen har det samme, med hver detalje.',
  receipts: 'Kvitteringer',
  receiptsDetail: 'Hver af dem beviser, hvad du har sagt, også uden os. Gem dem, du vil.',
  file: 'Hent alt som fil (JSON)',
  table: 'Hent det, du har givet os, som tabel (CSV)',
  receipt: (name) => `Kvittering for »${name}«`,
  erase: 'Slet alt om dig',
  eraseDetail: 'Alt, hvad vi ved om dig, slettes straks, overalt. Det kan ikke fortrydes.',
  eraseButton: 'Slet alt om mig',
  eraseTitle: 'Slette alt om dig?',
  eraseLead:
    'Hvem du er, hvad du har sagt, og hvad vi har sendt, er væk for altid. Det eneste, vi beholder, er et ulæseligt mærke af adressen, så ingen kan skrive dig op igen. Vil du have noget fra os senere, skal du sige ja på ny.',
  eraseNow: 'Ja, slet alt',
  keep: 'Nej, gå tilbage',
  wrong: 'Er noget forkert?',
  wrongDetail: 'Skriv det her, så retter vi det. Du får svar inden en måned.',
  wrongLabel: 'Hvad er forkert, og hvordan skal det være?',
  wrongButton: 'Bed om rettelse',
  wrongEmpty: 'Skriv, hvad der er forkert, og prøv igen.',
  restrict: 'Bed om, at brugen stopper',
  restrictDetail: 'Så gemmer vi oplysningerne, men bruger dem ikke, for eksempel mens noget rettes.',
  restrictButton: 'Bed om begrænsning',
  asked: 'Vi har fået det',
  askedLead: (day) => `Du får svar senest ${day}.`,
  back: 'Tilbage til din side',
}
