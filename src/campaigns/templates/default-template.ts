// The mail that a new campaign begins with: one column, readable on a phone and in the dark, with a heading, a text, a
// button and the footer that every marketing mail needs. Made in the sender's language and colour.
import { luminance, neededContrast, parseColour, readableColour } from '../checks/contrast.ts'
import { addFooter } from './add-footer.ts'
import type { FooterLanguage } from './footer-words.ts'

export type TemplateFacts = {
  language: FooterLanguage
  purposeName: string
  colour: string
  website: string
  isForCustomers?: boolean
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
}: TemplateFacts): string {
  const said = words[language]
  const mjml = `<mjml lang="${language}">
  <mj-head>
    <mj-attributes>
      <mj-all font-family="'Helvetica Neue', Helvetica, Arial, sans-serif" />
      <mj-text font-size="16px" line-height="25px" color="#1C2723" padding="0 0 16px" />
      <mj-button background-color="${colour}" color="${readableOn(colour)}" font-size="16px" font-weight="600" border-radius="4px" inner-padding="12px 22px" padding="8px 0 0" align="left" />
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
  <mj-body background-color="#F3F5F4" css-class="page" width="600px">
    <mj-section background-color="#FFFFFF" css-class="card" padding="32px 24px" border-radius="8px">
      <mj-column>
        <mj-text css-class="words">
          <h1 style="margin:0;font-size:24px;line-height:31px">${said.heading}</h1>
        </mj-text>
        <mj-text css-class="words">${said.greeting}{% if contact.first_name != "" %} {{ contact.first_name }}{% endif %},</mj-text>
        <mj-text css-class="words">${said.body}</mj-text>
        <mj-button href="${website}">${said.button}</mj-button>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`
  return addFooter(mjml, { language, purposeName, isForCustomers })
}

/** White or near black, whichever is read better on the colour, and darker where that is not enough. */
function readableOn(colour: string): string {
  const paper = parseColour(colour) ?? [0, 0, 0]
  const ink = luminance(paper) > 0.179 ? ([0x13, 0x20, 0x1b] as const) : ([255, 255, 255] as const)
  return readableColour(ink, paper, neededContrast(16, false)).toUpperCase()
}
