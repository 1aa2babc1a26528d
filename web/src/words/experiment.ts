// What the page of an experiment says. A difference is never told without how sure one may be.
import type { Experiment, Kind, Metric } from '../pages/campaigns/experiment/experiment.ts'

const en = {
  what: 'The experiment',
  none: 'No experiment',
  noneDetail:
    'Try two or more variants on a part of the audience, and the rest gets the better one. Or let some get nothing, to see what the mail does at all.',
  noneNow: 'It was sent to everybody as it is.',
  begin: 'Plan an experiment',
  kind: 'What differs',
  kinds: {
    subject: 'Subject',
    content: 'Content',
    sender: 'Sender’s name',
    time: 'Time',
    hold_out: 'Nothing: only hold some out',
  } satisfies Record<Kind, string> as Record<Kind, string>,
  first: 'A is the campaign as it is.',
  way: (letter: string) => `Variant ${letter}`,
  subject: 'Subject',
  preheader: 'Line after the subject',
  preheaderHint: 'Empty: the same as A.',
  mjml: 'Mail in MJML',
  senderName: 'Sender’s name',
  delay: 'Hours after A',
  addWay: 'Add a variant',
  removeWay: (letter: string) => `Remove variant ${letter}`,
  metric: 'What is compared',
  metrics: { clicked: 'Clicks, of those who allow tracking', converted: 'The goal, of everybody' } satisfies Record<
    Metric,
    string
  > as Record<Metric, string>,
  metricHint: 'The goal is chosen under Results.',
  testShare: 'Tried on, percent',
  testShareHint: 'The others wait and get the better variant.',
  holdOut: 'Held out, percent',
  holdOutHint:
    'Chosen by chance from those who might get it. They get nothing, and the difference shows what the mail does.',
  deadline: 'Decide within, hours',
  deadlineHint: 'If nothing is certain by then, the rest gets the one that leads.',
  save: 'Save the plan',
  saved: 'Saved.',
  remove: 'No experiment',
  cancel: 'Close',
  sums: (tried: string, waiting: string, held: string) =>
    `Of a hundred in the audience ${tried} are tried on, ${waiting} wait and ${held} get nothing.`,
  translated: 'Subjects and contents can be compared in one language alone; this campaign has translations.',
  heading: {
    planned: 'Planned',
    notDecided: 'Not decided yet',
    decided: (letter: string) => `${letter} is better`,
    leads: (letter: string) => `Not decided; ${letter} was leading when time was up`,
    chosen: (letter: string) => `${letter} was chosen`,
    measured: 'Measured',
  },
  waiting: (count: string, until: string) => `${count} wait for the better variant, until ${until} at the latest.`,
  sentRest: 'Nobody waits any more.',
  byEvidence: 'as far as can be said with 95% certainty, however often one has looked',
  tooFew: (fewest: string) => `Nothing is decided before each variant has ${fewest} people to count.`,
  ofPeople: (successes: string, people: string) => `${successes} of ${people}`,
  measures: { clicked: 'clicked', converted: 'reached the goal' } satisfies Record<Metric, string> as Record<
    Metric,
    string
  >,
  column: 'Variant',
  rate: 'Share',
  counts: 'Counted',
  difference: 'Difference from A, in points',
  base: 'What the others are compared with',
  between: (from: string, to: string) => `between ${from} and ${to} points`,
  undecided: 'not decided yet',
  isBetter: 'better than A',
  isWorse: 'worse than A',
  nothingYet: 'Too few so far to say anything.',
  chart: 'Intervals of the differences',
  same: 'as A',
  later: (hours: string) => `${hours} hours later`,
  choose: (letter: string) => `Send ${letter} to the rest now`,
  chooseTitle: (letter: string) => `Send ${letter} to the rest?`,
  chooseDetail: (count: string) =>
    `${count} people who wait get it now. The numbers have not decided yet, so this is your choice and is called so.`,
  effect: 'What the mail does at all',
  effectText: (got: string, heldOut: string) =>
    `${got} of those who got it reached the goal, and ${heldOut} of those who were held out.`,
  effectIs: (estimate: string, interval: string) => `A difference of ${estimate} points, ${interval}.`,
  effectUnknown: 'Zero is among what is possible, so it is not known whether the mail does anything.',
  effectKnown: 'Zero is not among what is possible.',
  noGoal: 'Some are held out, but there is no goal to compare. Choose one under Results.',
  heldOutPeople: 'People held out',
  certainty:
    'The intervals hold together at 95%, at every moment and however often you look (a mixture sequential test; Johari and others, 2017).',
  content: 'Another content',
} satisfies Record<string, unknown>

