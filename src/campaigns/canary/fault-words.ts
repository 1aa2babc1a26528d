// What the canary found, in words: for the page of the campaign, for Today and for the privacy desk.
import type { Language } from '../../segments/index.ts'
import type { LinkFault } from './follow-links.ts'

type Words = Record<LinkFault, (detail: string | null) => string>

const en: Words = {
  render: () => 'The mail cannot be put together for a recipient whose fields are empty.',
  header: () => 'The mail has no List-Unsubscribe header for one click.',
  body: () => 'The mail has no link to press on that stops it.',
  elsewhere: (host) => `The link to stop leads to ${host ?? 'another place'}, and not to this installation.`,
  unreachable: (why) => `Nothing answers where the link to stop leads (${why ?? 'no answer'}).`,
  page: (status) => `The page to stop does not open: it answers ${status ?? 'with an error'}.`,
  changed: () => 'Only looking at the page to stop has stopped the mail: scanners would unsubscribe people.',
  post: (status) => `One click in a mail program does not stop it: the answer is ${status ?? 'an error'}.`,
  redirect: (status) =>
    `One click in a mail program is sent on to another page (${status ?? '3xx'}), which stops nothing.`,
  ledger: () => 'One click was answered, but nothing was written in the ledger.',
}

const nb: Words = {
  render: () => 'E-posten kan ikke settes sammen for en mottaker med tomme felter.',
  header: () => 'E-posten mangler List-Unsubscribe for avmelding med ett klikk.',
  body: () => 'E-posten har ingen lenke å trykke på som stanser den.',
  elsewhere: (host) => `Lenken for å stanse fører til ${host ?? 'et annet sted'}, og ikke til denne installasjonen.`,
  unreachable: (why) => `Ingenting svarer der lenken for å stanse fører (${why ?? 'ikke noe svar'}).`,
  page: (status) => `Siden for å stanse åpner seg ikke: Den svarer ${status ?? 'med en feil'}.`,
  changed: () => 'Bare det å se på siden har stanset e-posten: Skannere ville ha meldt folk av.',
  post: (status) => `Ett klikk i e-postprogrammet stanser den ikke: Svaret er ${status ?? 'en feil'}.`,
  redirect: (status) =>
    `Ett klikk i e-postprogrammet sendes videre til en annen side (${status ?? '3xx'}), og det stanser ingenting.`,
  ledger: () => 'Ett klikk ble besvart, men ingenting ble skrevet i loggen.',
}

const WORDS: Record<Language, Words> = { en, nb }

/** What is wrong, as one sentence. */
export const sayLinkFault = (fault: LinkFault, detail: string | null, language: Language): string =>
  WORDS[language][fault](detail)
