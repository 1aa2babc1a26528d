// What the owner of an address reads about their rights, in Norwegian bokmål, and what all languages must say.

export type RightsWords = {
  see: string
  seeDetail: string
  known: string
  knownLead: string
  receipts: string
  receiptsDetail: string
  file: string
  table: string
  receipt: (name: string) => string
  erase: string
  eraseDetail: string
  eraseButton: string
  eraseTitle: string
  eraseLead: string
  eraseNow: string
  keep: string
  wrong: string
  wrongDetail: string
  wrongLabel: string
  wrongButton: string
  wrongEmpty: string
  restrict: string
  restrictDetail: string
  restrictButton: string
  asked: string
  askedLead: (day: string) => string
  back: string
}

export const nb: RightsWords = {
  see: 'Se det vi vet om deg',
  seeDetail: 'På en side du kan lese, eller i én fil (JSON) som også andre programmer kan lese.',
  known: 'Dette vet vi om deg',
  knownLead: 'Slik det står nå. Filen har det samme, med hver detalj.',
  receipts: 'Kvitteringer',
  receiptsDetail: 'Hver beviser hva du har sagt, også uten oss. Ta vare på dem du vil.',
  file: 'Hent alt som fil (JSON)',
  table: 'Hent det du har gitt oss, som tabell (CSV)',
  receipt: (name) => `Kvittering for «${name}»`,
  erase: 'Slett alt om deg',
  eraseDetail: 'Alt vi vet om deg, slettes med en gang, overalt. Det kan ikke gjøres om.',
  eraseButton: 'Slett alt om meg',
  eraseTitle: 'Slette alt om deg?',
  eraseLead:
    'Hvem du er, hva du har sagt og hva vi har sendt, er borte for godt. Det eneste vi beholder, er et uleselig merke av adressen, så ingen kan føre deg opp igjen. Vil du ha noe fra oss senere, må du si ja på nytt.',
  eraseNow: 'Ja, slett alt',
  keep: 'Nei, gå tilbake',
  wrong: 'Er noe feil?',
  wrongDetail: 'Skriv det her, så retter vi det. Du får svar innen en måned.',
  wrongLabel: 'Hva er feil, og hvordan skal det være?',
  wrongButton: 'Be om retting',
  wrongEmpty: 'Skriv hva som er feil, og prøv igjen.',
  restrict: 'Be om at bruken stanser',
  restrictDetail: 'Da lagrer vi opplysningene, men bruker dem ikke, for eksempel mens noe blir rettet.',
  restrictButton: 'Be om begrensning',
  asked: 'Vi har fått det',
  askedLead: (day) => `Du får svar senest ${day}.`,
  back: 'Tilbake til siden din',
}
