// The page that a form leads to: every item of GDPR article 13, one heading each, in the language of the reader.
import { type Html, html } from '../../platform/html.ts'
import type { PageLanguage } from '../preferences/page-language.ts'
import { renderFrame } from '../preferences/render-frame.ts'
import { sourceWords } from '../sources/source-words.ts'
import { EVERY_AUTHORITY, transferTo } from './authorities.ts'
import { KNOWN_BASES, type Notice, type NoticeItem, type NoticePurpose, type SourceItem } from './find-notice.ts'
import { da } from './words/da.ts'
import { en } from './words/en.ts'
import { fi } from './words/fi.ts'
import { type NoticeWords, nb } from './words/nb.ts'
import { nn } from './words/nn.ts'
import { sv } from './words/sv.ts'

const NOTICE_WORDS = { nb, nn, sv, da, fi, en } as const satisfies Record<PageLanguage, NoticeWords>
export const noticeWords = (language: PageLanguage): NoticeWords => NOTICE_WORDS[language]

/** What a form asks, as people read it, and its language. */
export type Asked = { language: string; questions: readonly { label: string; required: boolean }[] }
/** Where the page is; `asked` where it is that of a form, and not told to somebody who came from others (art. 14). */
export type NoticePlace = { path: string; asked?: Asked }

export function renderNotice(notice: Notice, { path, asked }: NoticePlace, language: PageLanguage): string {
  const words = NOTICE_WORDS[language]
  const own = sourceWords(language)
  const { brand } = notice
  const section = (item: NoticeItem | SourceItem, title: string, content: Html) =>
    html`<section id="${item}"><h2>${title}</h2>${content}</section>`
  return renderFrame(
    { language, title: words.title, brand, path },
    html`<h1>${words.title}</h1><p class="lead">${(asked ? words : own).lead(brand.name)}</p>
${section('controller', words.controller, renderController(notice))}
${section('privacy_contact', words.privacyContact, html`<p>${words.privacyContactDetail} <a href="mailto:${brand.privacyEmail}">${brand.privacyEmail}</a>.</p>`)}
${!asked && [section('source', own.source, html`<p>${own.sourceDetail}</p>`), section('categories', own.categories, html`<p>${own.categoriesDetail}</p>`)]}
${section('purposes', words.purposes, renderPurposes(notice, words, language, asked !== undefined))}
${section('recipients', words.recipients, renderRecipients(notice, words))}
${section('transfer', words.transfer, renderTransfer(notice, words, language))}
${section('retention', words.retention, renderRetention(notice, words))}
${section('rights', words.rights, html`<ul class="list">${words.rightsList.map((right) => html`<li>${right}</li>`)}</ul><p>${words.rightsHow}</p>`)}
${section('withdrawal', words.withdrawal, html`<p>${words.withdrawalDetail}</p>`)}
${section('complaint', words.complaint, renderComplaint(notice, words))}
${asked && section('required', words.required, renderRequired(asked, words, language))}
${section('automated', words.automated, renderAutomated(notice, words, asked ? words.noProfiling : own.noProfile))}`,
  )
}

const renderController = ({ brand }: Notice) =>
  html`<p>${brand.name}<br>${brand.postalAddress}${brand.processing && html`<br><a href="tel:${brand.processing.phone.replace(/[^+\d]/g, '')}">${brand.processing.phone}</a>`}</p>`

function renderPurposes({ purposes }: Notice, words: NoticeWords, language: PageLanguage, isForm: boolean): Html {
  const one = (purpose: NoticePurpose) => {
    const lang = purpose.language !== language && html` lang="${purpose.language}"`
    const basis = KNOWN_BASES.find((known) => known === purpose.legalBasis)
    return html`<li><p><b${lang}>${purpose.name}</b></p><p${lang}>${purpose.text}</p><p>${basis && words.basis[basis]}${purpose.validityMonths !== null && ` ${words.lasts(purpose.validityMonths)}`}</p></li>`
  }
  return html`<ul class="list apart">${isForm && html`<li><p>${words.answer} ${words.answerBasis}</p></li>`}${purposes.map(one)}</ul>`
}

function renderRecipients({ brand: { processing } }: Notice, words: NoticeWords): Html {
  const recipients = processing?.recipients ?? []
  return recipients.length === 0
    ? html`<p>${words.noRecipients}</p>`
    : html`<ul class="list">${recipients.map((name) => html`<li>${name}</li>`)}</ul>`
}

function renderTransfer({ brand: { processing } }: Notice, words: NoticeWords, language: PageLanguage): Html {
  const stored = processing?.storedIn ?? []
  const list = new Intl.ListFormat(language, { type: 'conjunction' })
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'code' })
  const say = (countries: readonly string[]) => list.format(countries.map((country) => names.of(country) ?? country))
  const [adequate, unsafe] = [
    stored.filter((country) => transferTo(country) === 'adequate'),
    stored.filter((country) => transferTo(country) === 'safeguard'),
  ]
  return html`<p>${words.handledIn(say(stored))} ${adequate.length + unsafe.length === 0 && words.stays}${adequate.length > 0 && words.adequate(say(adequate))}</p>${
    unsafe.length > 0 && html`<p>${words.safeguard(say(unsafe))} ${processing?.safeguard}</p>`
  }`
}

/** A number of months is told in every language; words of the sender's own are told as they are. */
function renderRetention({ brand: { processing } }: Notice, words: NoticeWords): Html {
  const months = processing?.retentionMonths ?? null
  return html`<p>${months === null ? processing?.retention : words.months(months)}</p>`
}

function renderComplaint({ authority = EVERY_AUTHORITY }: Notice, words: NoticeWords): Html {
  return html`<p>${words.complaintDetail} <a href="${authority.url}">${authority.name}</a>.</p>`
}

function renderRequired({ questions, language: asked }: Asked, words: NoticeWords, language: PageLanguage): Html {
  const lang = asked !== language && html` lang="${asked}"`
  const list = (title: string, isRequired: boolean) => {
    const labels = questions.filter(({ required }) => required === isRequired).map(({ label }) => label)
    return labels.length > 0 && html`<p>${title} <span${lang}>${labels.join(', ')}</span></p>`
  }
  return html`${list(words.requiredDetail, true)}${list(words.optionalDetail, false)}<p>${words.noYesRequired}</p>`
}

function renderAutomated({ purposes }: Notice, words: NoticeWords, noProfile: string): Html {
  const profile = purposes.find(({ kind }) => kind === 'profiling')
  return html`<p>${profile ? words.profiling(profile.name) : noProfile} ${words.noDecision}</p>`
}
