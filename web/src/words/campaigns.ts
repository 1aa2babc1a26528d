// What the pages about campaigns say.

const en = {
  title: 'Campaigns',
  empty: 'No campaigns are shown here yet',
  emptyDetail: 'Each campaign will stand here with who gets it and when.',
}

const nb: typeof en = {
  title: 'Kampanjer',
  empty: 'Ingen kampanjer vises her ennå',
  emptyDetail: 'Hver kampanje vil stå her med hvem som får den, og når.',
}

export const campaignWords = { en, nb }
