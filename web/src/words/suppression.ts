// What the page about suppressed addresses says.

const en = {
  contacts: 'Contacts',
  title: 'Suppressed',
  what: 'What is suppressed',
  headline: (count: string, one: boolean) =>
    one ? 'One address must never be written to' : `${count} addresses must never be written to`,
  none: 'No address is suppressed yet',
  below:
    'Kept as keyed hashes: nobody can read here who they are. No import, form or script brings them back; only their own yes, confirmed from the address, does, for its purpose alone.',

  take: 'Upload a list',
  takeHint:
    'Your own list of whom not to write to: CSV or text, with e-mail addresses or phone numbers in any column. Contacts who stand on it are held at once, and mail that was ready for them is removed. It cannot be taken back.',
  stops: 'What the list stops',
  scope: { all: 'Everything', email: 'E-mail', sms: 'SMS', phone: 'Calls' } as Record<string, string>,
  countryCode: 'Country code of numbers without one',
  countryHint: 'Such as 47. Leave empty where every number begins with a plus.',
  choose: 'Choose the file',

  listsTitle: 'Lists',
  listsWhat: 'The lists',
  noLists: 'No list has been uploaded yet.',
  file: 'File',
  when: 'When',
  added: 'New',
  known: 'Known before',
  held: 'Contacts held',
  removed: 'Mail removed',
  refused: 'Lines not taken',
  download: 'Lines not taken, as a file',
  status: { running: 'Being taken in', failed: 'Stopped', stopped: 'Stopped' } as Record<string, string>,
  stoppedDetail: 'What is counted is suppressed and stays so. Upload the file again: nobody is counted twice.',

  attemptsTitle: 'Attempts that were stopped',
  attemptsHint: 'Over 90 days: somebody who is erased or suppressed was to be entered, and was not taken in.',
  noAttempts: 'Nobody has tried to enter somebody who is suppressed.',
  day: 'Day',
  way: 'Way in',
  ways: { import: 'Import', added: 'By hand or API', form: 'Form' } as Record<string, string>,
  why: 'Because',
  reason: { erased: 'Erased', list: 'On a list' } as Record<string, string>,
  addresses: 'Addresses',

  keysTitle: 'Entries and keys',
  kind: { email: 'E-mail', phone: 'Phone', external: 'External id' } as Record<string, string>,
  address: 'Address',
  entries: 'Entries',
  key: 'Key',
  keyN: (version: string) => `Key ${version}`,
  since: 'Since',
  isMissing: 'Missing',
  givenUp: (reason: string) => `Given up: ${reason}`,
  inUse: 'In use',
  older: 'Checked until its addresses are seen again',
}

const nb: typeof en = {
  contacts: 'Kontakter',
  title: 'Sperret',
  what: 'Det som er sperret',
  headline: (count, one) => (one ? 'Én adresse skal aldri skrives til' : `${count} adresser skal aldri skrives til`),
  none: 'Ingen adresse er sperret ennå',
  below:
    'Lagret som nøklede hasher: ingen kan lese her hvem de er. Ingen import, intet skjema og intet skript bringer dem tilbake; bare deres eget ja, bekreftet fra adressen, gjør det, og bare for det ene formålet.',

  take: 'Last opp en liste',
  takeHint:
    'Din egen liste over hvem det ikke skal skrives til: CSV eller tekst, med e-postadresser eller telefonnumre i hvilken som helst kolonne. Kontakter som står på den, holdes med én gang, og e-post som var klar til dem, fjernes. Det kan ikke tas tilbake.',
  stops: 'Hva listen stopper',
  scope: { all: 'Alt', email: 'E-post', sms: 'SMS', phone: 'Oppringninger' },
  countryCode: 'Landkode for numre som mangler den',
  countryHint: 'For eksempel 47. La stå tom der hvert nummer begynner med pluss.',
  choose: 'Velg filen',

  listsTitle: 'Lister',
  listsWhat: 'Listene',
  noLists: 'Ingen liste er lastet opp ennå.',
  file: 'Fil',
  when: 'Når',
  added: 'Nye',
  known: 'Kjent fra før',
  held: 'Kontakter holdt',
  removed: 'E-post fjernet',
  refused: 'Linjer ikke tatt inn',
  download: 'Linjer ikke tatt inn, som fil',
  status: { running: 'Tas inn', failed: 'Stoppet', stopped: 'Stoppet' },
  stoppedDetail: 'Det som er talt, er sperret og forblir det. Last opp filen igjen: ingen telles to ganger.',

  attemptsTitle: 'Forsøk som ble stoppet',
  attemptsHint: 'Over 90 dager: noen som er slettet eller sperret, skulle legges inn, og ble ikke tatt inn.',
  noAttempts: 'Ingen har prøvd å legge inn noen som er sperret.',
  day: 'Dag',
  way: 'Vei inn',
  ways: { import: 'Import', added: 'For hånd eller API', form: 'Skjema' },
  why: 'Fordi',
  reason: { erased: 'Slettet', list: 'På en liste' },
  addresses: 'Adresser',

  keysTitle: 'Oppføringer og nøkler',
  kind: { email: 'E-post', phone: 'Telefon', external: 'Ekstern id' },
  address: 'Adresse',
  entries: 'Oppføringer',
  key: 'Nøkkel',
  keyN: (version) => `Nøkkel ${version}`,
  since: 'Siden',
  isMissing: 'Mangler',
  givenUp: (reason) => `Oppgitt: ${reason}`,
  inUse: 'I bruk',
  older: 'Sjekkes til adressene ses igjen',
}

export const suppressionWords = { en, nb }
