// What the pages of an SMS campaign say.

const en = {
  sms: 'SMS',
  channel: 'What it is',
  channels: { email: 'E-mail', sms: 'SMS' },
  channelHint: 'It stays what it is begun as.',
  noPurposes: 'No purpose has SMS among its ways yet. Add it to a purpose first.',
  text: 'Text',
  textHint:
    'Write it as people shall read it. {{ contact.first_name }} is their first name. Who it is from and how to stop it is added where it is missing.',
  counted: (parts: string, left: string) => `${parts}, ${left} characters left`,
  parts: (count: number, said: string) => (count === 1 ? '1 part' : `${said} parts`),
  ucs2: 'A character that SMS alphabets lack makes each part 70 characters long.',
  previewTitle: (name: string) => `The SMS as ${name} gets it`,
  nobody: 'Choose an audience to see the SMS as somebody of it.',
  noPreview: 'It cannot be shown as it is. The checks say why.',
  clean: 'Links stand as you write them: nobody is followed by SMS.',
  names: {
    purpose: 'People can say yes to the purpose by SMS',
    sender: 'It says who it is from, and can go out',
    template: 'There is a text',
    fields: 'Every variable exists',
    ways_out: 'It says how to stop it',
    size: 'How many parts it takes',
  } as Record<string, string>,
  details: {
    gets: (purpose: string) => `Have said yes to ${purpose} by SMS, or are customers.`,
    consent: (purpose: string) => `No yes to ${purpose} by SMS.`,
    address: () => 'No mobile number, or SMS to it is stopped.',
  } as Record<string, (purpose: string) => string>,
  costs: (parts: string) => `${parts} parts in all, which is what is paid for.`,
  about: (parts: string, counted: string) =>
    `About ${parts} parts in all, reckoned from the texts of ${counted} people.`,
  between: (least: string, most: string) => `Each SMS takes ${least} to ${most}, by how long names and fields are.`,
  arrived: (arrived: string, sent: string) => `${arrived} of ${sent} have arrived, as the gateway has told so far.`,
  noneArrived: 'The gateway has not told yet which have arrived.',
}

const nb: typeof en = {
  sms: 'SMS',
  channel: 'Hva det er',
  channels: { email: 'E-post', sms: 'SMS' },
  channelHint: 'Den forblir det den begynner som.',
  noPurposes: 'Ingen formål har SMS blant sine kanaler ennå. Legg det til et formål først.',
  text: 'Tekst',
  textHint:
    'Skriv den slik folk skal lese den. {{ contact.first_name }} er fornavnet. Hvem den er fra, og hvordan den stoppes, legges til der det mangler.',
  counted: (parts, left) => `${parts}, ${left} tegn igjen`,
  parts: (count, said) => (count === 1 ? '1 del' : `${said} deler`),
  ucs2: 'Et tegn som SMS-alfabetet ikke har, gjør hver del 70 tegn lang.',
  previewTitle: (name) => `SMS-en slik ${name} får den`,
  nobody: 'Velg en målgruppe for å se SMS-en som en av dem.',
  noPreview: 'Den kan ikke vises slik den er. Kontrollene sier hvorfor.',
  clean: 'Lenker står slik du skriver dem: ingen blir fulgt på SMS.',
  names: {
    purpose: 'Folk kan si ja til formålet på SMS',
    sender: 'Den sier hvem den er fra, og kan gå ut',
    template: 'Det er en tekst',
    fields: 'Alle variabler finnes',
    ways_out: 'Den sier hvordan den stoppes',
    size: 'Hvor mange deler den tar',
  },
  details: {
    gets: (purpose) => `Har sagt ja til ${purpose} på SMS, eller er kunder.`,
    consent: (purpose) => `Ikke noe ja til ${purpose} på SMS.`,
    address: () => 'Ikke noe mobilnummer, eller SMS til det er stoppet.',
  },
  costs: (parts) => `${parts} deler i alt, og det er det som betales for.`,
  about: (parts, counted) => `Omtrent ${parts} deler i alt, regnet ut fra tekstene til ${counted} personer.`,
  between: (least, most) => `Hver SMS tar ${least} til ${most}, etter hvor lange navn og felt er.`,
  arrived: (arrived, sent) => `${arrived} av ${sent} er kommet fram, etter det gatewayen har meldt så langt.`,
  noneArrived: 'Gatewayen har ikke meldt ennå hvilke som er kommet fram.',
}

export const smsWords = { en, nb }
