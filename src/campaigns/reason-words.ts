// Reasons in words and in marks, for people behind a number. What is not known is drawn as never asked, and is a no.
import type { DecisionReason } from '../consent/index.ts'
import type { Language } from '../segments/index.ts'

/** The form in which a reason is drawn. */
export const MARKS = [
  'given',
  'ends',
  'asked',
  'none',
  'refused',
  'withdrawn',
  'expired',
  'paused',
  'restricted',
  'objected',
  'address',
] as const
export type Mark = (typeof MARKS)[number]

export const MARK_OF: Record<DecisionReason, Mark> = {
  erased: 'restricted',
  restricted: 'restricted',
  objected: 'objected',
  purpose_retired: 'none',
  never_asked: 'none',
  asked: 'asked',
  refused: 'refused',
  withdrawn: 'withdrawn',
  expired: 'expired',
  address_stopped: 'address',
  paused: 'paused',
  in_negotiation: 'paused',
  no_address: 'address',
  given: 'given',
}

/** In the last of these days a yes is drawn with a ring that empties. */
const ENDS_WITHIN_MS = 30 * 86_400_000

export const markOf = (reason: DecisionReason, expiresAt: Date | null, now: Date): Mark =>
  reason === 'given' && expiresAt !== null && +expiresAt - +now < ENDS_WITHIN_MS ? 'ends' : MARK_OF[reason]

type ReasonWords = { notes: Record<DecisionReason, string>; statuses: Record<string, string>; unnamed: string }

export const reasonWords: Record<Language, ReasonWords> = {
  en: {
    notes: {
      erased: 'Erased',
      restricted: 'Restricted',
      objected: 'Objected to all marketing',
      purpose_retired: 'The purpose is retired',
      never_asked: 'Never asked',
      asked: 'Asked, has not confirmed',
      refused: 'Said no',
      withdrawn: 'Withdrew',
      expired: 'The yes ran out',
      address_stopped: 'Address stopped',
      paused: 'Paused',
      in_negotiation: 'Sales is in negotiation',
      no_address: 'No e-mail address',
      given: 'Said yes',
    },
    statuses: {
      queued: 'In line',
      started: 'Being sent',
      sent: 'Sent',
      campaign_cancelled: 'Removed: the campaign was cancelled',
      withdrawn: 'Removed: withdrew',
      render_failed: 'The mail could not be made for this person',
      rejected: 'Refused by the receiving server',
    },
    unnamed: 'No name',
  },
  nb: {
    notes: {
      erased: 'Slettet',
      restricted: 'Begrenset',
      objected: 'Har reservert seg mot all markedsføring',
      purpose_retired: 'Formålet er avviklet',
      never_asked: 'Aldri spurt',
      asked: 'Spurt, har ikke bekreftet',
      refused: 'Sa nei',
      withdrawn: 'Trakk tilbake',
      expired: 'Samtykket er gått ut',
      address_stopped: 'Adresse sperret',
      paused: 'Pause',
      in_negotiation: 'Salg er i forhandling',
      no_address: 'Ingen e-postadresse',
      given: 'Sa ja',
    },
    statuses: {
      queued: 'I kø',
      started: 'Sendes nå',
      sent: 'Sendt',
      campaign_cancelled: 'Fjernet: utsendingen ble avlyst',
      withdrawn: 'Fjernet: trakk tilbake',
      render_failed: 'E-posten kunne ikke lages for denne personen',
      rejected: 'Avvist av mottakerens server',
    },
    unnamed: 'Uten navn',
  },
}
