// The sentences of Why, in the two languages of the people who ask. They name the person, never guess who they are.
import type { Language } from '../segments/index.ts'
import type { CampaignReason } from './reason-words.ts'

export type WhyFacts = { name: string; purpose: string; on: string; until: string; audience: string }
export type CheckName =
  | 'audience'
  | 'silence'
  | 'purpose'
  | 'yes'
  | 'topic'
  | 'address'
  | 'pause'
  | 'frequency'
  | 'negotiation'
  | 'reachable'
  | 'mailbox'

export type WhyWords = {
  locale: string
  at: (date: string, time: string) => string
  /** Why the person will not get it, or will. */
  answers: Record<CampaignReason, (facts: WhyFacts) => string>
  willGet: (facts: WhyFacts) => string
  willNot: (facts: WhyFacts) => string
  notInAudience: (facts: WhyFacts) => string
  got: (facts: WhyFacts) => string
  gets: (facts: WhyFacts) => string
  didNot: (facts: WhyFacts) => string
  removed: (facts: WhyFacts) => string
  heldOut: (facts: WhyFacts) => string
  failed: (facts: WhyFacts) => string
  tooLate: (facts: WhyFacts) => string
  checks: Record<CheckName, { passed: string; passedDetail: (facts: WhyFacts) => string; decided: string }>
  workflows: string
  said: Record<string, string>
  methods: Record<string, string>
  saidHeading: (purpose: string) => string
  rules: (version: string, entry: number | null) => string
  mayAskAgain: string
}

const en: WhyWords = {
  locale: 'en-GB',
  at: (date, time) => `${date} at ${time}`,
  answers: {
    erased: ({ name }) => `everything about ${name} was erased.`,
    restricted: ({ name }) => `the use of what we know of ${name} is restricted.`,
    objected: ({ name }) => `${name} has objected to all marketing.`,
    purpose_retired: ({ purpose }) => `${purpose} is retired, and nobody gets it any more.`,
    never_asked: ({ name, purpose }) => `${name} was never asked about ${purpose} by e-mail.`,
    asked: ({ name, purpose, on }) => `${name} was asked about ${purpose} by e-mail on ${on} and has not confirmed.`,
    unproven: ({ name, purpose, on }) =>
      `a partner says that ${name} said yes to ${purpose} on ${on}, and no evidence is attached.`,
    refused: ({ name, purpose, on }) => `${name} said no to ${purpose} by e-mail on ${on}.`,
    withdrawn: ({ name, purpose, on }) => `${name} withdrew ${purpose} by e-mail on ${on}.`,
    expired: ({ name, purpose, until }) => `the yes of ${name} to ${purpose} by e-mail ran out on ${until}.`,
    sale_too_old: ({ name, until }) => `${name} was a customer until ${until}, and has not said yes.`,
    address_stopped: ({ name }) => `mail to the address of ${name} is stopped.`,
    topic_declined: ({ name, purpose }) => `${name} has left out this topic of ${purpose}.`,
    paused: ({ name }) => `${name} has chosen a pause.`,
    too_soon: ({ name }) => `${name} has chosen how often to hear from us, and the last mail is not long enough ago.`,
    in_negotiation: ({ name }) => `sales is negotiating with ${name}, and marketing is silent meanwhile.`,
    no_address: ({ name }) => `we have no e-mail address of ${name}.`,
    not_washed: ({ name }) => `${name} has not been compared with the register of reservations in this period.`,
    reserved: ({ name }) => `${name} is in the register of people who want no marketing.`,
    outside_calling_hours: ({ name }) => `people are not called at this hour where ${name} is.`,
    given: ({ name, purpose, on }) => `${name} said yes to ${purpose} by e-mail on ${on}.`,
    customer: ({ name, purpose, on }) => `${name} bought on ${on} what ${purpose} is about, and has not said no.`,
    same_mailbox: ({ name }) => `the address of ${name} leads to a mailbox that gets it already.`,
  },
  willGet: ({ name }) => `${name} will get it, because`,
  willNot: ({ name }) => `${name} will not get it, because`,
  notInAudience: ({ name, audience }) => `${name} will not get it. ${name} is not in the audience “${audience}”.`,
  got: ({ name, on }) => `${name} got it on ${on}, because`,
  gets: ({ name }) => `It is on its way to ${name}, because`,
  didNot: ({ name }) => `${name} did not get it, because`,
  removed: ({ name, on }) => `${name} did not get it. It was removed from the line on ${on}.`,
  heldOut: ({ name }) =>
    `${name} did not get it. ${name} might have, and was held out by chance to measure what the mail does.`,
  failed: ({ name, on }) => `${name} did not get it. Sending failed on ${on}.`,
  tooLate: ({ name, on }) => `${name} did not get it. On ${on} it was too late to be sent.`,
  checks: {
    audience: {
      passed: 'In the audience',
      passedDetail: ({ audience }) => `Matches “${audience}”.`,
      decided: 'Not in the audience',
    },
    silence: {
      passed: 'No objection',
      passedDetail: () => 'No objection and no restriction stands.',
      decided: 'Must be left in peace',
    },
    purpose: {
      passed: 'The purpose is in use',
      passedDetail: ({ purpose }) => `${purpose} is sent by e-mail.`,
      decided: 'The purpose is retired',
    },
    yes: { passed: 'A yes', passedDetail: ({ purpose, on }) => `To ${purpose}, since ${on}.`, decided: 'No yes' },
    address: {
      passed: 'The address works',
      passedDetail: () => 'No bounce or complaint stops it.',
      decided: 'The address is stopped',
    },
    topic: {
      passed: 'The topic is not left out',
      passedDetail: () => 'It was not left out, or the mail has none.',
      decided: 'The topic is left out',
    },
    pause: { passed: 'No pause', passedDetail: () => 'None is chosen.', decided: 'A pause' },
    frequency: {
      passed: 'Not too often',
      passedDetail: () => 'No limit is chosen, or enough time has passed.',
      decided: 'Too soon',
    },
    negotiation: {
      passed: 'No negotiation',
      passedDetail: () => 'Sales is not negotiating.',
      decided: 'In negotiation',
    },
    reachable: { passed: 'An e-mail address', passedDetail: () => 'There is one.', decided: 'No e-mail address' },
    mailbox: {
      passed: 'Once to each mailbox',
      passedDetail: () => 'Nobody else in the audience shares it, or this contact said yes first.',
      decided: 'The mailbox gets it already',
    },
  },
  workflows: 'A workflow sends it',
  said: {
    requested: 'Asked',
    collected: 'Said yes, a partner says',
    customer: 'Bought',
    given: 'Said yes',
    confirmed: 'Confirmed',
    refused: 'Said no',
    withdrawn: 'Withdrew',
    expired: 'Ran out',
    objected: 'Objected to all marketing',
    restricted: 'Restricted',
    unrestricted: 'Restriction lifted',
    erased: 'Erased',
  },
  methods: {
    form: 'on a form',
    preference_page: 'on the preference page',
    one_click: 'in the mail',
    import: 'in an import',
    staff: 'noted by staff',
    api: 'by another system',
    rule: 'by a rule',
  },
  saidHeading: (purpose) => `What was said about ${purpose}`,
  rules: (version, entry) =>
    `Rules ${version}: a yes is needed, or the sale that a purpose for customers rests on.${entry === null ? '' : ` Decided from entry ${entry} of the ledger.`}`,
  mayAskAgain: 'Ask again in person or on your site, not by mail.',
}

