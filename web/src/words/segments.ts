// What the pages about segments say.

const en = {
  title: 'Segments',
  empty: 'No segments are shown here yet',
  emptyDetail: 'Each segment will stand here with how many people it holds and how many of them may be reached.',
}

const nb: typeof en = {
  title: 'Segmenter',
  empty: 'Ingen segmenter vises her ennå',
  emptyDetail: 'Hvert segment vil stå her med hvor mange det rommer, og hvor mange av dem vi kan nå.',
}

export const segmentWords = { en, nb }
