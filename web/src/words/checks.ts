// What the checklist of a mail says.
import type { CheckName } from '../pages/campaigns/campaigns.ts'

export type LinkAnswer = 'there' | 'gone' | 'refused' | 'silent' | 'closed'

const en = {
  summary: (passed: string, all: string) => `${passed} of ${all} checks passed`,
  warnings: (count: string, one: boolean) => (one ? '1 thing to look at' : `${count} things to look at`),
  names: {
    purpose: 'People can say yes to the purpose',
    sender: 'The sender has a name, an address and a postal address',
    subject: 'There is a subject',
    template: 'The MJML has no mistakes',
    fields: 'Every variable exists',
    ways_out: 'Stop, choices and postal address are in it',
    links: 'Every link leads somewhere',
    images: 'Pictures have words for those who do not see them',
    contrast: 'The text can be read on its background',
    wording: 'It does not sound like spam',
    size: 'Short enough for Gmail',
    text: 'The text part says what the mail says',
  } satisfies Record<CheckName, string> as Record<CheckName, string>,
  passed: 'Passed',
  look: 'Look at this',
  failed: 'Stops publishing',
  follow: 'Follow the links',
  following: 'Following the links',
  allThere: (count: string, one: boolean) => (one ? 'The link answers.' : `All ${count} links answer.`),
  noneToFollow: 'There is no fixed link to follow.',
  answers: {
    there: () => '',
    gone: () => 'There is no such page. Correct the address, or publish the page first.',
    refused: (status: string) =>
      `The server does not show it (${status}). Open it yourself to see whether readers can.`,
    silent: () => 'Nobody answers there. Correct the address, or try again later.',
    closed: () => 'It leads into a private network, which readers cannot reach.',
  } satisfies Record<LinkAnswer, (status: string) => string> as Record<LinkAnswer, (status: string) => string>,
}

const nb: typeof en = {
  summary: (passed, all) => `${passed} av ${all} kontroller er i orden`,
  warnings: (count, one) => (one ? '1 ting å se på' : `${count} ting å se på`),
  names: {
    purpose: 'Folk kan si ja til formålet',
    sender: 'Avsenderen har navn, adresse og postadresse',
    subject: 'Den har et emne',
    template: 'MJML-en har ingen feil',
    fields: 'Alle variabler finnes',
    ways_out: 'Stopp, valg og postadresse er med',
    links: 'Alle lenker fører et sted',
    images: 'Bilder har ord for dem som ikke ser dem',
    contrast: 'Teksten kan leses på bakgrunnen',
    wording: 'Den høres ikke ut som søppelpost',
    size: 'Kort nok for Gmail',
    text: 'Tekstdelen sier det e-posten sier',
  },
  passed: 'I orden',
  look: 'Se på dette',
  failed: 'Hindrer publisering',
  follow: 'Følg lenkene',
  following: 'Følger lenkene',
  allThere: (count, one) => (one ? 'Lenken svarer.' : `Alle ${count} lenkene svarer.`),
  noneToFollow: 'Det er ingen fast lenke å følge.',
  answers: {
    there: () => '',
    gone: () => 'Siden finnes ikke. Rett adressen, eller publiser siden først.',
    refused: (status) => `Tjeneren viser den ikke (${status}). Åpne den selv for å se om leserne kan.`,
    silent: () => 'Ingen svarer der. Rett adressen, eller prøv igjen senere.',
    closed: () => 'Den fører inn i et privat nettverk, som leserne ikke når.',
  },
}

export const checkListWords = { en, nb }
