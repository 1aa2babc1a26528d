// What the notice of a form says in Norwegian bokmål, and what all languages must say.

export type NoticeWords = {
  title: string
  lead: (brand: string) => string
  controller: string
  privacyContact: string
  privacyContactDetail: string
  purposes: string
  answer: string
  answerBasis: string
  basis: Record<string, string>
  lasts: (months: number) => string
  recipients: string
  noRecipients: string
  transfer: string
  handledIn: (countries: string) => string
  stays: string
  adequate: (countries: string) => string
  safeguard: (countries: string) => string
  retention: string
  months: (months: number) => string
  rights: string
  rightsList: string[]
  rightsHow: string
  withdrawal: string
  withdrawalDetail: string
  complaint: string
  complaintDetail: string
  required: string
  requiredDetail: string
  optionalDetail: string
  noYesRequired: string
  automated: string
  noProfiling: string
  profiling: (name: string) => string
  noDecision: string
}

export const nb: NoticeWords = {
  title: 'Slik behandler vi opplysninger om deg',
  lead: (brand) => `Dette gjelder det du skriver i skjemaet fra ${brand}, og det du sier ja til der.`,
  controller: 'Hvem som er ansvarlig',
  privacyContact: 'Hvem du kan spørre om opplysningene',
  privacyContactDetail: 'Skriv til',
  purposes: 'Hva vi bruker dem til, og hvorfor vi kan',
  answer: 'For å svare deg og gi deg det du ber om i skjemaet.',
  answerBasis: 'Grunnlag: vår berettigede interesse i å svare dem som skriver til oss (GDPR art. 6 nr. 1 f).',
  basis: {
    consent: 'Bare hvis du sier ja. Grunnlag: samtykket ditt (GDPR art. 6 nr. 1 a).',
    existing_customer:
      'Til kunder, om varer av samme slag. Grunnlag: vår berettigede interesse i å skrive til kundene våre (GDPR art. 6 nr. 1 f). Du kan si nei når som helst.',
  },
  lasts: (months) => `Et ja varer i ${months} måneder.`,
  recipients: 'Hvem andre som får dem',
  noRecipients: 'Ingen.',
  transfer: 'Hvor de behandles',
  handledIn: (countries) => `I ${countries}.`,
  stays: 'De forlater ikke Det europeiske økonomiske samarbeidsområdet (EØS).',
  adequate: (countries) => `EU-kommisjonen har slått fast at opplysninger er godt vernet i ${countries}.`,
  safeguard: (countries) => `Det som verner dem i ${countries}:`,
  retention: 'Hvor lenge',
  months: (months) =>
    months === 1
      ? 'Til én måned etter at det siste ja-et ditt er slutt.'
      : `Til ${months} måneder etter at det siste ja-et ditt er slutt.`,
  rights: 'Rettighetene dine',
  rightsList: [
    'se det vi vet om deg, og få en kopi',
    'få rettet det som er feil',
    'få alt slettet',
    'be om at bruken begrenses',
    'ta opplysningene med deg i en fil',
    'protestere, alltid mot markedsføring og mot profilen den bygger på',
  ],
  rightsHow: 'Bruk lenken i en e-post fra oss, eller skriv til adressen over. Det koster ingenting.',
  withdrawal: 'Å trekke et ja tilbake',
  withdrawalDetail:
    'Når som helst, med ett trykk på lenken i hver e-post fra oss. Det vi gjorde før det, var like fullt lovlig.',
  complaint: 'Å klage',
  complaintDetail: 'Du kan klage til',
  required: 'Hva du må oppgi',
  requiredDetail: 'Uten dette kan vi ikke svare:',
  optionalDetail: 'Dette kan du la stå:',
  noYesRequired: 'Ingen lov eller avtale krever det, og du trenger ikke si ja til noe for å få det du ber om.',
  automated: 'Automatiske avgjørelser',
  noProfiling: 'Vi lager ingen profil av deg ut fra dette skjemaet.',
  profiling: (name) =>
    `Sier du ja til «${name}», gir vi poeng for det du gjør på sidene våre og i e-post fra oss, for å se hvem som kan ha nytte av å høre fra oss. Du kan be om å få se poengene og hva de kommer av.`,
  noDecision: 'Ingenting som betyr noe for deg, avgjøres av et program alene.',
}
