// The mails of the demo company, in Norwegian. What every mail must say at its end is added when it is published.

export type MailPlan = { name: string; purpose: string; subject: string; preheader: string; mjml: string }

const SITE = 'https://vidjevik.example'

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
      'Vi har regnet på seks typer bygg, og skriver hva som lønner seg å flytte.',
    ],
    button: 'Se regnestykket',
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

type Content = { heading: string; body: string[]; button: string; path: string }

function mail({ heading, body, button, path }: Content): string {
  const texts = body.map((text) => `        <mj-text>${text}</mj-text>`).join('\n')
  return `<mjml lang="nb">
  <mj-head>
    <mj-attributes>
      <mj-all font-family="'Helvetica Neue', Helvetica, Arial, sans-serif" />
      <mj-text font-size="16px" line-height="25px" color="#1C2723" padding="0 0 16px" />
      <mj-button background-color="#7A3E16" color="#FFFFFF" font-size="16px" font-weight="600" border-radius="4px" inner-padding="12px 22px" padding="8px 0 0" align="left" />
    </mj-attributes>
  </mj-head>
  <mj-body background-color="#F6F3F0" width="600px">
    <mj-section background-color="#FFFFFF" padding="32px 24px" border-radius="8px">
      <mj-column>
        <mj-text><h1 style="margin:0;font-size:24px;line-height:31px">${heading}</h1></mj-text>
        <mj-text>Hei{% if contact.first_name != "" %} {{ contact.first_name }}{% endif %}.</mj-text>
${texts}
        <mj-button href="${SITE}${path}">${button}</mj-button>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`
}
