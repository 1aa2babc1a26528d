// The words of the record of processing, in the languages of the app. What senders and purposes say themselves is quoted.

export const RECORD_LANGUAGES = ['nb', 'en'] as const
export type RecordLanguage = (typeof RECORD_LANGUAGES)[number]

export type RecordWords = {
  /** What a purpose of this kind uses data for. */
  use: Record<string, string>
  basis: Record<string, string>
  people: string
  customers: string
  visitors: string
  channel: Record<string, string>
  channelData: Record<string, string>
  kindData: Record<string, string>
  consentData: string
  yesLasts: (months: number) => string
  yesStays: string
  /** As the sender has said it. */
  kept: (words: string) => string
  keptMonths: (months: number) => string
  noRecipients: string
  webhook: (name: string) => string
  sales: string
  noTransfer: string
  adequate: string
  own: Record<
    'proof' | 'suppression' | 'requests',
    { name: string; use: string; basis: string; data: string; retention: (months: number) => string }
  >
  people_of: Record<'proof' | 'suppression' | 'requests', string>
  measures: string[]
  columns: string[]
}

const en: RecordWords = {
  use: {
    marketing: 'Sending marketing that was asked for.',
    tracking: 'Seeing which pages and mails somebody looks at.',
    profiling: 'Scoring how interested somebody is, so that people get what suits them.',
    sales: 'Handing people who are interested to sales.',
    phone: 'Calling people who asked for it.',
    advertising: 'Showing our advertising elsewhere, by hashes of addresses that a platform compares with its own.',
  },
  basis: {
    consent: 'Consent, GDPR art. 6(1)(a)',
    existing_customer: 'Legitimate interest towards existing customers, GDPR art. 6(1)(f)',
  },
  people: 'Contacts who have said yes, or have been asked',
  customers: 'Customers',
  visitors: 'Visitors of websites',
  channel: { email: 'e-mail', sms: 'SMS', phone: 'phone', post: 'post', web: 'web' },
  channelData: {
    email: 'e-mail address, name, mails that were sent',
    sms: 'phone number, name, messages that were sent',
    phone: 'phone number, name, calls',
    post: 'postal address, name',
    web: 'an id of the browser',
  },
  kindData: {
    tracking: 'pages seen, mails and links opened',
    profiling: 'what somebody has done, company and job, a score with its reasons',
    sales: 'name, company, job, what somebody has done, the conversation with sales',
    advertising: 'a hash of the e-mail address and of the phone number',
  },
  consentData: 'what was said yes and no to, when, how and to which words',
  yesLasts: (months) => `A yes lasts ${months} months.`,
  yesStays: 'A yes lasts until it is taken back.',
  kept: (words) => `Kept, in the words of the sender: ${words}`,
  keptMonths: (months) => `Kept until ${months === 1 ? 'one month' : `${months} months`} after the last yes has ended.`,
  noRecipients: 'Nobody else',
  webhook: (name) => `${name} (changes of consent, by webhook)`,
  sales: 'Own sellers',
  noTransfer: 'No transfer out of the EEA',
  adequate: 'Adequacy decision of the EU',
  own: {
    proof: {
      name: 'Proof of consent',
      use: 'Showing that a yes was given, and to what.',
      basis: 'Legal obligation, GDPR art. 6(1)(c) with art. 7(1)',
      data: 'entries of the ledger: who (an id), purpose, channel, what, when, how; beside it the page, the language and, where set, parts of the browser’s address',
      retention: (months) =>
        `The evidence until ${months} months after the yes has ended, then a daily job erases it. The entries, without a name once the person is erased, stay.`,
    },
    suppression: {
      name: 'Suppression',
      use: 'Never writing again to those who were erased or are on a list of the company’s own.',
      basis: 'Legal obligation, GDPR art. 6(1)(c) with art. 17(3)(b) and 21(3)',
      data: 'keyed hashes of e-mail addresses and phone numbers, with scope, reason and day; nothing else',
      retention: () => 'For good: without the entry the person could come back.',
    },
    requests: {
      name: 'Requests under people’s rights',
      use: 'Answering requests for access, correction, erasure, restriction and objection in time, and showing it.',
      basis: 'Legal obligation, GDPR art. 6(1)(c) with art. 12-21',
      data: 'what was asked, when and how it was answered, who carried it out',
      retention: () => 'With the contact; emptied of what names the person when they are erased.',
    },
  },
  people_of: {
    proof: 'Contacts',
    suppression: 'People who were erased or are on a list; nobody can be told from it',
    requests: 'Contacts who ask for something',
  },
  measures: [
    'One function decides before each message, from the primary database, and no message goes out without it (art. 25, 32).',
    'Roles: each part of the app and of the API is open to those who need it; every write of consent is guarded.',
    'The ledger of consent is added to and never changed; chains, a Merkle log and signed heads outside the database show it.',
    'A journal outside the database keeps all that lowers permission: withdrawals, pauses, erasures, suppressions; a restored backup learns it before anything is sent.',
    'Passwords are hashed; keys of the API are hashed; secrets of webhooks are sealed; links and codes follow from a key and are stored nowhere.',
    'Suppressed addresses are kept as keyed hashes, under keys outside the database.',
    'Erasure empties every table, and a scan finds nothing left in clear.',
    'Logs, links and errors hold no address.',
  ],
  columns: [
    ...['Controller', 'Contact', 'Activity', 'Purpose', 'Legal basis', 'Data subjects', 'Categories of data'],
    ...['Channels', 'Recipients', 'Countries', 'Transfers', 'Time limits', 'Security measures', 'From', 'Until'],
  ],
}

