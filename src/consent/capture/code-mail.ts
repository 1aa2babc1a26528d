// The mail with six digits. It says what they are for and nothing more.
import { html } from '../../platform/html.ts'
import type { PageLanguage } from '../preferences/page-language.ts'
import { inert, type Wording } from './confirmation-mail.ts'
import { moreWords } from './more-words.ts'

export function composeCode(about: { language: PageLanguage; brand: string }): Wording {
  const { mail } = moreWords(about.language)
  const brand = inert(about.brand)
  return {
    subject: mail.subject(brand),
    html: html`<!doctype html><html lang="${about.language}"><head><meta charset="utf-8"><title>${mail.subject(brand)}</title></head><body style="margin:0;padding:24px;font:17px/26px sans-serif;color:#13201b;background:#ffffff"><p>${mail.lead(brand)}</p><p style="font-size:28px;letter-spacing:0.12em"><b>{{ code }}</b></p><p>${mail.after}</p><p>{{ brand.postal_address }}</p></body></html>`
      .text,
    text: [mail.lead(brand), '{{ code }}', mail.after, '{{ brand.postal_address }}'].join('\n\n'),
  }
}
