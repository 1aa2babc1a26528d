// What the pages about ranking say.

const en = {
  title: 'Ranking',
  what: 'The ranking',
  rules: 'Scoring rules',
  heading: (may: string, all: string) => `${may} of the ${all} keenest may go to sales`,
  headingSeller: (may: string, all: string) => `${may} of the ${all} you may see may go to sales`,
  headingNobody: 'Nobody has a score yet',
  detail:
    'Only what people allowed counts: behaviour after their yes to profiling, and to tracking where only watching tells.',
  person: 'Person',
  score: 'Score',
  why: 'Why',
  sales: 'Share with sales',
  nameless: 'A visitor without a name',
  times: (text: string, times: number) => (times === 1 ? text : `${text}, ${times} times`),
  fitOnly: 'Fit alone',
  week: (points: string) => `${points} this week`,
  steady: 'as last week',
  noPurpose: 'Nobody is asked',
  emptySeller: 'You see people who were handed to you, or who said yes to sales or to calls, once they have a score.',
  empty: 'Nobody has a score yet',
  emptyDetail:
    'A score begins when somebody has said yes to profiling and does something that a rule counts. Look at the rules first.',
  more: 'Show more',
}

const nb: typeof en = {
  title: 'Rangering',
  what: 'Rangeringen',
  rules: 'Poengregler',
  heading: (may, all) => `${may} av de ${all} ivrigste kan gå til salg`,
  headingSeller: (may, all) => `${may} av de ${all} du ser, kan gå til salg`,
  headingNobody: 'Ingen har poeng ennå',
  detail:
    'Bare det folk har sagt ja til, teller: det de gjorde etter sitt ja til profilering, og til sporing der bare sporing forteller det.',
  person: 'Person',
  score: 'Poeng',
  why: 'Hvorfor',
  sales: 'Del med salg',
  nameless: 'En besøkende uten navn',
  times: (text, times) => (times === 1 ? text : `${text}, ${times} ganger`),
  fitOnly: 'Bare match',
  week: (points) => `${points} denne uken`,
  steady: 'som forrige uke',
  noPurpose: 'Ingen blir spurt',
  emptySeller: 'Her ser du dem du har fått som lead, eller som sa ja til salg eller telefon, når de har poeng.',
  empty: 'Ingen har poeng ennå',
  emptyDetail: 'Poeng begynner når noen har sagt ja til profilering og gjør noe en regel teller. Se på reglene først.',
  more: 'Vis flere',
}

export const rankingWords = { en, nb }