const nb: RecordWords = {
  use: {
    marketing: 'Å sende markedsføring som det er sagt ja til.',
    tracking: 'Å se hvilke sider og e-poster noen ser på.',
    profiling: 'Å poengsette hvor interessert noen er, så folk får det som passer dem.',
    sales: 'Å gi folk som er interessert, videre til salg.',
    phone: 'Å ringe folk som har bedt om det.',
    advertising:
      'Å vise annonsene våre andre steder, ved avtrykk av adresser som en plattform sammenligner med sine egne.',
  },
  basis: {
    consent: 'Samtykke, GDPR art. 6 nr. 1 a',
    existing_customer: 'Berettiget interesse overfor egne kunder, GDPR art. 6 nr. 1 f',
  },
  people: 'Kontakter som har sagt ja, eller er spurt',
  customers: 'Kunder',
  visitors: 'Besøkende på nettsteder',
  channel: { email: 'e-post', sms: 'SMS', phone: 'telefon', post: 'post', web: 'nett' },
  channelData: {
    email: 'e-postadresse, navn, e-poster som er sendt',
    sms: 'telefonnummer, navn, meldinger som er sendt',
    phone: 'telefonnummer, navn, samtaler',
    post: 'postadresse, navn',
    web: 'en id for nettleseren',
  },
  kindData: {
    tracking: 'sider som er sett, e-poster og lenker som er åpnet',
    profiling: 'hva noen har gjort, firma og stilling, en poengsum med grunnene',
    sales: 'navn, firma, stilling, hva noen har gjort, samtalen med salg',
    advertising: 'et avtrykk av e-postadressen og av telefonnummeret',
  },
  consentData: 'hva det er sagt ja og nei til, når, hvordan og til hvilke ord',
  yesLasts: (months) => `Et ja varer i ${months} måneder.`,
  yesStays: 'Et ja varer til det tas tilbake.',
  kept: (words) => `Lagres, med avsenderens ord: ${words}`,
  keptMonths: (months) =>
    `Lagres til ${months === 1 ? 'én måned' : `${months} måneder`} etter at det siste ja-et er slutt.`,
  noRecipients: 'Ingen andre',
  webhook: (name) => `${name} (endringer i samtykke, med webhook)`,
  sales: 'Egne selgere',
  noTransfer: 'Ingen overføring ut av EØS',
  adequate: 'EUs beslutning om tilstrekkelig vern',
  own: {
    proof: {
      name: 'Bevis for samtykke',
      use: 'Å vise at et ja er gitt, og til hva.',
      basis: 'Rettslig forpliktelse, GDPR art. 6 nr. 1 c, jf. art. 7 nr. 1',
      data: 'innføringer i loggen: hvem (en id), formål, kanal, hva, når, hvordan; ved siden av siden, språket og, der det er valgt, deler av nettleserens adresse',
      retention: (months) =>
        `Beviset til ${months} måneder etter at ja-et er slutt, så sletter en daglig jobb det. Postene, uten navn når personen er slettet, blir stående.`,
    },
    suppression: {
      name: 'Sperring',
      use: 'Å aldri mer skrive til dem som er slettet eller står på en liste virksomheten har selv.',
      basis: 'Rettslig forpliktelse, GDPR art. 6 nr. 1 c, jf. art. 17 nr. 3 b og art. 21 nr. 3',
      data: 'nøklede hasher av e-postadresser og telefonnumre, med omfang, grunn og dag; ingenting annet',
      retention: () => 'For alltid: uten oppføringen kunne personen komme tilbake.',
    },
    requests: {
      name: 'Krav etter folks rettigheter',
      use: 'Å svare i tide på krav om innsyn, retting, sletting, begrensning og innsigelse, og å vise det.',
      basis: 'Rettslig forpliktelse, GDPR art. 6 nr. 1 c, jf. art. 12-21',
      data: 'hva det er bedt om, når og hvordan det er besvart, hvem som utførte det',
      retention: () => 'Sammen med kontakten; tømmes for det som navngir personen når vedkommende slettes.',
    },
  },
  people_of: {
    proof: 'Kontakter',
    suppression: 'Folk som er slettet eller står på en liste; ingen kan kjennes igjen i den',
    requests: 'Kontakter som ber om noe',
  },
  measures: [
    'Én funksjon avgjør før hver melding, fra hoveddatabasen, og ingen melding går ut uten den (art. 25, 32).',
    'Roller: hver del av appen og API-et er åpen for dem som trenger den; hver skriving av samtykke er vernet.',
    'Loggen over samtykke får nye innføringer og endres aldri; kjeder, en Merkle-logg og signerte hoder utenfor databasen viser det.',
    'En journal utenfor databasen tar vare på alt som senker det vi har lov til: tilbaketrekkinger, pauser, slettinger og sperringer; en gjenopprettet kopi lærer det før noe sendes.',
    'Passord er hashet; API-nøkler er hashet; hemmeligheter for webhooks er forseglet; lenker og koder følger av en nøkkel og er ikke lagret noe sted.',
    'Sperrede adresser er lagret som nøklede hasher, under nøkler utenfor databasen.',
    'Sletting tømmer hver tabell, og et søk finner ingenting igjen i klartekst.',
    'Logger, lenker og feilmeldinger har ingen adresser.',
  ],
  columns: [
    ...['Behandlingsansvarlig', 'Kontakt', 'Aktivitet', 'Formål', 'Grunnlag', 'Hvem det gjelder', 'Opplysninger'],
    ...['Kanaler', 'Mottakere', 'Land', 'Overføring', 'Lagringstid', 'Sikkerhetstiltak', 'Fra', 'Til'],
  ],
}

export const RECORD_WORDS: Record<RecordLanguage, RecordWords> = { nb, en }
