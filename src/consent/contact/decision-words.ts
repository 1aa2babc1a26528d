// How colleagues are told what was decided and why: one sentence, and the checks in the order in which they are made.
import type { Channel, DecisionReason } from '../words.ts'

export type DecisionLanguage = 'en' | 'nb'
/** `on` is the moment it rests on, written out; empty where there is none. */
export type About = { name: string; purpose: string; channel: string; on: string }

type Words = {
  channel: Record<Channel, string>
  answer: Record<DecisionReason, (about: About) => string>
  /** Title of each check, in the order of CHECKS. */
  checks: Record<Check, string>
  /** Title of a check that said no. */
  failed: Record<Check, string>
  notLooked: string
  fine: Record<Check, string>
  said: Record<string, (how: string) => string>
  method: Record<string, string>
  saidHeading: (purpose: string) => string
  rules: (version: string, seq: number | null) => string
  next: Partial<Record<DecisionReason, string>>
  somebody: string
}

export const CHECKS = [
  'known',
  'restriction',
  'objection',
  'purpose',
  'yes',
  'topic',
  'address',
  'pause',
  'frequency',
  'negotiation',
  'reach',
  'register',
  'hours',
] as const
export type Check = (typeof CHECKS)[number]

/** The check that gives each answer. A yes is decided by what the person said. */
export const CHECK_OF_REASON: Record<DecisionReason, Check> = {
  erased: 'known',
  restricted: 'restriction',
  objected: 'objection',
  purpose_retired: 'purpose',
  never_asked: 'yes',
  asked: 'yes',
  unproven: 'yes',
  refused: 'yes',
  withdrawn: 'yes',
  expired: 'yes',
  sale_too_old: 'yes',
  topic_declined: 'topic',
  address_stopped: 'address',
  paused: 'pause',
  too_soon: 'frequency',
  in_negotiation: 'negotiation',
  no_address: 'reach',
  not_washed: 'register',
  reserved: 'register',
  outside_calling_hours: 'hours',
  given: 'yes',
  customer: 'yes',
}

