// The topics of the demo company's product news, in the languages of its people. Everybody has all of them to begin with.
import type { TextLanguage } from './purpose-texts.ts'

type Said = { name: string; text: string }
export type TopicPlan = { purpose: string; key: string; name: string; texts: Record<TextLanguage, Said> }

export const TOPICS: TopicPlan[] = [
  {
    purpose: 'product_news',
    key: 'product_news_stories',
    name: 'Customer stories',
    texts: {
      nb: { name: 'Kundehistorier', text: 'Hva andre bygg har fått til, med tall.' },
      nn: { name: 'Kundehistorier', text: 'Kva andre bygg har fått til, med tal.' },
      sv: { name: 'Kundberättelser', text: 'Vad andra byggnader har uppnått, med siffror.' },
      da: { name: 'Kundehistorier', text: 'Hvad andre bygninger har opnået, med tal.' },
      fi: { name: 'Asiakastarinat', text: 'Mitä muut kiinteistöt ovat saaneet aikaan, lukuina.' },
      en: { name: 'Customer stories', text: 'What other buildings have achieved, with figures.' },
    },
  },
  {
    purpose: 'product_news',
    key: 'product_news_grants',
    name: 'Grants and rules',
    texts: {
      nb: { name: 'Støtte og regler', text: 'Når det kommer nye ordninger eller krav.' },
      nn: { name: 'Støtte og reglar', text: 'Når det kjem nye ordningar eller krav.' },
      sv: { name: 'Stöd och regler', text: 'När det kommer nya stöd eller krav.' },
      da: { name: 'Støtte og regler', text: 'Når der kommer nye ordninger eller krav.' },
      fi: { name: 'Tuet ja säännöt', text: 'Kun tulee uusia tukia tai vaatimuksia.' },
      en: { name: 'Grants and rules', text: 'When there are new schemes or requirements.' },
    },
  },
]
