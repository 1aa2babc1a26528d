// The mail that asks, and the form on paper: the very words of the purpose, and what happens without an answer.
import { html } from '../../platform/html.ts'
import { inert, type Wording } from '../capture/confirmation-mail.ts'
import { datesIn, type PageLanguage } from '../preferences/page-language.ts'
import { ASK_WORDS } from './words.ts'

export type AskText = { name: string; text: string }

/** Subject and bodies with the variables that every mail has; `basis` is what lets us write. */
export function composeAsk({
  language,
  brand,
  basis,
  asked,
}: {
  language: PageLanguage
  brand: string
  basis: string
  asked: AskText
}): Wording {
  const words = ASK_WORDS[language]
  const [sender, under, name, text] = [brand, basis, asked.name, asked.text].map(inert) as [
    string,
    string,
    string,
    string,
  ]
  const stop = '{{ unsubscribe_url }}'
  const answer = '{{ preferences_url }}'
  return {
    subject: words.subject(sender),
    html: html`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${words.subject(sender)}</title></head><body style="margin:0;padding:24px;font:17px/26px sans-serif;color:#13201b;background:#ffffff"><p>${words.question}</p><h1 style="font-size:20px">${name}</h1><p>${text}</p><p><a href="${answer}" style="color:#0b6a53">${words.answer}</a></p><p>${words.nothing}</p><p style="font-size:14px">${words.why(under)} <a href="${stop}" style="color:#13201b">${words.stop(under)}</a></p><p style="font-size:14px">{{ brand.postal_address }}</p></body></html>`
      .text,
    text: [
      words.question,
      name,
      text,
      `${words.answer}: ${answer}`,
      words.nothing,
      `${words.why(under)} ${words.stop(under)}: ${stop}`,
      '{{ brand.postal_address }}',
    ].join('\n\n'),
  }
}

export type PaperFacts = {
  language: PageLanguage
  brand: { name: string; postalAddress: string; country: string }
  person: string | null
  asked: AskText & { version: number }
  code: string
  askedAt: Date
}

/** A page to print: one question, two empty boxes, a place to sign, and the code under which it is entered. */
export function renderPaper({ language, brand, person, asked, code, askedAt }: PaperFacts): string {
  const { paper } = ASK_WORDS[language]
  const day = datesIn(language, brand.country).day(askedAt)
  const page = html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${paper.title}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>body{font:12pt/1.5 serif;max-width:17cm;margin:2cm auto;padding:0 1cm}h1{font-size:18pt}.box{display:inline-block;width:.45cm;height:.45cm;border:1.5pt solid;margin-right:.3cm;vertical-align:-.08cm}.line{border-bottom:1pt solid;height:1cm}dl{margin-top:1cm}dt{font-size:10pt}.code{font:16pt monospace;letter-spacing:.15em}small{font-size:9pt}</style>
</head><body><p>${brand.name}, ${brand.postalAddress}</p><h1>${asked.name}</h1><p>${asked.text}</p>
<p><span class="box"></span>${paper.yes}</p><p><span class="box"></span>${paper.no}</p><p>${paper.takeBack}</p>
<dl><dt>${paper.name}</dt><dd class="line">${person}</dd><dt>${paper.signed}</dt><dd class="line"></dd></dl>
<p>${paper.code}: <span class="code">${code.slice(0, 4)} ${code.slice(4)}</span></p><p><small>${language} ${asked.version}, ${day}</small></p></body></html>
`
  return page.text
}
