// What the pages about privacy desk say.

const en = {
  title: 'Privacy desk',
  empty: 'Nothing from the privacy desk is shown here yet',
  emptyDetail: 'Deviations, requests with their deadlines, and proofs will stand here.',
}

const nb: typeof en = {
  title: 'Personvern',
  empty: 'Ingenting fra personvernet vises her ennå',
  emptyDetail: 'Avvik, henvendelser med frister og bevis vil stå her.',
}

export const privacyWords = { en, nb }
