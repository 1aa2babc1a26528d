// What the notice of a form says in Swedish.
import type { NoticeWords } from './nb.ts'

export const sv: NoticeWords = {
  title: 'Så behandlar vi uppgifter om dig',
  lead: (brand) => `Det här gäller det du skriver i formuläret från ${brand} och det du säger ja till där.`,
  controller: 'Vem som är ansvarig',
  privacyContact: 'Vem du kan fråga om uppgifterna',
  privacyContactDetail: 'Skriv till',
  purposes: 'Vad vi använder dem till, och varför vi får',
  answer: 'För att svara dig och ge dig det du ber om i formuläret.',
  answerBasis: 'Grund: vårt berättigade intresse av att svara dem som skriver till oss (GDPR art. 6.1 f).',
  basis: {
    consent: 'Bara om du säger ja. Grund: ditt samtycke (GDPR art. 6.1 a).',
    existing_customer:
      'Till kunder, om varor av samma slag. Grund: vårt berättigade intresse av att skriva till våra kunder (GDPR art. 6.1 f). Du kan säga nej när som helst.',
  },
  lasts: (months) => `Ett ja gäller i ${months} månader.`,
  recipients: 'Vilka andra som får dem',
  noRecipients: 'Ingen.',
  transfer: 'Var de behandlas',
  handledIn: (countries) => `I ${countries}.`,
  stays: 'De lämnar inte Europeiska ekonomiska samarbetsområdet (EES).',
  adequate: (countries) => `EU-kommissionen har slagit fast att uppgifter är väl skyddade i ${countries}.`,
  safeguard: (countries) => `Det som skyddar dem i ${countries}:`,
  retention: 'Hur länge',
  months: (months) =>
    months === 1
      ? 'Till en månad efter att ditt sista ja har upphört.'
      : `Till ${months} månader efter att ditt sista ja har upphört.`,
  rights: 'Dina rättigheter',
  rightsList: [
    'se vad vi vet om dig och få en kopia',
    'få fel rättade',
    'få allt raderat',
    'begära att användningen begränsas',
    'ta uppgifterna med dig i en fil',
    'invända, alltid mot marknadsföring och mot den profil som den bygger på',
  ],
  rightsHow: 'Använd länken i ett mejl från oss, eller skriv till adressen ovan. Det kostar ingenting.',
  withdrawal: 'Att ta tillbaka ett ja',
  withdrawalDetail:
    'När som helst, med ett tryck på länken i varje mejl från oss. Det vi gjorde före det var ändå lagligt.',
  complaint: 'Att klaga',
  complaintDetail: 'Du kan klaga hos',
  required: 'Vad du måste ange',
  requiredDetail: 'Utan det här kan vi inte svara:',
  optionalDetail: 'Det här kan du låta vara:',
  noYesRequired:
    'Ingen lag och inget avtal kräver det, och du behöver inte säga ja till något för att få det du ber om.',
  automated: 'Automatiska beslut',
  noProfiling: 'Vi gör ingen profil av dig utifrån det här formuläret.',
  profiling: (name) =>
    `Säger du ja till ”${name}” ger vi poäng för det du gör på våra sidor och i mejl från oss, för att se vem som kan ha nytta av att höra från oss. Du kan be att få se poängen och vad de kommer av.`,
  noDecision: 'Inget som har betydelse för dig avgörs av ett program ensamt.',
}
