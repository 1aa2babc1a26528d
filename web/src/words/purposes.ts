// What the pages about purposes say.

const en = {
  title: 'Purposes',
  empty: 'No purposes are shown here yet',
  emptyDetail: 'Each purpose will stand here with how many have said yes to it.',
}

const nb: typeof en = {
  title: 'Formål',
  empty: 'Ingen formål vises her ennå',
  emptyDetail: 'Hvert formål vil stå her med hvor mange som har sagt ja.',
}

export const purposeWords = { en, nb }
