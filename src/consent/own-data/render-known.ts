// Everything that is known of one person as a page to read, from the very data of the file (GDPR art. 15). It shows the
// newest of each kind and says how many more the file holds; nothing is on this page that is not in the file.
import { z } from 'zod'
import { type Html, html } from '../../platform/html.ts'
import { datesIn, PAGE_LANGUAGES, PAGE_WORDS, type PageLanguage } from '../preferences/page-language.ts'
import { renderFrame } from '../preferences/render-frame.ts'
import { wayOf } from '../preferences/render-receipt.ts'
import type { PageWords } from '../preferences/words/nb.ts'
import type { ReceiptFacts } from '../receipts/index.ts'
import type { Channel } from '../words.ts'
import { carry, type Own, rightsWords } from './render-rights.ts'
import type { RightsWords } from './words/nb.ts'

/** Entries of a kind on the page; the file has all of them. */
const MOST = 50

const text = z.string().nullish()
/** What the page reads of the file; a later folder that gives more, or less, breaks nothing. */
const known = z.object({
  person: z.object({
    ...{ firstName: text, lastName: text, jobTitle: text, street: text, postalCode: text, city: text },
    ...{ country: text, language: text, source: text },
    account: z.object({ name: z.string() }).nullish(),
    identities: z.array(z.object({ kind: z.string(), value: z.string() })).default([]),
    fields: z.array(z.object({ label: z.string(), value: z.unknown() })).default([]),
    createdAt: z.date(),
  }),
  consent: z
    .array(z.object({ type: z.string(), purpose: text, textName: text, channel: text, occurredAt: z.date() }))
    .catch([]),
  facts: z
    .array(
      z.object({ type: z.string(), occurredAt: z.date(), properties: z.record(z.string(), z.unknown()).catch({}) }),
    )
    .catch([]),
  messages: z.array(z.object({ subject: z.string(), status: z.string(), at: z.date() })).catch([]),
  score: z
    .object({
      isProfiled: z.boolean(),
      score: z.number(),
      lines: z.array(z.object({ name: z.string(), times: z.number(), pointsNow: z.number() })).default([]),
    })
    .nullish()
    .catch(null),
})
type Known = z.infer<typeof known>

/** The page. `data` is the whole file; `receipts` are what there is a receipt for. */
export function renderKnown(own: Own, data: unknown, receipts: readonly ReceiptFacts[]): string {
  const { language, brand } = own.visitor
  const words = rightsWords(language)
  const about = known.parse(data)
  const { moment } = datesIn(language, brand.country)
  const list = <T>(title: string, items: readonly T[], line: (item: T) => Html) =>
    html`<h2>${title}</h2>${items.length === 0 ? html`<p class="after">${words.nothing}</p>` : html`<ul class="list">${items.slice(0, MOST).map((item) => html`<li>${line(item)}</li>`)}</ul>`}${items.length > MOST && html`<p class="after">${words.more(String(items.length - MOST))}</p>`}`
  const acts = about.facts.filter(({ type }) => !type.startsWith('consent.')).toReversed()
  return renderFrame(
    { language, title: words.known, brand, path: own.path },
    html`<h1>${words.known}</h1><p class="lead">${words.knownLead}</p>
<h2>${words.you}</h2>${renderPerson(about, words, own)}
<h2>${words.said}</h2>${renderSaid(own, receipts, words)}
<details><summary>${words.earlier}</summary>${list(words.earlier, about.consent.toReversed(), (entry) => html`${moment(entry.occurredAt)}: ${sayEntry(entry, language)}`)}</details>
${list(words.sent, about.messages.toReversed(), ({ subject, status, at }) => html`${moment(at)}: “${subject}”, ${words.outcome(status)}`)}
${list(words.did, acts, ({ type, occurredAt, properties }) => html`${moment(occurredAt)}: ${words.acts[type] ?? type}${detailOf(properties)}`)}
<h2>${words.points}</h2>${renderPoints(about, words)}
<form method="post" action="${own.path}/more?l=${language}">${carry(own)}<p class="save"><button name="do" value="data">${own.dataButton}</button></p><p class="save"><button name="do" value="back">${words.back}</button></p></form>`,
  )
}

