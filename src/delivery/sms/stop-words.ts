// What people write to stop an SMS, in the languages of the north: whatever the case, the dots and the spaces.

/** `all`: everything, on every channel; `sms`: what the sender sends by SMS. */
export type StopScope = 'sms' | 'all'

const STOP =
  'stop|stopp|stoppa|slutt|sluta|avslutt|avsluta|afmeld|frameld|avmeld|meld av|seis|lopeta|peruuta|unsubscribe|end|quit|cancel'
const ALL = 'all|alt|alle|allt|alla|kaikki|everything'
/** May stand behind, as people do: "STOPP, takk", "stop sms". */
const POLITE = '(?: (?:takk|tack|tak|kiitos|please|thanks|thank you|sms))?'
const STOP_ALL = new RegExp(`^(?:(?:${STOP}) ?(?:${ALL}))${POLITE}$`)
const STOP_ONE = new RegExp(`^(?:${STOP})${POLITE}$`)

/** What a message asks to be stopped; undefined where it is another word. */
export function readStop(text: string): StopScope | undefined {
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  // Spelled out with dots or spaces, S.T.O.P is the same word.
  const joined = /^(?:\p{L} )+\p{L}$/u.test(words) ? words.replaceAll(' ', '') : words
  if (STOP_ALL.test(joined)) return 'all'
  return STOP_ONE.test(joined) ? 'sms' : undefined
}

/** The word that each language is asked to answer with. */
export const STOP_WORDS = { nb: 'STOPP', nn: 'STOPP', sv: 'STOPP', da: 'STOP', fi: 'SEIS', en: 'STOP' } as const

/** Whether a text says a word that stops it. */
export const hasStopWord = (text: string): boolean => /\b(?:STOPP?|SEIS)\b/.test(text)
