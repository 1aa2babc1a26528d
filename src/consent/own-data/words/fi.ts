// What the owner of an address reads about their rights, in Finnish.
import type { RightsWords } from './nb.ts'

export const fi: RightsWords = {
  see: 'Katso, mitä tiedämme sinusta',
  seeDetail: 'Sivulla, jonka voit lukea, tai tiedostona (JSON), jota muutkin ohjelmat lukevat.',
  known: 'Tämän tiedämme sinusta',
  knownLead: 'Tilanne nyt. Tiedostossa on sama kaikkine yksityiskohtineen.',
  receipts: 'Kuitit',
  receiptsDetail: 'Jokainen todistaa, mitä olet sanonut, myös ilman meitä. Tallenna ne, jotka haluat.',
  file: 'Hae kaikki tiedostona (JSON)',
  table: 'Hae antamasi tiedot taulukkona (CSV)',
  receipt: (name) => `Kuitti: ”${name}”`,
  erase: 'Poista kaikki tietosi',
  eraseDetail: 'Kaikki, mitä tiedämme sinusta, poistetaan heti ja kaikkialta. Sitä ei voi perua.',
  eraseButton: 'Poista kaikki tietoni',
  eraseTitle: 'Poistetaanko kaikki tietosi?',
  eraseLead:
    'Kuka olet, mitä olet sanonut ja mitä olemme lähettäneet, häviää lopullisesti. Säilytämme vain osoitteestasi tehdyn lukukelvottoman merkin, jottei kukaan voi lisätä sinua uudelleen. Jos haluat meiltä myöhemmin jotain, sinun on suostuttava uudelleen.',
  eraseNow: 'Kyllä, poista kaikki',
  keep: 'Ei, palaa takaisin',
  wrong: 'Onko jokin väärin?',
  wrongDetail: 'Kirjoita se tähän, niin oikaisemme sen. Saat vastauksen kuukauden kuluessa.',
  wrongLabel: 'Mikä on väärin, ja miten sen pitäisi olla?',
  wrongButton: 'Pyydä oikaisua',
  wrongEmpty: 'Kirjoita, mikä on väärin, ja yritä uudelleen.',
  restrict: 'Pyydä käytön pysäyttämistä',
  restrictDetail: 'Silloin säilytämme tiedot mutta emme käytä niitä, esimerkiksi kun jotakin oikaistaan.',
  restrictButton: 'Pyydä rajoittamista',
  asked: 'Olemme saaneet pyyntösi',
  askedLead: (day) => `Saat vastauksen viimeistään ${day}.`,
  back: 'Takaisin omalle sivullesi',
}
