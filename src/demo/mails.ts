// The mails of the demo company, in Norwegian, and one of them in Swedish too. What every mail must say at its end is added when it is published.

export type MailPlan = { name: string; purpose: string; subject: string; preheader: string; mjml: string }

const SITE = 'https://vidjevik.example'
const GREETINGS = { nb: 'Hei', sv: 'Hej' }

const GUIDE: MailPlan = {
  name: 'Ny guide: varmegjenvinning i næringsbygg',
  purpose: 'product_news',
  subject: 'Slik henter du 38 % av varmen tilbake',
  preheader: 'Ny guide, 12 sider, med tall fra fire bygg',
  mjml: mail({
    heading: 'Varmen er allerede betalt én gang',
    body: [
      'I næringsbygg går mellom en tredel og halvparten av varmen ut med luften. Fire byggeiere i Norden har målt hva de fikk igjen etter ett år.',
      'Guiden viser hva de gjorde, hva det kostet, og hva de ville gjort annerledes.',
    ],
    button: 'Les guiden',
    path: '/guide/varmegjenvinning',
  }),
}

/** An SMS: who it is from and how to stop it is added when it is published. */
export const REMINDER = {
  name: 'Påminnelse: kurs i morgen',
  purpose: 'sms_reminders',
  text: 'Hei {{ contact.first_name }}! I morgen kl. 09 viser vi fire bygg som fikk 38 % av varmen tilbake. Bli med her: https://vidjevik.example/kurs',
}

const THANKS: MailPlan = {
  name: 'Takk, og tre funn',
  purpose: 'product_news',
  subject: 'Takk. Her er tre funn fra bygg som ditt',
  preheader: 'Det meste av varmen forsvinner de samme tre stedene',
  mjml: mail({
    heading: 'Tre steder varmen blir borte',
    body: [
      'Takk for at du spurte om en varmesjekk. Mens vi ser på tallene dine, er dette det vi oftest finner:',
      'Avtrekket går for fullt om natten. Varmtvannet sirkulerer uten isolasjon. Luften fra tekniske rom slippes rett ut.',
      'Spareregneren viser hva det kan bety for ditt bygg.',
    ],
    button: 'Åpne spareregneren',
    path: '/spareregner',
  }),
}

const STORY: MailPlan = {
  name: 'Kundehistorie: Rimdal',
  purpose: 'product_news',
  subject: 'Rimdal fikk 38 % av varmen tilbake',
  preheader: 'Verftsgata 14, ett år etter',
  mjml: mail({
    heading: 'Ett år i Verftsgata 14',
    body: [
      'Kontorbygget til Rimdal er fra 1987. De byttet ikke vinduer og ikke fasade; de tok vare på varmen som alt var der.',
      'Her er regnestykket, måned for måned, og de to tingene de ville gjort først neste gang.',
    ],
    button: 'Les historien',
    path: '/kunder/rimdal',
  }),
}

const WINTER: MailPlan = {
  name: 'Vintertariff 2027',
  purpose: 'newsletter',
  subject: 'Dette endrer seg med vintertariffen fra 1. januar',
  preheader: 'Tre timer om morgenen blir dyrere, resten billigere',
  mjml: mail({
    heading: 'Tre timer teller mer enn resten',
    body: [
      'Fra 1. januar blir timene mellom sju og ti om morgenen dyrere. For de fleste bygg betyr det mer enn prisen på resten av døgnet.',
    ],
    only: {
      heating: 'District heating',
      text: 'Dere har fjernvarme. Da er det effekten om morgenen som avgjør, og den kan flyttes uten at noen fryser.',
      others: 'Vi har regnet på seks typer bygg, og skriver hva som lønner seg å flytte.',
    },
    button: 'Se regnestykket',
    path: '/fagstoff/fjernvarme-2027',
  }),
}

/** The same for whoever reads Swedish. */
export const WINTER_SV: Pick<MailPlan, 'subject' | 'preheader' | 'mjml'> = {
  subject: 'Detta ändras med vintertariffen från den 1 januari',
  preheader: 'Tre timmar på morgonen blir dyrare, resten billigare',
  mjml: mail({
    language: 'sv',
    heading: 'Tre timmar räknas mer än resten',
    body: [
      'Från den 1 januari blir timmarna mellan sju och tio på morgonen dyrare. För de flesta byggnader betyder det mer än priset under resten av dygnet.',
    ],
    only: {
      heating: 'District heating',
      text: 'Ni har fjärrvärme. Då är det effekten på morgonen som avgör, och den kan flyttas utan att någon fryser.',
      others: 'Vi har räknat på sex typer av byggnader och skriver vad som lönar sig att flytta.',
    },
    button: 'Se uträkningen',
    path: '/fagstoff/fjernvarme-2027',
  }),
}

