// What the notice of a form says in Finnish.
import type { NoticeWords } from './nb.ts'

export const fi: NoticeWords = {
  title: 'Näin käsittelemme tietojasi',
  lead: (brand) => `Tämä koskee sitä, mitä kirjoitat lomakkeeseen (${brand}), ja sitä, mihin siinä suostut.`,
  controller: 'Kuka vastaa tiedoista',
  privacyContact: 'Keneltä voit kysyä tiedoista',
  privacyContactDetail: 'Kirjoita osoitteeseen',
  purposes: 'Mihin käytämme tietoja ja millä perusteella',
  answer: 'Vastataksemme sinulle ja antaaksemme sen, mitä lomakkeella pyydät.',
  answerBasis: 'Peruste: oikeutettu etumme vastata meille kirjoittaville (GDPR 6 artikla 1 kohta f).',
  basis: {
    consent: 'Vain jos suostut. Peruste: suostumuksesi (GDPR 6 artikla 1 kohta a).',
    existing_customer:
      'Asiakkaille samankaltaisista tuotteista. Peruste: oikeutettu etumme kirjoittaa asiakkaillemme (GDPR 6 artikla 1 kohta f). Voit kieltää sen milloin tahansa.',
  },
  lasts: (months) => `Suostumus on voimassa ${months} kuukautta.`,
  recipients: 'Kuka muu saa tiedot',
  noRecipients: 'Ei kukaan.',
  transfer: 'Missä tietoja käsitellään',
  handledIn: (countries) => `Maat: ${countries}.`,
  stays: 'Tiedot eivät poistu Euroopan talousalueelta (ETA).',
  adequate: (countries) => `Euroopan komissio on todennut tietosuojan riittäväksi: ${countries}.`,
  safeguard: (countries) => `Tietoja suojaa (${countries}):`,
  retention: 'Kuinka kauan',
  months: (months) =>
    months === 1
      ? 'Kuukauden ajan viimeisen suostumuksesi päättymisestä.'
      : `${months} kuukauden ajan viimeisen suostumuksesi päättymisestä.`,
  rights: 'Oikeutesi',
  rightsList: [
    'nähdä, mitä tiedämme sinusta, ja saada jäljennös',
    'saada virheet oikaistuiksi',
    'saada kaikki poistetuksi',
    'pyytää käytön rajoittamista',
    'ottaa tiedot mukaasi tiedostona',
    'vastustaa käyttöä, aina markkinointia ja sen perustana olevaa profiilia',
  ],
  rightsHow: 'Käytä viestissämme olevaa linkkiä tai kirjoita yllä olevaan osoitteeseen. Se on maksutonta.',
  withdrawal: 'Suostumuksen peruminen',
  withdrawalDetail:
    'Milloin tahansa yhdellä painalluksella jokaisessa viestissämme olevasta linkistä. Sitä ennen tehty oli silti laillista.',
  complaint: 'Valittaminen',
  complaintDetail: 'Voit valittaa tälle viranomaiselle:',
  required: 'Mitä sinun on annettava',
  requiredDetail: 'Ilman tätä emme voi vastata:',
  optionalDetail: 'Tämän voit jättää tyhjäksi:',
  noYesRequired: 'Mikään laki tai sopimus ei vaadi sitä, eikä sinun tarvitse suostua mihinkään saadaksesi pyytämäsi.',
  automated: 'Automaattiset päätökset',
  noProfiling: 'Emme tee sinusta profiilia tämän lomakkeen perusteella.',
  profiling: (name) =>
    `Jos suostut kohtaan ”${name}”, annamme pisteitä siitä, mitä teet sivuillamme ja viesteissämme, nähdäksemme, kenelle yhteydenotostamme voisi olla hyötyä. Voit pyytää nähdä pisteet ja niiden syyt.`,
  noDecision: 'Mitään sinulle merkittävää ei päätä pelkkä ohjelma.',
}
