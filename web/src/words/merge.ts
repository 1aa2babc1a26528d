// What merging two contacts says: before it is done, what becomes of each; afterwards, how to take it back.

const en = {
  open: 'Merge with…',
  title: 'Merge with another contact',
  lead: 'For two contacts that are the same person. The stricter of what both have said holds, and nothing is lost: it can be taken back.',
  search: 'Name, company or address of the other',
  nobody: 'Nobody else is found.',
  what: 'The preview',
  purpose: 'Purpose',
  here: 'Said here',
  there: 'Said there',
  after: 'Afterwards',
  outcome: {
    kept: '',
    lowered: 'The no of the other holds for both.',
    left_behind: 'That yes was for the other address, and is not carried over.',
  } as Record<string, string>,
  nothingSaid: 'Neither has said anything.',
  addresses: (list: string) => `These addresses come along: ${list}.`,
  holds: 'Reasons for silence of the other hold for both.',
  note: {
    score: () => 'The score of the other is set aside.',
    lead: (name: string) => `The open lead with ${name} stays.`,
    workflow: (name: string) => `The other leaves the workflow ${name}.`,
    reply: (count: string) => `Replies of the other are shown with this person: ${count}.`,
  } as Record<string, (name: string) => string>,
  merge: (name: string) => `Merge with ${name}`,
  back: 'Choose another',
  merged: (name: string) => `${name} is part of this contact.`,
  undo: 'Take the merge back',
  undoTitle: 'Take the merge back?',
  undoDetail: 'Both stand by themselves again. What was said no to since holds for both.',
}

const nb: typeof en = {
  open: 'Slå sammen med …',
  title: 'Slå sammen med en annen kontakt',
  lead: 'For to kontakter som er samme person. Det strengeste av det begge har sagt gjelder, og ingenting går tapt: Det kan angres.',
  search: 'Navn, bedrift eller adresse til den andre',
  nobody: 'Ingen andre er funnet.',
  what: 'Forhåndsvisningen',
  purpose: 'Formål',
  here: 'Sagt her',
  there: 'Sagt der',
  after: 'Etterpå',
  outcome: {
    kept: '',
    lowered: 'Nei-et fra den andre gjelder for begge.',
    left_behind: 'Det ja-et gjaldt den andre adressen, og følger ikke med.',
  },
  nothingSaid: 'Ingen av dem har sagt noe.',
  addresses: (list) => `Disse adressene følger med: ${list}.`,
  holds: 'Grunner til stillhet hos den andre gjelder for begge.',
  note: {
    score: () => 'Poengene til den andre legges til side.',
    lead: (name) => `Det åpne leadet hos ${name} blir stående.`,
    workflow: (name) => `Den andre går ut av arbeidsflyten ${name}.`,
    reply: (count) => `Svarene til den andre vises med denne personen: ${count}.`,
  },
  merge: (name) => `Slå sammen med ${name}`,
  back: 'Velg en annen',
  merged: (name) => `${name} er en del av denne kontakten.`,
  undo: 'Angre sammenslåingen',
  undoTitle: 'Angre sammenslåingen?',
  undoDetail: 'Begge står for seg selv igjen. Det som er sagt nei til siden, gjelder for begge.',
}

export const mergeWords = { en, nb }