function renderPerson({ person }: Known, words: RightsWords, { visitor: { language, brand } }: Own): Html {
  const { day } = datesIn(language, brand.country)
  const ofKind = (kind: string) => person.identities.flatMap((one) => (one.kind === kind ? [one.value] : [])).join(', ')
  const join = (parts: (string | null | undefined)[], by: string) => parts.filter(Boolean).join(by)
  const country = person.country && new Intl.DisplayNames(language, { type: 'region', fallback: 'code' })
  const spoken = PAGE_LANGUAGES.find((one) => one === person.language)
  const rows: [string, string][] = [
    [words.named.name, join([person.firstName, person.lastName], ' ')],
    [words.named.email, ofKind('email')],
    [words.named.phone, ofKind('phone')],
    [words.named.address, join([person.street, join([person.postalCode, person.city], ' ')], ', ')],
    [words.named.work, join([person.jobTitle, person.account?.name], ', ')],
    [words.named.country, country ? (country.of(person.country ?? '') ?? '') : ''],
    [words.named.language, spoken ? PAGE_WORDS[spoken].language : (person.language ?? '')],
    ...person.fields.map(({ label, value }): [string, string] => [label, String(value ?? '')]),
    [words.named.source, words.sources[person.source ?? ''] ?? person.source ?? ''],
    [words.named.since, day(person.createdAt)],
  ]
  return html`<div class="rec"><dl>${rows.flatMap(([name, value]) => (value === '' ? [] : [html`<dt>${name}</dt><dd>${value}</dd>`]))}</dl></div>`
}

/** What holds now, each with its receipt where one can still be made. */
function renderSaid(own: Own, receipts: readonly ReceiptFacts[], words: RightsWords): Html {
  const { language, brand } = own.visitor
  const { day } = datesIn(language, brand.country)
  if (receipts.length === 0) return html`<p class="after">${words.nothing}</p>`
  return html`<ul class="list apart">${receipts.map(({ row, channel, events, purpose, text: shown }) => {
    const name = shown?.name ?? purpose.name
    const last = events.at(-1)
    const entry = { type: last?.type ?? row.entry.type, textName: name, channel, purpose: null }
    return html`<li>${inFront(sayEntry(entry, language, purpose.kind))}${last && `, ${day(last.at)}`}${row.salt !== null && html`<form method="post" action="${own.path}/more?l=${language}">${carry(own)}<input type="hidden" name="seq" value="${row.entry.seq}"><p class="save"><button name="do" value="receipt">${words.receipt(name)}</button></p></form>`}</li>`
  })}</ul>`
}

/** As a sentence begins. */
const inFront = (said: string) => said.slice(0, 1).toUpperCase() + said.slice(1)

type Entry = Pick<Known['consent'][number], 'type' | 'purpose' | 'textName' | 'channel'>

function sayEntry({ type, purpose, textName, channel }: Entry, language: PageLanguage, kind = 'marketing'): string {
  const page: PageWords = PAGE_WORDS[language]
  const about = page.about(textName ?? purpose ?? '', channel ? wayOf(page, kind, channel as Channel) : '')
  switch (type) {
    case 'given':
    case 'confirmed':
      return page.saidYesTo(about)
    case 'requested':
      return page.askedAbout(about)
    case 'expired':
      return page.ranOutFor(about)
    case 'refused':
    case 'withdrawn':
      return page.saidNoTo(about)
    case 'objected':
      return page.saidNoToAll
    case 'restricted':
      return rightsWords(language).restricted
    default:
      return type
  }
}

/** Where it was, if the fact says so. */
function detailOf(properties: Record<string, unknown>): string {
  const place = ['form', 'path', 'file'].map((key) => properties[key]).find((value) => typeof value === 'string')
  return typeof place === 'string' ? `, ${place}` : ''
}

function renderPoints({ score }: Known, words: RightsWords): Html {
  if (!score?.isProfiled) return html`<p class="after">${words.noPoints}</p>`
  return html`<p>${words.pointsNow(String(score.score))}</p>${score.lines.length > 0 && html`<ul class="list">${score.lines.map(({ name, times, pointsNow }) => html`<li>${name}${times > 1 && ` × ${times}`}: ${pointsNow}</li>`)}</ul>`}`
}
