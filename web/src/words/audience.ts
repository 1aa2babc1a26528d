// Words of whom a campaign is for.
const en = {
  in: 'Audience',
  inHint: 'Whoever is in one of these, each once. Consent is never a condition: it is decided for each person.',
  out: 'Leave out',
  outHint: 'Whoever is in one of these does not get it, also where they are in the audience.',
  nobodyOut: 'Nobody',
  add: 'Add a segment',
  without: 'Not:',
  more: (name: string, count: number) => (count === 0 ? name : `${name} and ${count} more`),
  less: (count: number) => (count === 1 ? ', without 1 segment' : `, without ${count} segments`),
}
const nb: typeof en = {
  in: 'Målgruppe',
  inHint: 'Alle som er i et av disse, hver én gang. Samtykke er aldri et vilkår: Det avgjøres for hver person.',
  out: 'Hold utenfor',
  outHint: 'Alle som er i et av disse, får den ikke, heller ikke når de er i målgruppen.',
  nobodyOut: 'Ingen',
  add: 'Legg til et segment',
  without: 'Ikke:',
  more: (name, count) => (count === 0 ? name : `${name} og ${count} til`),
  less: (count) => (count === 1 ? ', uten 1 segment' : `, uten ${count} segmenter`),
}
export const audienceWords = { en, nb }
