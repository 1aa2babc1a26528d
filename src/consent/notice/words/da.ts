// What the notice of a form says in Danish.
import type { NoticeWords } from './nb.ts'

export const da: NoticeWords = {
  title: 'Sådan behandler vi oplysninger om dig',
  lead: (brand) => `Dette gælder det, du skriver i formularen fra ${brand}, og det, du siger ja til der.`,
  controller: 'Hvem der er ansvarlig',
  privacyContact: 'Hvem du kan spørge om oplysningerne',
  privacyContactDetail: 'Skriv til',
  purposes: 'Hvad vi bruger dem til, og hvorfor vi må',
  answer: 'For at svare dig og give dig det, du beder om i formularen.',
  answerBasis: 'Grundlag: vores legitime interesse i at svare dem, der skriver til os (GDPR art. 6, stk. 1, litra f).',
  basis: {
    consent: 'Kun hvis du siger ja. Grundlag: dit samtykke (GDPR art. 6, stk. 1, litra a).',
    existing_customer:
      'Til kunder, om varer af samme slags. Grundlag: vores legitime interesse i at skrive til vores kunder (GDPR art. 6, stk. 1, litra f). Du kan sige nej når som helst.',
  },
  lasts: (months) => `Et ja gælder i ${months} måneder.`,
  recipients: 'Hvem andre der får dem',
  noRecipients: 'Ingen.',
  transfer: 'Hvor de behandles',
  handledIn: (countries) => `I ${countries}.`,
  stays: 'De forlader ikke Det Europæiske Økonomiske Samarbejdsområde (EØS).',
  adequate: (countries) => `EU-Kommissionen har fastslået, at oplysninger er godt beskyttet i ${countries}.`,
  safeguard: (countries) => `Det, der beskytter dem i ${countries}:`,
  retention: 'Hvor længe',
  months: (months) =>
    months === 1
      ? 'Til en måned efter, at dit sidste ja er ophørt.'
      : `Til ${months} måneder efter, at dit sidste ja er ophørt.`,
  rights: 'Dine rettigheder',
  rightsList: [
    'se, hvad vi ved om dig, og få en kopi',
    'få rettet det, der er forkert',
    'få alt slettet',
    'bede om, at brugen begrænses',
    'tage oplysningerne med dig i en fil',
    'gøre indsigelse, altid mod markedsføring og mod den profil, den bygger på',
  ],
  rightsHow: 'Brug linket i en e-mail fra os, eller skriv til adressen ovenfor. Det koster ikke noget.',
  withdrawal: 'At tage et ja tilbage',
  withdrawalDetail:
    'Når som helst, med ét tryk på linket i hver e-mail fra os. Det, vi gjorde før, var stadig lovligt.',
  complaint: 'At klage',
  complaintDetail: 'Du kan klage til',
  required: 'Hvad du skal oplyse',
  requiredDetail: 'Uden dette kan vi ikke svare:',
  optionalDetail: 'Dette kan du lade stå:',
  noYesRequired: 'Ingen lov eller aftale kræver det, og du behøver ikke sige ja til noget for at få det, du beder om.',
  automated: 'Automatiske afgørelser',
  noProfiling: 'Vi laver ingen profil af dig ud fra denne formular.',
  profiling: (name) =>
    `Siger du ja til »${name}«, giver vi point for det, du gør på vores sider og i e-mails fra os, for at se, hvem der kan have gavn af at høre fra os. Du kan bede om at se pointene, og hvad de kommer af.`,
  noDecision: 'Intet, der betyder noget for dig, afgøres af et program alene.',
}
