// Reasons in words, for people behind a number. How they are drawn, consent says.
import type { DecisionReason } from '../consent/index.ts'
import type { Language } from '../segments/index.ts'

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
      not_washed: 'Not washed against the register',
      reserved: 'Reserved in the register',
      outside_calling_hours: 'Not an hour for calls',
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
      not_washed: 'Ikke vasket mot registeret',
      reserved: 'Reservert i registeret',
      outside_calling_hours: 'Ikke en tid for å ringe',
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
