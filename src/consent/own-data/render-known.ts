// Everything that is known of one person as a page to read, from the very data of the file (GDPR art. 15): a receipt for
// each thing they have said, and below it the same sections as in a copy that colleagues hand out.
import { type Html, html } from '../../platform/html.ts'
import type { PersonalData } from '../capture/collect-data.ts'
import { datesIn, PAGE_WORDS } from '../preferences/page-language.ts'
import { renderFrame } from '../preferences/render-frame.ts'
import { wayOf } from '../preferences/render-receipt.ts'
import type { ReceiptFacts } from '../receipts/index.ts'
import { renderCopySections } from '../requests/index.ts'
import { carry, type Own, rightsWords } from './render-rights.ts'

/** The page. `data` is the whole file; `receipts` are what there is a receipt for. */
export function renderKnown(own: Own, data: PersonalData, receipts: readonly ReceiptFacts[]): string {
  const { language, brand } = own.visitor
  const words = rightsWords(language)
  return renderFrame(
    { language, title: words.known, brand, path: own.path },
    html`<h1>${words.known}</h1><p class="lead">${words.knownLead}</p>
${receipts.length > 0 && html`<h2>${words.receipts}</h2><p class="after">${words.receiptsDetail}</p><ul class="list apart">${receipts.map((facts) => renderReceiptOf(own, facts))}</ul>`}
<div class="copy">${renderCopySections(data, language, brand.country)}</div>
<form method="post" action="${own.path}/more?l=${language}">${carry(own)}<p class="save"><button name="do" value="data">${words.file}</button></p><p class="save"><button name="do" value="table">${words.table}</button></p><p class="save"><button name="do" value="back">${words.back}</button></p></form>`,
  )
}

/** What holds now, with its receipt where one can still be made. */
function renderReceiptOf(own: Own, { row, channel, events, purpose, text }: ReceiptFacts): Html {
  const { language, brand } = own.visitor
  const page = PAGE_WORDS[language]
  const name = text?.name ?? purpose.name
  const last = events.at(-1)
  const about = page.about(name, wayOf(page, purpose.kind, channel))
  const type = last?.type ?? row.entry.type
  const said =
    type === 'given' || type === 'confirmed'
      ? page.saidYesTo(about)
      : type === 'requested'
        ? page.askedAbout(about)
        : type === 'expired'
          ? page.ranOutFor(about)
          : page.saidNoTo(about)
  return html`<li>${said.slice(0, 1).toUpperCase() + said.slice(1)}${last && `, ${datesIn(language, brand.country).day(last.at)}`}${row.salt !== null && html`<form method="post" action="${own.path}/more?l=${language}">${carry(own)}<input type="hidden" name="seq" value="${row.entry.seq}"><p class="save"><button name="do" value="receipt">${rightsWords(language).receipt(name)}</button></p></form>`}</li>`
}