const nb: WhyWords = {
  locale: 'nb-NO',
  at: (date, time) => `${date} kl. ${time}`,
  answers: {
    erased: ({ name }) => `alt om ${name} er slettet.`,
    restricted: ({ name }) => `bruken av det vi vet om ${name} er begrenset.`,
    objected: ({ name }) => `${name} har reservert seg mot all markedsføring.`,
    purpose_retired: ({ purpose }) => `${purpose} er avviklet, og ingen får det lenger.`,
    never_asked: ({ name, purpose }) => `${name} er aldri spurt om ${purpose} på e-post.`,
    asked: ({ name, purpose, on }) => `${name} ble spurt om ${purpose} på e-post ${on} og har ikke bekreftet.`,
    unproven: ({ name, purpose, on }) => `en partner sier at ${name} sa ja til ${purpose} ${on}, og beviset mangler.`,
    refused: ({ name, purpose, on }) => `${name} sa nei til ${purpose} på e-post ${on}.`,
    withdrawn: ({ name, purpose, on }) => `${name} trakk tilbake ${purpose} på e-post ${on}.`,
    expired: ({ name, purpose, until }) => `samtykket til ${name} til ${purpose} på e-post gikk ut ${until}.`,
    sale_too_old: ({ name, until }) => `${name} var kunde til ${until}, og har ikke sagt ja.`,
    address_stopped: ({ name }) => `e-post til adressen til ${name} er sperret.`,
    topic_declined: ({ name, purpose }) => `${name} har valgt bort dette temaet i ${purpose}.`,
    paused: ({ name }) => `${name} har valgt pause.`,
    too_soon: ({ name }) => `${name} har valgt hvor ofte vi skriver, og den forrige e-posten er for ny.`,
    in_negotiation: ({ name }) => `salg forhandler med ${name}, og markedsføring tier så lenge.`,
    no_address: ({ name }) => `vi har ingen e-postadresse til ${name}.`,
    not_washed: ({ name }) => `${name} er ikke sjekket mot reservasjonsregisteret i denne perioden.`,
    reserved: ({ name }) => `${name} står i registeret over dem som ikke vil ha markedsføring.`,
    outside_calling_hours: ({ name }) => `det ringes ikke til folk på denne tiden der ${name} er.`,
    given: ({ name, purpose, on }) => `${name} sa ja til ${purpose} på e-post ${on}.`,
    customer: ({ name, purpose, on }) => `${name} kjøpte ${on} det som ${purpose} handler om, og har ikke sagt nei.`,
    same_mailbox: ({ name }) => `adressen til ${name} fører til en postkasse som alt får den.`,
  },
  willGet: ({ name }) => `${name} får den, fordi`,
  willNot: ({ name }) => `${name} får den ikke, fordi`,
  notInAudience: ({ name, audience }) => `${name} får den ikke. ${name} er ikke i målgruppen «${audience}».`,
  got: ({ name, on }) => `${name} fikk den ${on}, fordi`,
  gets: ({ name }) => `Den er på vei til ${name}, fordi`,
  didNot: ({ name }) => `${name} fikk den ikke, fordi`,
  removed: ({ name, on }) => `${name} fikk den ikke. Den ble tatt ut av køen ${on}.`,
  heldOut: ({ name }) =>
    `${name} fikk den ikke. ${name} kunne fått den, men ble holdt utenfor ved loddtrekning for å måle hva e-posten gjør.`,
  failed: ({ name, on }) => `${name} fikk den ikke. Sendingen feilet ${on}.`,
  tooLate: ({ name, on }) => `${name} fikk den ikke. ${on} var det for sent å sende den.`,
  checks: {
    audience: {
      passed: 'I målgruppen',
      passedDetail: ({ audience }) => `Passer i «${audience}».`,
      decided: 'Ikke i målgruppen',
    },
    silence: {
      passed: 'Ingen reservasjon',
      passedDetail: () => 'Ingen reservasjon eller begrensning gjelder.',
      decided: 'Skal ha fred',
    },
    purpose: {
      passed: 'Formålet er i bruk',
      passedDetail: ({ purpose }) => `${purpose} sendes på e-post.`,
      decided: 'Formålet er avviklet',
    },
    yes: {
      passed: 'Et ja',
      passedDetail: ({ purpose, on }) => `Til ${purpose}, siden ${on}.`,
      decided: 'Ingen ja',
    },
    address: {
      passed: 'Adressen virker',
      passedDetail: () => 'Ingen retur eller klage stopper den.',
      decided: 'Adressen er sperret',
    },
    topic: {
      passed: 'Temaet er ikke valgt bort',
      passedDetail: () => 'Det er ikke valgt bort, eller e-posten har ikke noe tema.',
      decided: 'Temaet er valgt bort',
    },
    pause: { passed: 'Ingen pause', passedDetail: () => 'Ingen er valgt.', decided: 'Pause' },
    frequency: {
      passed: 'Ikke for ofte',
      passedDetail: () => 'Ingen grense er valgt, eller det har gått lenge nok.',
      decided: 'For tidlig',
    },
    negotiation: { passed: 'Ingen forhandling', passedDetail: () => 'Salg forhandler ikke.', decided: 'I forhandling' },
    reachable: { passed: 'En e-postadresse', passedDetail: () => 'Den finnes.', decided: 'Ingen e-postadresse' },
    mailbox: {
      passed: 'Én gang til hver postkasse',
      passedDetail: () => 'Ingen andre i målgruppen deler den, eller denne kontakten sa ja først.',
      decided: 'Postkassen får den alt',
    },
  },
  workflows: 'En arbeidsflyt sender den',
  said: {
    requested: 'Spurt',
    collected: 'Sa ja, sier en partner',
    customer: 'Kjøpte',
    given: 'Sa ja',
    confirmed: 'Bekreftet',
    refused: 'Sa nei',
    withdrawn: 'Trakk tilbake',
    expired: 'Gikk ut',
    objected: 'Reserverte seg mot all markedsføring',
    restricted: 'Begrenset',
    unrestricted: 'Begrensning opphevet',
    erased: 'Slettet',
  },
  methods: {
    form: 'i et skjema',
    preference_page: 'på valgsiden',
    one_click: 'i e-posten',
    import: 'i en import',
    staff: 'notert av ansatte',
    api: 'fra et annet system',
    rule: 'etter en regel',
  },
  saidHeading: (purpose) => `Hva som er sagt om ${purpose}`,
  rules: (version, entry) =>
    `Regler ${version}: det trengs et ja, eller kjøpet som et formål for kunder bygger på.${entry === null ? '' : ` Avgjort ut fra post ${entry} i samtykkeboken.`}`,
  mayAskAgain: 'Spør igjen ansikt til ansikt eller på nettstedet, ikke på e-post.',
}

export const whyWords: Record<Language, WhyWords> = { en, nb }
