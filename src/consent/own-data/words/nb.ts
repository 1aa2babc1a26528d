// What the owner of an address reads about their rights, in Norwegian bokmål, and what all languages must say.

export type RightsWords = {
  see: string
  seeDetail: string
  known: string
  knownLead: string
  you: string
  named: Record<'name' | 'email' | 'phone' | 'address' | 'work' | 'country' | 'language' | 'source' | 'since', string>
  sources: Record<string, string>
  said: string
  earlier: string
  sent: string
  outcome: (status: string) => string
  did: string
  acts: Record<string, string>
  points: string
  pointsNow: (points: string) => string
  noPoints: string
  nothing: string
  more: (count: string) => string
  receipt: (name: string) => string
  restricted: string
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
  you: 'Hvem du er',
  named: {
    name: 'Navn',
    email: 'E-post',
    phone: 'Telefon',
    address: 'Adresse',
    work: 'Arbeid',
    country: 'Land',
    language: 'Språk',
    source: 'Hvor det kommer fra',
    since: 'Siden',
  },
  sources: { form: 'et skjema du sendte', import: 'en fil', visitor: 'nettleseren din', api: 'et annet system' },
  said: 'Hva du har sagt',
  earlier: 'Alt du har sagt før',
  sent: 'Hva vi har sendt',
  outcome: (status) => (status === 'sent' ? 'sendt' : status === 'queued' ? 'i kø' : 'ikke sendt'),
  did: 'Hva du har gjort',
  acts: {
    'page.viewed': 'Så på en side',
    'page.read': 'Leste en side',
    'file.downloaded': 'Lastet ned en fil',
    'form.submitted': 'Sendte et skjema',
    'mail.opened': 'Åpnet en e-post',
    'mail.clicked': 'Fulgte en lenke i en e-post',
  },
  points: 'Poeng',
  pointsNow: (points) => `${points} poeng nå. De viser hvor mye du har vært innom, og blir færre med tiden.`,
  noPoints: 'Ingen. Vi gir dem bare til dem som har sagt ja til det.',
  nothing: 'Ingenting.',
  more: (count) => `og ${count} til, som står i filen`,
  receipt: (name) => `Kvittering for «${name}»`,
  restricted: 'bruken er begrenset',
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
