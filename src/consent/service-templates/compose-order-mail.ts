// The words of a template as a mail of the plain shape that service mail has: paragraphs, lists, and links whose address
// is ordered with the mail. There is no way to write a picture, a button or an address of a shop, so no way to advertise
// with them; the database refuses any other shape.
import type { Fault } from '../../platform/errors.ts'
import { html } from '../../platform/html.ts'
import type { Wording } from '../capture/confirmation-mail.ts'
import { findOffers } from './offer-words.ts'

export type TemplateWords = { subject: string; body: string }
/** What must be ordered with a mail: texts, and addresses of links. */
export type Places = { texts: string[]; links: string[] }

const PLACE = /\{\{ data\.([a-z][a-z0-9_]*) \}\}/g
const LINK = /\[([^[\]]+)\]\(data\.([a-z][a-z0-9_]*)\)/g
const LINK_COLOUR = '#0b6a53'
const STYLE = 'margin:0;padding:24px;font:17px/26px sans-serif;color:#13201b;background:#ffffff'

/** The places of a template, each once. */
export function placesOf({ subject, body }: TemplateWords): Places {
  const links = [...new Set([...body.matchAll(LINK)].map(([, , name = '']) => name))]
  const texts = [...new Set([...`${subject}\n${body}`.matchAll(PLACE)].map(([, name = '']) => name))]
  return { texts: texts.filter((name) => !links.includes(name)), links }
}

/** Everything that keeps words from being a service mail. */
export function findTemplateFaults(words: TemplateWords): Fault[] {
  const links = placesOf(words).links
  return (['subject', 'body'] as const).flatMap((path) => {
    const text = words[path]
    const left = text.replace(PLACE, '').replace(LINK, '')
    const messages = [
      ...findOffers(text).map(
        (word) => `“${word}” advertises. A mail that serves somebody says what happened, and no more.`,
      ),
      /\{[{%]/.test(left)
        ? 'Write what is ordered with the mail as {{ data.order_number }}: small letters, digits and _.'
        : '',
      /https?:|www\./i.test(left)
        ? 'Write a link as [words](data.order_url): its address is ordered with the mail.'
        : '',
      ...links
        .filter((name) => text.includes(`{{ data.${name} }}`))
        .map((name) => `data.${name} is the address of a link, so it cannot stand as text.`),
    ]
    return messages.filter((message) => message !== '').map((message) => ({ path, message }))
  })
}

/** The mail, with `{{ data.… }}` where something is ordered. */
export function composeOrderMail({ subject, body }: TemplateWords, language: string): Wording {
  const blocks = body
    .trim()
    .split(/\r?\n\s*\r?\n/)
    .map((block) => block.split(/\r?\n/).map((line) => line.trim()))
  const isList = (lines: readonly string[]) => lines.every((line) => line.startsWith('- '))
  return {
    subject,
    html: html`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${subject}</title></head><body style="${STYLE}">${blocks.map(
      (lines) =>
        isList(lines)
          ? html`<ul>${lines.map((line) => html`<li>${withLinks(line.slice(2))}</li>`)}</ul>`
          : html`<p>${withLinks(lines.join(' '))}</p>`,
    )}<p>{{ brand.postal_address }}</p></body></html>`.text,
    text: [
      ...blocks.map((lines) => lines.map(asText).join(isList(lines) ? '\n' : ' ')),
      '{{ brand.postal_address }}',
    ].join('\n\n'),
  }
}

function withLinks(text: string) {
  let end = 0
  const parts = [...text.matchAll(LINK)].flatMap((match) => {
    const [whole, words = '', name = ''] = match
    const before = text.slice(end, match.index)
    end = match.index + whole.length
    return [before, html`<a href="{{ data.${name} }}" style="color:${LINK_COLOUR}">${words}</a>`]
  })
  return [...parts, text.slice(end)]
}

const asText = (line: string) =>
  line.replace(LINK, (_whole, words: string, name: string) => `${words}: {{ data.${name} }}`)
