// The receipt: what the person said last, when, and the number under which it stands in the ledger.
import { type Html, html } from '../../platform/html.ts'
import type { Channel } from '../words.ts'
import type { Said } from './find-visitor.ts'
import { datesIn, PAGE_WORDS } from './page-language.ts'
import { channelName, nameOf, type Shown } from './shown.ts'
import type { PageWords } from './words/nb.ts'

export function renderReceipt(shown: Shown): Html | false {
  const { visitor, preferences } = shown
  if (!preferences.last) return false
  const words = PAGE_WORDS[visitor.language]
  const { moment } = datesIn(visitor.language, visitor.brand.country)
  const { at, number, facts } = preferences.last
  const said = facts.some(({ type }) => type === 'objected')
    ? words.saidNoToAll
    : [...new Set(facts.map((fact) => sayFact(shown, fact)))].join(', ')
  return html`<h2>${words.receipt}</h2><div class="rec"><dl><dt>${words.lastChanged}</dt><dd>${moment(at)}</dd><dt>${words.youSaid}</dt><dd>${said}</dd><dt>${words.number}</dt><dd class="nw">${number}</dd></dl></div>`
}

function sayFact({ visitor, preferences }: Shown, { type, purposeId, channel }: Said): string {
  const words = PAGE_WORDS[visitor.language]
  const kind = preferences.purposes.find(({ id }) => id === purposeId)?.kind ?? 'marketing'
  const name = nameOf(preferences, purposeId ?? '')
  const isTopic = preferences.topics.some(({ id }) => id === purposeId)
  const what =
    kind === 'profiling' || kind === 'advertising' || isTopic
      ? words.named(name)
      : words.about(name, wayOf(words, kind, channel as Channel))
  if (type === 'given' || type === 'confirmed') return words.saidYesTo(what)
  if (type === 'requested') return words.askedAbout(what)
  return type === 'expired' ? words.ranOutFor(what) : words.saidNoTo(what)
}

/** The channel inside a sentence: its first letter small, unless it is written in capitals. */
export function wayOf(words: PageWords, kind: string, channel: Channel): string {
  const name = kind === 'tracking' ? channelName(words, kind, channel) : words.channel[channel]
  return name === name.toUpperCase() ? name : name.slice(0, 1).toLowerCase() + name.slice(1)
}
