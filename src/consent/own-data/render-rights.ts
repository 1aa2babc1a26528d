// What the owner of an address can do beside choosing: see, take away, correct, stop the use, erase. Below the choices of
// their own page, in this order: what can be undone stands before what cannot.
import { type Html, html } from '../../platform/html.ts'
import type { Visitor } from '../preferences/find-visitor.ts'
import { PAGE_WORDS, type PageLanguage } from '../preferences/page-language.ts'
import { renderFrame, renderNote } from '../preferences/render-frame.ts'
import { da } from './words/da.ts'
import { en } from './words/en.ts'
import { fi } from './words/fi.ts'
import { nb, type RightsWords } from './words/nb.ts'
import { nn } from './words/nn.ts'
import { sv } from './words/sv.ts'

const RIGHTS_WORDS = { nb, nn, sv, da, fi, en } as const satisfies Record<PageLanguage, RightsWords>
export const rightsWords = (language: PageLanguage): RightsWords => RIGHTS_WORDS[language]

/** The owner's page: whose, where, and the right that its forms carry. */
export type Own = { visitor: Visitor; path: string; right: string }

export const carry = ({ right }: Pick<Own, 'right'>): Html => html`<input type="hidden" name="right" value="${right}">`

/** The part below the choices. `isEmpty`: a correction was asked for without a word. */
export function renderRights(own: Own, isEmpty = false): Html {
  const { language } = own.visitor
  const words = RIGHTS_WORDS[language]
  const fault = isEmpty && html`<p class="fault" id="wrong-fault" role="alert">${words.wrongEmpty}</p>`
  const form = (content: Html) =>
    html`<form method="post" action="${own.path}/more?l=${language}" novalidate>${carry(own)}${content}</form>`
  return html`<h2>${words.see}</h2><p class="after">${words.seeDetail}</p>${form(html`<p class="save"><button name="do" value="see">${words.see}</button></p><p class="save"><button name="do" value="data">${words.file}</button></p>`)}
<h2 id="wrong">${words.wrong}</h2><p class="after">${words.wrongDetail}</p>${form(html`<p class="field"><label for="words">${words.wrongLabel}</label><textarea id="words" name="words" rows="3" maxlength="2000"${isEmpty && html` aria-invalid="true" aria-describedby="wrong-fault"`}></textarea></p>${fault}<p class="save"><button name="do" value="correct">${words.wrongButton}</button></p>`)}
<h2>${words.restrict}</h2><p class="after">${words.restrictDetail}</p>${form(html`<p class="save"><button name="do" value="restrict">${words.restrictButton}</button></p>`)}
<h2>${words.erase}</h2><p class="after">${words.eraseDetail}</p>${form(html`<p class="save"><button name="do" value="erase">${words.eraseButton}</button></p>`)}`
}

/** The last question. Going back is the first of the two. */
export function renderEraseQuestion(own: Own): string {
  const { language, brand } = own.visitor
  const words = RIGHTS_WORDS[language]
  return renderFrame(
    { language, title: words.eraseTitle, brand, path: own.path },
    html`<h1>${words.eraseTitle}</h1><p class="lead">${words.eraseLead}</p>
<form method="post" action="${own.path}/more?l=${language}">${carry(own)}<p class="save"><button name="do" value="back">${words.keep}</button></p><p class="save"><button class="k" name="do" value="erase-now">${words.eraseNow}</button></p></form>`,
  )
}

/** Said once nothing can be sent any more, in the words that every link of theirs answers with from now on. */
export function renderErased({ language, brand }: Pick<Visitor, 'language' | 'brand'>): string {
  const page = PAGE_WORDS[language]
  return renderNote({ language, title: page.erased, brand }, page.erasedLead)
}
