// The mail that asks whether a yes is really the reader's own. It names what was asked for and nothing more: no offer, no
// picture, no counted link.
import { html } from '../../platform/html.ts'
import type { PageLanguage } from '../preferences/page-language.ts'
import { captureWords } from './words.ts'

export type Wording = { subject: string; html: string; text: string }

/** What is written by colleagues is text here, also where it looks like Liquid. */
export const inert = (text: string) => text.replace(/\{(?=[{%])/g, '{ ')

export function composeConfirmation(about: { language: PageLanguage; brand: string; names: string[] }): Wording {
  const { language } = about
  const brand = inert(about.brand)
  const names = about.names.map(inert)
  const { mail } = captureWords(language)
  const stop = '{{ unsubscribe_url }}'
  return {
    subject: mail.subject(brand),
    html: html`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${mail.subject(brand)}</title></head><body style="margin:0;padding:24px;font:17px/26px sans-serif;color:#13201b;background:#ffffff"><p>${mail.lead(brand)}</p><ul>${names.map((name) => html`<li>${name}</li>`)}</ul><p>${mail.press}</p><p><a href="{{ confirm_url }}" style="color:#0b6a53">${mail.link}</a></p><p>${mail.notYou}</p><p><a href="${stop}" style="color:#13201b">${mail.cancel}</a></p><p>{{ brand.postal_address }}</p></body></html>`
      .text,
    text: [
      mail.lead(brand),
      names.map((name) => `- ${name}`).join('\n'),
      `${mail.press}\n{{ confirm_url }}`,
      mail.notYou,
      `${mail.cancel}: ${stop}`,
      '{{ brand.postal_address }}',
    ].join('\n\n'),
  }
}