const nb: typeof en = {
  what: 'Eksperimentet',
  none: 'Ikke noe eksperiment',
  noneDetail:
    'Prøv to eller flere varianter på en del av målgruppen, så får resten den beste. Eller la noen ikke få noe, for å se hva e-posten i det hele tatt gjør.',
  noneNow: 'Den ble sendt til alle slik den er.',
  begin: 'Planlegg et eksperiment',
  kind: 'Hva som er ulikt',
  kinds: {
    subject: 'Emne',
    content: 'Innhold',
    sender: 'Avsenderens navn',
    time: 'Tidspunkt',
    hold_out: 'Ingenting: bare hold noen utenfor',
  },
  first: 'A er kampanjen slik den er.',
  way: (letter) => `Variant ${letter}`,
  subject: 'Emne',
  preheader: 'Linje etter emnet',
  preheaderHint: 'Tom: samme som A.',
  mjml: 'E-posten i MJML',
  senderName: 'Avsenderens navn',
  delay: 'Timer etter A',
  addWay: 'Legg til en variant',
  removeWay: (letter) => `Fjern variant ${letter}`,
  metric: 'Hva som sammenlignes',
  metrics: { clicked: 'Klikk, blant dem som tillater sporing', converted: 'Målet, blant alle' },
  metricHint: 'Målet velges under Resultater.',
  testShare: 'Prøves på, prosent',
  testShareHint: 'De andre venter og får den beste.',
  holdOut: 'Holdes utenfor, prosent',
  holdOutHint: 'Trekkes blant dem som kan få den. De får ingenting, og forskjellen viser hva e-posten gjør.',
  deadline: 'Avgjøres innen, timer',
  deadlineHint: 'Er ingenting sikkert da, får resten den som leder.',
  save: 'Lagre planen',
  saved: 'Lagret.',
  remove: 'Ikke noe eksperiment',
  cancel: 'Lukk',
  sums: (tried, waiting, held) =>
    `Av hundre i målgruppen prøves det på ${tried}, ${waiting} venter og ${held} får ingenting.`,
  translated: 'Emner og innhold kan bare sammenlignes på ett språk; denne kampanjen er oversatt.',
  heading: {
    planned: 'Planlagt',
    notDecided: 'Ikke avgjort ennå',
    decided: (letter) => `${letter} er best`,
    leads: (letter) => `Ikke avgjort; ${letter} ledet da tiden var ute`,
    chosen: (letter) => `${letter} ble valgt`,
    measured: 'Målt',
  },
  waiting: (count, until) => `${count} venter på den beste, senest til ${until}.`,
  sentRest: 'Ingen venter lenger.',
  byEvidence: 'så langt det kan sies med 95 % sikkerhet, uansett hvor ofte man har sett etter',
  tooFew: (fewest) => `Ingenting avgjøres før hver variant har ${fewest} personer å telle.`,
  ofPeople: (successes, people) => `${successes} av ${people}`,
  measures: { clicked: 'klikket', converted: 'nådde målet' },
  column: 'Variant',
  rate: 'Andel',
  counts: 'Talt',
  difference: 'Forskjell fra A, i prosentpoeng',
  base: 'Det de andre sammenlignes med',
  between: (from, to) => `mellom ${from} og ${to} prosentpoeng`,
  undecided: 'ikke avgjort ennå',
  isBetter: 'bedre enn A',
  isWorse: 'dårligere enn A',
  nothingYet: 'For få så langt til å si noe.',
  chart: 'Usikkerheten i forskjellene',
  same: 'som A',
  later: (hours) => `${hours} timer senere`,
  choose: (letter) => `Send ${letter} til resten nå`,
  chooseTitle: (letter) => `Sende ${letter} til resten?`,
  chooseDetail: (count) =>
    `${count} personer som venter, får den nå. Tallene har ikke avgjort det ennå, så dette er ditt valg og blir kalt det.`,
  effect: 'Hva e-posten i det hele tatt gjør',
  effectText: (got, heldOut) => `${got} av dem som fikk den, nådde målet, og ${heldOut} av dem som ble holdt utenfor.`,
  effectIs: (estimate, interval) => `En forskjell på ${estimate} prosentpoeng, ${interval}.`,
  effectUnknown: 'Null er blant det mulige, så det er ikke kjent om e-posten gjør noe.',
  effectKnown: 'Null er ikke blant det mulige.',
  noGoal: 'Noen holdes utenfor, men det er ikke noe mål å sammenligne. Velg ett under Resultater.',
  heldOutPeople: 'De som ble holdt utenfor',
  certainty:
    'Usikkerheten gjelder samlet med 95 %, når som helst og uansett hvor ofte du ser etter (en blandet sekvensiell test; Johari m.fl., 2017).',
  content: 'Et annet innhold',
}

export const experimentWords = { en, nb }

/** The heading of an experiment that has begun. */
export function headingOf(words: typeof en, experiment: Experiment): string {
  const letter = experiment.variants.find((one) => one.position === experiment.winner)?.letter ?? ''
  if (experiment.state !== 'decided') return words.heading.notDecided
  if (experiment.decidedBy === 'evidence') return words.heading.decided(letter)
  if (experiment.decidedBy === 'person') return words.heading.chosen(letter)
  return letter === '' ? words.heading.measured : words.heading.leads(letter)
}
