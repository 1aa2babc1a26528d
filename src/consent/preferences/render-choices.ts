// The preference page: the stop that was come for first, stop everything second, then what was said. What was not said
// yes to is told in words and has no box, since the link alone may only lower permission.
import { type Html, html } from '../../platform/html.ts'
import { ASK_WORDS } from '../asks/words.ts'
import { moreWords } from '../capture/more-words.ts'
import { renderAskForCode } from '../capture/render-more.ts'
import type { GridCell, GridPurpose } from '../find-consent-grid.ts'
import { COUNTED_CHANNELS } from '../frequency.ts'
import { PAUSE_MONTHS } from '../stop-consent.ts'
import type { Preferences } from './find-visitor.ts'
import { datesIn, PAGE_WORDS, type PageDates } from './page-language.ts'
import { type Mark, markOf, renderFrame } from './render-frame.ts'
import { renderReceipt } from './render-receipt.ts'
import { renderFrequency, renderTopics } from './render-topics.ts'
import { cellsOf, channelName, isYes, nameOf, renderStops, renderWho, type Shown } from './shown.ts'
import type { PageWords } from './words/nb.ts'

/** Days before its end in which a yes is shown with its end. */
const ENDS_DAYS = 30
const DAY_MS = 86_400_000

export function renderChoices(shown: Shown): string {
  const { visitor, preferences, path } = shown
  const words = PAGE_WORDS[visitor.language]
  const dates = datesIn(visitor.language, visitor.brand.country)
  const hasYes = preferences.cells.some(isYes)
  const isRestricted = preferences.cells.some((cell) => cell.reason === 'restricted')
  const about = nameOf(preferences, visitor.topicId ?? visitor.purposeId)
  const active = preferences.purposes.filter((purpose) => purpose.retiredAt === null)
  const section = (title: string, purposes: GridPurpose[]) =>
    purposes.length > 0 && html`<h2>${title}</h2>${purposes.map((purpose) => renderPurpose(shown, purpose, dates))}`
  return renderFrame(
    { language: visitor.language, title: words.title, brand: visitor.brand, path },
    html`<h1>${words.title}</h1><p class="lead">${words.lead}</p>
<p class="who">${renderWho(visitor, words)} ${about !== '' && (visitor.channel === 'sms' ? words.cameFromSms : words.cameFrom)(about)}</p>
${isRestricted && html`<p class="note">${markOf('restricted')} ${words.restricted}</p>`}
<div class="quick">${renderStops(shown, words)}</div>
${!hasYes && html`<p class="after">${words.nothingLeft}</p>`}
${renderAsked(shown)}
<form method="post" action="${path}?l=${visitor.language}">
${section(
  words.whatYouGet,
  active.filter((purpose) => purpose.kind === 'marketing'),
)}
${section(
  words.whatIsFine,
  active.filter((purpose) => purpose.kind !== 'marketing'),
)}
${visitor.maskedEmail === null && html`<p class="after note">${words.toSayYes}</p>`}
${hasYes && html`${mayCount(preferences) && renderFrequency(shown, false)}${renderPause(shown, words, dates)}<p class="save"><button class="p">${words.save}</button></p>`}</form>
${renderAskForCode(shown)}
${renderReceipt(shown)}
<h2>${words.yourData}</h2><p class="after">${words.yourDataDetail}<br><a href="mailto:${visitor.brand.privacyEmail}">${visitor.brand.privacyEmail}</a></p>`,
  )
}

/** What we would like to ask: named here, said in full below, and answered with a code like every yes. */
const renderAsked = ({ preferences: { questions }, visitor: { language } }: Shown): Html[] =>
  questions.map(({ name }) => html`<p class="note">${ASK_WORDS[language].onPage(name)}</p>`)

/** Whether anything is a yes that how often is about. */
const mayCount = ({ cells, purposes }: Preferences) =>
  cells.some(
    (cell) =>
      isYes(cell) &&
      COUNTED_CHANNELS.includes(cell.channel) &&
      purposes.some(({ id, kind }) => id === cell.purposeId && kind === 'marketing'),
  )

