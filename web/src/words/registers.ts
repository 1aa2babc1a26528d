// What the page of registers says.

const en = {
  title: 'Registers',
  what: 'The registers',
  due: (count: string, one: boolean) =>
    one
      ? 'One person may not be reached before they are washed'
      : `${count} people may not be reached before they are washed`,
  nobody: 'Nobody has to be washed now',
  clean: 'Everybody who may be reached has been washed',
  below:
    'Before a call or an addressed letter, people are compared with the register of their country. Only those whom nothing else keeps us from are ever on a list.',
  keptBy: (keeper: string, country: string) => `${keeper}, ${country}`,
  country: { NO: 'Norway', SE: 'Sweden', DK: 'Denmark' } as Record<string, string>,
  counts: (months: number, end: string) =>
    months === 1 ? `A wash counts within the month, until ${end}.` : `A wash counts within the quarter, until ${end}.`,
  channel: { phone: 'Calls', post: 'Letters' },
  columns: {
    channel: 'For',
    people: 'Could be reached',
    due: 'Not washed',
    reserved: 'Stopped by it',
    last: 'Last washed',
    acts: 'What to do',
  },
  never: 'Never',
  makeList: (count: string) => `Make a list of ${count}`,
  readFile: 'Read the register’s file',
  made: (count: string, at: string, by: string) => `A list of ${count}, made on ${at} by ${by}, waits for its answer.`,
  download: 'Download the list',
  answer: 'Upload the answer',
  answerTitle: (register: string) => `The answer of ${register}`,
  fileTitle: (register: string) => `The file of ${register}`,
  chooseFile: 'Choose the file',
  fileHint: 'A CSV file or a list of numbers.',
  holds: 'Who is in the file?',
  holdsChoice: { reserved: 'Those who are reserved', clear: 'Those who may be reached' },
  holdsHint: 'Everybody else on the list is the other.',
  fetchedAt: 'When was it fetched?',
  fetchedHint: 'The wash counts from then.',
  look: 'Look at the file',
  would: (people: string, reserved: string, clear: string) =>
    `Of ${people}, ${reserved} are reserved and ${clear} are not. Nothing has been saved yet.`,
  save: (count: string) => `Save for ${count}`,
  cancel: 'Cancel',
  history: 'What was done',
  noHistory: 'No list has been made, and no register read.',
  done: {
    when: 'When',
    what: 'What',
    people: 'People',
    reserved: 'Reserved',
    by: 'By',
    file: 'File',
  },
  kind: { answer: 'by a list', file: 'by the whole register' },
  waits: 'Waits for its answer',
}

const nb: typeof en = {
  title: 'Registre',
  what: 'Registrene',
  due: (count, one) =>
    one ? 'Én person kan ikke nås før hen er vasket' : `${count} personer kan ikke nås før de er vasket`,
  nobody: 'Ingen trenger å vaskes nå',
  clean: 'Alle som kan nås, er vasket',
  below:
    'Før en samtale eller et adressert brev blir folk sjekket mot registeret i landet sitt. Bare de som ikke noe annet holder oss fra, står på en liste.',
  keptBy: (keeper, country) => `${keeper}, ${country}`,
  country: { NO: 'Norge', SE: 'Sverige', DK: 'Danmark' },
  counts: (months, end) =>
    months === 1 ? `En vask gjelder ut måneden, til ${end}.` : `En vask gjelder ut kvartalet, til ${end}.`,
  channel: { phone: 'Samtaler', post: 'Brev' },
  columns: {
    channel: 'For',
    people: 'Kunne nås',
    due: 'Ikke vasket',
    reserved: 'Stanset av det',
    last: 'Sist vasket',
    acts: 'Hva som kan gjøres',
  },
  never: 'Aldri',
  makeList: (count) => `Lag en liste med ${count}`,
  readFile: 'Les registerets egen fil',
  made: (count, at, by) => `En liste med ${count}, laget ${at} av ${by}, venter på svar.`,
  download: 'Last ned listen',
  answer: 'Last opp svaret',
  answerTitle: (register) => `Svaret fra ${register}`,
  fileTitle: (register) => `Filen fra ${register}`,
  chooseFile: 'Velg filen',
  fileHint: 'En CSV-fil eller en liste med numre.',
  holds: 'Hvem står i filen?',
  holdsChoice: { reserved: 'De som er reservert', clear: 'De som kan nås' },
  holdsHint: 'Alle andre på listen er det motsatte.',
  fetchedAt: 'Når ble den hentet?',
  fetchedHint: 'Vasken gjelder fra da.',
  look: 'Se på filen',
  would: (people, reserved, clear) =>
    `Av ${people} er ${reserved} reservert og ${clear} ikke. Ingenting er lagret ennå.`,
  save: (count) => `Lagre for ${count}`,
  cancel: 'Avbryt',
  history: 'Hva som er gjort',
  noHistory: 'Ingen liste er laget, og ikke noe register er lest.',
  done: {
    when: 'Når',
    what: 'Hva',
    people: 'Personer',
    reserved: 'Reservert',
    by: 'Av',
    file: 'Fil',
  },
  kind: { answer: 'med en liste', file: 'med hele registeret' },
  waits: 'Venter på svar',
}

export const registerWords = { en, nb }
