// What the page of a contact says about sales and about yeses that partners collected.

export const ADDRESS_SOURCES = ['sale', 'competition', 'quote', 'abandoned_basket'] as const
export type AddressSource = (typeof ADDRESS_SOURCES)[number]

const en = {
  title: 'Sales and partners',
  what: 'Sales and partners',
  bought: (family: string, date: string) => `Bought ${family} on ${date}`,
  collected: (collector: string, purpose: string, date: string) =>
    `${collector} says that they said yes to ${purpose} on ${date}`,
  noProof: (source: string) => `${source}. Nothing proves it yet, so nothing may rest on it.`,
  addSale: 'Record a sale',
  addSaleLead:
    'A sale lets us tell its buyer of goods of the same kind, where the law of their country allows it and they have never said no.',
  family: 'What they bought',
  channel: 'They gave their address for',
  soldAt: 'Date of the sale',
  source: 'How we got the address',
  sources: {
    sale: 'In the sale',
    competition: 'In a competition',
    quote: 'When they asked for a quote',
    abandoned_basket: 'From a basket they left',
  } as Record<AddressSource, string>,
  offered: 'They could say no, free and easily, when they gave it',
  evidence: 'Order or invoice, or where the papers are',
  save: 'Record the sale',
  needsDate: 'Choose the day.',
  needsSource: 'Say how we got the address.',
  addCollected: 'Keep a partner’s yes',
  addCollectedLead: 'It is kept with the name of whoever collected it, and is a no until what proves it is attached.',
  collector: 'Who collected it',
  purpose: 'Yes to',
  where: 'Where it was said',
  saidAt: 'Date of the yes',
  keep: 'Keep it',
  attach: 'Attach evidence',
  attachLead: 'From then on it is a yes from the day on which it was said. The evidence is kept in the ledger.',
  proof: 'What proves it, and where it lies',
}

const nb: typeof en = {
  title: 'Kjøp og partnere',
  what: 'Kjøp og partnere',
  bought: (family, date) => `Kjøpte ${family} ${date}`,
  collected: (collector, purpose, date) => `${collector} sier at det ble sagt ja til ${purpose} ${date}`,
  noProof: (source) => `${source}. Ingenting beviser det ennå, så ingenting kan bygge på det.`,
  addSale: 'Før inn et kjøp',
  addSaleLead:
    'Et kjøp lar oss fortelle kjøperen om varer av samme slag, der landets lov tillater det og de aldri har sagt nei.',
  family: 'Hva de kjøpte',
  channel: 'De ga adressen for',
  soldAt: 'Dato for kjøpet',
  source: 'Hvordan vi fikk adressen',
  sources: {
    sale: 'I kjøpet',
    competition: 'I en konkurranse',
    quote: 'Da de ba om et tilbud',
    abandoned_basket: 'Fra en handlekurv de forlot',
  },
  offered: 'De kunne si nei, gratis og enkelt, da de ga den',
  evidence: 'Ordre eller faktura, eller hvor papirene er',
  save: 'Før inn kjøpet',
  needsDate: 'Velg dagen.',
  needsSource: 'Si hvordan vi fikk adressen.',
  addCollected: 'Ta vare på et ja fra en partner',
  addCollectedLead:
    'Det lagres med navnet på den som hentet det inn, og er et nei til det som beviser det, er lagt ved.',
  collector: 'Hvem hentet det inn',
  purpose: 'Ja til',
  where: 'Hvor det ble sagt',
  saidAt: 'Dato for ja-et',
  keep: 'Ta vare på det',
  attach: 'Legg ved bevis',
  attachLead: 'Fra da er det et ja fra den dagen det ble sagt. Beviset blir stående i loggen.',
  proof: 'Hva som beviser det, og hvor det ligger',
}

export const basisWords = { en, nb }
