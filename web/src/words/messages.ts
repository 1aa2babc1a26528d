// What the pages about messages say.

const en = {
  title: 'Messages',
  empty: 'No messages are shown here yet',
  emptyDetail: 'Each message will stand here with the decision that allowed or stopped it.',
}

const nb: typeof en = {
  title: 'Meldinger',
  empty: 'Ingen meldinger vises her ennå',
  emptyDetail: 'Hver melding vil stå her med avgjørelsen som tillot eller stoppet den.',
}

export const messageWords = { en, nb }