const en: Words = {
  somebody: 'This person',
  channel: { email: 'e-mail', sms: 'SMS', phone: 'phone', post: 'post', web: 'the web' },
  answer: {
    erased: ({ name }) => `We may not, because ${name} is erased, merged into another contact, or does not exist here.`,
    restricted: ({ name, on }) => `We may not, because processing is restricted for ${name}${on && ` since ${on}`}.`,
    objected: ({ name, on }) => `We may not, because ${name} has objected to everything${on && ` on ${on}`}.`,
    purpose_retired: ({ purpose }) => `We may not, because ${purpose} is retired.`,
    never_asked: ({ name, purpose, channel }) =>
      `We may not, because ${name} was never asked about ${purpose} by ${channel}.`,
    asked: ({ name, purpose, channel, on }) =>
      `We may not: ${name} was asked about ${purpose} by ${channel} on ${on} and has not answered.`,
    unproven: ({ name, purpose, channel, on }) =>
      `We may not: a partner says that ${name} said yes to ${purpose} by ${channel} on ${on}, and no evidence is attached.`,
    refused: ({ name, purpose, channel, on }) =>
      `We may not, because ${name} said no to ${purpose} by ${channel} on ${on}.`,
    withdrawn: ({ name, purpose, channel, on }) =>
      `We may not, because ${name} withdrew ${purpose} by ${channel} on ${on}.`,
    expired: ({ name, purpose, channel, on }) =>
      `We may not, because the yes of ${name} to ${purpose} by ${channel} ran out on ${on}.`,
    sale_too_old: ({ name, on }) => `We may not, because ${name} was a customer until ${on} and has not said yes.`,
    topic_declined: ({ name, purpose }) => `We may not, because ${name} has left out this topic of ${purpose}.`,
    address_stopped: ({ name, on }) => `We may not, because the address of ${name} is stopped${on && ` since ${on}`}.`,
    paused: ({ name, on }) => `Not now: ${name} has chosen a pause${on && ` until ${on}`}.`,
    too_soon: ({ name }) => `Not now: ${name} has chosen how often, and the last message is not long enough ago.`,
    in_negotiation: ({ name }) => `Not now: sales is negotiating with ${name}.`,
    no_address: ({ name, channel }) => `We may, but there is no address of ${name} for ${channel}.`,
    not_washed: ({ name, channel }) =>
      `We may not yet: ${name} has not been compared with the register for ${channel} in this period.`,
    reserved: ({ name, channel }) =>
      `We may not: ${name} is in the register of people who want no marketing by ${channel}, and has not asked us themselves.`,
    outside_calling_hours: ({ name, on }) =>
      on
        ? `Not now: people are not called at this hour where ${name} is. A call may be made from ${on}.`
        : `Not now: nobody knows what time it is where ${name} is.`,
    given: ({ name, purpose, channel, on }) => `We may: ${name} said yes to ${purpose} by ${channel} on ${on}.`,
    customer: ({ name, purpose, on }) =>
      `We may: ${name} bought on ${on} what ${purpose} is about, and has not said no.`,
  },
  checks: {
    known: 'The person is here',
    restriction: 'No restriction',
    objection: 'No objection',
    purpose: 'The purpose is in use',
    yes: 'A yes to this',
    topic: 'The topic is not left out',
    address: 'The address works',
    pause: 'No pause',
    frequency: 'Not too often',
    negotiation: 'Not in negotiation',
    reach: 'There is an address',
    register: 'Not reserved in a register',
    hours: 'An hour for calls',
  },
  fine: {
    known: 'Not erased.',
    restriction: 'Processing has not been restricted.',
    objection: 'Has not objected to everything.',
    purpose: 'Not retired.',
    yes: 'Said yes.',
    topic: 'Has not left out the topic that was asked about.',
    address: 'No bounce, complaint or suppression stands against it.',
    pause: 'Has not chosen a pause.',
    frequency: 'Has not chosen how often, or enough time has passed.',
    negotiation: 'Sales has not asked for silence.',
    reach: 'An address for this channel is known.',
    register: 'Compared in this period, or no register covers them.',
    hours: 'The clock allows it where the person is.',
  },
  failed: {
    known: 'Not here',
    restriction: 'Restricted',
    objection: 'Has objected',
    purpose: 'The purpose is retired',
    yes: 'No yes to this',
    topic: 'The topic is left out',
    address: 'The address is stopped',
    pause: 'Paused',
    frequency: 'Too soon',
    negotiation: 'In negotiation',
    reach: 'No address',
    register: 'The register says no',
    hours: 'Not an hour for calls',
  },
  notLooked: 'Not looked at: the answer was already no.',
  said: {
    requested: (how) => `Was asked, ${how}`,
    collected: (how) => `Said yes, a partner says, ${how}`,
    customer: (how) => `Bought, ${how}`,
    given: (how) => `Said yes, ${how}`,
    confirmed: (how) => `Confirmed, ${how}`,
    refused: (how) => `Said no, ${how}`,
    withdrawn: (how) => `Withdrew, ${how}`,
    expired: (how) => `Ran out, ${how}`,
    objected: (how) => `Objected to everything, ${how}`,
    restricted: (how) => `Restricted, ${how}`,
    unrestricted: (how) => `Restriction lifted, ${how}`,
    erased: (how) => `Erased, ${how}`,
  },
  method: {
    form: 'on a form',
    preference_page: 'on the preference page',
    one_click: 'with one click in the mail program',
    import: 'from an imported file',
    staff: 'entered by a colleague',
    api: 'through the API',
    rule: 'by a rule',
  },
  saidHeading: (purpose) => `What was said about ${purpose}`,
  rules: (version, seq) =>
    `Rules ${version}: a yes is needed, or the sale that a purpose for customers rests on.${seq === null ? '' : ` Decided from entry ${seq} of the ledger.`}`,
  next: {
    never_asked: 'Ask on the web, in a form or in person. Never by mail.',
    asked: 'The yes comes when the person confirms.',
    unproven: 'Attach the partner’s evidence on the page of the contact.',
    refused: 'The person may be asked again when they come by themselves, not by mail.',
    withdrawn: 'The person may be asked again when they come by themselves, not by mail.',
    expired: 'Ask again on the web, in a form or in person.',
    sale_too_old: 'Ask for a yes on the web, in a form or in person.',
    not_washed: 'Wash the list against the register; the page Registers says how.',
    reserved: 'Only a yes that the person gives to us alone passes the register.',
    outside_calling_hours: 'Without a country or a time zone on the contact nobody can be called.',
    objected: 'Only a new yes of the person’s own changes this, and only for what it is said to.',
  },
}

