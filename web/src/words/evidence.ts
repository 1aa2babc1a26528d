// What the pages say about evidence for others: what was not sent, what stood on another day, files that prove themselves.

const en = {
  notSent: 'Not sent',
  notSentWhat: 'What was not sent',
  nothing: (sent: string) => `Nothing was stopped. ${sent} sent.`,
  summary: (stopped: string, one: boolean, sent: string) =>
    `${stopped} ${one ? 'message was' : 'messages were'} not sent, and ${sent} sent. The reason stands beside each.`,
  noCampaign: 'Service mail',
  more: (count: string) => `${count} more in the file.`,
  statement: 'Download the signed proof',
  statementDetail:
    'Every decision, the whole ledger of this person, and the signed statement that nothing else exists here. It names no address.',
  otherDay: 'On another day',
  thenLabel: 'As it stood on',
  thenNow: 'Back to now',
  thenWhat: 'What stood then',
  thenChoose: 'Choose a cell to read why, by which rules and to which words.',
  thenHeading: (at: string) => `What we could do on ${at}`,
  thenText: (language: string, version: string) => `The words that were shown, ${language}, version ${version}:`,
  thenRules: (version: string) => `By the rules ${version}.`,
  evidence: 'Evidence for a regulator',
  evidenceDetail:
    'One signed file: each message with its decision, its entry of the ledger and the proof that it stands in the log. Recipients are salted hashes.',
  evidenceFile: 'Download the evidence',
  evidenceAddresses: 'With addresses in clear',
  checkFile: 'Check a receipt or a file',
  checkFileDetail: 'The page that anybody can check with, without a network.',
}

const nb: typeof en = {
  notSent: 'Ikke sendt',
  notSentWhat: 'Det som ikke ble sendt',
  nothing: (sent) => `Ingenting er stanset. ${sent} sendt.`,
  summary: (stopped, one, sent) =>
    `${stopped} ${one ? 'melding' : 'meldinger'} ble ikke sendt, og ${sent} ble sendt. Grunnen står ved hver av dem.`,
  noCampaign: 'Tjenestepost',
  more: (count) => `${count} til i filen.`,
  statement: 'Last ned det signerte beviset',
  statementDetail:
    'Hver avgjørelse, hele loggen for personen, og en signert erklæring om at ikke noe annet finnes her. Den nevner ingen adresse.',
  otherDay: 'En annen dag',
  thenLabel: 'Slik det stod',
  thenNow: 'Tilbake til nå',
  thenWhat: 'Det som gjaldt da',
  thenChoose: 'Velg en rute for å lese hvorfor, etter hvilke regler og til hvilke ord.',
  thenHeading: (at) => `Hva vi kunne gjøre ${at}`,
  thenText: (language, version) => `Ordene som ble vist, ${language}, versjon ${version}:`,
  thenRules: (version) => `Etter reglene ${version}.`,
  evidence: 'Bevis for en tilsynsmyndighet',
  evidenceDetail:
    'Én signert fil: hver melding med avgjørelsen, innføringen i loggen og beviset for at den står i den signerte loggen. Mottakerne er saltede kontrollsummer.',
  evidenceFile: 'Last ned bevisene',
  evidenceAddresses: 'Med adresser i klartekst',
  checkFile: 'Sjekk en kvittering eller en fil',
  checkFileDetail: 'Siden som hvem som helst kan sjekke med, uten nett.',
}

export const evidenceWords = { en, nb }
