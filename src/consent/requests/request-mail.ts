// The mail that tells a person what became of their request: what they asked, what we did or did not, and where to
// complain. Closed words and dates alone.
import { html } from '../../platform/html.ts'
import { inert, type Wording } from '../capture/confirmation-mail.ts'
import { authorityOf, datesIn, type PageLanguage } from '../preferences/page-language.ts'
import { requestMailWords } from './mail-words.ts'
import type { ExtensionGround, RefusalGround, RequestKind, ToldAbout } from './words.ts'

export type RequestNews = {
  about: ToldAbout
  kind: RequestKind
  receivedAt: Date
  dueAt: Date
  extensionGround: ExtensionGround | null
  refusalGround: RefusalGround | null
}
export type NewsSender = { name: string; privacyEmail: string; country: string }

/** The mail with six digits that show who asks. */
export function composeIdentityCode(
  { kind, receivedAt }: Pick<RequestNews, 'kind' | 'receivedAt'>,
  language: PageLanguage,
  sender: NewsSender,
): Wording {
  const words = requestMailWords(language)
  const subject = words.subject(inert(sender.name))
  const lead = words.lead(datesIn(language, sender.country).day(receivedAt), words.asked[kind])
  const postal = '{{ brand.postal_address }}'
  return {
    subject,
    html: html`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${subject}</title></head><body style="margin:0;padding:24px;font:17px/26px sans-serif;color:#13201b;background:#ffffff"><p>${lead}</p><p>${words.code}</p><p style="font-size:28px;letter-spacing:0.12em"><b>{{ code }}</b></p><p>${words.codeAfter}</p><p>${postal}</p></body></html>`
      .text,
    text: [lead, words.code, '{{ code }}', words.codeAfter, postal].join('\n\n'),
  }
}

export function composeNews(news: RequestNews, language: PageLanguage, sender: NewsSender): Wording {
  const words = requestMailWords(language)
  const { day } = datesIn(language, sender.country)
  const { about, kind } = news
  const said = {
    extended: [words.extended(day(news.dueAt)), news.extensionGround && words.extension[news.extensionGround]],
    refused: [words.refused, news.refusalGround && words.refusal[news.refusalGround]],
    done: [words.done[kind]],
    lifting: [words.lifting],
  }[about].filter((sentence) => typeof sentence === 'string')
  const { name, url } = authorityOf(sender.country)
  const hasFile = about === 'done' && (kind === 'access' || kind === 'portability')
  const mayComplain = about === 'refused' || about === 'extended'
  const subject = words.subject(inert(sender.name))
  const lead = words.lead(day(news.receivedAt), words.asked[kind])
  const end = [
    words.questions(inert(sender.privacyEmail)),
    ...(mayComplain ? [words.complain(name, url)] : []),
    '{{ brand.postal_address }}',
  ]
  const page = '{{ preferences_url }}'
  return {
    subject,
    html: html`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${subject}</title></head><body style="margin:0;padding:24px;font:17px/26px sans-serif;color:#13201b;background:#ffffff"><p>${lead}</p><p>${said.join(' ')}</p>${hasFile && html`<p><a href="${page}" style="color:#0b6a53">${words.page}</a></p>`}${end.map((line) => html`<p>${line}</p>`)}</body></html>`
      .text,
    text: [lead, said.join(' '), ...(hasFile ? [`${words.page}: ${page}`] : []), ...end].join('\n\n'),
  }
}
