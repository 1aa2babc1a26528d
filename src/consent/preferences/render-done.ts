// What is answered once a change holds: what stopped and when, what was removed, what still comes, and the receipt.
import { type Html, html } from '../../platform/html.ts'
import type { Silenced } from '../silence.ts'
import { choiceWords } from './choice-words.ts'
import type { Visitor } from './find-visitor.ts'
import { datesIn, PAGE_WORDS } from './page-language.ts'
import { markOf, renderFrame } from './render-frame.ts'
import { renderReceipt } from './render-receipt.ts'
import { channelName, isYes, nameOf, renderStops, renderWho, type Shown, topicsOf } from './shown.ts'
import type { PageWords } from './words/nb.ts'

/** What the press was about. */
export type Done =
  | { kind: 'stopped'; purposeId: string }
  | { kind: 'all' }
  | { kind: 'saved'; hasStopped: boolean; isPaused: boolean }

type StopNames = { stopped: string; purpose: string | null }

/**
 * The answer to one click. Mail programs press it and show nothing, so it looks nothing more up: what stopped, what became
 * of mails on their way, and the buttons that stop more: the purpose of a topic, and everything.
 */
export function renderOneClick(
  { visitor, names, path, now }: { visitor: Visitor; names: StopNames; path: string; now: Date },
  silenced: Silenced,
): string {
  const words = PAGE_WORDS[visitor.language]
  const dates = datesIn(visitor.language, visitor.brand.country)
  const title = words.stopped(names.stopped)
  const action = `${path}?l=${visitor.language}`
  return renderFrame(
    { language: visitor.language, title, brand: visitor.brand, path },
    html`<div class="done" role="status">${markOf('withdrawn', 32)}<div><h1>${title}</h1><p class="lead">${[sayStopped(visitor, names.stopped), ...fateOf(words, silenced)].join(' ')}</p></div></div>
<p class="who">${dates.moment(now)}. ${renderWho(visitor, words)}</p>
<div class="opn">${names.purpose !== null && html`<form method="post" action="${action}"><button class="k" name="stop" value="${visitor.purposeId}">${words.stop(names.purpose)}</button></form>`}<form method="post" action="${action}"><button ${names.purpose === null && html`class="k" `}name="stop" value="all">${words.stopAll(visitor.brand.name)}</button></form><a class="bt" href="${action}">${words.change}</a></div>`,
  )
}

/** By which way nothing comes any more: the one by which the message came. */
const sayStopped = ({ language, channel }: Visitor, name: string): string => {
  const { stoppedLead, stoppedSmsLead } = PAGE_WORDS[language]
  return channel === 'sms' ? stoppedSmsLead(name) : stoppedLead(name)
}

/** What became of mails that were ready or on their way. */
const fateOf = (words: PageWords, { removed, onTheirWay }: Silenced): string[] => [
  ...(removed > 0 ? [words.removed(removed)] : []),
  ...(onTheirWay > 0 ? [words.onTheirWay(onTheirWay)] : []),
]

/** The answer to a press. Rendered only after the withdrawal returned, so all of it is true when it is read. */
export function renderDone(shown: Shown, done: Done, silenced: Silenced): string {
  const { visitor, preferences, path, now } = shown
  const words = PAGE_WORDS[visitor.language]
  const dates = datesIn(visitor.language, visitor.brand.country)
  const [title, lead] = headline(shown, done)
  const mark =
    done.kind === 'all'
      ? 'objected'
      : done.kind === 'stopped'
        ? 'withdrawn'
        : preferences.pausedUntil
          ? 'paused'
          : 'given'
  return renderFrame(
    { language: visitor.language, title, brand: visitor.brand, path },
    html`<div class="done" role="status">${markOf(mark, 32)}<div><h1>${title}</h1><p class="lead">${[lead, ...fateOf(words, silenced)].join(' ')}</p></div></div>
<p class="who">${dates.moment(now)}. ${renderWho(visitor, words)}</p>
<div class="opn">${done.kind !== 'all' && renderStops(shown, words)}<a class="bt" href="${path}?l=${visitor.language}">${words.change}</a></div>
${done.kind !== 'all' && renderLeft(shown)}
${renderReceipt(shown)}`,
  )
}

function headline({ visitor, preferences }: Shown, done: Done): [string, string] {
  const words = PAGE_WORDS[visitor.language]
  const dates = datesIn(visitor.language, visitor.brand.country)
  if (done.kind === 'all') return [words.allStopped(visitor.brand.name), words.allStoppedLead]
  if (done.kind === 'stopped') {
    const name = nameOf(preferences, done.purposeId)
    return [words.stopped(name), sayStopped(visitor, name)]
  }
  if (done.isPaused && preferences.pausedUntil)
    return [words.paused(dates.day(preferences.pausedUntil)), words.pausedLead]
  return done.hasStopped
    ? [words.choicesSaved, words.choicesSavedLead]
    : [words.nothingChanged, words.nothingChangedLead]
}

/** What the person still has said yes to: what comes, and what is fine. */
function renderLeft({ visitor, preferences }: Shown): Html {
  const words = PAGE_WORDS[visitor.language]
  const { day } = datesIn(visitor.language, visitor.brand.country)
  const left = preferences.purposes
    .map((purpose) => ({
      purpose,
      yes: preferences.cells.filter((cell) => cell.purposeId === purpose.id && isYes(cell)),
    }))
    .filter(({ yes }) => yes.length > 0)
  const list = (title: string, purposes: typeof left) =>
    purposes.length > 0 &&
    html`<h2>${title}</h2><ul class="links">${purposes.map(({ purpose, yes }) => {
      const ends = yes.flatMap((cell) => cell.expiresAt ?? [])[0]
      const ways = yes.map((cell) => channelName(words, purpose.kind, cell.channel)).join(', ')
      const out = topicsOf(preferences, purpose.id).filter((topic) => topic.leftOutSince !== null && !topic.isRetired)
      const without = choiceWords(visitor.language).without(out.map(({ id }) => nameOf(preferences, id)).join(', '))
      const said = [ways, ends && words.yesUntil(day(ends)), out.length > 0 && without].filter(Boolean).join('. ')
      return html`<li><p>${nameOf(preferences, purpose.id)}<em>${said}</em></p></li>`
    })}</ul>`
  const comes = left.filter(({ purpose }) => purpose.kind === 'marketing')
  return html`${comes.length === 0 && html`<p class="after note">${words.stillGetNothing}</p>`}${list(words.stillGet, comes)}${list(
    words.stillFine,
    left.filter(({ purpose }) => purpose.kind !== 'marketing'),
  )}`
}
