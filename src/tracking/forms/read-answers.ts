// Reads what somebody sent on a form. Each fault stands at its question; nothing is kept before all of it is right.
import { BIRTH_DATE, BIRTH_YEAR } from '../../consent/index.ts'
import { normaliseAddress, PLAIN_NOTATION, readDate } from '../../contacts/index.ts'
import type { FormWords } from './form-words.ts'
import type { ShownAsk, ShownForm } from './read-form.ts'

export type Answers = Record<string, string>
/** A ticked box with the words that stood beside it. */
export type Tick = { purposeId: string; channel: string; textId: string }
export type Sent = { answers: Answers; ticks: Tick[] }
export type AnswerFault = { key: string; message: string }

/** In characters; a fact holds at most this. */
const LONGEST = { text: 200, long_text: 1000, email: 254, phone: 40, choice: 200 } as const

export const boxName = (ask: { purposeId: string; channel: string }): string => `yes:${ask.purposeId}:${ask.channel}`
export const textName = (ask: { purposeId: string; channel: string }): string => `text:${ask.purposeId}:${ask.channel}`

/** The questions' answers and the ticked boxes in what a browser sent. */
export function readFields(form: ShownForm, fields: Record<string, unknown>): Sent {
  const say = (name: string) => {
    const value = fields[name]
    return typeof value === 'string' ? value.replaceAll('\u0000', '').toWellFormed().trim() : ''
  }
  return {
    answers: Object.fromEntries(form.questions.map(({ key }) => [key, say(key)])),
    ticks: form.asks
      .filter((ask) => say(boxName(ask)) === 'yes')
      .map(({ purposeId, channel }) => ({ purposeId, channel, textId: say(textName({ purposeId, channel })) })),
  }
}

export function findFaults(form: ShownForm, { answers, ticks }: Sent, words: FormWords): AnswerFault[] {
  const wrong = form.questions.flatMap(({ key, type, required, choices }): AnswerFault[] => {
    const answer = answers[key] ?? ''
    const fault = (message: string) => [{ key, message }]
    if (answer === '') return required ? fault(words.missing) : []
    if (answer.length > LONGEST[type]) return fault(words.tooLong)
    if (type === 'email' && !normaliseAddress('email', answer)) return fault(words.email)
    if (type === 'phone' && !normaliseAddress('phone', answer)) return fault(words.phone)
    if (isBirth(key) && !isBirthRead(key, answer)) return fault(words.birth)
    return type === 'choice' && !choices.includes(answer) ? fault(words.choice) : []
  })
  // A yes is to the words that were read, so a tick beside other words is none.
  const stale = ticks.filter((tick) => !form.asks.some((ask) => isAbout(ask, tick) && ask.textId === tick.textId))
  return [...wrong, ...stale.map((tick) => ({ key: boxName(tick), message: words.changed }))]
}

const isBirth = (key: string) => key === `fields.${BIRTH_DATE}` || key === `fields.${BIRTH_YEAR}`

/** A child cannot say yes alone, so what says when somebody was born is never guessed (consent.md C15). */
function isBirthRead(key: string, answer: string): boolean {
  if (key === `fields.${BIRTH_YEAR}`) return /^(19|20)\d\d$/.test(answer)
  return /^\d{4}-\d\d-\d\d$/.test(answer) && readDate(answer, PLAIN_NOTATION) !== undefined
}

export const isAbout = (ask: ShownAsk, tick: Tick): boolean =>
  ask.purposeId === tick.purposeId && ask.channel === tick.channel
