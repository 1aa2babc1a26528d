// What a mail waits for, or waited for too long, in the two languages of the people who ask.
import type { LateReason, LaterReason } from '../delivery/index.ts'
import type { Language } from '../segments/index.ts'

type WaitingWords = {
  /** `until`: when it is decided again. */
  waits: Record<LaterReason, (until: string) => string>
  late: Record<LateReason, string>
}

export const waitingWords: Record<Language, WaitingWords> = {
  en: {
    waits: {
      quiet_hours: (until) => `It waits for the end of quiet hours, until ${until}.`,
      frequency_cap: (until) => `It waits, for the person has had as many mails as the sender sends, until ${until}.`,
    },
    late: {
      quiet_hours: 'Quiet hours would have made it too late.',
      frequency_cap:
        'The person had had as many mails as the sender sends, and when the next one fitted it was too late.',
      campaign_paused: 'The campaign was paused for too long.',
      stopped: 'All sending was stopped for too long.',
      late: 'It waited for too long.',
    },
  },
  nb: {
    waits: {
      quiet_hours: (until) => `Den venter på at stilletiden er over, til ${until}.`,
      frequency_cap: (until) =>
        `Den venter, for personen har fått så mange e-poster som avsenderen sender, til ${until}.`,
    },
    late: {
      quiet_hours: 'Stilletiden ville gjort den for sen.',
      frequency_cap:
        'Personen hadde fått så mange e-poster som avsenderen sender, og da det ble plass til den neste, var det for sent.',
      campaign_paused: 'Kampanjen var på pause for lenge.',
      stopped: 'All utsending var stoppet for lenge.',
      late: 'Den ventet for lenge.',
    },
  },
}

const isOf = <Key extends string>(words: Record<Key, unknown>, reason: string | null): reason is Key =>
  reason !== null && Object.hasOwn(words, reason)

type Waiting = { status: string; reason: string | null; notBefore: Date | null }

/** A sentence about the waiting of a message; empty where it waits for nothing but its turn. */
export function tellWaiting(
  language: Language,
  { status, reason, notBefore }: Waiting,
  spell: (moment: Date) => string,
): string {
  const { waits, late } = waitingWords[language]
  if (status === 'queued' && notBefore && isOf(waits, reason)) return ` ${waits[reason](spell(notBefore))}`
  return status === 'expired' && isOf(late, reason) ? ` ${late[reason]}` : ''
}
