// What the notice of a form says in Norwegian nynorsk.
import type { NoticeWords } from './nb.ts'

export const nn: NoticeWords = {
  title: 'Slik behandlar vi opplysningar om deg',
  lead: (brand) => `Dette gjeld det du skriv i skjemaet frå ${brand}, og det du seier ja til der.`,
  controller: 'Kven som er ansvarleg',
  privacyContact: 'Kven du kan spørje om opplysningane',
  privacyContactDetail: 'Skriv til',
  purposes: 'Kva vi bruker dei til, og kvifor vi kan',
  answer: 'For å svare deg og gi deg det du ber om i skjemaet.',
  answerBasis: 'Grunnlag: den rettkomne interessa vår i å svare dei som skriv til oss (GDPR art. 6 nr. 1 f).',
  basis: {
    consent: 'Berre om du seier ja. Grunnlag: samtykket ditt (GDPR art. 6 nr. 1 a).',
    existing_customer:
      'Til kundar, om varer av same slag. Grunnlag: den rettkomne interessa vår i å skrive til kundane våre (GDPR art. 6 nr. 1 f). Du kan seie nei når som helst.',
  },
  lasts: (months) => `Eit ja varer i ${months} månader.`,
  recipients: 'Kven andre som får dei',
  noRecipients: 'Ingen.',
  transfer: 'Kvar dei blir behandla',
  handledIn: (countries) => `I ${countries}.`,
  stays: 'Dei forlèt ikkje Det europeiske økonomiske samarbeidsområdet (EØS).',
  adequate: (countries) => `EU-kommisjonen har slått fast at opplysningar er godt verna i ${countries}.`,
  safeguard: (countries) => `Det som vernar dei i ${countries}:`,
  retention: 'Kor lenge',
  months: (months) =>
    months === 1
      ? 'Til éin månad etter at det siste ja-et ditt er slutt.'
      : `Til ${months} månader etter at det siste ja-et ditt er slutt.`,
  rights: 'Rettane dine',
  rightsList: [
    'sjå det vi veit om deg, og få ein kopi',
    'få retta det som er feil',
    'få alt sletta',
    'be om at bruken blir avgrensa',
    'ta opplysningane med deg i ei fil',
    'protestere, alltid mot marknadsføring og mot profilen ho byggjer på',
  ],
  rightsHow: 'Bruk lenkja i ein e-post frå oss, eller skriv til adressa over. Det kostar ingenting.',
  withdrawal: 'Å trekkje eit ja tilbake',
  withdrawalDetail:
    'Når som helst, med eitt trykk på lenkja i kvar e-post frå oss. Det vi gjorde før det, var like fullt lovleg.',
  complaint: 'Å klage',
  complaintDetail: 'Du kan klage til',
  required: 'Kva du må oppgi',
  requiredDetail: 'Utan dette kan vi ikkje svare:',
  optionalDetail: 'Dette kan du la stå:',
  noYesRequired: 'Inga lov eller avtale krev det, og du treng ikkje seie ja til noko for å få det du ber om.',
  automated: 'Automatiske avgjerder',
  noProfiling: 'Vi lagar ingen profil av deg ut frå dette skjemaet.',
  profiling: (name) =>
    `Seier du ja til «${name}», gir vi poeng for det du gjer på sidene våre og i e-post frå oss, for å sjå kven som kan ha nytte av å høyre frå oss. Du kan be om å få sjå poenga og kva dei kjem av.`,
  noDecision: 'Ingenting som betyr noko for deg, blir avgjort av eit program åleine.',
}