function renderPurpose(shown: Shown, purpose: GridPurpose, dates: PageDates): Html {
  const { preferences, visitor, now } = shown
  const words = PAGE_WORDS[visitor.language]
  const text = preferences.texts.get(purpose.id)
  const cells = purpose.channels.flatMap((channel) =>
    cellsOf(preferences, purpose.id).filter((cell) => cell.channel === channel),
  )
  const [mark, said] = summarise(cells, words, dates, now)
  const lang = text && text.language !== visitor.language ? html` lang="${text.language}"` : ''
  return html`<fieldset class="pur"><legend><span${lang}>${text?.name ?? purpose.name}</span> <span class="st">${markOf(mark)}${said}</span></legend>${text && html`<p${lang}>${text.text}</p>`}${cells.map((cell) => renderCell(cell, purpose.kind, words, dates))}${cells.some(isYes) && renderTopics(shown, purpose.id)}</fieldset>`
}

function renderCell(cell: GridCell, kind: string, words: PageWords, dates: PageDates): Html {
  const name = channelName(words, kind, cell.channel)
  const id = `${cell.purposeId}:${cell.channel}`
  if (isYes(cell))
    return html`<label class="op"><input type="hidden" name="shown" value="${id}"><input type="checkbox" name="keep" value="${id}" checked><span>${name}${cell.since && html`<em>${cell.state === 'customer' ? words.bought(dates.day(cell.since)) : words.saidYes(dates.day(cell.since))}</em>`}</span></label>`
  return html`<p class="op no">${markOf(markOfNo(cell))}<span>${name}<em>${whatWasSaid(cell, words, dates)}</em></span></p>`
}

function whatWasSaid({ state, reason, since, expiresAt }: GridCell, words: PageWords, dates: PageDates): string {
  if (reason === 'expired') return words.ranOutOn(dates.day(expiresAt ?? since ?? new Date(0)))
  if (state === null || since === null || state === 'collected') return words.notAsked
  if (state === 'customer') return words.bought(dates.day(since))
  if (state === 'requested') return words.askedOn(dates.day(since))
  return state === 'given' ? words.no : words.saidNo(dates.day(since))
}

function markOfNo({ state, reason }: GridCell): Mark {
  if (reason === 'expired') return 'expired'
  if (reason === 'sale_too_old') return 'expired'
  if (state === null || state === 'collected' || reason === 'never_asked') return 'none'
  if (state === 'requested') return 'asked'
  return state === 'given' || state === 'customer' ? 'objected' : 'refused'
}

/** One mark and a word for a purpose with its channels. */
function summarise(cells: GridCell[], words: PageWords, dates: PageDates, now: Date): [Mark, string] {
  const yes = cells.filter(isYes)
  const ends = yes
    .flatMap(({ state, expiresAt }) => (state === 'given' && expiresAt ? [expiresAt] : []))
    .sort((a, b) => +a - +b)[0]
  if (ends && yes.length > 0 && +ends - +now < ENDS_DAYS * DAY_MS) return ['ends', words.yesUntil(dates.day(ends))]
  if (yes.length > 0) return ['given', yes.every(({ state }) => state === 'customer') ? words.asCustomer : words.yes]
  if (cells.some(({ state }) => state === 'withdrawn' || state === 'refused')) return ['refused', words.no]
  if (cells.some(({ reason }) => reason === 'expired')) return ['expired', words.ranOut]
  if (cells.some(({ state }) => state === 'given')) return ['objected', words.no]
  return cells.some(({ state }) => state === 'requested') ? ['asked', words.asked] : ['none', words.neverAsked]
}

function renderPause({ preferences: { pausedUntil }, visitor, now }: Shown, words: PageWords, dates: PageDates): Html {
  const hasPause = pausedUntil !== null && pausedUntil > now
  const tomorrow = new Date(+now + DAY_MS).toISOString().slice(0, 10)
  const detail = hasPause ? words.pausedUntil(dates.day(pausedUntil)) : words.pauseDetail
  return html`<h2 id="pause">${words.pause}</h2><p class="after">${detail}</p><div class="two" role="radiogroup" aria-labelledby="pause"><label class="op"><input type="radio" name="pause" value="0" checked><span>${hasPause ? words.keepPause : words.noPause}</span></label>${PAUSE_MONTHS.map((months) => html`<label class="op"><input type="radio" name="pause" value="${months}"><span>${words.months[months]}</span></label>`)}</div><p class="field"><label for="until">${moreWords(visitor.language).pauseUntil}</label><input type="date" id="until" name="pauseUntil" min="${tomorrow}"></p>`
}
