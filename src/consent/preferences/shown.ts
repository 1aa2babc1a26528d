// What several parts of the page need: the visitor with what was said, the names of things, and the buttons that stop.
import { type Html, html } from '../../platform/html.ts'
import type { GridCell, GridPurpose, GridTopic } from '../find-consent-grid.ts'
import type { Choice } from '../stop-consent.ts'
import type { Preferences, Visitor } from './find-visitor.ts'
import type { PageWords } from './words/nb.ts'

export type Shown = { visitor: Visitor; preferences: Preferences; path: string; now: Date }

/** Whether this cell is a yes that anything may rest on; a pause does not change that. */
export const isYes = ({ state, reason }: GridCell): boolean =>
  (state === 'given' || state === 'customer') && !NO_MORE.includes(reason)

const NO_MORE: readonly GridCell['reason'][] = ['expired', 'sale_too_old', 'objected', 'purpose_retired', 'never_asked']

export const cellsOf = (preferences: Preferences, purposeId: string): GridCell[] =>
  preferences.cells.filter((cell) => cell.purposeId === purposeId)

export const topicsOf = (preferences: Preferences, purposeId: string): GridTopic[] =>
  preferences.topics.filter((topic) => topic.purposeId === purposeId)

/** A topic is chosen for every channel of its purpose. */
export const channelsOfTopic = ({ id, purposeId }: GridTopic, purposes: readonly GridPurpose[]): Choice[] =>
  (purposes.find((purpose) => purpose.id === purposeId)?.channels ?? []).map((channel) => ({ purposeId: id, channel }))

export const nameOf = (preferences: Preferences, purposeId: string): string =>
  preferences.texts.get(purposeId)?.name ??
  [...preferences.purposes, ...preferences.topics].find(({ id }) => id === purposeId)?.name ??
  ''

/** What a channel is called on the page; for some kinds it is a sentence. */
export function channelName(words: PageWords, kind: string, channel: GridCell['channel']): string {
  if (kind === 'sales' || kind === 'phone') return sayIn(words.sales, channel) ?? words.channel[channel]
  if (kind === 'tracking') return sayIn(words.tracking, channel) ?? words.channel[channel]
  return kind === 'profiling' || kind === 'advertising' ? words.profiling : words.channel[channel]
}

const sayIn = (names: Partial<Record<string, string>>, channel: string) => names[channel]

/** Whose page it is, with an address that is never broken over two lines. */
export function renderWho({ maskedEmail }: Visitor, words: PageWords): Html | false {
  if (maskedEmail === null) return false
  const [before, after] = words.appliesTo('\n').split('\n')
  return html`${before}<span class="nw">${maskedEmail}</span>${after}`
}

/** The buttons: the topic of the mail, its purpose while that is a yes, and everything, while anything is left. */
export function renderStops({ visitor, preferences, path }: Shown, words: PageWords): Html {
  const action = `${path}?l=${visitor.language}`
  const [own] = cellsOf(preferences, visitor.purposeId).filter((cell) => cell.channel === visitor.channel)
  const mayStop = own ? isYes(own) : false
  const topic = preferences.topics.find(({ id }) => id === visitor.topicId)
  const mayStopAll = !preferences.hasObjected || preferences.cells.some(isYes)
  const stops = [
    ...(mayStop && topic?.leftOutSince === null ? [[topic.id, words.stop(nameOf(preferences, topic.id))]] : []),
    ...(mayStop ? [[visitor.purposeId, words.stop(nameOf(preferences, visitor.purposeId))]] : []),
    ...(mayStopAll ? [['all', words.stopAll(visitor.brand.name)]] : []),
  ]
  return html`${stops.map(([what, label], index) => html`<form method="post" action="${action}"><button ${index === 0 && html`class="k" `}name="stop" value="${what}">${label}</button></form>`)}`
}
