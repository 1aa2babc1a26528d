// What the pages about workflows say.

const en = {
  title: 'Workflows',
  empty: 'No workflows are shown here yet',
  emptyDetail: 'Each workflow will stand here with how many people are in it now.',
}

const nb: typeof en = {
  title: 'Arbeidsflyter',
  empty: 'Ingen arbeidsflyter vises her ennå',
  emptyDetail: 'Hver arbeidsflyt vil stå her med hvor mange som er i den nå.',
}

export const workflowWords = { en, nb }
