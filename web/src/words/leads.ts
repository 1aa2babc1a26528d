// What the pages about leads say.

const en = {
  title: 'Leads',
  empty: 'No leads are shown here yet',
  emptyDetail: 'Each lead will stand here with why now, and what you may do.',
}

const nb: typeof en = {
  title: 'Leads',
  empty: 'Ingen leads vises her ennå',
  emptyDetail: 'Hvert lead vil stå her med hvorfor nå, og hva du har lov til.',
}

export const leadWords = { en, nb }
