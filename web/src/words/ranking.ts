// What the pages about ranking say.

const en = {
  title: 'Ranking',
  empty: 'No ranking is shown here yet',
  emptyDetail: 'The keenest people will stand here first, each with the points behind it.',
}

const nb: typeof en = {
  title: 'Rangering',
  empty: 'Ingen rangering vises her ennå',
  emptyDetail: 'De ivrigste vil stå øverst her, med poengene bak.',
}

export const rankingWords = { en, nb }
