// A question on a page: the very words, and two answers of which neither is chosen. One form for each, so that one answer
// never carries another along (consent.md C4, C6).

import { type Html, html } from '../../platform/html.ts'
import { moreWords } from '../capture/more-words.ts'
import { captureWords } from '../capture/words.ts'
import { PAGE_WORDS, type PageLanguage } from '../preferences/page-language.ts'
import { channelName } from '../preferences/shown.ts'
import type { Answered } from './answer-question.ts'
import { type OpenQuestion, questionBox } from './find-questions.ts'
import { ASK_WORDS } from './words.ts'

/** `action` takes the answer; `carried` are fields that its form brings along. */
export function renderQuestions(
  questions: readonly OpenQuestion[],
  { language, action, carried }: { language: PageLanguage; action: string; carried: Html },
): Html | false {
  if (questions.length === 0) return false
  const words = ASK_WORDS[language]
  return html`<h2>${words.paper.title}</h2><p class="after">${words.freely} ${captureWords(language).takeBack}</p><p class="note">${words.question}</p>
${questions.map((question) => renderQuestion(question, language, action, carried))}`
}

function renderQuestion(question: OpenQuestion, language: PageLanguage, action: string, carried: Html): Html {
  const words = ASK_WORDS[language]
  const lang = question.language !== language && html` lang="${question.language}"`
  const box = (value: 'yes' | 'no', label: string) =>
    html`<label class="op"><input type="radio" name="answer" value="${value}"><span>${label}</span></label>`
  const channel = channelName(PAGE_WORDS[language], question.kind, question.channel)
  return html`<form method="post" action="${action}">${carried}<input type="hidden" name="question" value="${questionBox(question)}"><fieldset class="pur"><legend><span${lang}>${question.name}</span> <span class="st">${channel}</span></legend><p${lang}>${question.text}</p>${box('yes', words.paper.yes)}${box('no', words.paper.no)}</fieldset><p class="save"><button>${words.send}</button></p></form>`
}

/** What the page says of an answer. */
export function sayAnswer(answered: Answered, language: PageLanguage): { title: string; lead: string } {
  const page = PAGE_WORDS[language]
  const nothing = (lead: string) => ({ title: page.nothingChanged, lead })
  switch (answered.kind) {
    case 'yes':
      return { title: page.choicesSaved, lead: page.choicesSavedLead }
    case 'no': {
      const { removed, onTheirWay } = answered.silenced
      const fate = [removed > 0 && page.removed(removed), onTheirWay > 0 && page.onTheirWay(onTheirWay)]
      return { title: page.choicesSaved, lead: [page.choicesSavedLead, ...fate].filter(Boolean).join(' ') }
    }
    case 'nothing':
      return nothing(page.nothingChangedLead)
    case 'outdated':
      return nothing(moreWords(language).changed)
    case 'too_young':
      return nothing(moreWords(language).tooYoung(answered.age))
    default:
      return answered satisfies never
  }
}
