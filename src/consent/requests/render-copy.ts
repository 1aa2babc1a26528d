// The copy as a page that a person can read, print and keep: one file, no script, nothing loaded from elsewhere. It says
// what data.json says, in their language; what programs need (hashes, evidence) stands in that file alone.
import { z } from 'zod'
import { type Html, html } from '../../platform/html.ts'
import type { PersonalData } from '../capture/collect-data.ts'
import { datesIn, PAGE_WORDS, type PageLanguage } from '../preferences/page-language.ts'
import { type CopyWords, copyWords } from './copy-words.ts'

const STYLE = `body{margin:0 auto;max-width:46rem;padding:2rem 1.25rem;font:16px/25px sans-serif;color:#13201b;background:#fff}
h1{font-size:26px;line-height:32px}h2{margin:2rem 0 .25rem;padding-bottom:.4rem;border-bottom:1px solid #13201b;font-size:17px}
p{margin:.4rem 0}table{width:100%;border-collapse:collapse}td,th{padding:.45rem .75rem .45rem 0;border-bottom:1px solid #dfe5e1;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{font-weight:600;white-space:nowrap}small{display:block;color:#4a5a53;font-size:14px;line-height:20px}@media(width<600px){th{white-space:normal}}`

// What the folders after consent put into the file, as far as it is read here; another shape is left to data.json.
const mails = z
  .array(z.object({ subject: z.string(), purpose: z.string(), status: z.string(), at: z.date() }))
  .catch([])
const score = z
  .object({
    isProfiled: z.boolean(),
    score: z.number(),
    lines: z.array(z.object({ name: z.string(), times: z.number(), pointsNow: z.number() })),
    fitLines: z.array(z.object({ name: z.string(), points: z.number() })),
  })
  .catch({ isProfiled: false, score: 0, lines: [], fitLines: [] })
const logic = z
  .object({ halfLifeDays: z.number().nullable(), rules: z.array(z.object({ name: z.string(), points: z.number() })) })
  .catch({ halfLifeDays: null, rules: [] })

type Writer = { words: CopyWords; moment: (at: Date) => string; channel: (channel: string | null) => string }

/** The whole copy as one HTML document. */
export function renderCopy(data: PersonalData, language: PageLanguage, country: string): string {
  const words = copyWords(language)
  return html`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${words.title}</title><style>${STYLE}</style></head><body><main>
<h1>${words.title}</h1><p>${words.madeOn(datesIn(language, country).moment(data.madeAt))}</p>
${renderCopySections(data, language, country)}</main></body></html>`.text
}

/** What the copy says, one heading for each thing, for whichever page it stands in. */
export function renderCopySections(data: PersonalData, language: PageLanguage, country: string): Html {
  const words = copyWords(language)
  const { moment } = datesIn(language, country)
  const names: Record<string, string> = PAGE_WORDS[language].channel
  const writer: Writer = { words, moment, channel: (channel) => (channel === null ? '' : (names[channel] ?? channel)) }
  const { processing } = data
  return html`${section(words.known, renderKnown(data, words))}
${section(words.said, renderSaid(data, writer))}
${section(words.why, table(processing.purposes.map(({ name, legalBasis, validityMonths, channels }) => [name, html`${words.basis[legalBasis] ?? legalBasis}; ${validityMonths === null ? words.forever : words.months(validityMonths)}<small>${channels.map(writer.channel).join(', ')}</small>`])))}
${section(words.had, renderRecipients(data, words))}
${section(words.from, html`<p>${[words.source[processing.source.cameBy ?? ''] ?? processing.source.cameBy, processing.source.file].filter(Boolean).join(': ') || words.notSaid}</p>${processing.source.others.map(({ source, receivedAt }) => html`<p>${source}, ${moment(receivedAt)}</p>`)}`)}
${section(
  words.kept,
  processing.controllers.map(
    ({ name, retention, storedIn }) =>
      html`<p>${processing.controllers.length > 1 && html`<b>${name}</b>. `}${retention ?? words.notSaid} ${storedIn.length > 0 && words.storedIn(storedIn.join(', '))}</p>`,
  ),
)}
${section(words.score, renderScore(data, words))}
${section(
  words.mails,
  table(
    mails
      .parse(data.messages)
      .map(({ subject, purpose, status, at }) => [
        moment(at),
        html`${subject}<small>${purpose}, ${words.mail[status] ?? status}</small>`,
      ]),
    words,
  ),
)}
${section(
  words.did,
  table(
    data.facts.map(({ type, occurredAt, properties }) => [
      moment(occurredAt),
      html`${type}<small>${sayProperties(properties)}</small>`,
    ]),
    words,
  ),
)}
${section(
  words.who,
  processing.controllers.map(
    ({ name, postalAddress, privacyEmail, authority }) =>
      html`<p><b>${name}</b>, ${postalAddress}<br>${privacyEmail}</p><p>${words.complain(authority.name, authority.url)}</p>`,
  ),
)}
<p>${words.rights}</p>`
}

