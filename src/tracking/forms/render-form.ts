// The page of a form: readable without style, usable without a script, every box unticked when it is first shown.
import { BIRTH_DATE, BIRTH_YEAR } from '../../consent/index.ts'
import { type Html, html } from '../../platform/html.ts'
import { plainPage } from '../plain-page.ts'
import type { Question } from './form-schema.ts'
import { type FormWords, wordsOf } from './form-words.ts'
import { type AnswerFault, boxName, type Sent, textName } from './read-answers.ts'
import type { ShownAsk, ShownForm } from './read-form.ts'

/** A field that people do not see and programs fill in. */
export const TRAP = 'website'
/** Repeats of one sending are one. */
export const ONCE = 'once'

type Shown = { form: ShownForm; words: FormWords; sent: Sent; faults: Map<string, string> }

/** The form, empty or as it was sent with its faults. `once` is new for each showing. */
export function renderForm(
  form: ShownForm,
  once: string,
  sent: Sent = NOTHING,
  faults: readonly AnswerFault[] = [],
): string {
  const words = wordsOf(form.language)
  const shown: Shown = { form, words, sent, faults: new Map(faults.map((fault) => [fault.key, fault.message])) }
  return plainPage({
    language: form.language,
    title: form.name,
    sender: form.sender,
    main: html`<h1>${form.name}</h1>${summary(shown)}
<form method="post" action="/f/${form.key}" novalidate>
${form.questions.map((question) => field(shown, question))}
<div class="trap" aria-hidden="true"><label for="${TRAP}">Website</label><input id="${TRAP}" name="${TRAP}" tabindex="-1" autocomplete="off"></div>
<input type="hidden" name="${ONCE}" value="${once}">
${form.asks.length > 0 && html`<h2>${words.permissions}</h2><p class="after">${words.permissionsAfter}</p>${form.asks.map((ask) => box(shown, ask))}`}
<p class="after told"><a href="${noticePath(form)}" target="_blank" rel="noopener">${words.privacy}</a></p>
<button>${words.send}</button></form>`,
  })
}

/** Where everything is told that GDPR article 13 asks for. A page of its own, for a form may stand in a frame. */
export const noticePath = ({ key, language }: Pick<ShownForm, 'key' | 'language'>): string =>
  `/notice/${key}?l=${language}`

const NOTHING: Sent = { answers: {}, ticks: [] }

function summary({ form, words, faults }: Shown): Html | false {
  if (faults.size === 0) return false
  const names = new Map([
    ...form.questions.map(({ key, label }): [string, string] => [key, label]),
    ...form.asks.map((ask): [string, string] => [boxName(ask), ask.name]),
  ])
  return html`<div class="faults" role="alert"><p>${words.faults}</p><ul>${[...faults.keys()].map(
    (key) => html`<li><a href="#${key}">${names.get(key)}</a></li>`,
  )}</ul></div>`
}

const AUTOCOMPLETE: Record<string, string> = {
  email: 'email',
  phone: 'tel',
  first_name: 'given-name',
  last_name: 'family-name',
  job_title: 'organization-title',
  company: 'organization',
  city: 'address-level2',
  [`fields.${BIRTH_DATE}`]: 'bday',
  [`fields.${BIRTH_YEAR}`]: 'bday-year',
}

function field({ words, sent, faults }: Shown, { key, label, type, required, choices }: Question): Html {
  const fault = faults.get(key)
  const value = sent.answers[key] ?? ''
  const marks = html` id="${key}" name="${key}"${required && html` required`}${AUTOCOMPLETE[key] && html` autocomplete="${AUTOCOMPLETE[key]}"`}${fault && html` aria-invalid="true" aria-describedby="${key}-fault"`}`
  const inputType =
    type === 'email' ? 'email' : type === 'phone' ? 'tel' : key === `fields.${BIRTH_DATE}` ? 'date' : 'text'
  const control =
    type === 'long_text'
      ? html`<textarea rows="4"${marks}>${value}</textarea>`
      : type === 'choice'
        ? html`<select${marks}><option value="">${words.choose}</option>${choices.map(
            (choice) => html`<option${choice === value && html` selected`}>${choice}</option>`,
          )}</select>`
        : html`<input type="${inputType}"${marks} value="${value}">`
  return html`<div class="field"><label for="${key}">${label}${!required && html` <em>(${words.optional})</em>`}</label>${control}${fault && html`<p class="fault" id="${key}-fault">${fault}</p>`}</div>`
}

function box({ form, words, sent, faults }: Shown, ask: ShownAsk): Html {
  const name = boxName(ask)
  const fault = faults.get(name)
  const isTicked = !fault && sent.ticks.some((tick) => boxName(tick) === name)
  const language = ask.language !== form.language && html` lang="${ask.language}"`
  return html`<fieldset class="pur"><legend${language}>${ask.name}</legend><p${language}>${ask.text}</p>
<input type="hidden" name="${textName(ask)}" value="${ask.textId}"><label class="op"><input type="checkbox" id="${name}" name="${name}" value="yes"${isTicked && html` checked`}${fault && html` aria-invalid="true" aria-describedby="${name}-fault"`}><span>${words.yes} ${words.channels[ask.channel] ?? ask.channel}</span></label>${fault && html`<p class="fault" id="${name}-fault">${fault}</p>`}</fieldset>`
}

/** What is shown after sending, the same for everybody: it tells nobody whether an address is known. */
export function renderThanks(form: ShownForm): string {
  const words = wordsOf(form.language)
  return plainPage({
    language: form.language,
    title: words.thanks,
    sender: form.sender,
    main: html`<div role="status"><h1>${words.thanks}</h1><p class="lead">${form.thanks}</p></div>${form.asks.length > 0 && html`<p class="after">${words.thanksAfter}</p>`}`,
  })
}

/** A page that only says why there is no form, or not now. */
export function renderNoForm(kind: 'gone' | 'tooMany', form?: ShownForm): string {
  const words = wordsOf(form?.language ?? 'en')
  return plainPage({
    language: form?.language ?? 'en',
    title: words[kind],
    ...(form ? { sender: form.sender } : {}),
    main: html`<h1>${words[kind]}</h1><p class="lead">${words[`${kind}After`]}</p>`,
  })
}
