// Topics and how often, on the two pages of choices: with the link alone a topic can be left out and messages made
// fewer; behind the code everything can be chosen.
import { type Html, html } from '../../platform/html.ts'
import { FREQUENCIES, type Frequency, isSeldomer } from '../frequency.ts'
import { choiceWords } from './choice-words.ts'
import { datesIn } from './page-language.ts'
import { markOf } from './render-frame.ts'
import { nameOf, type Shown, topicsOf } from './shown.ts'

/** What a box of a topic is called in the form: a topic is chosen for all channels of its purpose. */
export const topicBox = (topicId: string): string => `${topicId}:topic`

/** The topics of a purpose that is a yes: a box for each that is in, words for each that was left out. */
export function renderTopics(shown: Shown, purposeId: string): Html | false {
  const { preferences, visitor } = shown
  const words = choiceWords(visitor.language)
  const { day } = datesIn(visitor.language, visitor.brand.country)
  return renderGroup(shown, purposeId, ({ id, leftOutSince }, name) =>
    leftOutSince === null
      ? html`<label class="op"><input type="hidden" name="shown" value="${topicBox(id)}"><input type="checkbox" name="keep" value="${topicBox(id)}" checked>${name}</label>`
      : html`<p class="op no">${markOf('refused')}<span>${nameOf(preferences, id)}<em>${words.leftOutOn(day(leftOutSince))}</em></span></p>`,
  )
}

/** The same behind the code, where a topic can also be taken back in. */
export function renderTopicBoxes(shown: Shown, purposeId: string): Html | false {
  return renderGroup(
    shown,
    purposeId,
    ({ id, leftOutSince }, name) =>
      html`<label class="op"><input type="hidden" name="shown" value="${topicBox(id)}:${shown.preferences.texts.get(id)?.id}"><input type="checkbox" name="yes" value="${topicBox(id)}"${leftOutSince === null && html` checked`}>${name}</label>`,
  )
}

type Topic = ReturnType<typeof topicsOf>[number]

function renderGroup(shown: Shown, purposeId: string, item: (topic: Topic, name: Html) => Html): Html | false {
  const { preferences, visitor } = shown
  const topics = topicsOf(preferences, purposeId).filter((topic) => !topic.isRetired)
  if (topics.length === 0) return false
  const words = choiceWords(visitor.language)
  return html`<div class="top" role="group" aria-label="${words.topicsOf(nameOf(preferences, purposeId))}"><p aria-hidden="true">${words.topics}</p>${topics.map((topic) => item(topic, renderName(shown, topic)))}</div>`
}

function renderName({ preferences, visitor }: Shown, { id, name }: Topic): Html {
  const text = preferences.texts.get(id)
  const lang = text && text.language !== visitor.language ? html` lang="${text.language}"` : ''
  return html`<span${lang}>${text?.name ?? name}${text && text.text !== '' && html`<em>${text.text}</em>`}</span>`
}

/** How often, from what is chosen now to less; all of it behind the code. */
export function renderFrequency({ preferences, visitor }: Shown, isAll: boolean): Html {
  const words = choiceWords(visitor.language)
  const { frequency } = preferences
  const may = FREQUENCIES.filter((one) => isAll || one === frequency || isSeldomer(one, frequency))
  const option = (one: Frequency) =>
    html`<label class="op"><input type="radio" name="often" value="${one}"${one === frequency && html` checked`}><span>${words.frequency[one]}</span></label>`
  const detail = may.length > 1 ? words.oftenDetail(visitor.brand.name) : words.seldomest
  return html`<h2 id="often">${words.often}</h2><p class="after">${detail}</p>${may.length > 1 && html`<div role="radiogroup" aria-labelledby="often">${may.map(option)}</div>`}`
}