const section = (title: string, content: Html | Html[]): Html => html`<section><h2>${title}</h2>${content}</section>`

function table(rows: readonly (readonly [string, Html | string])[], words?: CopyWords): Html {
  if (rows.length === 0) return html`<p>${words?.none ?? ''}</p>`
  return html`<table><tbody>${rows.map(([head, cell]) => html`<tr><th scope="row">${head}</th><td>${cell}</td></tr>`)}</tbody></table>`
}

function renderKnown({ person }: PersonalData, words: CopyWords): Html {
  const rows = [
    [words.name, [person.firstName, person.lastName].filter(Boolean).join(' ')],
    ...person.identities.map(({ kind, value }) => [words.address[kind] ?? kind, value]),
    [words.jobTitle, person.jobTitle],
    [words.company, person.account?.name],
    [words.city, [person.street, person.postalCode, person.city, person.country].filter(Boolean).join(', ')],
    [words.language, person.language],
    ...person.fields.map(({ label, value }) => [label, String(value)]),
  ] as const
  return table(rows.flatMap(([label, value]) => (label && value ? [[label, value] as const] : [])))
}

function renderSaid({ consent }: PersonalData, { words, moment, channel }: Writer): Html {
  return table(
    consent.map(({ type, purpose, channel: way, occurredAt, textName, text }) => [
      moment(occurredAt),
      html`<b>${words.type[type] ?? type}</b> ${[textName ?? purpose, channel(way)].filter(Boolean).join(', ')}${text && html`<small>${text}</small>`}`,
    ]),
    words,
  )
}

function renderRecipients({ processing }: PersonalData, words: CopyWords): Html {
  const own = processing.receivedBy.map(({ kind, name }) =>
    kind === 'colleague' ? `${name}, ${words.colleague}` : name,
  )
  const all = [...own, ...processing.controllers.flatMap(({ recipients }) => recipients)]
  return all.length === 0 ? html`<p>${words.hadNobody}</p>` : html`${all.map((name) => html`<p>${name}</p>`)}`
}

function renderScore(data: PersonalData, words: CopyWords): Html {
  const own = score.parse(data.score)
  const { halfLifeDays, rules } = logic.parse(data.scoringLogic)
  const lines = [
    ...own.lines.map(({ name, times, pointsNow }) => [`${pointsNow}`, `${name}, ${times} ×`] as const),
    ...own.fitLines.map(({ name, points }) => [`${points}`, name] as const),
  ]
  return html`<p>${own.isProfiled ? words.scoreIs(String(own.score)) : words.noScore}</p>${lines.length > 0 && table(lines)}${halfLifeDays !== null && html`<p>${words.logic(String(halfLifeDays))}</p>${table(rules.map(({ name, points }) => [points > 0 ? `+${points}` : `−${-points}`, name]))}`}`
}

/** One line of what was noted with a fact: the names of things, no braces. */
function sayProperties(properties: unknown): string {
  if (typeof properties !== 'object' || properties === null) return ''
  return Object.entries(properties)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ')
}
