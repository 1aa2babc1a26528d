// The pages of a code: asking for it, writing it, and the owner's own page with every box.
import { type Html, html } from '../../platform/html.ts'
import { renderQuestions } from '../asks/render-questions.ts'
import type { GridPurpose } from '../find-consent-grid.ts'
import { carry, renderRights } from '../own-data/render-rights.ts'
import type { Visitor } from '../preferences/find-visitor.ts'
import { datesIn, PAGE_LANGUAGES, PAGE_WORDS } from '../preferences/page-language.ts'
import { markOf, renderFrame } from '../preferences/render-frame.ts'
import { renderFrequency, renderTopicBoxes } from '../preferences/render-topics.ts'
import { cellsOf, channelName, isYes, renderWho, type Shown } from '../preferences/shown.ts'
import { moreWords } from './more-words.ts'
import { captureWords } from './words.ts'

/** Below the choices of the first page: how to raise, not only lower. */
export function renderAskForCode({ visitor, path }: Pick<Shown, 'visitor' | 'path'>): Html | false {
  if (visitor.maskedEmail === null) return false
  const words = moreWords(visitor.language)
  return html`<h2 id="more">${words.ask}</h2><p class="after">${words.askDetail}</p><form method="post" action="${path}/more?l=${visitor.language}"><p class="save"><button name="do" value="ask">${words.askButton}</button></p></form>`
}

type Place = { visitor: Visitor; path: string }

export function renderCodeField({ visitor, path }: Place, codeId: string, isWrong: boolean): string {
  const words = moreWords(visitor.language)
  const fault = isWrong && html`<p class="fault" id="fault" role="alert">${words.wrong}</p>`
  return renderFrame(
    { language: visitor.language, title: words.codeTitle, brand: visitor.brand, path },
    html`<h1>${words.codeTitle}</h1><p class="lead" role="status">${words.codeLead(visitor.maskedEmail ?? '')}</p>
<form method="post" action="${path}/more?l=${visitor.language}"><input type="hidden" name="codeId" value="${codeId}"><p class="field"><label for="code">${words.codeLabel}</label><input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required${isWrong && html` aria-invalid="true" aria-describedby="fault"`}></p>${fault}<p class="save"><button class="p" name="do" value="open">${words.codeButton}</button></p></form>
<div class="opn"><a class="bt" href="${path}?l=${visitor.language}">${words.back}</a></div>`,
  )
}

/** Why there is no page now, and the way on. */
export function renderNoMore({ visitor, path }: Place, kind: 'closed' | 'tooMany' | 'over'): string {
  const words = moreWords(visitor.language)
  return renderFrame(
    { language: visitor.language, title: words[kind], brand: visitor.brand, path },
    html`<h1>${words[kind]}</h1><p class="lead">${words[`${kind}Lead`]}</p><div class="opn">${kind !== 'tooMany' && html`<form method="post" action="${path}/more?l=${visitor.language}"><button class="p" name="do" value="ask">${words.askButton}</button></form>`}<a class="bt" href="${path}?l=${visitor.language}">${words.back}</a></div>`,
  )
}

export type Notice = { title: string; lead: string }

/** `isEmpty`: a correction was asked for without a word. */
export type Said = { notice?: Notice | undefined; isEmpty?: boolean }

/** The owner's own page. A box that was never ticked is empty (consent.md C4). */
export function renderMore(shown: Shown, right: string, { notice, isEmpty = false }: Said = {}): string {
  const { visitor, preferences, path } = shown
  const words = moreWords(visitor.language)
  const page = PAGE_WORDS[visitor.language]
  const action = `${path}/more?l=${visitor.language}`
  const active = preferences.purposes.filter((purpose) => purpose.retiredAt === null)
  return renderFrame(
    { language: visitor.language, title: words.title, brand: visitor.brand, path },
    html`${notice && html`<div class="done" role="status">${markOf('given', 32)}<div><p class="told">${notice.title}</p><p class="lead">${notice.lead}</p></div></div>`}<h1>${words.title}</h1><p class="lead">${words.lead} ${captureWords(visitor.language).takeBack}</p><p class="who">${renderWho(visitor, page)}</p>
${renderQuestions(preferences.questions, { language: visitor.language, action, carried: html`${carry({ right })}<input type="hidden" name="do" value="answer">` })}
<form method="post" action="${action}">${carry({ right })}${active.map((purpose) => renderBoxes(shown, purpose))}
${renderSettings(shown)}<p class="save"><button class="p" name="do" value="save">${page.save}</button></p></form>
${renderRights({ visitor, path, right }, isEmpty)}
<div class="opn"><a class="bt" href="${path}?l=${visitor.language}">${words.back}</a></div>`,
  )
}

function renderBoxes(shown: Shown, purpose: GridPurpose): Html {
  const { visitor, preferences } = shown
  const page = PAGE_WORDS[visitor.language]
  const text = preferences.texts.get(purpose.id)
  const lang = text && text.language !== visitor.language ? html` lang="${text.language}"` : ''
  const box = (cell: (typeof preferences.cells)[number]) => {
    const id = `${cell.purposeId}:${cell.channel}`
    return html`<label class="op"><input type="hidden" name="shown" value="${id}:${text?.id}"><input type="checkbox" name="yes" value="${id}"${isYes(cell) && html` checked`}><span>${channelName(page, purpose.kind, cell.channel)}</span></label>`
  }
  const cells = purpose.channels.flatMap((channel) =>
    cellsOf(preferences, purpose.id).filter((cell) => cell.channel === channel),
  )
  return html`<fieldset class="pur"><legend><span${lang}>${text?.name ?? purpose.name}</span></legend>${text && html`<p${lang}>${text.text}</p>`}${text && cells.map(box)}${renderTopicBoxes(shown, purpose.id)}</fieldset>`
}

function renderSettings(shown: Shown): Html {
  const { visitor, preferences, now } = shown
  const words = moreWords(visitor.language)
  const page = PAGE_WORDS[visitor.language]
  const { day } = datesIn(visitor.language, visitor.brand.country)
  const { pausedUntil } = preferences
  const tomorrow = new Date(+now + 86_400_000).toISOString().slice(0, 10)
  return html`${renderFrequency(shown, true)}<p class="field"><label for="language">${words.language}</label><select id="language" name="language"><option value="">–</option>${PAGE_LANGUAGES.map((code) => html`<option value="${code}" lang="${code}">${PAGE_WORDS[code].language}</option>`)}</select></p>
<p class="field"><label for="pause">${words.pauseUntil}</label><input type="date" id="pause" name="pauseUntil" min="${tomorrow}"></p>${pausedUntil && html`<p class="after">${page.pausedUntil(day(pausedUntil))}</p><label class="op"><input type="checkbox" name="endPause" value="yes"><span>${words.endPause}</span></label>`}`
}