const WEBINAR: MailPlan = {
  name: 'Påminnelse: webinar om varmesjekk',
  purpose: 'events',
  subject: 'Webinar: en varmesjekk på 40 minutter',
  preheader: 'Vi går gjennom et ekte bygg, og svarer på spørsmål',
  mjml: mail({
    heading: 'Bli med på en varmesjekk',
    body: [
      'Vi tar for oss et kontorbygg på 6 000 kvadratmeter og går fra tegning til tiltak på 40 minutter.',
      'Etterpå svarer vi på spørsmål. Opptaket blir liggende på siden vår.',
    ],
    button: 'Meld deg på',
    path: '/webinar/varmesjekk',
  }),
}

const STEPS: MailPlan = {
  name: 'Fem tiltak før vinteren',
  purpose: 'newsletter',
  subject: 'Fem tiltak før vinteren',
  preheader: 'To av dem koster ingenting',
  mjml: mail({
    heading: 'Fem tiltak, i den rekkefølgen de lønner seg',
    body: [
      'To av dem gjør driftslederen på en formiddag. Ett trenger en elektriker, og to er verdt å regne på før nyttår.',
      `Usikker på hvor varmen blir av hos dere? <a href="${SITE}/varmesjekk">Bestill et møte om en varmesjekk</a>, så ser vi på det sammen.`,
    ],
    button: 'Se de fem tiltakene',
    path: '/fagstoff/fem-tiltak',
  }),
}

export const MAILS = { guide: GUIDE, steps: STEPS, thanks: THANKS, story: STORY, winter: WINTER, webinar: WEBINAR }

type Content = {
  language?: 'nb' | 'sv'
  heading: string
  body: string[]
  /** What only those with this heating read, and what everybody else does instead. */
  only?: { heating: string; text: string; others: string }
  button: string
  path: string
}

/** Fonts and colours come from the look of the sender; the mail says sizes, and what turns in the dark. */
function mail({ language = 'nb', heading, body, only, button, path }: Content): string {
  const paragraph = (text: string) => `        <mj-text css-class="words">${text}</mj-text>`
  const some = only && [
    `        <mj-raw>{% if contact.fields.heating == '${only.heating}' %}</mj-raw>`,
    paragraph(only.text),
    '        <mj-raw>{% else %}</mj-raw>',
    paragraph(only.others),
    '        <mj-raw>{% endif %}</mj-raw>',
  ]
  const texts = [...body.map(paragraph), ...(some ?? [])].join('\n')
  return `<mjml lang="${language}">
  <mj-head>
    <mj-attributes>
      <mj-text font-size="16px" line-height="25px" padding="0 0 16px" />
      <mj-button font-size="16px" font-weight="600" inner-padding="12px 22px" padding="8px 0 0" align="left" />
    </mj-attributes>
    <mj-raw>
      <meta name="color-scheme" content="light dark" />
      <meta name="supported-color-schemes" content="light dark" />
    </mj-raw>
    <mj-style>
      .footer a { color: #55625D !important; text-decoration: underline; }
      @media (prefers-color-scheme: dark) {
        .page, .page > div, .card, .card > table { background: #1B1613 !important; }
        .words div, .words h1 { color: #F0EAE6 !important; }
        .footer div, .footer a { color: #BDB1A9 !important; }
      }
    </mj-style>
  </mj-head>
  <mj-body css-class="page" width="600px">
    <mj-section padding="16px 24px 12px">
      <mj-column>
        <mj-image src="{{ brand.logo_url }}" alt="{{ brand.name }}" width="48px" align="left" padding="0" href="${SITE}" />
      </mj-column>
    </mj-section>
    <mj-section background-color="#FFFFFF" css-class="card" padding="32px 24px" border-radius="8px">
      <mj-column>
        <mj-text css-class="words"><h1 style="margin:0;font-size:24px;line-height:31px">${heading}</h1></mj-text>
        <mj-text css-class="words">${GREETINGS[language]}{% if contact.first_name != "" %} {{ contact.first_name }}{% endif %}.</mj-text>
${texts}
        <mj-button href="${SITE}${path}">${button}</mj-button>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`
}
