// The mail that a new campaign begins with: one column, readable on a phone and in the dark, with a heading, a text, a
// button and the footer that every marketing mail needs. Made in the sender's language and colour.
import { readableOn } from '../brand-look/apply-look.ts'
import { type BrandLook, FONTS, lookOrBuiltIn } from '../brand-look/brand-look.ts'
import { addFooter } from './add-footer.ts'
import type { FooterLanguage } from './footer-words.ts'

export type TemplateFacts = {
  language: FooterLanguage
  purposeName: string
  colour: string
  website: string
  isForCustomers?: boolean
  /** What was chosen for its sender; null: as built in. */
  look?: BrandLook | null
}

type Words = { heading: string; greeting: string; body: string; button: string }

const words: Record<FooterLanguage, Words> = {
  nb: {
    heading: 'Skriv det viktigste her',
    greeting: 'Hei',
    body: 'Fortell hva det gjelder og hvorfor det er nyttig nå. To eller tre setninger holder.',
    button: 'Les mer',
  },
  nn: {
    heading: 'Skriv det viktigaste her',
    greeting: 'Hei',
    body: 'Fortel kva det gjeld og kvifor det er nyttig no. To eller tre setningar held.',
    button: 'Les meir',
  },
  sv: {
    heading: 'Skriv det viktigaste här',
    greeting: 'Hej',
    body: 'Berätta vad det gäller och varför det är nyttigt nu. Två eller tre meningar räcker.',
    button: 'Läs mer',
  },
  da: {
    heading: 'Skriv det vigtigste her',
    greeting: 'Hej',
    body: 'Fortæl, hvad det drejer sig om, og hvorfor det er nyttigt nu. To eller tre sætninger er nok.',
    button: 'Læs mere',
  },
  fi: {
    heading: 'Kirjoita tärkein asia tähän',
    greeting: 'Hei',
    body: 'Kerro, mistä on kyse ja miksi siitä on nyt hyötyä. Kaksi tai kolme virkettä riittää.',
    button: 'Lue lisää',
  },
  en: {
    heading: 'Write what matters most here',
    greeting: 'Hello',
    body: 'Say what it is about and why it is useful now. Two or three sentences are enough.',
    button: 'Read more',
  },
}

/** The MJML of a new campaign. */
export function defaultTemplate({
  language,
  purposeName,
  colour,
  website,
  isForCustomers = false,
  look: chosen = null,
}: TemplateFacts): string {
  const said = words[language]
  const look = lookOrBuiltIn(chosen)
  const mjml = `<mjml lang="${language}">
  <mj-head>
    <mj-attributes>
      <mj-all font-family="${FONTS[look.font]}" />
      <mj-text font-size="16px" line-height="25px" color="${look.textColour}" padding="0 0 16px" />
      <mj-button background-color="${colour}" color="${readableOn(colour)}" font-size="16px" font-weight="600" border-radius="${look.buttonRadius}px" inner-padding="12px 22px" padding="8px 0 0" align="left" />
    </mj-attributes>
    <mj-raw>
      <meta name="color-scheme" content="light dark" />
      <meta name="supported-color-schemes" content="light dark" />
    </mj-raw>
    <mj-style>
      .footer a { color: #55625D !important; text-decoration: underline; }
      @media (prefers-color-scheme: dark) {
        .page, .page > div, .card, .card > table { background: #14201B !important; }
        .words div, .words h1 { color: #E8EFEB !important; }
        .footer div, .footer a { color: #A9B8B1 !important; }
      }
    </mj-style>
  </mj-head>
  <mj-body background-color="${look.backgroundColour}" css-class="page" width="600px">
${logoOf(look)}    <mj-section background-color="#FFFFFF" css-class="card" padding="32px 24px" border-radius="8px">
      <mj-column>
        <mj-text css-class="words">
          <h1 style="margin:0;font-size:24px;line-height:31px">${said.heading}</h1>
        </mj-text>
        <mj-text css-class="words">${said.greeting}{% if contact.first_name != "" %} {{ contact.first_name }}{% endif %},</mj-text>
        <mj-text css-class="words">${said.body}</mj-text>
        <mj-button href="${website}">${said.button}</mj-button>
      </mj-column>
    </mj-section>
${socialOf(look)}  </mj-body>
</mjml>
`
  return addFooter(mjml, { language, purposeName, isForCustomers })
}

/** What stands above the words. Its address comes from the sender, so a new logo needs no new template. */
const logoOf = ({ logoId, logoWidth, website }: BrandLook): string =>
  logoId === null
    ? ''
    : `    <mj-section padding="16px 24px 12px">
      <mj-column>
        <mj-image src="{{ brand.logo_url }}" alt="{{ brand.name }}" width="${logoWidth}px" align="left" padding="0"${website === '' ? '' : ' href="{{ brand.website }}"'} />
      </mj-column>
    </mj-section>
`

/** Where else the sender is found, in words: icons would be fetched from others. */
const socialOf = ({ social }: BrandLook): string =>
  social.length === 0
    ? ''
    : `    <mj-section padding="16px 24px 0">
      <mj-column>
        <mj-text css-class="footer" font-size="13px" line-height="20px" color="#55625D" padding="0">{% for link in brand.social %}<a href="{{ link.url }}">{{ link.name }}</a> {% endfor %}</mj-text>
      </mj-column>
    </mj-section>
`
