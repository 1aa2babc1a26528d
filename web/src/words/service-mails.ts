// What the page of service mail says.
import type { ServiceTemplate } from '../pages/service-mails/templates.ts'

const en = {
  title: 'Service mail',
  what: 'The list of templates',
  headline: (count: string, one: boolean, waiting: string) =>
    `${one ? '1 mail serves' : `${count} mails serve`} people whatever they said about marketing${waiting === '0' ? '' : `; ${waiting} to be read by a second person`}`,
  none: 'There is no service mail yet',
  detail:
    'A receipt, a booking, a changed time: people get these whatever they said about marketing. Each holds text and links to your own site alone, a second person allows its words, and a program orders it.',
  key: 'Name for programs',
  keyHint: 'Small letters, digits and hyphens, such as order-receipt.',
  keyNeeded: 'Write 2 to 60 small letters, digits and hyphens, a letter first.',
  sender: 'Sender',
  senderNeeded: 'Choose who sends it.',
  language: 'Language',
  languages: {
    nb: 'Norwegian (bokmål)',
    nn: 'Norwegian (nynorsk)',
    sv: 'Swedish',
    da: 'Danish',
    fi: 'Finnish',
    en: 'English',
  } as Record<string, string>,
  subject: 'Subject',
  subjectNeeded: 'Write a subject.',
  body: 'Text',
  bodyNeeded: 'Write what it says.',
  bodyHint:
    'Empty lines between paragraphs, “- ” before each point of a list. What is ordered with a mail: {{ data.order_number }}; a link: [your order](data.order_url).',
  add: 'Write a template',
  added: 'It is written. Somebody else reads and allows it before anything is sent.',
  status: {
    waiting: 'Waits for a second person; nothing is sent',
    allowed: 'Allowed',
    changed: 'Changed; the former words are sent until a second person allows these',
    withdrawn: 'Taken back; nothing is sent',
  } as Record<ServiceTemplate['status'], string>,
  allowedAt: 'Allowed',
  places: (names: string) => (names === '' ? 'Needs nothing but the person.' : `Ordered with it: ${names}.`),
  allow: 'Allow these words',
  yours: 'You wrote these words, so somebody else must allow them.',
  rewrite: 'Change the words',
  save: 'Save',
  cancel: 'Cancel',
  withdraw: 'Take it back',
  withdrawTitle: (key: string) => `Take ${key} back?`,
  withdrawMeans: 'Nothing of it is sent from now on, also of what waits in line. Allowing it again lets it go on.',
}

const nb: typeof en = {
  title: 'Tjenestemeldinger',
  what: 'Listen over maler',
  headline: (count, one, waiting) =>
    `${one ? '1 e-post tjener' : `${count} e-poster tjener`} folk uansett hva de sa om markedsføring${waiting === '0' ? '' : `; ${waiting} skal leses av en til`}`,
  none: 'Det er ingen tjenestemeldinger ennå',
  detail:
    'En kvittering, en bestilling, en endret time: Folk får dem uansett hva de sa om markedsføring. Hver har bare tekst og lenker til ditt eget nettsted, en annen tillater ordene, og et program bestiller den.',
  key: 'Navn for programmer',
  keyHint: 'Små bokstaver, tall og bindestreker, for eksempel ordre-kvittering.',
  keyNeeded: 'Skriv 2 til 60 små bokstaver, tall og bindestreker, en bokstav først.',
  sender: 'Avsender',
  senderNeeded: 'Velg hvem som sender den.',
  language: 'Språk',
  languages: { nb: 'Norsk (bokmål)', nn: 'Norsk (nynorsk)', sv: 'Svensk', da: 'Dansk', fi: 'Finsk', en: 'Engelsk' },
  subject: 'Emne',
  subjectNeeded: 'Skriv et emne.',
  body: 'Tekst',
  bodyNeeded: 'Skriv hva den sier.',
  bodyHint:
    'Tomme linjer mellom avsnitt, «- » foran hvert punkt i en liste. Det som bestilles med en e-post: {{ data.order_number }}; en lenke: [bestillingen din](data.order_url).',
  add: 'Skriv en mal',
  added: 'Den er skrevet. En annen leser og tillater den før noe sendes.',
  status: {
    waiting: 'Venter på en til; ingenting sendes',
    allowed: 'Tillatt',
    changed: 'Endret; de forrige ordene sendes til en annen tillater disse',
    withdrawn: 'Trukket tilbake; ingenting sendes',
  },
  allowedAt: 'Tillatt',
  places: (names) => (names === '' ? 'Trenger bare personen.' : `Bestilles med den: ${names}.`),
  allow: 'Tillat disse ordene',
  yours: 'Du skrev disse ordene, så en annen må tillate dem.',
  rewrite: 'Endre ordene',
  save: 'Lagre',
  cancel: 'Avbryt',
  withdraw: 'Trekk den tilbake',
  withdrawTitle: (key) => `Trekke ${key} tilbake?`,
  withdrawMeans:
    'Ingenting av den sendes fra nå av, heller ikke det som står i kø. Tillates den igjen, går den videre.',
}

export const serviceMailWords = { en, nb }