const nb: Words = {
  somebody: 'Personen',
  channel: { email: 'e-post', sms: 'SMS', phone: 'telefon', post: 'post', web: 'nett' },
  answer: {
    erased: ({ name }) => `Vi kan ikke, fordi ${name} er slettet, slått sammen med en annen eller ikke finnes her.`,
    restricted: ({ name, on }) => `Vi kan ikke, fordi behandlingen er begrenset for ${name}${on && ` fra ${on}`}.`,
    objected: ({ name, on }) => `Vi kan ikke, fordi ${name} har reservert seg mot alt${on && ` ${on}`}.`,
    purpose_retired: ({ purpose }) => `Vi kan ikke, fordi ${purpose} er lagt ned.`,
    never_asked: ({ name, purpose, channel }) =>
      `Vi kan ikke, fordi ${name} aldri er spurt om ${purpose} på ${channel}.`,
    asked: ({ name, purpose, channel, on }) =>
      `Vi kan ikke: ${name} ble spurt om ${purpose} på ${channel} ${on} og har ikke svart.`,
    unproven: ({ name, purpose, channel, on }) =>
      `Vi kan ikke: En partner sier at ${name} sa ja til ${purpose} på ${channel} ${on}, og beviset mangler.`,
    refused: ({ name, purpose, channel, on }) =>
      `Vi kan ikke, fordi ${name} sa nei til ${purpose} på ${channel} ${on}.`,
    withdrawn: ({ name, purpose, channel, on }) =>
      `Vi kan ikke, fordi ${name} trakk tilbake ${purpose} på ${channel} ${on}.`,
    expired: ({ name, purpose, channel, on }) =>
      `Vi kan ikke, fordi ja-et fra ${name} til ${purpose} på ${channel} gikk ut ${on}.`,
    sale_too_old: ({ name, on }) => `Vi kan ikke, fordi ${name} var kunde til ${on} og ikke har sagt ja.`,
    topic_declined: ({ name, purpose }) => `Vi kan ikke, fordi ${name} har valgt bort dette temaet i ${purpose}.`,
    address_stopped: ({ name, on }) => `Vi kan ikke, fordi adressen til ${name} er sperret${on && ` fra ${on}`}.`,
    paused: ({ name, on }) => `Ikke nå: ${name} har valgt en pause${on && ` til ${on}`}.`,
    too_soon: ({ name }) => `Ikke nå: ${name} har valgt hvor ofte, og den forrige meldingen er for ny.`,
    in_negotiation: ({ name }) => `Ikke nå: Salg forhandler med ${name}.`,
    no_address: ({ name, channel }) => `Vi kan, men ${name} har ingen adresse for ${channel}.`,
    not_washed: ({ name, channel }) =>
      `Vi kan ikke ennå: ${name} er ikke sjekket mot registeret for ${channel} i denne perioden.`,
    reserved: ({ name, channel }) =>
      `Vi kan ikke: ${name} står i registeret over dem som ikke vil ha markedsføring på ${channel}, og har ikke selv bedt oss om det.`,
    outside_calling_hours: ({ name, on }) =>
      on
        ? `Ikke nå: Det ringes ikke til folk på denne tiden der ${name} er. Det kan ringes fra ${on}.`
        : `Ikke nå: Ingen vet hva klokken er der ${name} er.`,
    given: ({ name, purpose, channel, on }) => `Vi kan: ${name} sa ja til ${purpose} på ${channel} ${on}.`,
    customer: ({ name, purpose, on }) =>
      `Vi kan: ${name} kjøpte ${on} det som ${purpose} handler om, og har ikke sagt nei.`,
  },
  checks: {
    known: 'Personen finnes her',
    restriction: 'Ingen begrensning',
    objection: 'Ingen reservasjon',
    purpose: 'Formålet er i bruk',
    yes: 'Et ja til dette',
    topic: 'Temaet er ikke valgt bort',
    address: 'Adressen virker',
    pause: 'Ingen pause',
    frequency: 'Ikke for ofte',
    negotiation: 'Ikke i forhandling',
    reach: 'Det finnes en adresse',
    register: 'Ikke reservert i et register',
    hours: 'En tid for å ringe',
  },
  fine: {
    known: 'Ikke slettet.',
    restriction: 'Behandlingen er ikke begrenset.',
    objection: 'Har ikke reservert seg mot alt.',
    purpose: 'Ikke lagt ned.',
    yes: 'Sa ja.',
    topic: 'Har ikke valgt bort temaet det spørres om.',
    address: 'Ingen retur, klage eller sperring står mot den.',
    pause: 'Har ikke valgt pause.',
    frequency: 'Har ikke valgt hvor ofte, eller det har gått lenge nok.',
    negotiation: 'Salg har ikke bedt om stillhet.',
    reach: 'En adresse for kanalen er kjent.',
    register: 'Sjekket i denne perioden, eller ikke dekket av noe register.',
    hours: 'Klokken tillater det der personen er.',
  },
  failed: {
    known: 'Finnes ikke her',
    restriction: 'Begrenset',
    objection: 'Har reservert seg',
    purpose: 'Formålet er lagt ned',
    yes: 'Ikke noe ja til dette',
    topic: 'Temaet er valgt bort',
    address: 'Adressen er sperret',
    pause: 'Pause',
    frequency: 'For tidlig',
    negotiation: 'I forhandling',
    reach: 'Ingen adresse',
    register: 'Registeret sier nei',
    hours: 'Ikke en tid for å ringe',
  },
  notLooked: 'Ikke vurdert: Svaret var allerede nei.',
  said: {
    requested: (how) => `Ble spurt, ${how}`,
    collected: (how) => `Sa ja, sier en partner, ${how}`,
    customer: (how) => `Kjøpte, ${how}`,
    given: (how) => `Sa ja, ${how}`,
    confirmed: (how) => `Bekreftet, ${how}`,
    refused: (how) => `Sa nei, ${how}`,
    withdrawn: (how) => `Trakk tilbake, ${how}`,
    expired: (how) => `Gikk ut, ${how}`,
    objected: (how) => `Reserverte seg mot alt, ${how}`,
    restricted: (how) => `Begrenset, ${how}`,
    unrestricted: (how) => `Begrensning opphevet, ${how}`,
    erased: (how) => `Slettet, ${how}`,
  },
  method: {
    form: 'i et skjema',
    preference_page: 'på preferansesiden',
    one_click: 'med ett klikk i e-postprogrammet',
    import: 'fra en importert fil',
    staff: 'lagt inn av en kollega',
    api: 'gjennom API-et',
    rule: 'av en regel',
  },
  saidHeading: (purpose) => `Hva som er sagt om ${purpose}`,
  rules: (version, seq) =>
    `Regler ${version}: Det trengs et ja, eller kjøpet som et formål for kunder bygger på.${seq === null ? '' : ` Avgjort ut fra innføring ${seq} i loggen.`}`,
  next: {
    never_asked: 'Spør på nett, i et skjema eller ansikt til ansikt. Aldri på e-post.',
    asked: 'Ja-et kommer når personen bekrefter.',
    unproven: 'Legg ved beviset fra partneren på siden til kontakten.',
    refused: 'Personen kan spørres igjen når hen kommer av seg selv, ikke på e-post.',
    withdrawn: 'Personen kan spørres igjen når hen kommer av seg selv, ikke på e-post.',
    expired: 'Spør igjen på nett, i et skjema eller ansikt til ansikt.',
    sale_too_old: 'Be om et ja på nett, i et skjema eller ansikt til ansikt.',
    not_washed: 'Vask listen mot registeret; siden Registre sier hvordan.',
    reserved: 'Bare et ja som personen gir til oss alene, går foran registeret.',
    outside_calling_hours: 'Uten land eller tidssone på kontakten kan ingen ringes.',
    objected: 'Bare et nytt ja fra personen selv endrer dette, og bare for det som det sies ja til.',
  },
}

export const DECISION_WORDS = { en, nb } as const satisfies Record<DecisionLanguage, Words>
