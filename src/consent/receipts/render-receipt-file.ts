// A receipt as files: the signature alone, JSON to read by machine, and a page to read by people. Each holds the same
// signature; what stands around it is for reading, and verify.html shows what was signed.
import { html } from '../../platform/html.ts'
import { datesIn, PAGE_WORDS, pickLanguage } from '../preferences/page-language.ts'
import { dpvState, VALID_STATES } from './dpv-states.ts'
import { RECEIPT_WORDS } from './receipt-words.ts'
import type { SignedReceipt } from './sign-receipt.ts'

export const RECEIPT_FILES = ['jws', 'json', 'html'] as const
export type ReceiptFile = (typeof RECEIPT_FILES)[number]

/** The media type of each kind of file. */
export const MEDIA_TYPES: Record<ReceiptFile, string> = {
  jws: 'application/jose',
  json: 'application/json',
  html: 'text/html',
}

/** The content of a file, and its name, which holds the number of the receipt and nothing about the person. */
export function renderReceiptFile(
  receipt: SignedReceipt,
  kind: ReceiptFile,
  { publicUrl, language }: { publicUrl: string; language: string | null },
): { filename: string; content: string } {
  const filename = `receipt-${receipt.facts.number.replace(' ', '-')}.${kind}`
  if (kind === 'jws') return { filename, content: `${receipt.jws}\n` }
  if (kind === 'json')
    return { filename, content: `${JSON.stringify({ signed: receipt.payload, jws: receipt.jws }, null, 2)}\n` }
  return { filename, content: renderPage(receipt, publicUrl, language) }
}

function renderPage({ facts, jws }: SignedReceipt, publicUrl: string, wish: string | null): string {
  const { brand, text, events, number, purpose, channel } = facts
  const language = pickLanguage([wish, text?.language], brand.country)
  const [words, own] = [PAGE_WORDS[language], RECEIPT_WORDS[language]]
  const last = events.at(-1)
  const about = words.about(text?.name ?? purpose.name, words.channel[channel])
  const state = last ? dpvState(last.type, last.actor) : ''
  const said = VALID_STATES.includes(state)
    ? words.saidYesTo(about)
    : state === 'ConsentRequested'
      ? words.askedAbout(about)
      : state === 'ConsentExpired'
        ? words.ranOutFor(about)
        : words.saidNoTo(about)
  const page = html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${words.receipt} ${number}</title>
<style>:root{color-scheme:light dark}body{font:1rem/1.55 system-ui,sans-serif;max-width:42rem;margin:0 auto;padding:2.5rem 1.25rem}dt{opacity:.75;margin-top:.75rem}dd{margin:0;white-space:pre-line}pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.75rem}</style>
</head><body><main><h1>${words.receipt}</h1><p>${brand.name}, ${brand.postalAddress}</p>
<dl><dt>${words.youSaid}</dt><dd>${said}</dd>
<dt>${words.when}</dt><dd>${last ? datesIn(language, brand.country).moment(last.at) : ''}</dd>
${
  text &&
  html`<dt>${own.inTheseWords}</dt><dd lang="${text.language}">${text.text}</dd>
`
}<dt>${words.number}</dt><dd>${number}</dd></dl>
<h2>${own.check}</h2><p>${own.checkDetail(`${publicUrl}/verify.html`)}</p>
<h2>${own.signature}</h2><pre>${jws}</pre></main></body></html>
`
  return page.text
}
